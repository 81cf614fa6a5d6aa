import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'

import { headerOf, startMailServer } from '#tests/fixtures/mail-server.ts'
import { readByIcalJs, readByNodeIcal, unfolded, type ReadEntry } from '#tests/fixtures/calendar-readers.ts'
import { createSmtpMailer } from '#server/platform/mailer.ts'

import { calendarFile, calendarMessage, type CalendarEntry, type CalendarFile } from './calendar-file.ts'
import { calendarLinks } from './calendar-links.ts'
import { mailtoUri } from './calendar-text.ts'
import { instantFromWall, offsetMinutes } from './time.ts'
import { zoneDefinition } from './calendar-zone.ts'

const stampMs = Date.UTC(2026, 9, 1)
const at = (wall: string, zone: string): number => instantFromWall(wall, zone) ?? 0
const entry = (more: Partial<CalendarEntry> = {}): CalendarEntry => ({ uid: 'one@touhai', sequence: 0, startsAtMs: at('2026-12-02T10:00', 'Asia/Shanghai'), endsAtMs: at('2026-12-02T10:20', 'Asia/Shanghai'), summary: '洽谈', location: '', description: '', ...more })
const file = (entries: CalendarEntry[], more: Partial<CalendarFile> = {}): string => calendarFile({ method: 'PUBLISH', zone: 'Asia/Shanghai', stampMs, organizer: null, attendee: null, entries, ...more })

/** Read by both programs, which must agree; what they read. */
function read(content: string): ReadEntry[] {
  const found = readByIcalJs(content)
  expect(readByNodeIcal(content)).toEqual(found)
  return found
}

describe('what two programs read', () => {
  it('is all that was written: when, what, where, which, how often changed, and when to remind', () => {
    const [one] = read(file([entry({ sequence: 3, summary: '与北辰资本洽谈', location: 'A1 号洽谈桌 · 二层', description: '投海Demo Day\n第一期', alarmMinutes: 10, changedAtMs: stampMs })], { method: 'REQUEST', organizer: { name: '主办方', address: 'no-reply@touhai.example' }, attendee: { name: '王敏', address: 'wang@example.com' } }))
    expect(one).toEqual({
      method: 'REQUEST', uid: 'one@touhai', sequence: 3, startsAt: at('2026-12-02T10:00', 'Asia/Shanghai'), endsAt: at('2026-12-02T10:20', 'Asia/Shanghai'), summary: '与北辰资本洽谈', location: 'A1 号洽谈桌 · 二层',
      description: '投海Demo Day\n第一期', status: 'CONFIRMED', organizer: 'mailto:no-reply@touhai.example', attendees: ['mailto:wang@example.com'], changedAt: stampMs, alarms: ['-PT10M'],
    })
  })

  it('is one entry through its life: set, moved, called off', () => {
    const life = [entry({ alarmMinutes: 10 }), entry({ sequence: 1, startsAtMs: at('2026-12-02T15:00', 'Asia/Shanghai'), endsAtMs: at('2026-12-02T15:20', 'Asia/Shanghai'), alarmMinutes: 10 }), entry({ sequence: 2, alarmMinutes: 10 })]
    const told = life.map((one, step) => read(file([one], { method: step === 2 ? 'CANCEL' : 'REQUEST' }))[0])
    expect(told.map((one) => [one?.method, one?.uid, one?.sequence, one?.status, one?.alarms])).toEqual([
      ['REQUEST', 'one@touhai', 0, 'CONFIRMED', ['-PT10M']], ['REQUEST', 'one@touhai', 1, 'CONFIRMED', ['-PT10M']], ['CANCEL', 'one@touhai', 2, 'CANCELLED', []],
    ])
  })

  it('is a backslash before an n where one was written, not a line break', () => {
    // node-ical takes these two characters for a line break whatever is before them.
    expect(readByIcalJs(file([entry({ summary: 'C:\\neu\\', location: '\\\\n' })])).map((one) => [one.summary, one.location])).toEqual([['C:\\neu\\', '\\\\n']])
  })

  it('is as odd as what was written, and nothing else', () => {
    const odd = fc.string({ unit: fc.constantFrom('a', ' ', ',', ';', '\\', '"', '^', ':', '=', '\r\n', '\n', '\t', '汉', '😀', '👩‍👩‍👧', '\u202e', 'ש', 'BEGIN:VEVENT', '\r\nATTENDEE:mailto:evil@example.com', '\u0000', '\u0007', '\ud83d', '\u2028', '%0d%0a'), maxLength: 80 })
    fc.assert(fc.property(odd, odd, odd, fc.integer({ min: 0, max: 90 }), (summary, location, name, sequence) => {
      const content = file([entry({ summary, location, sequence, alarmMinutes: 5 })], { method: 'REQUEST', organizer: { name, address: 'o@example.com' }, attendee: { name, address: 'a@example.com' } })
      expectLegal(content)
      const found = read(content)
      expect(found.map((one) => [one.summary, one.location, one.sequence, one.organizer, one.attendees])).toEqual([[meant(summary), meant(location), sequence, 'mailto:o@example.com', ['mailto:a@example.com']]])
    }), { seed: 20261122, numRuns: 300 })
  })
})

/** What of a text can be said in a calendar: without control characters and halves of pairs, one kind of line break. Readers trim ends. */
const meant = (text: string): string => text.replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, '\n').replace(/[^\P{Cc}\n\t]|\p{Surrogate}/gu, '').trim()

/** Every physical line: at most 75 octets, ended by CRLF, good UTF-8 by itself, without control characters. */
function expectLegal(content: string): void {
  expect(content.endsWith('\r\n')).toBe(true)
  const lines = content.slice(0, -2).split('\r\n')
  expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /\p{Surrogate}/u.test(line) || /[^\P{Cc}\t]/u.test(line))).toEqual([])
  expect(unfolded(content).filter((line) => !/^[A-Z-]+[;:]/.test(line))).toEqual([])
}

describe('a line', () => {
  test('of 200 Chinese characters is folded into lines that stand by themselves', () => {
    const summary = '智能制造与跨境并购'.repeat(23).slice(0, 200)
    const content = file([entry({ summary })])
    expectLegal(content)
    const octets = Buffer.from(content)
    // As a reader that knows nothing of characters sees it: cut at CRLF, each piece decoded alone.
    const pieces = octets.toString('latin1').split('\r\n').map((line) => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1')))
    expect(pieces.filter((line) => line.startsWith(' ')).length).toBeGreaterThanOrEqual(8)
    expect(read(content)[0]?.summary).toBe(summary)
  })

  test.each(['a', 'é', '汉', '😀'])('of %s is full wherever a character still fits', (character) => {
    const content = file([entry({ summary: character.repeat(100) })])
    const width = Buffer.byteLength(character)
    const lines = content.split('\r\n')
    const first = lines.findIndex((line) => line.startsWith('SUMMARY'))
    const following = lines.findIndex((line, place) => place > first && !line.startsWith(' '))
    expect(lines.slice(first, following - 1).every((line) => Buffer.byteLength(line) > 75 - width && Buffer.byteLength(line) <= 75)).toBe(true)
  })
})

describe('a zone', () => {
  test('whose clocks go back within the event has the right hour on both sides, by its rules', () => {
    const newYork = 'America/New_York'
    const walls = ['2026-10-30T10:00', '2026-11-01T00:30', '2026-11-01T12:00', '2026-11-02T10:00']
    const entries = walls.map((wall, place) => entry({ uid: `${place}@touhai`, startsAtMs: at(wall, newYork), endsAtMs: at(wall, newYork) + 1_200_000 }))
    const content = file(entries, { zone: newYork })
    expect(read(content).map((one) => one.startsAt)).toEqual(['2026-10-30T14:00Z', '2026-11-01T04:30Z', '2026-11-01T17:00Z', '2026-11-02T15:00Z'].map((text) => Date.parse(text)))
    expect(content).toContain('RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU')
  })

  test('of Shanghai tells a reader in New York the right hour in the week in which only her clocks went back', () => {
    const content = file([entry({ startsAtMs: at('2026-10-30T21:00', 'Asia/Shanghai'), endsAtMs: at('2026-10-30T21:20', 'Asia/Shanghai') }), entry({ uid: 'two@touhai', startsAtMs: at('2026-11-02T21:00', 'Asia/Shanghai'), endsAtMs: at('2026-11-02T21:20', 'Asia/Shanghai') })])
    const hours = read(content).map((one) => new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', hour: '2-digit', minute: '2-digit' }).format(one.startsAt))
    expect(hours).toEqual(['09:00', '08:00'])
  })

  test.each(['Europe/London', 'Asia/Kathmandu', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Asia/Jerusalem', 'America/St_Johns', 'utc'])('%s is right in every week of its year', (zone) => {
    const days = Array.from({ length: 52 }, (_, week) => Date.UTC(2026, 0, 1, 9) + week * 7 * 86_400_000 + (week % 24) * 3_600_000)
    const content = file(days.map((startsAtMs, place) => entry({ uid: `${place}@touhai`, startsAtMs, endsAtMs: startsAtMs + 600_000 })), { zone })
    // The library with its own copy of the zones and the one that believes the file.
    expect(read(content).map((one) => one.startsAt)).toEqual(days)
  })

  test('that changes by no yearly rule is told change by change', () => {
    // Of years that are over: what is to come is another matter from one edition of the zones to the next.
    const lines = zoneDefinition('Africa/Casablanca', Date.UTC(2023, 5, 1), Date.UTC(2023, 5, 1))
    expect([lines.filter((line) => line.startsWith('RRULE')), lines.filter((line) => line === 'BEGIN:DAYLIGHT').length]).toEqual([[], 3])
    expect(offsetMinutes(Date.UTC(2023, 3, 1), 'Africa/Casablanca')).toBe(0)
  })
})

describe('several entries in one mail', () => {
  const [one, two] = [entry(), entry({ uid: 'two@touhai', sequence: 4 })]
  const whole = { zone: 'Asia/Shanghai', stampMs, organizer: { name: 'o', address: 'o@example.com' }, attendee: { name: 'a', address: 'a@example.com' } }

  test('are published, as a request may speak of one only', () => {
    const { method, content } = calendarMessage({ ...whole, method: 'REQUEST', entries: [one, two] })
    expect([method, read(content).map((found) => [found.uid, found.status, found.attendees])]).toEqual(['PUBLISH', [['one@touhai', 'CONFIRMED', []], ['two@touhai', 'CONFIRMED', []]]])
    expect(calendarMessage({ ...whole, method: 'REQUEST', entries: [one] }).method).toBe('REQUEST')
  })

  test('are published as called off', () => {
    const { method, content } = calendarMessage({ ...whole, method: 'CANCEL', entries: [one, two] })
    expect([method, read(content).map((found) => found.status)]).toEqual(['PUBLISH', ['CANCELLED', 'CANCELLED']])
  })
})

test('a mail carries the calendar as a part of its own whose method is that of the file', async () => {
  const server = await startMailServer()
  const mailer = createSmtpMailer(server.url, 'no-reply@touhai.example')
  for (const method of ['REQUEST', 'CANCEL', 'PUBLISH'] as const) {
    await mailer.send({ to: { name: '王敏', address: 'wang@example.com' }, subject: 's', html: '<p>h</p>', text: 't', messageId: '<x@touhai.example>', calendar: { method, content: file([entry()], { method }) } })
  }
  mailer.close()
  await server.close()
  const parts = server.taken.map(({ source }) => source.split(/\r\n--[^\r\n]+\r\n/).flatMap((part) => (/^text\/calendar/.test(headerOf(part, 'Content-Type')) ? [part] : [])))
  expect(parts.map((found) => found.map((part) => headerOf(part, 'Content-Type')))).toEqual([['text/calendar; charset=utf-8; method=REQUEST'], ['text/calendar; charset=utf-8; method=CANCEL'], ['text/calendar; charset=utf-8; method=PUBLISH']])
  const contents = parts.map(([part = '']) => bodyOf(part))
  expect(contents.map((content) => read(content).map((one) => [one.method, one.summary]))).toEqual([[['REQUEST', '洽谈']], [['CANCEL', '洽谈']], [['PUBLISH', '洽谈']]])
})

/** The body of a MIME part in quoted-printable, without the line break that belongs to the boundary. */
function bodyOf(part: string): string {
  expect(headerOf(part, 'Content-Transfer-Encoding')).toBe('quoted-printable')
  const body = part.slice(part.indexOf('\r\n\r\n') + 4).replace(/=\r\n/g, '').trimEnd()
  return `${Buffer.from(body.replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))), 'latin1').toString('utf8')}\r\n`
}

test('an address is written as a URI can hold it', () => {
  expect([mailtoUri('a+b@example.com'), mailtoUri('a&b?c#d%e@example.com'), mailtoUri("o'brien_{x}@example.com")]).toEqual(['mailto:a+b@example.com', 'mailto:a%26b%3Fc%23d%25e@example.com', "mailto:o'brien_%7Bx%7D@example.com"])
})

test('links to calendars on the web hold the same instants and words, whatever those are', () => {
  const odd = '与 A&B #1 +50% 的洽谈\r\n"x"<b>?subject=y\ud83d'
  const links = calendarLinks(entry({ summary: odd, location: 'A1 · 二层', description: '第一期', url: 'https://touhai.example/a' }), 'Asia/Shanghai')
  const [google, outlook, office] = [links.google, links.outlook, links.office].map((text) => new URL(text))
  const said = odd.replace('\ud83d', '\ufffd')
  expect(Object.fromEntries(google!.searchParams)).toEqual({ action: 'TEMPLATE', text: said, dates: '20261202T020000Z/20261202T022000Z', ctz: 'Asia/Shanghai', location: 'A1 · 二层', details: '第一期\nhttps://touhai.example/a' })
  expect(Object.fromEntries(outlook!.searchParams)).toEqual({ path: '/calendar/action/compose', rru: 'addevent', subject: said, startdt: '2026-12-02T02:00:00Z', enddt: '2026-12-02T02:20:00Z', location: 'A1 · 二层', body: '第一期\nhttps://touhai.example/a' })
  expect([google!.host, outlook!.host, office!.host, outlook!.search === office!.search]).toEqual(['calendar.google.com', 'outlook.live.com', 'outlook.office.com', true])
})

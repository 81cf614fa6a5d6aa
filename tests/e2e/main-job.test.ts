import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DateTime } from 'luxon'
import type { Browser } from 'playwright-core'

import { openDatabase, type Database } from '#server/platform/db.ts'
import { locales } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { openBrowser, openVisitor, type Visitor } from './browser.ts'
import { startDemo, type Demo } from './demo-server.ts'
import { AgendaPage, MatchesPage, RequestsPage, whenSeen } from './pages/phone-pages.ts'
import { readCalendars, SignInPage } from './pages/sign-in-page.ts'
import { TimetablePage } from './pages/timetable-pages.ts'

let browser: Browser
beforeAll(async () => void (browser = await openBrowser()))
afterAll(() => browser.close())

/** Live means: on the other phone within a second of the server's answer. */
const liveMs = 1_000

describe.each(locales)('the main job in %s', (locale) => {
  let demo: Demo
  let db: Database
  let organizer: Visitor
  let investor: Visitor
  let founder: Visitor
  let eventUrl: string
  let timetable: TimetablePage
  let asked: { delegationId: string; name: string; message: string }
  let investorId: string
  let founderId: string
  let founderEmail: string
  const t = translator(locale)
  const releaseName = `Rev. 1 ${locale}`

  const pairMeeting = async () => {
    const found = await db.client.meeting.findFirst({ where: { state: 'scheduled', event: { slug: 'demo-day-winter' }, OR: [{ aDelegationId: asked.delegationId, b: { delegates: { some: { personId: investorId } } } }, { bDelegationId: asked.delegationId, a: { delegates: { some: { personId: investorId } } } }] } })
    if (!found) throw new Error('the two have no meeting')
    return found
  }
  /** Where the meeting of the investor and the founder is on the board now. */
  const placeOfPair = async () => {
    const { tableId, aDelegationId, bDelegationId } = await pairMeeting()
    const table = await db.client.meetingTable.findUniqueOrThrow({ where: { id: tableId ?? '' } })
    return timetable.board.find([aDelegationId, bDelegationId], table.position)
  }
  /** How the phone begins to say where a meeting was before. */
  const wasWords = () => t('agenda:was.time', { time: '§', table: '' }).split('§')[0] ?? ''

  beforeAll(async () => {
    demo = await startDemo()
    db = await openDatabase({ file: `${demo.dataDir}/touhai.sqlite` })
    eventUrl = `${demo.url}/events/demo-day-winter`
    organizer = await openVisitor(browser, demo.url, { device: 'desktop', locale })
    timetable = new TimetablePage(organizer.page, `${demo.url}/organize/demo-day-winter`, locale)
    investor = await openVisitor(browser, demo.url, { device: 'phone', locale })
    founder = await openVisitor(browser, demo.url, { device: 'phone', locale })
  }, 180_000)
  afterAll(async () => {
    await Promise.all([organizer, investor, founder].map((one) => one?.context.close()))
    await db?.close()
    await demo?.dispose()
  })

  test('an investor signs in by the code of a mail, reads matches with reasons for both sides and asks for two times; the founder sees it arrive', async () => {
    await new SignInPage(investor.page, demo.url, locale).byCode(demo.person('investor').email, '/events/demo-day-winter/matches')
    const matches = new MatchesPage(investor.page, eventUrl, locale)
    await matches.untilFree()
    const match = await matches.read()
    expect([match.forMe.length, match.forThem.length].every((count) => count >= 1)).toBe(true)
    const lead = await db.client.delegate.findFirstOrThrow({ where: { delegationId: match.delegationId, isLead: true }, include: { person: true } })
    await new SignInPage(founder.page, demo.url, locale).byLink(lead.person.email ?? '', '/events/demo-day-winter/requests')
    const requests = new RequestsPage(founder.page, eventUrl, locale)
    await requests.untilLive()
    founder.heard.length = 0
    const message = `${match.name} · ${locale}`
    const arrived = whenSeen(requests.request(message))
    const { answeredAt, asked: times } = await matches.ask(message, 2)
    expect(times).toHaveLength(2)
    const afterMs = (await arrived) - answeredAt
    console.info(`request → founder's phone: ${Math.round(afterMs)} ms after the answer`)
    expect(afterMs).toBeLessThan(liveMs)
    expect(founder.heard).toEqual([])
    investorId = (await db.client.person.findFirstOrThrow({ where: { email: demo.person('investor').email } })).id
    founderId = lead.person.id
    founderEmail = lead.person.email ?? ''
    asked = { delegationId: match.delegationId, name: match.name, message }
  })

  test('the founder accepts in one tap and both agendas show the meeting without asking for a page', async () => {
    const theirs = new AgendaPage(investor.page, eventUrl, locale)
    await theirs.open()
    await theirs.untilLive()
    const own = new AgendaPage(await founder.context.newPage(), eventUrl, locale)
    await own.open()
    await own.untilLive()
    expect(await theirs.meeting(asked.name).count()).toBe(0)
    investor.heard.length = 0
    const shown = whenSeen(theirs.meeting(asked.name))
    const { answeredAt } = await new RequestsPage(founder.page, eventUrl, locale).accept(asked.message)
    const afterMs = (await shown) - answeredAt
    console.info(`acceptance → investor's agenda: ${Math.round(afterMs)} ms after the answer`)
    expect(afterMs).toBeLessThan(liveMs)
    const partner = await investorName(db, demo.person('investor').email, locale)
    await own.meeting(partner).waitFor()
    expect(investor.heard).toEqual([])
    await own.page.close()
  })

  test('the organizer computes a draft, sees it progress, pins a meeting, moves another by keyboard and releases; both phones follow', async () => {
    await new SignInPage(organizer.page, demo.url, locale).byCode(demo.person('organizer').email, '/organize/demo-day-winter')
    const progress = await timetable.compute('A', 5)
    expect(progress.length).toBeGreaterThanOrEqual(2)
    expect(progress).toEqual([...progress].sort((a, b) => a - b))
    await timetable.openDraft('A')
    const [first, ...others] = (await timetable.board.meetings()).filter(({ isPinned }) => !isPinned)
    if (!first) throw new Error('the draft has no meetings')
    await timetable.board.pin(first.at)
    let moved = null
    for (const { at } of others) moved ??= await timetable.board.moveByKeyboard(at)
    expect(moved).not.toBeNull()
    await new AgendaPage(founder.page, eventUrl, locale).open()
    const phones = [investor, founder].map(({ page }) => new AgendaPage(page, eventUrl, locale))
    await Promise.all(phones.map((phone) => phone.untilLive()))
    const before = await Promise.all(phones.map(async (phone) => (await phone.meetings()).length))
    for (const one of [investor, founder]) one.heard.length = 0
    await timetable.release(releaseName)
    await Promise.all(phones.map(({ page }) => page.getByText(t('agenda:release', { name: releaseName })).waitFor()))
    const wanted = await Promise.all([investorId, founderId].map((personId) => db.client.meetingAttendee.count({ where: { personId, meeting: { state: 'scheduled', event: { slug: 'demo-day-winter' } } } })))
    await expect.poll(() => Promise.all(phones.map(async (phone) => (await phone.meetings()).length)), { timeout: 10_000 }).toEqual(wanted)
    expect(wanted.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(before.reduce((sum, count) => sum + count, 0))
    expect([investor.heard, founder.heard]).toEqual([[], []])
  })

  test('a meeting moved on the live board is elsewhere on the phone within a second', async () => {
    await timetable.openLive()
    const phone = new AgendaPage(investor.page, eventUrl, locale)
    const row = phone.meeting(asked.name)
    const changed = whenSeen(row.filter({ hasText: wasWords() }))
    investor.heard.length = 0
    const moved = await timetable.board.moveByKeyboard(await placeOfPair())
    const afterMs = (await changed) - (moved?.answeredAt ?? 0)
    console.info(`live board → investor's phone: ${Math.round(afterMs)} ms after the answer`)
    expect(afterMs).toBeLessThan(liveMs)
    expect(investor.heard).toEqual([])
  })

  test('a phone that was offline while several things changed shows all of them after coming back, none twice', async () => {
    const phone = new AgendaPage(founder.page, eventUrl, locale)
    await founder.context.setOffline(true)
    await founder.page.getByText(t('agenda:link.away')).waitFor()
    for (let i = 0; i < 3; i += 1) expect(await timetable.board.moveByKeyboard(await placeOfPair())).not.toBeNull()
    founder.heard.length = 0
    await founder.context.setOffline(false)
    await phone.untilLive()
    const fresh = new AgendaPage(await founder.context.newPage(), eventUrl, locale)
    await fresh.open()
    const wanted = await fresh.meetings()
    await expect.poll(() => phone.meetings(), { timeout: 5_000 }).toEqual(wanted)
    expect(new Set(wanted.map(({ text }) => text)).size).toBe(wanted.length)
    expect(founder.heard).toEqual([])
    await fresh.page.close()
  })

  test('the calendar mails about the moved meeting keep its UID and raise its SEQUENCE', async () => {
    /** Every entry that the founder's mails have brought for the meeting of the two, oldest first. */
    const entries = async () => {
      const { uid } = await pairMeeting()
      const events = (await readCalendars(founder.page, founderEmail)).flatMap((file) => file.match(/BEGIN:VEVENT[\s\S]*?END:VEVENT/g) ?? [])
      const own = events.filter((event) => /UID:(\S+)/.exec(event)?.[1] === uid)
      return own.map((event) => ({ sequence: Number(/SEQUENCE:(\d+)/.exec(event)?.[1]), starts: /DTSTART[^:]*:(\S+)/.exec(event)?.[1] }))
    }
    const starts = async () => DateTime.fromMillis((await pairMeeting()).startsAt.getTime(), { zone: 'Asia/Shanghai' }).toFormat("yyyyMMdd'T'HHmmss")
    // Moves that end where they began are no news: only once all that was moved before is told, the next move surely is.
    await expect.poll(async () => (await entries()).at(-1)?.starts, { timeout: 20_000 }).toBe(await starts())
    expect(await timetable.board.moveByKeyboard(await placeOfPair())).not.toBeNull()
    const { sequence } = await pairMeeting()
    await expect.poll(async () => (await entries()).at(-1), { timeout: 20_000 }).toEqual({ sequence, starts: await starts() })
    const sequences = (await entries()).map((entry) => entry.sequence)
    expect(sequences.length).toBeGreaterThanOrEqual(2)
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))
  })

  test('nothing was written to the console of anybody', () => {
    const heard = [organizer, investor, founder].flatMap(({ problems }) => problems)
    expect(heard.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  })
})

async function investorName(db: Database, email: string, locale: string): Promise<string> {
  const delegate = await db.client.delegate.findFirstOrThrow({ where: { person: { email } }, include: { delegation: { include: { organization: true } } } })
  const { nameZh, nameEn } = delegate.delegation.organization
  return locale === 'en' ? nameEn || nameZh : nameZh || nameEn
}

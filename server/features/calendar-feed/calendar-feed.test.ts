import { afterEach, beforeEach, expect, it } from 'vitest'

import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { readByIcalJs, readByNodeIcal } from '#tests/fixtures/calendar-readers.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let beijing: MadeEvent
let newYork: MadeEvent
let fund: MadeDelegation
let abroad: MadeDelegation
const hostile = '云图\r\nATTENDEE:mailto:evil@example.com;,\\' + '汉'.repeat(200)

beforeEach(async () => {
  test = await createTestApp()
  beijing = await makeEvent(test.db)
  // Clocks in New York go back on 1 November 2026, between the two meetings there.
  newYork = await makeEvent(test.db, { zone: 'America/New_York', date: '2026-10-30' })
  fund = await makeDelegation(test.db, beijing.id, { side: 'investor', nameZh: '北辰资本' })
  abroad = await makeDelegation(test.db, newYork.id, { side: 'investor', personIds: fund.people, organizationId: fund.organizationId })
})
afterEach(() => test.dispose())

async function secretOf(who: MadeDelegation): Promise<string> {
  const address = await test.app.calendar.addressOf(who.actor())
  return /\/calendar\/([\w-]+)\.ics$/.exec(address ?? '')?.[1] ?? ''
}

async function contentOf(who: MadeDelegation): Promise<string> {
  const found = await test.app.calendar.feed(await secretOf(who))
  return found.ok ? found.value.content : ''
}

it('all standing meetings at all events, and one that was called off, read alike by two programs, through a change of clocks', async () => {
  const startup = await makeDelegation(test.db, beijing.id, { nameZh: hostile })
  const founder = await makeDelegation(test.db, newYork.id, { nameZh: '云海' })
  const second = await makeDelegation(test.db, newYork.id)
  const third = await makeDelegation(test.db, beijing.id)
  const other = await makeDelegation(test.db, beijing.id, { side: 'investor' })
  const before = await makeMeeting(test.db, newYork.id, { a: founder, b: abroad, startsAt: newYork.at('10:00') })
  const after = await makeMeeting(test.db, newYork.id, { a: second, b: abroad, startsAt: newYork.at('10:00') + 3 * 86_400_000 })
  const home = await makeMeeting(test.db, beijing.id, { a: startup, b: fund, startsAt: beijing.at('10:00'), tableId: beijing.tables[0]?.id ?? null })
  const gone = await makeMeeting(test.db, beijing.id, { a: third, b: fund, startsAt: beijing.at('11:00') })
  await makeMeeting(test.db, beijing.id, { a: startup, b: other, startsAt: beijing.at('15:00') })
  await test.db.client.meeting.update({ where: { id: gone.id }, data: { state: 'cancelled' } })
  const standing = { status: 'CONFIRMED', alarms: ['-PT10M'] }
  const content = await contentOf(fund)
  const read = readByIcalJs(content)
  expect(readByNodeIcal(content)).toEqual(read)
  expect(read.map(({ uid, startsAt, endsAt, status, alarms }) => ({ uid, startsAt, minutes: (endsAt - startsAt) / 60_000, status, alarms }))).toEqual([
    { uid: before.uid, ...standing, startsAt: newYork.at('10:00'), minutes: 20 },
    { uid: after.uid, ...standing, startsAt: newYork.at('10:00') + 3 * 86_400_000, minutes: 20 },
    { uid: home.uid, ...standing, startsAt: beijing.at('10:00'), minutes: 20 },
    { uid: gone.uid, startsAt: beijing.at('11:00'), minutes: 20, status: 'CANCELLED', alarms: [] },
  ])
  expect(read[2]?.summary).toContain(hostile.replace('\r\n', '\n'))
  expect(content.split('\r\n').filter((line) => line.startsWith('ATTENDEE') || line.startsWith('ORGANIZER'))).toEqual([])
  expect(content.split('\r\n').filter((line) => Buffer.byteLength(line) > 75 || line.includes('\uFFFD'))).toEqual([])
  expect(content.match(/^TZID:.*$/gm)).toEqual(['TZID:America/New_York', 'TZID:Asia/Shanghai'])
})

it('a moved meeting keeps its uid while its sequence rises, and the tag follows what is said', async () => {
  const startup = await makeDelegation(test.db, beijing.id)
  const meeting = await makeMeeting(test.db, beijing.id, { a: startup, b: fund, startsAt: beijing.at('10:00'), tableId: beijing.tables[0]?.id ?? null })
  const tagOf = async () => test.app.calendar.feed(await secretOf(fund)).then((found) => (found.ok ? found.value.tag : ''))
  const [content, tag] = [await contentOf(fund), await tagOf()]
  test.clock.advance(60_000)
  expect(await tagOf()).toBe(tag)
  await test.app.meetings.move(await makeStaff(test.db, beijing.id), { meetingId: meeting.id, version: 1, startsAt: beijing.at('11:00'), tableId: null })
  const [was] = readByIcalJs(content)
  const [is] = readByIcalJs(await contentOf(fund))
  expect(is).toMatchObject({ uid: was?.uid, sequence: (was?.sequence ?? 0) + 1, startsAt: beijing.at('11:00') })
  expect(await tagOf()).not.toBe(tag)
})

it('a meeting that is called off stays in the calendar as such until its time is over, under the uid it had', async () => {
  const startup = await makeDelegation(test.db, beijing.id)
  const meeting = await makeMeeting(test.db, beijing.id, { a: startup, b: fund, startsAt: beijing.at('10:00') })
  const [was] = readByIcalJs(await contentOf(fund))
  test.clock.advance(60_000)
  await test.app.meetings.cancel(await makeStaff(test.db, beijing.id), { meetingId: meeting.id, version: 1, reason: '' })
  const [is] = readByIcalJs(await contentOf(fund))
  expect([was, is].map((one) => ({ uid: one?.uid, sequence: one?.sequence, status: one?.status, changedAt: one?.changedAt }))).toEqual([
    { uid: meeting.uid, sequence: 0, status: 'CONFIRMED', changedAt: was?.changedAt },
    { uid: meeting.uid, sequence: 1, status: 'CANCELLED', changedAt: Math.floor(test.clock.now() / 1000) * 1000 },
  ])
  test.clock.advance(beijing.at('10:20') - test.clock.now())
  expect(readByIcalJs(await contentOf(fund))).toEqual([])
})

it('a person without meetings gets an empty calendar, and the time zone of nobody', async () => {
  expect(readByIcalJs(await contentOf(fund))).toEqual([])
})

it('replacing the address ends the old one; another\'s, a cut and a made-up one are not found', async () => {
  const secret = await secretOf(fund)
  const other = await makeDelegation(test.db, beijing.id)
  const refused = { ok: false, error: { code: 'record.not_found' } }
  const guesses = ['', 'x', secret.slice(0, -1), `${secret}x`, secret.slice(0, 26), `${other.people[0]}${secret.slice(26)}`, `${'0'.repeat(26)}${secret.slice(26)}`]
  for (const guess of guesses) expect(await test.app.calendar.feed(guess)).toMatchObject(refused)
  expect(await test.app.calendar.feed(secret)).toMatchObject({ ok: true })
  expect(await test.app.calendar.revoke(fund.actor())).toEqual({ ok: true, value: undefined })
  expect(await test.app.calendar.feed(secret)).toMatchObject(refused)
  expect(await test.app.calendar.feed(await secretOf(fund))).toMatchObject({ ok: true })
  expect(await test.app.calendar.addressOf({ kind: 'anonymous' })).toBeNull()
  expect(await test.app.calendar.revoke({ kind: 'anonymous' })).toMatchObject({ ok: false, error: { code: 'auth.required' } })
})

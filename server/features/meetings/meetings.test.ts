import { afterEach, beforeEach, expect, it } from 'vitest'

import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeRequest, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let fund: MadeDelegation
let startup: MadeDelegation
let meetingId: string
const table = (n: number): string => event.tables[n]?.id as string

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { settings: { rescheduleBudget: 2, noticeMinutes: 60 } })
  fund = await makeDelegation(test.db, event.id, { side: 'investor' })
  startup = await makeDelegation(test.db, event.id)
  meetingId = (await makeMeeting(test.db, event.id, { a: startup, b: fund, startsAt: event.at('10:00'), tableId: table(0) })).id
})
afterEach(() => test.dispose())

const code = (result: { ok: boolean; error?: { code: string } }): string => (result.ok ? 'ok' : (result.error?.code ?? ''))
const held = async () => [...new Set((await test.db.client.occupancy.findMany({ where: { tick: { gt: 0 } } })).map((row) => row.tick * 300_000))].sort()
const move = (version: number, time: string, who = fund.actor()) => test.app.meetings.reschedule(who, { meetingId, version, startsAt: event.at(time) })
const quarter = (time: string) => [0, 5, 10, 15].map((minutes) => event.at(time) + minutes * 60_000)

it('moving a meeting frees the old time, takes the new one, keeps the uid and raises the sequence', async () => {
  expect(await move(1, '10:20')).toMatchObject({ ok: true, value: { version: 2, sequence: 1, startsAt: event.at('10:20') } })
  expect(await held()).toEqual(quarter('10:20'))
  expect(await test.db.client.meeting.findUnique({ where: { id: meetingId }, select: { uid: true, sequence: true, rescheduleCount: true, was: true } })).toEqual({
    uid: `${meetingId}@touhai`, sequence: 1, rescheduleCount: 1, was: { startsAt: event.at('10:00'), endsAt: event.at('10:20'), tableCode: 'T1' },
  })
})

it('pressed twice, a move happens once', async () => {
  const [one, two] = await Promise.all([move(1, '11:00'), move(1, '11:00')])
  expect(two).toEqual(one)
  expect(await test.db.client.meeting.findUnique({ where: { id: meetingId }, select: { version: true } })).toEqual({ version: 2 })
})

it('moving needs notice and budget; the organizer needs neither', async () => {
  expect(code(await move(1, '10:20'))).toBe('ok')
  expect(code(await move(2, '10:40'))).toBe('ok')
  expect(code(await move(3, '11:00'))).toBe('meeting.no_moves_left')
  test.clock.set(event.at('10:40') - 60 * 60_000 + 1)
  expect(code(await test.app.meetings.cancel(fund.actor(), { meetingId, version: 3, reason: '' }))).toBe('meeting.too_late')
  const organizer = await makeStaff(test.db, event.id)
  expect(code(await move(3, '11:00', organizer))).toBe('ok')
})

it('a time that one of them has not free is refused with three that they have', async () => {
  const other = await makeDelegation(test.db, event.id)
  await makeMeeting(test.db, event.id, { a: other, b: fund, startsAt: event.at('11:00'), tableId: table(1) })
  const refused = await move(1, '11:00')
  expect(refused).toMatchObject({ ok: false, error: { code: 'meeting.slot_taken', detail: { alternatives: [{}, {}, {}] } } })
  const [first] = (refused.ok ? [] : (refused.error.detail as { alternatives: { startsAt: number }[] }).alternatives)
  expect(code(await test.app.meetings.reschedule(fund.actor(), { meetingId, version: 1, startsAt: first?.startsAt ?? 0 }))).toBe('ok')
  expect(await test.db.client.occupancy.count({ where: { resource: `person:${fund.people[0]}` } })).toBe(8)
})

it('cancelling frees people, table, time and pair at once and moves the line up', async () => {
  const waiting = await makeDelegation(test.db, event.id)
  const request = await makeRequest(test.db, event.id, { from: waiting, to: fund, holds: [event.at('10:00')] })
  const before = await test.app.requests.listFor(waiting.actor(), event.id)
  expect(before.ok && before.value[0]?.holds[0]?.place).toBe(2)
  expect(await test.app.meetings.cancel(startup.actor(), { meetingId, version: 1, reason: '行程有变' })).toMatchObject({ ok: true, value: { sequence: 1 } })
  expect(await test.db.client.occupancy.count()).toBe(0)
  expect(test.facts.map((fact) => fact.name).sort()).toEqual(['board:changed', 'meeting:cancelled', 'meeting:cancelled', 'request:changed', 'request:changed'])
  const after = await test.app.requests.listFor(waiting.actor(), event.id)
  expect(after.ok && after.value[0]?.holds[0]?.place).toBe(1)
  expect(await test.db.client.requestNews.findMany({ select: { personId: true, requestId: true, kind: true } })).toEqual([{ personId: waiting.people[0], requestId: request.id, kind: 'promoted' }])
  expect(code(await test.app.meetings.cancel(startup.actor(), { meetingId, version: 1, reason: '' }))).toBe('ok')
  expect(code(await move(2, '11:00'))).toBe('meeting.over')
})

it('the desk puts a meeting on a table and fixes it; a taken table is refused', async () => {
  const organizer = await makeStaff(test.db, event.id)
  const other = await makeDelegation(test.db, event.id, { side: 'investor' })
  const guest = await makeDelegation(test.db, event.id)
  await makeMeeting(test.db, event.id, { a: guest, b: other, startsAt: event.at('14:00'), tableId: table(2) })
  const put = (version: number, tableId: string) => test.app.meetings.move(organizer, { meetingId, version, startsAt: event.at('14:00'), tableId })
  expect(code(await put(1, table(2)))).toBe('meeting.table_taken')
  expect(code(await put(1, table(3)))).toBe('ok')
  expect(code(await move(2, '15:00'))).toBe('meeting.pinned')
  expect(code(await test.app.meetings.move(fund.actor(), { meetingId, version: 2, startsAt: event.at('15:00'), tableId: null }))).toBe('auth.forbidden')
  expect(code(await test.app.meetings.pin(organizer, { meetingId, version: 2, pinned: false }))).toBe('ok')
  expect(code(await move(3, '15:00'))).toBe('ok')
})

it('the buffer keeps people, not tables, free after a meeting', async () => {
  const calm = await makeEvent(test.db, { slug: 'calm', settings: { bufferMinutes: 5 } })
  const busy = await makeDelegation(test.db, calm.id, { side: 'investor' })
  const accept = async (time: string) => {
    const request = await makeRequest(test.db, calm.id, { from: await makeDelegation(test.db, calm.id), to: busy, holds: [calm.at(time)] })
    return code(await test.app.requests.accept(busy.actor(), { requestId: request.id, version: 1, startsAt: calm.at(time) }))
  }
  expect([await accept('10:00'), await accept('10:20'), await accept('10:40')]).toEqual(['ok', 'meeting.slot_taken', 'ok'])
})

it('a second meeting of the same two is refused by the pair, however it is made', async () => {
  const request = await makeRequest(test.db, event.id, { from: fund, to: startup, holds: [event.at('15:00')] })
  expect(code(await test.app.requests.accept(startup.actor(), { requestId: request.id, version: 1 }))).toBe('meeting.pair_exists')
  await test.db.client.event.update({ where: { id: event.id }, data: { settings: { meetingsPerPair: 2 } } })
  expect(code(await test.app.requests.accept(startup.actor(), { requestId: request.id, version: 1 }))).toBe('ok')
})

it('a table at home is used before the first free one', async () => {
  const settled = await makeDelegation(test.db, event.id, { side: 'investor', homeTableId: table(3) })
  const request = await makeRequest(test.db, event.id, { from: await makeDelegation(test.db, event.id), to: settled, holds: [event.at('15:00')] })
  const accepted = await test.app.requests.accept(settled.actor(), { requestId: request.id, version: 1 })
  expect(await test.db.client.meeting.findUnique({ where: { id: accepted.ok ? (accepted.value.meetingId ?? '') : '' }, select: { tableId: true } })).toEqual({ tableId: table(3) })
})

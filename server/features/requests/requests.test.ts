import { afterEach, beforeEach, expect, it } from 'vitest'

import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeRequest, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let fund: MadeDelegation
let startup: MadeDelegation

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db)
  fund = await makeDelegation(test.db, event.id, { side: 'investor', people: 2 })
  startup = await makeDelegation(test.db, event.id)
})
afterEach(() => test.dispose())

const ask = (holds: string[], from = startup, to = fund, message = '') =>
  test.app.requests.create(from.actor(), { eventId: event.id, toDelegationId: to.id, holds: holds.map((time) => event.at(time)), message })
const code = (result: { ok: boolean; error?: { code: string } }): string => (result.ok ? 'ok' : (result.error?.code ?? ''))
const cardOf = async (who: MadeDelegation, id: string) => {
  const cards = await test.app.requests.listFor(who.actor(), event.id)
  return cards.ok ? cards.value.find((card) => card.id === id) : undefined
}
async function asked(holds: string[], from = startup, to = fund): Promise<string> {
  const sent = await ask(holds, from, to)
  if (!sent.ok) throw new Error(sent.error.code)
  return sent.value.requestId
}

it('a request waits on both sides, with its places in line and its expiry', async () => {
  const id = await asked(['10:00', '10:20'])
  expect(await cardOf(startup, id)).toMatchObject({ direction: 'sent', state: 'pending', expiresAt: event.at('10:20'), version: 1, meetingId: null, holds: [{ startsAt: event.at('10:00'), endsAt: event.at('10:20'), place: 1 }, { startsAt: event.at('10:20'), endsAt: event.at('10:40'), place: 1 }] })
  expect(await cardOf(fund, id)).toMatchObject({ direction: 'received', state: 'pending' })
})

it('the send button pressed twice at once makes one request and answers the same', async () => {
  const [one, two] = await Promise.all([ask(['10:00'], startup, fund, '您好'), ask(['10:00'], startup, fund, '您好')])
  expect(two).toEqual(one)
  expect(await test.db.client.meetingRequest.count()).toBe(1)
})

it('the accept button pressed twice at once makes one meeting and answers the same', async () => {
  const requestId = await asked(['10:00'])
  const [one, two] = await Promise.all([1, 2].map(() => test.app.requests.accept(fund.actor(), { requestId, version: 1 })))
  expect(one).toMatchObject({ ok: true, value: { state: 'accepted', version: 2 } })
  expect(two).toEqual(one)
  expect(await test.db.client.meeting.count()).toBe(1)
})

it('two colleagues who accept the same request at once make one meeting', async () => {
  const requestId = await asked(['10:00'])
  const answers = await Promise.all([0, 1].map((nth) => test.app.requests.accept(fund.actor(nth), { requestId, version: 1 })))
  expect(answers.map(code).sort()).toEqual(['ok', 'request.over'])
  expect(await test.db.client.meeting.count()).toBe(1)
})

it('accepting while the sender withdraws ends in exactly one of the two', async () => {
  const requestId = await asked(['10:00'])
  const answers = await Promise.all([test.app.requests.withdraw(startup.actor(), { requestId, version: 1 }), test.app.requests.accept(fund.actor(), { requestId, version: 1 })])
  expect(answers.map(code)).toEqual(['ok', 'request.over'])
  expect(await test.db.client.meetingRequest.findUnique({ where: { id: requestId }, select: { state: true, meetings: true } })).toEqual({ state: 'withdrawn', meetings: [] })
  expect(await test.db.client.occupancy.count()).toBe(0)
})

it('one investor who accepts two overlapping times gets one of them; touching times are both fine', async () => {
  const other = await makeDelegation(test.db, event.id)
  const third = await makeDelegation(test.db, event.id)
  const requests = [await asked(['10:00']), await asked(['10:00'], other), await asked(['10:20'], third)]
  const answers = await Promise.all(requests.map((requestId) => test.app.requests.accept(fund.actor(), { requestId, version: 1 })))
  expect(answers.map(code)).toEqual(['ok', 'meeting.slot_taken', 'ok'])
})

it('a person who meets at another event at that time is taken here too', async () => {
  const elsewhere = await makeEvent(test.db, { slug: 'elsewhere' })
  const sameFund = await makeDelegation(test.db, elsewhere.id, { side: 'investor', organizationId: fund.organizationId, personIds: fund.people })
  const guest = await makeDelegation(test.db, elsewhere.id)
  await makeMeeting(test.db, elsewhere.id, { a: guest, b: sameFund, startsAt: elsewhere.at('10:00'), tableId: elsewhere.tables[0]?.id ?? null })
  const requestId = await asked(['10:00'])
  expect(code(await test.app.requests.accept(fund.actor(), { requestId, version: 1, startsAt: event.at('10:00') }))).toBe('meeting.slot_taken')
})

it('an acceptance one millisecond after the end by the server clock is refused', async () => {
  const requestId = await asked(['10:00'])
  test.clock.set(event.at('10:00') - 1)
  expect(code(await test.app.requests.accept(fund.actor(), { requestId, version: 1, startsAt: event.at('11:00') }))).toBe('ok')
  const late = await makeRequest(test.db, event.id, { from: await makeDelegation(test.db, event.id), to: fund, holds: [event.at('14:00')], expiresAt: event.at('10:00') })
  test.clock.set(event.at('10:00'))
  expect(code(await test.app.requests.accept(fund.actor(), { requestId: late.id, version: 1, startsAt: event.at('14:00') }))).toBe('request.expired')
})

it('a closed phase refuses to ask and to answer', async () => {
  const requestId = await asked(['10:00'])
  await test.db.client.event.update({ where: { id: event.id }, data: { phase: 'closed' } })
  expect(code(await test.app.requests.accept(fund.actor(), { requestId, version: 1 }))).toBe('phase.closed')
  expect(code(await ask(['10:00'], fund, startup))).toBe('phase.closed')
})

it('accepted without a time, it waits for the timetable', async () => {
  const requestId = await asked([])
  expect(await test.app.requests.accept(fund.actor(), { requestId, version: 1 })).toEqual({ ok: true, value: { requestId, state: 'accepted', version: 2, meetingId: null } })
  expect(code(await ask(['10:00']))).toBe('request.already_met')
})

it('countering ends the old request and sends a new one the other way', async () => {
  const requestId = await asked(['10:00'])
  const countered = await test.app.requests.counter(fund.actor(), { requestId, version: 1, holds: [event.at('15:00')], message: '下午可以吗' })
  expect(await cardOf(startup, requestId)).toMatchObject({ state: 'countered' })
  const fresh = countered.ok ? countered.value.requestId : ''
  expect(await cardOf(startup, fresh)).toMatchObject({ direction: 'received', counterOfId: requestId, message: '下午可以吗', holds: [{ startsAt: event.at('15:00'), place: 1 }] })
  expect(code(await test.app.requests.accept(startup.actor(), { requestId: fresh, version: 1 }))).toBe('ok')
  expect(await test.db.client.meeting.findFirst({ select: { startsAt: true } })).toEqual({ startsAt: new Date(event.at('15:00')) })
})

it('the next in line is told when the one ahead is declined', async () => {
  const other = await makeDelegation(test.db, event.id)
  const first = await asked(['10:00'])
  test.clock.advance(1)
  const second = await asked(['10:00'], other)
  expect((await cardOf(other, second))?.holds.map((hold) => hold.place)).toEqual([2])
  test.facts.length = 0
  await test.app.requests.decline(fund.actor(), { requestId: first, version: 1, reason: 'no_time', note: '' })
  const told = test.facts.filter((fact) => fact.room.endsWith(other.people[0] as string))
  expect(told.map((fact) => [fact.name, 'request' in fact.payload && fact.payload.request.holds])).toEqual([['request:changed', [{ startsAt: event.at('10:00'), endsAt: event.at('10:20'), place: 1 }]]])
  expect(await test.db.client.requestNews.findMany({ where: { kind: 'promoted' }, select: { personId: true } })).toEqual([{ personId: other.people[0] }])
})

it('a request ends by itself at its time, once, and not before', async () => {
  const requestId = await asked(['10:00'])
  test.clock.set(event.at('10:00') - 1)
  await test.runJobs()
  expect((await cardOf(startup, requestId))?.state).toBe('pending')
  test.clock.advance(1)
  await test.runJobs()
  expect(await cardOf(startup, requestId)).toMatchObject({ state: 'expired', version: 2 })
})

it('a colleague takes over, and only a colleague', async () => {
  const requestId = await asked(['10:00'])
  expect(code(await test.app.requests.delegate(fund.actor(), { requestId, version: 1, personId: startup.people[0] as string }))).toBe('request.not_a_colleague')
  expect(code(await test.app.requests.delegate(fund.actor(), { requestId, version: 1, personId: fund.people[1] as string }))).toBe('ok')
  const accepted = await test.app.requests.accept(fund.actor(0), { requestId, version: 2 })
  const people = await test.db.client.meetingAttendee.findMany({ where: { meetingId: accepted.ok ? (accepted.value.meetingId ?? '') : '' }, select: { personId: true } })
  expect(people.map((one) => one.personId).sort()).toEqual([startup.people[0], fund.people[1]].sort())
})

it('an acceptance can be taken back for ten seconds, and then leaves nothing', async () => {
  const requestId = await asked(['10:00'])
  await test.app.requests.accept(fund.actor(), { requestId, version: 1 })
  test.clock.advance(10_000)
  expect(await test.app.requests.undo(fund.actor(), { requestId, version: 2 })).toMatchObject({ ok: true, value: { state: 'pending', version: 3 } })
  expect(await test.db.client.occupancy.count()).toBe(0)
  expect(await test.db.client.meeting.count()).toBe(0)
  await test.app.requests.decline(fund.actor(), { requestId, version: 3, reason: 'not_a_fit', note: '' })
  test.clock.advance(10_001)
  expect(code(await test.app.requests.undo(fund.actor(), { requestId, version: 4 }))).toBe('request.undo_over')
})

it('quota, cap, avoid list, own organization and pairs without a rule are said by name', async () => {
  const why = async (from: MadeDelegation, to: MadeDelegation) => {
    const reasons = await test.app.requests.whyNot(from.actor(), event.id, to.id)
    return reasons.ok ? reasons.value.map((reason) => reason.code) : reasons.error.code
  }
  const busy = await makeDelegation(test.db, event.id, { side: 'investor', inboundCap: 0 })
  const poor = await makeDelegation(test.db, event.id, { outboundQuota: 0 })
  const rival = await makeDelegation(test.db, event.id, { nameZh: '对手 资本', side: 'investor' })
  const wary = await makeDelegation(test.db, event.id, { avoidOrganizations: ['对手资本'] })
  expect(await why(startup, fund)).toEqual([])
  expect(await why(startup, busy)).toEqual(['request.cap_reached'])
  expect(await why(poor, fund)).toEqual(['request.quota_used'])
  expect(await why(rival, wary)).toEqual(['request.avoided'])
  expect(await why(startup, poor)).toEqual(['request.pair_not_allowed'])
  expect(await why(startup, startup)).toEqual(['request.same_organization'])
  expect(code(await ask(['10:00'], startup, busy))).toBe('request.cap_reached')
})

it('common times leave out what either side or every table cannot do', async () => {
  const other = await makeDelegation(test.db, event.id)
  const lone = await makeDelegation(test.db, event.id, { side: 'investor', unavailable: [{ startsAt: '2026-12-02T14:00:00+08:00', endsAt: '2026-12-02T17:00:00+08:00' }] })
  await makeMeeting(test.db, event.id, { a: other, b: lone, startsAt: event.at('09:00'), tableId: event.tables[0]?.id ?? null })
  const times = await test.app.requests.commonTimes(startup.actor(), event.id, lone.id)
  expect(times.ok && times.value.map((time) => time.startsAtMs)).toEqual([event.at('09:20'), event.at('09:40'), event.at('10:00'), event.at('10:20'), event.at('10:40'), event.at('11:00'), event.at('11:20'), event.at('11:40')])
})

it('people, delegations and requests of another event do not exist here', async () => {
  const there = await makeEvent(test.db, { slug: 'there' })
  const stranger = await makeDelegation(test.db, there.id, { side: 'investor' })
  const requestId = await asked(['10:00'])
  expect(code(await ask(['10:00'], startup, stranger))).toBe('record.not_found')
  for (const result of [await test.app.requests.accept(stranger.actor(), { requestId, version: 1 }), await test.app.requests.withdraw(stranger.actor(), { requestId, version: 1 })]) expect(code(result)).toBe('record.not_found')
  expect(code(await test.app.requests.accept(startup.actor(), { requestId, version: 1 }))).toBe('auth.forbidden')
  expect(code(await test.app.requests.accept(await makeStaff(test.db, event.id), { requestId, version: 1 }))).toBe('auth.forbidden')
})

it('times off the grid, in the past or too many are refused and leave nothing behind', async () => {
  expect(code(await ask(['10:05']))).toBe('request.bad_time')
  expect(code(await ask(['12:00']))).toBe('request.bad_time')
  expect(code(await ask(['09:00', '09:20', '09:40', '10:00']))).toBe('request.too_many_times')
  test.clock.set(event.at('10:00'))
  expect(code(await ask(['10:00']))).toBe('request.times_passed')
  expect(await test.db.client.meetingRequest.count()).toBe(0)
  expect(await test.db.client.roomFact.count()).toBe(0)
})

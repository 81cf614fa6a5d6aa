import { afterEach, beforeEach, expect, it } from 'vitest'

import { tickOf } from '#server/domain/shared/time.ts'
import type { PersonActor } from '#server/domain/access/actor.ts'
import type { UnmetWish } from '#server/features/unmet/queries.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { createUnmetQueries } from '#server/features/unmet/queries.ts'
import { diary } from '#server/features/diary/store.ts'
import { timetableFacts } from '#server/features/timetable-facts/store.ts'
import { makeDelegation, makeRequest, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { computeDraft } from '#tests/factories/timetables.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let organizer: PersonActor
beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { windows: [['09:00', '11:00']], tables: 3 })
  organizer = await makeStaff(test.db, event.id)
})
afterEach(() => test.dispose())

const wholeDay = () => [{ startsAt: new Date(event.at('08:00')).toISOString(), endsAt: new Date(event.at('18:00')).toISOString() }]

async function accepted(from: MadeDelegation, to: MadeDelegation): Promise<string> {
  const { id } = await makeRequest(test.db, event.id, { from, to })
  await test.db.client.meetingRequest.update({ where: { id }, data: { state: 'accepted', openKey: null, version: 2 } })
  return id
}

/** Something at another event takes a person from nine to eleven. */
async function takeUp(person: string): Promise<void> {
  const ticks = Array.from({ length: 24 }, (_, at) => tickOf(event.at('09:00')) + at)
  await test.db.client.occupancy.createMany({ data: ticks.map((tick) => ({ resource: `person:${person}`, tick, owner: 'block:elsewhere' })) })
}

async function release(name = '第一版'): Promise<void> {
  const draftId = await computeDraft(test, { event, organizer })
  const done = await test.app.timetable.release(organizer, { draftId, version: 2, name, notes: '' })
  if (!done.ok) throw new Error(done.error.code)
}

async function unmetOf(who: MadeDelegation): Promise<Map<string, Omit<UnmetWish, 'requestId'>>> {
  const listed = await test.app.unmet.list(who.actor(), event.id)
  if (!listed.ok) throw new Error(listed.error.code)
  // The agenda counts by ids alone what the page of requests explains.
  expect(await test.app.unmet.listIds(who.actor(), event.id)).toEqual(listed.value.map((wish) => wish.requestId))
  return new Map(listed.value.map(({ requestId, ...rest }) => [requestId, rest]))
}

it('whatever keeps the other side, the tables or the whole from it, the answer is the same to the letter', async () => {
  const fund = await makeDelegation(test.db, event.id, { side: 'investor', nameZh: '提问的基金' })
  const rival = await makeDelegation(test.db, event.id, { side: 'investor', nameZh: '机密竞争者' })
  const held = await makeDelegation(test.db, event.id, { nameZh: '有会谈' })
  const away = await makeDelegation(test.db, event.id, { nameZh: '全天不在', unavailable: wholeDay() })
  const full = await makeDelegation(test.db, event.id, { nameZh: '排满' })
  const capped = await makeDelegation(test.db, event.id, { nameZh: '有上限', inboundCap: 1 })
  const gone = await makeDelegation(test.db, event.id, { nameZh: '已退出' })
  const empty = await makeDelegation(test.db, event.id, { nameZh: '没有代表', people: 0 })
  await takeUp(full.people[0]!)
  const asked = new Map<string, string>()
  for (const [name, to] of Object.entries({ held, away, full, capped, gone, empty })) asked.set(name, await accepted(fund, to))
  // The cap is used up by a meeting with somebody else that stands already.
  const rivals = await accepted(rival, capped)
  await test.db.client.meeting.create({ data: { id: test.platform.ids.newId(), eventId: event.id, requestId: rivals, aDelegationId: rival.id, bDelegationId: capped.id, startsAt: new Date(event.at('09:00')), endsAt: new Date(event.at('09:20')), tableId: event.tables[0]!.id, uid: 'x', createdAt: new Date(0), updatedAt: new Date(0), attendees: { create: [{ personId: rival.people[0]! }, { personId: capped.people[0]! }] } } })
  await test.db.client.delegation.update({ where: { id: gone.id }, data: { status: 'withdrawn' } })
  await release()
  const found = await unmetOf(fund)
  const answers = ['away', 'full', 'capped', 'gone', 'empty'].map((name) => found.get(asked.get(name)!))
  expect(found.has(asked.get('held')!)).toBe(false)
  expect(answers).toEqual(Array(5).fill({ code: 'not_matched', params: { free: 5, of: 6 }, steps: ['other_times', 'standby'] }))
  // The organizer is told apart what was the matter, so that there was something to leak.
  const all = await test.app.timetable.listWaiting(organizer, event.id)
  expect(new Set(all.ok ? all.value.map((one) => one.why) : []).size).toBeGreaterThan(2)
  const text = JSON.stringify([...found])
  for (const other of [rival, held, away, full, capped, gone, empty]) for (const secret of [other.id, other.organizationId, ...other.people, '机密竞争者']) expect(text).not.toContain(secret)
})

it('a side hears of its own causes, and the other side of the same request does not', async () => {
  const fund = await makeDelegation(test.db, event.id, { side: 'investor' })
  const away = await makeDelegation(test.db, event.id, { unavailable: wholeDay() })
  const full = await makeDelegation(test.db, event.id)
  await takeUp(full.people[0]!)
  const [first, second] = [await accepted(fund, away), await accepted(fund, full)]
  await release()
  expect((await unmetOf(away)).get(first)).toEqual({ code: 'away', params: { free: 0, of: 6 }, steps: ['ask_organizer'] })
  expect((await unmetOf(full)).get(second)).toEqual({ code: 'full', params: { free: 0, of: 6 }, steps: ['free_a_time', 'standby'] })
  expect([...(await unmetOf(fund)).values()].map((one) => one.code)).toEqual(['not_matched', 'not_matched'])
})

it('before a release nothing is explained; afterwards nobody sees the wishes of others', async () => {
  const fund = await makeDelegation(test.db, event.id, { side: 'investor' })
  const away = await makeDelegation(test.db, event.id, { unavailable: wholeDay() })
  const other = await makeDelegation(test.db, event.id)
  await accepted(fund, away)
  expect((await unmetOf(fund)).size).toBe(0)
  await accepted(fund, other)
  await release()
  expect([(await unmetOf(fund)).size, (await unmetOf(other)).size]).toEqual([1, 0])
  const elsewhere = await makeDelegation(test.db, (await makeEvent(test.db)).id)
  expect(await test.app.unmet.list(elsewhere.actor(), event.id)).toEqual({ ok: false, error: { code: 'record.not_found' } })
  expect(await test.app.unmet.list(organizer, event.id)).toEqual({ ok: false, error: { code: 'record.not_found' } })
  expect([await test.app.unmet.listIds(elsewhere.actor(), event.id), await test.app.unmet.listIds(organizer, event.id)]).toEqual([[], []])
})

it('either side takes a time that is free now; of two who do it at once one does, and both days have the meeting', async () => {
  const fund = await makeDelegation(test.db, event.id, { side: 'investor' })
  const startup = await makeDelegation(test.db, event.id)
  await takeUp(startup.people[0]!)
  const requestId = await accepted(fund, startup)
  await release()
  const settle = (who: MadeDelegation, clock: string) => test.app.unmet.settle(who.actor(), { requestId, version: 2, startsAt: event.at(clock) })
  expect(await settle(fund, '10:00')).toMatchObject({ ok: false, error: { code: 'meeting.slot_taken', detail: { alternatives: [] } } })
  await test.db.client.occupancy.deleteMany({ where: { owner: 'block:elsewhere' } })
  const both = await Promise.all([settle(fund, '10:00'), settle(startup, '10:20')])
  expect(both.map((one) => (one.ok ? 'ok' : one.error.code)).sort()).toEqual(['ok', 'request.over'])
  const meetings = await test.db.client.meeting.findMany({ where: { requestId }, include: { attendees: true } })
  expect(meetings.map((one) => one.attendees.map((who) => who.personId).sort())).toEqual([[fund.people[0], startup.people[0]].sort()])
  expect((await unmetOf(fund)).size).toBe(0)
  const stranger = await makeDelegation(test.db, event.id)
  expect(await settle(stranger, '10:40')).toEqual({ ok: false, error: { code: 'record.not_found' } })
})

it('more unmet wishes cost no more statements', async () => {
  const fund = await makeDelegation(test.db, event.id, { side: 'investor' })
  for (let n = 0; n < 1; n++) await accepted(fund, await makeDelegation(test.db, event.id, { unavailable: wholeDay() }))
  await release()
  const counted = async (): Promise<number> => {
    let statements = 0
    const counting = <T>(work: (sql: SyncSql) => T): T =>
      test.db.read((sql) => work({ ...sql, get: (...values) => ((statements += 1), sql.get(...values)), all: (...values) => ((statements += 1), sql.all(...values)) } as SyncSql))
    const listed = await createUnmetQueries({ db: { ...test.db, read: counting }, now: test.clock.now, diary, facts: timetableFacts }).list(fund.actor(), event.id)
    expect(listed.ok).toBe(true)
    return statements
  }
  const one = await counted()
  for (let n = 0; n < 3; n++) await accepted(fund, await makeDelegation(test.db, event.id, { unavailable: wholeDay() }))
  expect(await counted()).toBe(one)
})

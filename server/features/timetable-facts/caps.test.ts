import { afterAll, beforeAll, expect, it } from 'vitest'

import { defaultSettings } from '#server/domain/events/settings.ts'
import { openWishIds } from '#server/features/unmet/store.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { makeDelegation, makeRequest } from '#tests/factories/meetings.ts'
import { computeDraft, draftOf, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

import { timetableFacts } from './store.ts'

let test: TestApp
let made: MadeTimetable
beforeAll(async () => {
  test = await createTestApp()
  made = await makeAcceptedRequests(test, { funds: 2, startups: 1 }, { settings: { inboundCap: { ...defaultSettings.inboundCap, startup: 20 } } })
})
afterAll(() => test.dispose())

it('a cap that the rules lowered after the requests binds the timetable, its reasons and its repairs; a delegation’s own goes before it', async () => {
  const spared = await makeDelegation(test.db, made.event.id, { inboundCap: 2 })
  for (const from of made.funds) await makeRequest(test.db, made.event.id, { from, to: spared })
  await test.db.client.meetingRequest.updateMany({ where: { eventId: made.event.id }, data: { state: 'accepted', openKey: null } })
  const settings = { ...defaultSettings, inboundCap: { ...defaultSettings.inboundCap, startup: 1 } }
  await test.db.client.event.update({ where: { id: made.event.id }, data: { settings: settings as object } })
  const draftId = await computeDraft(test, made)
  const { placed, unplaced, problem } = await draftOf(test, made, draftId)
  const [popular] = made.startups
  expect(problem.participants.map(({ id, max }) => [id, max]).filter(([, max]) => max !== undefined)).toEqual([[popular!.people[0], 1]])
  expect([placed.length, unplaced.map((one) => [one.why, one.detail['participant']])]).toEqual([3, [['participant_max', popular!.people[0]]]])
  const { draft } = await draftOf(test, made, draftId)
  expect((await test.app.timetable.release(made.organizer, { draftId, version: draft.version, name: 'first', notes: '' })).ok).toBe(true)
  const wishes = await test.app.unmet.list(popular!.actor(), made.event.id)
  expect(wishes.ok && wishes.value.map((wish) => wish.code)).toEqual(['cap'])
  const proposed = await test.app.repairs.propose(made.organizer, { kind: 'fill', eventId: made.event.id, noticeMinutes: 0 })
  await test.app.repairs.whenImproved(proposed.ok ? proposed.value.repairId : '')
  const room = await test.app.repairs.listRepairs(made.organizer, made.event.id)
  expect(room.ok && room.value.repairs.map((one) => one.changes.added)).toEqual([[]])
})

it('what waits for a meeting is found without reading all meetings once for each request', () => {
  const plans: string[] = []
  const reading = (sql: SyncSql): SyncSql => ({ ...sql, all: (text: string, ...values: Parameters<SyncSql['all']> extends [string, ...infer Rest] ? Rest : never) => {
    plans.push(...sql.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, ...values).map((row) => row.detail))
    return sql.all(text, ...values)
  } }) as SyncSql
  test.db.read((sql) => [timetableFacts.listOpenRequests(reading(sql), made.event.id), openWishIds(reading(sql), made.event.id, made.funds[0]!.id)])
  expect(plans.filter((plan) => /MeetingRequest|SEARCH m |SCAN m\b/.test(plan)).length).toBeGreaterThan(2)
  expect(plans.filter((plan) => plan.startsWith('SCAN m') || plan.startsWith('CORRELATED'))).toEqual([])
})

import { createHash } from 'node:crypto'

import { afterEach, beforeEach, expect, it } from 'vitest'

import type { Clearing } from '#server/domain/pitching/ranking.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeDeck, makeRoadshow, type Roadshow } from '#tests/factories/pitching.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

const hour = 3_600_000
let test: TestApp
let event: MadeEvent
let show: Roadshow
let founders: MadeDelegation[]

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db)
  show = await makeRoadshow(test.db, event, { slots: 3, rules: { method: 'ranking', deck: 'uploaded', closesAtMs: test.clock.now() + hour } })
  founders = []
  for (let at = 0; at < 5; at++) founders.push(await makeDelegation(test.db, event.id))
  for (const who of founders.slice(0, 4)) await makeDeck(test.db, event.id, who, 'uploaded')
})
afterEach(() => test.dispose())

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const slot = (at: number): string => show.slots[at]?.itemId as string
const rank = (who: MadeDelegation, wishes: number[], version = 0) => test.app.pitching.rank(who.actor(), { eventId: event.id, sessionId: show.sessionId, version, itemIds: wishes.map(slot) })
const lot = (who: MadeDelegation): string => createHash('sha256').update(`a seed of this test:${who.id}`).digest('hex')
const clear = (who: Parameters<TestApp['app']['pitching']['clear']>[0]) => test.app.pitching.clear(who, { eventId: event.id, sessionId: show.sessionId })

it('lists can be changed until the deadline by the server’s clock; booking waits', async () => {
  const [who] = founders as [MadeDelegation]
  expect([code(await rank(who, [0, 1])), code(await rank(who, [0, 1])), code(await rank(who, [1, 0], 1)), code(await rank(who, [2], 1))]).toEqual(['ok', 'ok', 'ok', 'record.changed'])
  expect(code(await test.app.pitching.book(who.actor(), { eventId: event.id, itemId: slot(0) }))).toBe('pitch.ranking_open')
  test.clock.advance(hour)
  expect([code(await rank(who, [2], 2)), code(await test.app.pitching.book(who.actor(), { eventId: event.id, itemId: slot(0) }))]).toEqual(['pitch.not_ranking', 'pitch.ranking_clearing'])
})

it('at the deadline lots decide, everybody can compute them again, and whoever has nothing waits in that order', async () => {
  const staff = await makeStaff(test.db, event.id)
  for (const who of founders) await rank(who, [0, 1, 2])
  expect(code(await clear(staff))).toBe('pitch.ranking_open')
  test.clock.advance(hour)
  const cleared = await clear(staff)
  expect(cleared).toEqual({ ok: true, value: { given: 3, waiting: 1, excluded: 1 } })
  expect(await clear(staff), 'pressed twice').toEqual(cleared)
  const inTurn = founders.slice(0, 4).sort((a, b) => (lot(a) < lot(b) ? -1 : 1))
  const rows = await test.db.client.pitchBooking.findMany()
  expect([0, 1, 2].map((at) => rows.find((row) => row.itemId === slot(at))?.delegationId)).toEqual(inTurn.slice(0, 3).map((who) => who.id))
  expect((await test.db.client.pitchWaiting.findMany()).map((row) => [row.delegationId, row.state])).toEqual([[inTurn[3]?.id, 'waiting']])
  const roster = await test.app.pitching.roster(staff, event.id, show.sessionId)
  const clearing = roster.ok ? (roster.value.clearing as Clearing) : null
  expect(clearing?.entries.map((entry) => [entry.delegationId, entry.ticket])).toEqual(inTurn.map((who) => [who.id, lot(who)]))
  expect(clearing?.excluded).toEqual([{ delegationId: founders[4]?.id, codes: ['pitch.deck_missing'] }])
  const board = await test.app.pitching.board(staff, event.id)
  expect(board.ok && board.value.snapshot.sessions.map((one) => one.seed)).toEqual(['a seed of this test'])
})

it('the job at the deadline clears as the button does, once, however many try', async () => {
  const staff = await makeStaff(test.db, event.id)
  const rules = await test.app.pitching.rulesOf(staff, event.id, show.sessionId)
  if (!rules.ok) throw new Error(rules.error.code)
  await test.app.pitching.saveRules(staff, { eventId: event.id, sessionId: show.sessionId, version: 1, rules: rules.value.rules })
  for (const who of founders.slice(0, 2)) await rank(who, [0])
  test.clock.advance(hour)
  await Promise.all([test.runJobs(), clear(staff), clear(staff)])
  expect(await test.db.client.pitchBooking.count({ where: { state: 'booked' } })).toBe(1)
  expect(await test.db.client.auditEntry.count({ where: { action: 'pitch:cleared' } })).toBe(1)
  const left = await test.app.pitching.book(founders[2]!.actor(), { eventId: event.id, itemId: slot(1) })
  expect(code(left), 'what one waits for is on offer to that one').toBe('pitch.slot_taken')
  expect(code(await test.app.pitching.book(founders[2]!.actor(), { eventId: event.id, itemId: slot(2) }))).toBe('ok')
})

import { afterEach, beforeEach, expect, it } from 'vitest'

import { deskRoom } from '#server/protocol/rooms.ts'
import { computeDraft, draftOf, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let made: MadeTimetable

beforeEach(async () => {
  test = await createTestApp()
  made = await makeAcceptedRequests(test, { funds: 2, startups: 3 }, { windows: [['09:00', '10:00'], ['14:00', '15:00']] })
})
afterEach(() => test.dispose())

const board = (draftId: string) => draftOf(test, made, draftId)

/** A draft with one meeting pinned in the last slot of the afternoon. */
async function pinnedLast(): Promise<{ draftId: string; meeting: string }> {
  const draftId = await computeDraft(test, made)
  const { placed, problem } = await board(draftId)
  const { meeting, table } = placed[0]!
  expect((await test.app.timetable.moveInDraft(made.organizer, { draftId, version: 2, meeting, slot: problem.slots - 1, table })).ok).toBe(true)
  expect((await test.app.timetable.pin(made.organizer, { draftId, version: 3, meeting, pinned: true })).ok).toBe(true)
  return { draftId, meeting }
}

async function recompute(draftId: string) {
  const again = await test.app.timetable.recompute(made.organizer, { draftId, name: '', seconds: 1, seed: 1, hold: true })
  if (!again.ok) throw new Error(again.error.code)
  await test.app.timetable.whenComputed(again.value.draftId)
  return board(again.value.draftId)
}

it('a pin keeps its time when the grid gets earlier slots, though their numbers are others now; without its time it is let go', async () => {
  const { draftId, meeting } = await pinnedLast()
  await test.db.client.meetingWindow.create({ data: { id: test.platform.ids.newId(), eventId: made.event.id, startsAt: new Date(made.event.at('07:00')), endsAt: new Date(made.event.at('08:20')) } })
  const { draft, pins, placed, frame } = await recompute(draftId)
  const startOf = (slot: number | undefined): number => frame.slots[slot ?? -1]?.startsAtMs ?? 0
  expect([draft.state, pins.map((pin) => startOf(pin.slot)), startOf(placed.find((one) => one.meeting === meeting)?.slot)]).toEqual(['ready', [made.event.at('14:40')], made.event.at('14:40')])
  await test.db.client.meetingWindow.deleteMany({ where: { startsAt: new Date(made.event.at('14:00')) } })
  const without = await recompute(draft.id)
  expect([without.draft.state, without.pins, without.placed.length]).toEqual(['ready', [], 6])
})

it('a draft that is renamed while it is computed tells the version that it then has', async () => {
  const started = await test.app.timetable.compute(made.organizer, { eventId: made.event.id, name: '', seconds: 1, seed: 7, hold: true })
  const draftId = started.ok ? started.value.draftId : ''
  expect(await test.app.timetable.rename(made.organizer, { draftId, version: 1, name: '另一个名字' })).toEqual({ ok: true, value: { version: 2 } })
  await test.app.timetable.whenComputed(draftId)
  expect((await board(draftId)).draft.version).toBe(3)
  expect(test.facts.filter((fact) => fact.room === deskRoom(made.event.id)).at(-1)).toMatchObject({ name: 'draft:changed', payload: { draftId, state: 'ready', version: 3 } })
})

it('drafts that were released, which nobody can throw away, leave room for new ones', async () => {
  const draftId = await computeDraft(test, made)
  const { id: _id, ...row } = await test.db.client.timetableDraft.findUniqueOrThrow({ where: { id: draftId } })
  const more = Array.from({ length: 30 }, () => ({ ...row, id: test.platform.ids.newId(), problem: row.problem as object, plan: row.plan as object, measures: row.measures as object, pins: row.pins as object, trace: row.trace as object }))
  await test.db.client.timetableDraft.createMany({ data: more.map((one) => ({ ...one, state: 'released' })) })
  expect(await computeDraft(test, made)).not.toBe('')
  await test.db.client.timetableDraft.updateMany({ data: { state: 'ready' } })
  expect(await test.app.timetable.compute(made.organizer, { eventId: made.event.id, name: '', seconds: 1, seed: 7, hold: true })).toEqual({ ok: false, error: { code: 'draft.limit_reached', params: { max: 30 } } })
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import type { StageState } from '#server/domain/stage/model.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeRundown } from '#tests/factories/stages.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
let first: MadeDelegation
let late: MadeDelegation
let last: MadeDelegation
let fund: MadeDelegation
let stageId: string
let itemIds: string[]
let meetingId: string

beforeAll(async () => void (house = await createTestApp()))
afterAll(() => house?.dispose())
beforeEach(async () => {
  event = await makeEvent(house.db, { phase: 'live' })
  organizer = await makeStaff(house.db, event.id)
  ;[first, late, last] = (await Promise.all([0, 1, 2].map(() => makeDelegation(house.db, event.id)))) as [MadeDelegation, MadeDelegation, MadeDelegation]
  fund = await makeDelegation(house.db, event.id, { side: 'investor', nameZh: '茗枢资本' })
  // The third pitch begins at a fixed time, with a gap before it that takes up to twenty minutes of lateness.
  ;({ stageId, itemIds } = await makeRundown(house.db, event, [{ delegation: first }, { delegation: late }, { delegation: last, from: '14:40', isLinked: false }]))
  for (const [i, who] of [first, late, last].entries()) await house.db.client.programmePerson.create({ data: { id: house.platform.ids.newId(), itemId: itemIds[i] as string, personId: who.people[0] as string, role: 'speaker' } })
  const ticks = [first, late, last].flatMap((who, i) => [0, 1].map((n) => ({ resource: `person:${who.people[0]}`, tick: event.at(['14:00', '14:10', '14:40'][i] as string) / 300_000 + n, owner: `pitch:${itemIds[i]}` })))
  await house.db.client.occupancy.createMany({ data: ticks })
  meetingId = (await makeMeeting(house.db, event.id, { a: fund, b: late, startsAt: event.at('14:20'), tableId: event.tables[0]?.id as string })).id
  house.clock.set(event.at('14:00'))
})

/** On stage since 14:00, and fifteen minutes late by now. */
async function runLate(): Promise<StageState> {
  const opened = await house.app.stage.open(organizer, { stageId, seq: 0 })
  if (!opened.ok) throw new Error(opened.error.code)
  let { state } = opened.value
  for (const input of [{ act: 'next' }, { act: 'next' }, { act: 'adjust', ms: 900_000 }] as const) {
    const done = await house.app.stage.step(organizer, { stageId, seq: state.seq, ...input })
    if (!done.ok) throw new Error(done.error.code)
    state = done.value.state
  }
  return state
}

const timesOf = async (who: MadeDelegation): Promise<[number, number][]> => {
  const day = await house.app.agenda.snapshot(who.actor(), event.id)
  return day.ok ? day.value.snapshot.appearances.map((one) => [one.startsAt, one.endsAt]) : []
}

test('a late stage names the meetings of those who go on later, and only those', async () => {
  await runLate()
  const found = await house.app.stage.clashes(organizer, stageId)
  expect(found).toEqual({ ok: true, value: [{
    lineId: itemIds[1], personId: late.people[0], personZh: expect.any(String) as string, personEn: expect.any(String) as string, meetingId, startsAt: event.at('14:20'), endsAt: event.at('14:40'),
    withZh: '茗枢资本', withEn: expect.any(String) as string, fromMs: event.at('14:25'), untilMs: event.at('14:35'),
  }] })
  for (const actor of [late.actor(), await makeStaff(house.db, event.id, 'crew')]) expect(await house.app.stage.clashes(actor, stageId)).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
})

test('dealing with lateness tells those who go on at another time, and nobody else', async () => {
  const state = await runLate()
  const before = house.facts.length
  await house.app.stage.step(organizer, { stageId, seq: state.seq, act: 'drift', mode: 'shift', breaks: false, questions: false })
  const told = house.facts.slice(before).filter((fact) => fact.room.startsWith('agenda:'))
  expect(told.map((fact) => [fact.room, fact.name, fact.name === 'appearance:changed' && fact.payload.appearance.startsAt])).toEqual([[agendaRoom(event.id, late.people[0] as string), 'appearance:changed', event.at('14:25')]])
})

test('a phone that opens its day meanwhile sees the real times of its own pitch; what a gap takes up stays as announced', async () => {
  expect(await timesOf(late)).toEqual([[event.at('14:10'), event.at('14:20')]])
  await runLate()
  expect(await timesOf(late)).toEqual([[event.at('14:25'), event.at('14:35')]])
  expect(await timesOf(last)).toEqual([[event.at('14:40'), event.at('14:50')]])
})

test('from the clash to its repair: shifted, named, proposed, approved; only the two who meet are told of it', async () => {
  const apart = await makeMeeting(house.db, event.id, { a: await makeDelegation(house.db, event.id, { side: 'investor' }), b: await makeDelegation(house.db, event.id), startsAt: event.at('14:20'), tableId: event.tables[1]?.id as string })
  const state = await runLate()
  await house.app.stage.step(organizer, { stageId, seq: state.seq, act: 'drift', mode: 'shift', breaks: false, questions: false })
  const clashes = await house.app.stage.clashes(organizer, stageId)
  const [clash] = clashes.ok ? clashes.value : []
  const proposed = await house.app.repairs.propose(organizer, { kind: 'away', eventId: event.id, personId: clash?.personId ?? '', fromMs: clash?.fromMs ?? 0, untilMs: clash?.untilMs ?? 0, noticeMinutes: 0 })
  if (!proposed.ok) throw new Error(proposed.error.code)
  const { repairId } = proposed.value
  await house.app.repairs.whenImproved(repairId)
  const room = await house.app.repairs.listRepairs(organizer, event.id)
  const [repair] = room.ok ? room.value.repairs : []
  expect([repair?.changes.moved.length, repair?.changes.gone, repair?.changes.added]).toEqual([1, [], []])
  const [facts, mails] = [house.facts.length, new Set((await house.db.client.mailMessage.findMany()).map(({ id }) => id))]
  expect(await house.app.repairs.approve(organizer, { repairId, version: repair?.version ?? 0 })).toMatchObject({ ok: true, value: { moved: 1, dropped: 0, added: 0, people: 2 } })
  const both = [fund, late].map((who) => who.people[0] as string).sort()
  expect(house.facts.slice(facts).filter(({ room }) => room.startsWith('agenda:')).map(({ room }) => room.split(':')[2]).sort()).toEqual(both)
  const written = (await house.db.client.mailMessage.findMany()).filter(({ id }) => !mails.has(id))
  expect(written.map(({ personId }) => personId).sort()).toEqual(both)
  const after = await house.app.stage.clashes(organizer, stageId)
  expect(after).toEqual({ ok: true, value: [] })
  expect((await house.db.client.meeting.findUniqueOrThrow({ where: { id: apart.id } })).startsAt.getTime()).toBe(event.at('14:20'))
})

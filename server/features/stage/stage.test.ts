import { afterAll, beforeEach, describe, expect, test } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { anonymous } from '#server/domain/access/actor.ts'
import type { StageState } from '#server/domain/stage/model.ts'
import { applyPatch } from '#server/domain/stage/patch.ts'
import { replay } from '#server/domain/stage/transition.ts'
import type { StepInput } from '#server/protocol/inputs/stage.ts'
import { crewRoom, stageRoom } from '#server/protocol/rooms.ts'
import { factPayloads, type Fact } from '#server/protocol/server-to-client.ts'
import { crewSnapshot, stageSnapshot } from '#server/protocol/stage.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff } from '#tests/factories/meetings.ts'
import { makeRundown } from '#tests/factories/stages.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

import { findRun, listEvents } from './store.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
let crew: PersonActor
let stageId: string
let itemIds: string[]

beforeEach(async () => {
  await house?.dispose()
  house = await createTestApp()
  event = await makeEvent(house.db, { phase: 'live' })
  organizer = await makeStaff(house.db, event.id)
  crew = await makeStaff(house.db, event.id, 'crew')
  const startups = await Promise.all(['海淀量子', '空天智联', '合成生物'].map((nameZh) => makeDelegation(house.db, event.id, { nameZh })))
  ;({ stageId, itemIds } = await makeRundown(house.db, event, [{ delegation: startups[0] }, { delegation: startups[1] }, { kind: 'break', minutes: 15 }, { delegation: startups[2] }]))
  house.clock.set(event.at('14:00'))
})
afterAll(() => house?.dispose())

async function open(by = organizer, seq = 0): Promise<StageState> {
  const opened = await house.app.stage.open(by, { stageId, seq })
  if (!opened.ok) throw new Error(opened.error.code)
  return opened.value.state
}

type Act = StepInput extends infer Each ? (Each extends StepInput ? Omit<Each, 'stageId' | 'seq'> : never) : never

async function act(state: StageState, input: Act, by = organizer): Promise<{ applied: boolean; state: StageState }> {
  const done = await house.app.stage.step(by, { stageId, seq: state.seq, ...input } as StepInput)
  if (!done.ok) throw new Error(done.error.code)
  return done.value
}

async function run(state: StageState, ...acts: Act[]): Promise<StageState> {
  let now = state
  for (const one of acts) now = (await act(now, one)).state
  return now
}

const factsOf = (room: string): Fact[] => house.facts.filter((fact) => fact.room === room)

describe('a stage', () => {
  test('goes through its day with one button, and what is stored is what replaying its events gives', async () => {
    const next: Act = { act: 'next' }
    let state = await open()
    const seen: (string | null)[] = []
    for (let i = 0; i < 40 && !state.isEnded; i += 1) {
      state = await run(state, next)
      house.clock.advance(60_000)
      seen.push(state.current === null ? null : `${itemIds.indexOf(state.current.lineId)} ${state.current.part}`)
    }
    expect(seen).toEqual(['0 called', '0 talk', '0 qa', '1 called', '1 talk', '1 qa', '2 called', '2 talk', '3 called', '3 talk', '3 qa', null, null])
    expect(state.lines.map((line) => line.outcome)).toEqual(['done', 'done', 'done', 'done'])
    const stored = house.db.read((sql) => ({ run: findRun(sql, stageId), events: listEvents(sql, stageId) }))
    expect(replay(stored.events)).toEqual(stored.run)
    expect(stored.events.map((one) => one.seq)).toEqual(stored.events.map((_, i) => i + 1))
  })

  test('tells its room every step, and who applies them has what a newcomer gets', async () => {
    await run(await open(), { act: 'next' }, { act: 'next' }, { act: 'adjust', ms: 60_000 }, { act: 'pause' }, { act: 'undo' }, { act: 'skip', lineId: itemIds[1] as string }, { act: 'swap', lineId: itemIds[2] as string, withId: itemIds[3] as string })
    const told = factsOf(stageRoom(stageId))
    for (const fact of house.facts) expect(factPayloads[fact.name].parse(fact.payload)).toEqual(fact.payload)
    const heard = told.reduce<StageState | null>((state, fact) => (fact.name === 'stage:opened' ? fact.payload.state : fact.name === 'stage:changed' && state !== null ? applyPatch(state, fact.payload.patch) : state), null)
    const newcomer = await house.app.stage.snapshot(anonymous, stageId)
    expect(newcomer).toEqual({ ok: true, value: expect.objectContaining({ seq: told.length, snapshot: expect.objectContaining({ state: heard }) }) })
    expect(newcomer.ok && stageSnapshot.parse(newcomer.value.snapshot)).toEqual(newcomer.ok && newcomer.value.snapshot)
  })

  test('gives the hall names and lines of those who pitch, and nothing that is closed', async () => {
    const found = await house.app.stage.snapshot(anonymous, stageId)
    expect(found.ok && found.value.snapshot.cards[0]).toEqual({
      id: itemIds[0], titleZh: '海淀量子', titleEn: expect.any(String) as string, lineZh: '一句话介绍', lineEn: 'In one line', delegationId: expect.any(String) as string, sectors: ['ai'], speakers: [],
    })
    expect(JSON.stringify(found)).not.toMatch(/13900001111|closed\d|777/)
  })

  test('pressed “next” by two at once goes one step, and the second is given the state instead of an error', async () => {
    const state = await open()
    const presses = await Promise.all([organizer, crew, organizer, crew].map((by) => act(state, { act: 'next' }, by)))
    expect(presses.map((one) => one.applied).sort()).toEqual([false, false, false, true])
    expect(new Set(presses.map((one) => JSON.stringify(one.state))).size).toBe(1)
    expect(presses[0]?.state.seq).toBe(state.seq + 1)
    expect(factsOf(stageRoom(stageId))).toHaveLength(2)
  })

  test('takes the last step back for a while, and only that one', async () => {
    const started = await run(await open(), { act: 'next' }, { act: 'next' })
    house.clock.advance(120_000)
    const finished = await run(started, { act: 'finish' })
    house.clock.advance(9_000)
    const back = await run(finished, { act: 'undo' })
    expect(back).toEqual({ ...started, seq: finished.seq + 1, at: house.clock.now() })
    expect(await house.app.stage.step(organizer, { stageId, seq: back.seq, act: 'undo' })).toEqual({ ok: false, error: { code: 'stage.undo_over' } })
    const again = await run(back, { act: 'finish' })
    house.clock.advance(16_000)
    expect(await house.app.stage.step(organizer, { stageId, seq: again.seq, act: 'undo' })).toEqual({ ok: false, error: { code: 'stage.undo_over' } })
  })

  test('goes on by itself where that was chosen, dated to the moment at which the countdown ended', async () => {
    const state = await run(await open(), { act: 'configure', warnMs: 60_000, dangerMs: 15_000, endAction: 'start' }, { act: 'next' }, { act: 'next' })
    house.clock.advance(7 * 60_000 + 800)
    await house.runJobs()
    const inQuestions = house.db.read((sql) => findRun(sql, stageId))
    expect(inQuestions?.current).toEqual({ lineId: itemIds[0], part: 'qa', lengthMs: 180_000, countdown: { runs: true, endsAt: state.at + 10 * 60_000 } })
    house.clock.advance(3 * 60_000)
    await house.runJobs()
    expect(house.db.read((sql) => findRun(sql, stageId))?.current).toEqual({ lineId: itemIds[1], part: 'talk', lengthMs: 420_000, countdown: { runs: true, endsAt: state.at + 17 * 60_000 } })
  })

  test('does nothing by itself when the desk was there first', async () => {
    const state = await run(await open(), { act: 'configure', warnMs: 60_000, dangerMs: 15_000, endAction: 'start' }, { act: 'next' }, { act: 'next' }, { act: 'adjust', ms: 300_000 })
    house.clock.advance(7 * 60_000 + 800)
    await house.runJobs()
    expect(house.db.read((sql) => findRun(sql, stageId))?.seq).toBe(state.seq)
  })

  test('can be rehearsed before the day from this moment on, and begins anew when the event is live', async () => {
    await house.db.client.event.update({ where: { id: event.id }, data: { phase: 'locked' } })
    house.clock.set(event.at('09:00') - 3 * 86_400_000 + 20_000)
    const rehearsal = await run(await open(), { act: 'next' })
    expect(rehearsal.isRehearsal).toBe(true)
    expect(rehearsal.lines[0]?.plannedAt).toBe(event.at('09:01') - 3 * 86_400_000)
    await house.db.client.event.update({ where: { id: event.id }, data: { phase: 'live' } })
    expect(await house.app.stage.step(organizer, { stageId, seq: rehearsal.seq, act: 'next' })).toEqual({ ok: false, error: { code: 'phase.closed', params: { gate: 'stage:rehearse', phase: 'live' } } })
    house.clock.set(event.at('14:00'))
    const live = await open(organizer, rehearsal.seq)
    expect({ isRehearsal: live.isRehearsal, shiftMs: live.shiftMs, current: live.current, seq: live.seq }).toEqual({ isRehearsal: false, shiftMs: 0, current: null, seq: rehearsal.seq + 1 })
    expect(await house.app.stage.open(organizer, { stageId, seq: live.seq })).toEqual({ ok: false, error: { code: 'stage.still_open' } })
  })

  test('takes a later release over for what is still to come', async () => {
    const state = await run(await open(), { act: 'next' }, { act: 'next' }, { act: 'skip', lineId: itemIds[1] as string })
    await house.db.client.programmeItem.update({ where: { id: itemIds[3] as string }, data: { releasedStartsAt: new Date(event.at('15:00')), releasedEndsAt: new Date(event.at('15:20')) } })
    const fresh = await run(state, { act: 'reload' })
    expect(fresh.lines.map((line) => [itemIds.indexOf(line.id), line.outcome, line.plannedAt])).toEqual([[0, null, event.at('14:00')], [1, 'skipped', event.at('14:10')], [2, null, event.at('14:20')], [3, null, event.at('15:00')]])
    expect(fresh.current).toEqual(state.current)
  })
})

describe('who may do what at a stage', () => {
  test('organizer and crew run it; founders, investors and judges are refused, strangers find nothing', async () => {
    const state = await open()
    const founder = (await makeDelegation(house.db, event.id)).actor()
    const judge = await makeStaff(house.db, event.id, 'judge')
    const stranger = await makeStaff(house.db, (await makeEvent(house.db)).id)
    for (const actor of [founder, judge]) expect(await house.app.stage.step(actor, { stageId, seq: state.seq, act: 'next' })).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
    for (const actor of [stranger, anonymous]) expect(await house.app.stage.step(actor, { stageId, seq: state.seq, act: 'next' })).toEqual({ ok: false, error: { code: 'record.not_found' } })
    expect((await act(state, { act: 'next' }, crew)).applied).toBe(true)
  })

  test('a message reaches the crew’s room alone, and an empty one takes it away', async () => {
    await house.app.stage.say(crew, { stageId, text: '请收尾', tone: 'urgent' })
    const shown = await house.app.stage.crew(organizer, stageId)
    expect(shown.ok && shown.value.snapshot.message).toMatchObject({ text: '请收尾', tone: 'urgent' })
    expect(shown.ok && crewSnapshot.safeParse(shown.value.snapshot).success).toBe(true)
    await house.app.stage.say(crew, { stageId, text: '', tone: 'plain' })
    expect(factsOf(crewRoom(stageId)).map((fact) => fact.name)).toEqual(['stage:message_shown', 'stage:message_shown'])
    expect(factsOf(stageRoom(stageId))).toEqual([])
    const founder = (await makeDelegation(house.db, event.id)).actor()
    expect(await house.app.stage.crew(founder, stageId)).toEqual({ ok: false, error: { code: 'record.not_found' } })
    expect(await house.app.stage.say(founder, { stageId, text: 'x', tone: 'plain' })).toEqual({ ok: false, error: { code: 'auth.forbidden' } })
  })

  test('nothing that happened on a stage can be changed or removed', async () => {
    await open()
    await expect(house.db.client.stageEvent.updateMany({ data: { seq: 9 } })).rejects.toThrow()
    await expect(house.db.client.stageEvent.deleteMany()).rejects.toThrow()
  })
})

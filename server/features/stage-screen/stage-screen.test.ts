import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { besideStage, stageStep } from '#app/features/stage/view.ts'
import { anonymous, type PersonActor } from '#server/domain/access/actor.ts'
import { stageRoom } from '#server/protocol/rooms.ts'
import type { StageSnapshot } from '#server/protocol/stage.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { newItem, programmeHand } from '#tests/factories/programme.ts'
import { makeRundown } from '#tests/factories/stages.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
let fund: MadeDelegation
let stageId: string
let before: StageSnapshot
let told: number

beforeAll(async () => void (house = await createTestApp()))
afterAll(() => house?.dispose())
beforeEach(async () => {
  event = await makeEvent(house.db, { phase: 'live' })
  organizer = await makeStaff(house.db, event.id)
  fund = await makeDelegation(house.db, event.id, { side: 'investor' })
  ;({ stageId } = await makeRundown(house.db, event, [{ delegation: await makeDelegation(house.db, event.id) }]))
  house.clock.set(event.at('14:00'))
  before = await fresh()
  told = house.facts.length
})

async function fresh(): Promise<StageSnapshot> {
  const found = await house.app.stage.snapshot(anonymous, stageId)
  if (!found.ok) throw new Error(found.error.code)
  return found.value.snapshot
}

/** What a screen that was open all along holds now. */
const followed = (): StageSnapshot => house.facts.slice(told).filter((fact) => fact.room === stageRoom(stageId)).reduce(stageStep, before)

function value<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

async function ask(text: string): Promise<string> {
  const { questionId } = value(await house.app.questions.ask(fund.actor(), { stageId, itemId: null, text, isAnonymous: false, key: `key-${text.length}-${stageId}` }))
  value(await house.app.questions.moderate(organizer, { questionId, version: 1, act: 'show' }))
  return questionId
}

test('the pinned question is on the screen at once, without a name, and goes with its pin', async () => {
  const questionId = await ask('交付周期多长？')
  expect(besideStage(followed())).toBeNull()
  value(await house.app.questions.moderate(organizer, { questionId, version: 2, act: 'pin' }))
  expect(besideStage(followed())).toEqual({ question: { id: questionId, text: '交付周期多长？' } })
  expect(followed()).toEqual(await fresh())
  value(await house.app.questions.moderate(organizer, { questionId, version: 3, act: 'answer' }))
  expect(besideStage(followed())).toBeNull()
  expect(followed()).toEqual(await fresh())
})

test('a result is on the screen from its reveal until the stage goes on, and the open poll tells no numbers', async () => {
  const { pollId } = value(await house.app.polls.create(organizer, { stageId, itemId: null, titleZh: '最看好谁', titleEn: '', options: [{ textZh: '甲', textEn: '' }, { textZh: '乙', textEn: '' }], mostChoices: 1, mayChange: true }))
  value(await house.app.polls.act(organizer, { pollId, version: 1, act: 'open' }))
  value(await house.app.polls.vote(fund.actor(), { pollId, choices: ['o2'], key: 'vote-0001-once' }))
  expect(besideStage(followed())).toBeNull()
  value(await house.app.polls.act(organizer, { pollId, version: 2, act: 'close' }))
  value(await house.app.polls.act(organizer, { pollId, version: 3, act: 'reveal' }))
  expect(besideStage(followed())).toEqual({ poll: expect.objectContaining({ id: pollId, voters: 1, counts: [{ optionId: 'o1', votes: 0 }, { optionId: 'o2', votes: 1 }] }) })
  expect(followed()).toEqual(await fresh())
  const opened = value(await house.app.stage.open(organizer, { stageId, seq: 0 }))
  house.clock.advance(60_000)
  const called = value(await house.app.stage.step(organizer, { stageId, seq: opened.state.seq, act: 'next' }))
  expect(besideStage(followed())).toBeNull()
  value(await house.app.stage.step(organizer, { stageId, seq: called.state.seq, act: 'next' }))
  expect(besideStage(followed())).toBeNull()
})

test('a result of one rehearsal is not on the screen of the next', async () => {
  const trial = await makeEvent(house.db, { phase: 'published' })
  const staff = await makeStaff(house.db, trial.id)
  ;({ stageId } = await makeRundown(house.db, trial, [{ delegation: await makeDelegation(house.db, trial.id) }]))
  before = await fresh()
  told = house.facts.length
  const opened = value(await house.app.stage.open(staff, { stageId, seq: 0 }))
  const { pollId } = value(await house.app.polls.create(staff, { stageId, itemId: null, titleZh: '试一下', titleEn: '', options: [{ textZh: '甲', textEn: '' }, { textZh: '乙', textEn: '' }], mostChoices: 1, mayChange: true }))
  house.clock.advance(1_000)
  value(await house.app.polls.act(staff, { pollId, version: 1, act: 'open' }))
  value(await house.app.polls.act(staff, { pollId, version: 2, act: 'reveal' }))
  expect(besideStage(followed())).toEqual({ poll: expect.objectContaining({ id: pollId }) })
  house.clock.advance(60_000)
  value(await house.app.stage.open(staff, { stageId, seq: opened.state.seq }))
  expect(besideStage(followed())).toBeNull()
  expect(followed()).toEqual(await fresh())
})

test('who watches a stage hears of the times of a new release, before it has been opened and afterwards', async () => {
  const hall = await makeEvent(house.db, { phase: 'published' })
  const staff = await makeStaff(house.db, hall.id)
  const hand = programmeHand(house, staff, hall.id)
  stageId = hall.stages[0]?.id ?? ''
  before = await fresh()
  told = house.facts.length
  await hand.create(newItem(stageId, hall.at('14:00'), { titleZh: '开场' }), newItem(stageId, hall.at('14:10'), { titleZh: '路演' }))
  expect(followed().planned).toEqual([])
  value(await hand.release('第一版'))
  expect(followed().planned.map((line) => line.plannedAt)).toEqual([hall.at('14:00'), hall.at('14:10')])
  expect(followed()).toEqual(await fresh())
  const { state } = value(await house.app.stage.open(staff, { stageId, seq: 0 }))
  await hand.create(newItem(stageId, hall.at('15:00'), { titleZh: '加场' }))
  value(await hand.release('第二版'))
  expect(followed()).toEqual(await fresh())
  value(await house.app.stage.step(staff, { stageId, seq: state.seq, act: 'reload' }))
  expect(followed().cards.map((card) => card.titleZh)).toEqual(['开场', '路演', '加场'])
})

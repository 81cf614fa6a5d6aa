import { afterEach, beforeEach, expect, test } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { audienceRoom, moderationRoom } from '#server/protocol/rooms.ts'
import { makePitch, withoutKey } from '#tests/factories/audience.ts'
import { actorWithRole } from '#tests/factories/delegations.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let crew: PersonActor
let asker: MadeDelegation
let stageId: string
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db, { phase: 'live' })
  stageId = event.stages[0]?.id ?? ''
  crew = await makeStaff(house.db, event.id, 'crew')
  asker = await makeDelegation(house.db, event.id, { side: 'investor' })
})
afterEach(() => house.dispose())

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const codes = (results: Result<unknown>[]): Record<string, number> => results.map(codeOf).reduce<Record<string, number>>((found, code) => ({ ...found, [code]: (found[code] ?? 0) + 1 }), {})
let keys = 0
const key = (): string => `device-key-${++keys}`

async function shownQuestion(): Promise<string> {
  const { questionId } = valueOf(await house.app.questions.ask(asker.actor(), { stageId, itemId: null, text: '毛利率是多少？', isAnonymous: false, key: key() }))
  valueOf(await house.app.questions.moderate(crew, { questionId, version: 1, act: 'show' }))
  return questionId
}

/** So many people at the event, each with one voice. */
async function hallOf(count: number): Promise<PersonActor[]> {
  return Array.from({ length: count }, () => actorWithRole(event.id, 'founder'))
}

const question = (id: string) => house.db.client.question.findUniqueOrThrow({ where: { id } })

async function pressTwentyTimes(questionId: string, actor: PersonActor): Promise<number> {
  await Promise.all(Array.from({ length: 20 }, () => house.app.questions.vote(actor, { questionId, isOn: true })))
  return (await question(questionId)).votes
}

test('one person, twenty presses from several tabs: one voice; taken back once it is none', async () => {
  const questionId = await shownQuestion()
  const actor = (await makeDelegation(house.db, event.id)).actor()
  expect(await pressTwentyTimes(questionId, actor)).toBe(1)
  await Promise.all(Array.from({ length: 20 }, () => house.app.questions.vote(actor, { questionId, isOn: false })))
  expect([(await question(questionId)).votes, await house.db.client.questionVote.count()]).toEqual([0, 0])
})

test('the same without the key of QuestionVote stuffs the box', async () => {
  const questionId = await shownQuestion()
  const actor = (await makeDelegation(house.db, event.id)).actor()
  await withoutKey(house.db, 'QuestionVote')
  expect(await pressTwentyTimes(questionId, actor)).toBe(20)
})

test('a thousand votes at once, every fifth sent again: all acknowledged, each counted once, few facts', async () => {
  const questionId = await shownQuestion()
  const people = await hallOf(200)
  const polls = await Promise.all(Array.from({ length: 4 }, () => openPoll()))
  const before = house.facts.length
  const votes = people.flatMap((actor, at) => [
    () => house.app.questions.vote(actor, { questionId, isOn: true }),
    ...polls.map((pollId) => () => house.app.polls.vote(actor, { pollId, choices: [at % 2 === 0 ? 'o1' : 'o2'], key: `vote-of-${at}` })),
  ])
  const retries = votes.filter((_, at) => at % 5 === 1)
  const answers = await Promise.all([...votes, ...retries].map((vote) => vote() as Promise<Result<unknown>>))
  expect(codes(answers)).toEqual({ ok: 1_200 })
  expect([await house.db.client.questionVote.count(), await house.db.client.pollVote.count(), (await question(questionId)).votes]).toEqual([200, 800, 200])
  // The first of a burst is told at once, the rest together: bounded by time, not by hands.
  const told = house.facts.slice(before).filter((fact) => fact.name === 'question:counted' || fact.name === 'poll:counted')
  expect(told.length).toBeLessThan(100)
  for (const pollId of polls) {
    const revealed = valueOf(await house.app.polls.act(crew, { pollId, version: 2, act: 'reveal' }))
    expect(revealed.state).toBe('revealed')
  }
  const snapshot = valueOf(await house.app.questions.snapshot(asker.actor(), stageId)).snapshot
  expect(snapshot.polls.map((poll) => poll.results)).toEqual(polls.map(() => ({ voters: 200, counts: [{ optionId: 'o1', votes: 100 }, { optionId: 'o2', votes: 100 }] })))
})

async function openPoll(more: { mayChange?: boolean } = {}): Promise<string> {
  const options = [{ textZh: '看好', textEn: 'Yes' }, { textZh: '再看看', textEn: 'Not yet' }]
  const { pollId } = valueOf(await house.app.polls.create(crew, { stageId, itemId: null, titleZh: '您看好吗？', titleEn: 'Would you?', options, mostChoices: 1, mayChange: true, ...more }))
  valueOf(await house.app.polls.act(crew, { pollId, version: 1, act: 'open' }))
  return pollId
}

test('a vote from two tabs: one row, the last counts; where the first counts the second is told so', async () => {
  const actor = (await hallOf(1))[0]!
  const [last, first] = [await openPoll(), await openPoll({ mayChange: false })]
  for (const [choice, device] of [['o1', 'device-a-1'], ['o2', 'device-b-1'], ['o1', 'device-a-1']] as const) await house.app.polls.vote(actor, { pollId: last, choices: [choice], key: device })
  expect(await house.db.client.pollVote.findMany({ where: { pollId: last }, select: { choices: true } })).toEqual([{ choices: ['o2'] }])
  const answers = [await house.app.polls.vote(actor, { pollId: first, choices: ['o1'], key: 'device-a-2' }), await house.app.polls.vote(actor, { pollId: first, choices: ['o2'], key: 'device-b-2' }), await house.app.polls.vote(actor, { pollId: first, choices: ['o1'], key: 'device-a-2' })]
  expect(answers.map(codeOf)).toEqual(['ok', 'poll.already_voted', 'ok'])
  expect(await house.db.client.pollVote.findMany({ where: { pollId: first }, select: { choices: true } })).toEqual([{ choices: ['o1'] }])
})

test('two tabs at the same moment without the key of PollVote: two ballots of one person', async () => {
  const actor = (await hallOf(1))[0]!
  const pollId = await openPoll()
  await withoutKey(house.db, 'PollVote')
  // Without the key each insert succeeds where the row of the other isn't looked for first.
  await house.db.write((sql) => { for (const choice of ['o1', 'o2']) sql.run(`INSERT INTO "PollVote" ("pollId", "personId", "choices", "keys", "createdAt", "updatedAt") VALUES (?, ?, ?, '[]', 0, 0) ON CONFLICT DO NOTHING`, pollId, actor.personId, JSON.stringify([choice])) })
  expect(valueOf(await house.app.polls.act(crew, { pollId, version: 2, act: 'reveal' })).state).toBe('revealed')
  expect(valueOf(await house.app.questions.snapshot(actor, stageId)).snapshot.polls[0]?.results?.voters).toBe(2)
})

test('a vote after the close is refused, and its retry too; a counted one is acknowledged again', async () => {
  const [one, other] = await hallOf(2)
  const pollId = await openPoll()
  valueOf(await house.app.polls.vote(one!, { pollId, choices: ['o1'], key: 'in-time-1' }))
  valueOf(await house.app.polls.act(crew, { pollId, version: 2, act: 'close' }))
  const late = () => house.app.polls.vote(other!, { pollId, choices: ['o2'], key: 'too-late-1' })
  expect([codeOf(await late()), codeOf(await late()), codeOf(await house.app.polls.vote(one!, { pollId, choices: ['o1'], key: 'in-time-1' }))]).toEqual(['poll.closed', 'poll.closed', 'ok'])
  expect(await house.db.client.pollVote.count()).toBe(1)
})

test('results are in no snapshot and no fact until they are revealed, not even for moderators', async () => {
  const pollId = await openPoll()
  for (const actor of await hallOf(3)) valueOf(await house.app.polls.vote(actor, { pollId, choices: ['o1'], key: key() }))
  const seen = () => Promise.all([house.app.questions.snapshot(asker.actor(), stageId), house.app.questions.moderation(crew, stageId)]).then((both) => both.map((one) => valueOf(one).snapshot.polls[0]?.results))
  expect(await seen()).toEqual([null, null])
  expect(house.facts.filter((fact) => JSON.stringify(fact.payload).includes('"counts":[{"optionId"'))).toEqual([])
  valueOf(await house.app.polls.act(crew, { pollId, version: 2, act: 'reveal' }))
  expect(await seen()).toEqual(Array.from({ length: 2 }, () => ({ voters: 3, counts: [{ optionId: 'o1', votes: 3 }, { optionId: 'o2', votes: 0 }] })))
})

test('a question waits unseen until a moderator shows it, and is taken out of the hall when it is hidden', async () => {
  const { questionId, state } = valueOf(await house.app.questions.ask(asker.actor(), { stageId, itemId: null, text: '毛利率是多少？', isAnonymous: false, key: key() }))
  expect(state).toBe('pending')
  const hall = async () => valueOf(await house.app.questions.snapshot(asker.actor(), stageId)).snapshot
  expect([(await hall()).questions, (await hall()).mine.asked.map((one) => one.state)]).toEqual([[], ['pending']])
  expect(house.facts.map((fact) => [fact.room, fact.name])).toEqual([[moderationRoom(stageId), 'question:queued']])
  const voter = (await hallOf(1))[0]!
  expect(codeOf(await house.app.questions.vote(voter, { questionId, isOn: true }))).toBe('record.not_found')
  valueOf(await house.app.questions.moderate(crew, { questionId, version: 1, act: 'show' }))
  expect((await hall()).questions.map((one) => one.text)).toEqual(['毛利率是多少？'])
  expect(codeOf(await house.app.questions.moderate(crew, { questionId, version: 1, act: 'hide' }))).toBe('record.changed')
  valueOf(await house.app.questions.moderate(crew, { questionId, version: 2, act: 'hide' }))
  expect((await hall()).questions).toEqual([])
  expect(house.facts.filter((fact) => fact.room === audienceRoom(stageId)).map((fact) => fact.name)).toEqual(['question:shown', 'question:withdrawn'])
})

test('sent again after a lost answer it is the same question; the fourth in two minutes waits', async () => {
  const ask = (text: string, device = key()) => house.app.questions.ask(asker.actor(), { stageId, itemId: null, text, isAnonymous: false, key: device })
  const [first, again] = [valueOf(await ask('第一问', 'same-device-key')), valueOf(await ask('第一问', 'same-device-key'))]
  expect(again).toEqual(first)
  const rush = await Promise.all(['第二问', '第三问', '第四问', '第五问'].map((text) => ask(text)))
  expect(codes(rush)).toEqual({ 'ok': 2, 'question.too_often': 2 })
  house.clock.advance(121_000)
  expect(codeOf(await ask('第六问'))).toBe('ok')
})

test('who asked without a name is in the audit trail and nowhere else', async () => {
  const organizer = await makeStaff(house.db, event.id, 'organizer')
  valueOf(await house.app.questions.setRules(organizer, { eventId: event.id, version: 0, areQuestionsOpen: true, isModerated: false, allowsAnonymous: true }))
  const { questionId } = valueOf(await house.app.questions.ask(asker.actor(), { stageId, itemId: null, text: '股权有纠纷吗？', isAnonymous: true, key: key() }))
  const person = await house.db.client.person.findUniqueOrThrow({ where: { id: asker.people[0] } })
  const organization = await house.db.client.organization.findUniqueOrThrow({ where: { id: asker.organizationId } })
  const reader = (await hallOf(1))[0]!
  const told = JSON.stringify([house.facts, await house.app.questions.snapshot(reader, stageId), await house.app.questions.moderation(crew, stageId), await house.app.questions.moderation(organizer, stageId)])
  expect([person.id, person.nameZh, organization.id, organization.nameZh].filter((word) => told.includes(word))).toEqual([])
  expect(told).toContain('股权有纠纷吗？')
  expect(await house.db.client.auditEntry.findMany({ where: { subject: `question:${questionId}` }, select: { action: true, actorId: true } })).toEqual([{ action: 'question:asked', actorId: person.id }])
})

test('only those who take part may ask, vote and listen; only organizer and crew moderate', async () => {
  const questionId = await shownQuestion()
  const elsewhere = (await makeDelegation(house.db, (await makeEvent(house.db, { phase: 'live' })).id)).actor()
  const founder = (await hallOf(1))[0]!
  const tries = (actor: Parameters<typeof house.app.questions.vote>[0]) => Promise.all([
    house.app.questions.ask(actor, { stageId, itemId: null, text: '可以问吗？', isAnonymous: false, key: key() }),
    house.app.questions.vote(actor, { questionId, isOn: true }),
    house.app.questions.snapshot(actor, stageId),
    house.app.questions.moderation(actor, stageId),
    house.app.questions.moderate(actor, { questionId, version: 2, act: 'pin' }),
  ])
  expect((await tries({ kind: 'anonymous' })).map(codeOf)).toEqual(['auth.required', 'auth.required', 'auth.required', 'auth.required', 'auth.required'])
  expect((await tries(elsewhere)).map(codeOf)).toEqual(['auth.forbidden', 'auth.forbidden', 'auth.forbidden', 'auth.forbidden', 'auth.forbidden'])
  expect((await tries(founder)).map(codeOf)).toEqual(['ok', 'ok', 'ok', 'auth.forbidden', 'auth.forbidden'])
  expect((await tries(crew)).map(codeOf)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
  const rooms = house.app.rooms
  expect(await Promise.all([rooms.audience.mayJoin(elsewhere, { kind: 'audience', stageId }), rooms.audience.mayJoin(founder, { kind: 'audience', stageId }), rooms.moderation.mayJoin(founder, { kind: 'moderation', stageId }), rooms.moderation.mayJoin(crew, { kind: 'moderation', stageId })])).toEqual([false, true, false, true])
})

test('a question about a pitch of another event is refused, and after the event nobody speaks', async () => {
  const other = await makeEvent(house.db, { phase: 'live' })
  const { itemId } = await makePitch(house.db, other, await makeDelegation(house.db, other.id), '10:00')
  const ask = (item: string | null) => house.app.questions.ask(asker.actor(), { stageId, itemId: item, text: '可以问吗？', isAnonymous: false, key: key() })
  expect(codeOf(await ask(itemId))).toBe('record.not_found')
  const questionId = await shownQuestion()
  await house.db.client.event.update({ where: { id: event.id }, data: { phase: 'closed' } })
  expect([codeOf(await ask(null)), codeOf(await house.app.questions.vote(asker.actor(), { questionId, isOn: true })), codeOf(await house.app.questions.snapshot(asker.actor(), stageId))]).toEqual(['phase.closed', 'phase.closed', 'ok'])
})

import { afterEach, beforeEach, expect, test } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { makePitch } from '#tests/factories/audience.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
let judges: PersonActor[]
let startups: MadeDelegation[]
let items: string[]
let criteria: string[]
const note = '团队气质很好，但数字对不上'

beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db, { phase: 'live' })
  organizer = await makeStaff(house.db, event.id)
  judges = [await makeStaff(house.db, event.id, 'judge'), await makeStaff(house.db, event.id, 'judge')]
  startups = [await makeDelegation(house.db, event.id, { nameZh: '甲科技' }), await makeDelegation(house.db, event.id, { nameZh: '乙科技' })]
  items = [(await makePitch(house.db, event, startups[0]!, '10:00')).itemId, (await makePitch(house.db, event, startups[1]!, '10:15')).itemId]
})
afterEach(() => house.dispose())

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const named = (nameZh: string, weight: number) => ({ id: '', nameZh, nameEn: '', hintZh: '', hintEn: '', weight })

async function setUp(more: { organizerSees?: 'when_closed' | 'when_released'; openTo?: 'staff' | 'own' | 'winners'; metBefore?: 'recuse' | 'tell' } = {}): Promise<void> {
  valueOf(await house.app.judging.setUp(organizer, { eventId: event.id, version: 0, scaleMax: 10, criteria: [named('团队', 60), named('技术', 40)], organizerSees: 'when_closed', openTo: 'own', winners: 1, metBefore: 'recuse', ...more }))
  valueOf(await act('open'))
  criteria = valueOf(await house.app.judging.watch(organizer, event.id)).round?.criteria.map((one) => one.id) ?? []
}

async function act(name: 'open' | 'close' | 'reopen' | 'release', lateUntil: number | null = null): Promise<Result<unknown>> {
  const { round } = valueOf(await house.app.judging.watch(organizer, event.id))
  return house.app.judging.act(organizer, { eventId: event.id, version: round?.version ?? 0, act: name, lateUntil })
}

const score = (judge: PersonActor, item: number, points: number[], more: { version?: number; submit?: boolean } = {}) =>
  house.app.judging.score(judge, { itemId: items[item] as string, version: 0, scores: Object.fromEntries(points.map((value, at) => [criteria[at] as string, value])), note, submit: true, ...more })

async function everybodyScores(): Promise<void> {
  for (const [nth, judge] of judges.entries()) for (const item of [0, 1]) valueOf(await score(judge, item, [8 - item * 3 - nth, 7 - item * 3 - nth]))
}

async function told(): Promise<string> {
  const watching = await house.app.judging.watch(organizer, event.id)
  const founders = await Promise.all(startups.map((one) => house.app.judging.released(one.actor(), event.id)))
  return JSON.stringify([watching, founders, await house.app.judging.forJudge(organizer, event.id), house.facts, await house.db.client.auditEntry.findMany()])
}

test('while points are being given nobody reads them, and a stricter rule keeps them sealed until the release', async () => {
  await setUp({ organizerSees: 'when_released' })
  await everybodyScores()
  for (const step of ['open', 'closed'] as const) {
    if (step === 'closed') valueOf(await act('close'))
    const text = await told()
    expect({ step, results: valueOf(await house.app.judging.watch(organizer, event.id)).results }).toEqual({ step, results: null })
    expect([note, '"scores":{', '"normal":', '"raw":'].filter((word) => text.includes(word))).toEqual([])
    expect(text).toContain('judging.sealed')
  }
  valueOf(await act('release'))
  // The same search finds them now, so that it would have found them before.
  expect(await told()).toContain('"normal":')
})

test('where the event says so the organizer reads the results after the close; founders wait for the release, and no note is ever told', async () => {
  await setUp()
  await everybodyScores()
  valueOf(await act('close'))
  const { results } = valueOf(await house.app.judging.watch(organizer, event.id))
  expect(results?.map(({ itemId, place, raw }) => [itemId, place, raw])).toEqual([[items[0], 1, 71], [items[1], 2, 41]])
  expect(codeOf(await house.app.judging.released(startups[1]!.actor(), event.id))).toBe('judging.sealed')
  valueOf(await act('release'))
  const own = valueOf(await house.app.judging.released(startups[1]!.actor(), event.id))
  expect(own).toEqual({ own: [{ itemId: items[1], place: 2, normal: expect.any(Number) as number, isTied: false, nameZh: '乙科技', nameEn: expect.any(String) as string }], winners: [] })
  expect(await told()).not.toContain(note)
})

test('winners are told by name and place to all, scores only to whom they belong', async () => {
  await setUp({ openTo: 'winners' })
  await everybodyScores()
  valueOf(await act('close'))
  valueOf(await act('release'))
  const fund = await makeDelegation(house.db, event.id, { side: 'investor' })
  expect(valueOf(await house.app.judging.released(fund.actor(), event.id))).toEqual({ own: [], winners: [{ itemId: items[0], place: 1, isTied: false, nameZh: '甲科技', nameEn: expect.any(String) as string }] })
})

test('released results are final: the database refuses a change of round and cards', async () => {
  await setUp()
  await everybodyScores()
  valueOf(await act('close'))
  valueOf(await act('release'))
  expect([codeOf(await act('reopen')), codeOf(await score(judges[0]!, 0, [1, 1], { version: 1 }))]).toEqual(['judging.not_possible', 'judging.over'])
  await expect(house.db.write((sql) => sql.run(`UPDATE "ScoreCard" SET "scores" = '{}'`))).rejects.toThrow('immutable')
  await expect(house.db.write((sql) => sql.run(`UPDATE "JudgingRound" SET "state" = 'open'`))).rejects.toThrow('immutable')
})

test('a judge sees the own cards and nobody else\'s; only judges score', async () => {
  await setUp()
  valueOf(await score(judges[0]!, 0, [9, 9]))
  const second = valueOf(await house.app.judging.forJudge(judges[1]!, event.id))
  expect(second.items.map((item) => item.card)).toEqual([null, null])
  expect(valueOf(await house.app.judging.forJudge(judges[0]!, event.id)).items[0]?.card).toMatchObject({ note, state: 'submitted', version: 1 })
  expect([codeOf(await score({ ...organizer, isAdmin: true }, 0, [1, 1])), codeOf(await score(startups[0]!.actor(), 0, [10, 10])), codeOf(await house.app.judging.watch(judges[0]!, event.id))]).toEqual(['auth.forbidden', 'auth.forbidden', 'auth.forbidden'])
})

test('two tabs of one judge: one card; sent again after a lost answer it is the same card', async () => {
  await setUp()
  const both = await Promise.all([score(judges[0]!, 0, [9, 9]), score(judges[0]!, 0, [2, 2])])
  expect(both.map(codeOf).sort()).toEqual(['ok', 'record.changed'])
  expect(await house.db.client.scoreCard.count()).toBe(1)
  const points = both[0]?.ok ? [9, 9] : [2, 2]
  expect(codeOf(await score(judges[0]!, 0, points))).toBe('ok')
  expect((await house.db.client.scoreCard.findFirstOrThrow()).version).toBe(1)
})

test('a late judge hands in until the hour given, and the card says so; a draft never counts', async () => {
  await setUp()
  valueOf(await score(judges[0]!, 0, [9, 9]))
  expect(codeOf(await score(judges[1]!, 0, [5], { submit: false }))).toBe('ok')
  expect(codeOf(await score(judges[1]!, 1, [5]))).toBe('judging.incomplete')
  valueOf(await act('close', house.clock.now() + 600_000))
  valueOf(await score(judges[1]!, 1, [5, 5]))
  house.clock.advance(600_000)
  expect(codeOf(await score(judges[1]!, 1, [6, 6], { version: 1 }))).toBe('judging.over')
  const { results } = valueOf(await house.app.judging.watch(organizer, event.id))
  expect(results?.map(({ itemId, judges: given }) => [itemId, given.map((one) => [one.judgeId, one.isLate])])).toEqual([[items[0], [[judges[0]!.personId, false]]], [items[1], [[judges[1]!.personId, true]]]])
})

test('a judge who has met the company, whose fund holds a share, or who says so, steps aside, and what she gave no longer counts', async () => {
  const fund = await makeDelegation(house.db, event.id, { side: 'investor', nameZh: '海岳资本管理有限公司' })
  await house.db.client.eventRole.updateMany({ where: { personId: judges[0]!.personId }, data: { organizationId: fund.organizationId } })
  await house.db.client.organization.update({ where: { id: startups[0]!.organizationId }, data: { funding: [{ round: 'angel', roundText: null, on: '2025-03', amount: null, investors: ['海岳资本', '某产业基金'] }] } })
  const earlier = await makeEvent(house.db, { date: '2026-11-01' })
  const [before, met] = [await makeDelegation(house.db, earlier.id, { organizationId: startups[1]!.organizationId }), await makeDelegation(house.db, earlier.id, { side: 'investor', personIds: [judges[1]!.personId] })]
  await makeMeeting(house.db, earlier.id, { a: met, b: before, startsAt: earlier.at('10:00') })
  await setUp()
  const reasons = async (judge: PersonActor) => valueOf(await house.app.judging.forJudge(judge, event.id)).items.map((item) => item.recusal.reasons)
  expect([await reasons(judges[0]!), await reasons(judges[1]!)]).toEqual([[['shareholder'], []], [[], ['met_before']]])
  expect([codeOf(await score(judges[0]!, 0, [9, 9])), codeOf(await score(judges[1]!, 1, [9, 9]))]).toEqual(['judging.recused', 'judging.recused'])
  valueOf(await house.app.judging.recuse(organizer, { itemId: items[1]!, judgeId: judges[1]!.personId, kind: 'lifted', reason: '仅一次礼节性会面' }))
  valueOf(await score(judges[1]!, 1, [9, 9]))
  valueOf(await house.app.judging.declare(judges[1]!, { itemId: items[1]!, reason: '亲属在该公司任职' }))
  expect([codeOf(await score(judges[1]!, 1, [9, 9], { version: 1 })), codeOf(await house.app.judging.recuse(organizer, { itemId: items[1]!, judgeId: judges[1]!.personId, kind: 'lifted', reason: '' }))]).toEqual(['judging.recused', 'judging.not_possible'])
  valueOf(await act('close'))
  expect(valueOf(await house.app.judging.watch(organizer, event.id)).results?.map((line) => line.place)).toEqual([null, null])
})

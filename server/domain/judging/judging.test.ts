import fc from 'fast-check'
import { expect, test } from 'vitest'

import { normaliseCards } from './normalise.ts'
import { recusalOf } from './recusal.ts'
import { rankPitches, type CountedCard } from './results.ts'
import { passCard, rawTotal } from './scoring.ts'
import { judgingActs, judgingStates, nextJudgingState, organizerMaySee, passScoring, passSetUp, releasedLines } from './sealing.ts'

const criterion = (id: string, weight: number) => ({ id, nameZh: id, nameEn: id, hintZh: '', hintEn: '', weight })
const criteria = [criterion('team', 40), criterion('tech', 30), criterion('market', 30)]
const points = (team: number, tech: number, market: number) => ({ team, tech, market })
const card = (judgeId: string, itemId: string, team: number, tech = team, market = team): CountedCard => ({ judgeId, itemId, scores: points(team, tech, market), isLate: false })

test('weights are shares: 40, 30, 30 and 4, 3, 3 give the same total of a hundred', () => {
  expect(rawTotal(criteria, 10, points(10, 10, 10))).toBe(100)
  expect(rawTotal(criteria, 10, points(10, 0, 5))).toBe(55)
  expect(rawTotal([criterion('team', 4), criterion('tech', 3), criterion('market', 3)], 10, points(10, 0, 5))).toBe(55)
})

test('a card is handed in whole, each fault named', () => {
  expect(passCard(criteria, 10, { team: 11, tech: 2.5 })).toEqual({
    ok: false,
    error: { code: 'judging.incomplete', fields: [
      { path: 'scores.team', code: 'input.out_of_range', params: { min: 0, max: 10 } },
      { path: 'scores.tech', code: 'input.out_of_range', params: { min: 0, max: 10 } },
      { path: 'scores.market', code: 'input.required' },
    ] },
  })
})

const panels = fc.array(fc.record({ judgeId: fc.constantFrom('a', 'b', 'c', 'd'), itemId: fc.constantFrom('p', 'q', 'r', 's', 't'), total: fc.integer({ min: 0, max: 100 }) }), { maxLength: 40 })
  .map((cards) => [...new Map(cards.map((one) => [`${one.judgeId}${one.itemId}`, one])).values()])

test('a judge\'s own order of pitches is never changed, and equals stay equal', () => {
  fc.assert(fc.property(panels, (cards) => {
    const normal = normaliseCards(cards)
    for (const one of normal) for (const other of normal) {
      if (one.judgeId !== other.judgeId) continue
      expect(Math.sign(Math.round((one.normal - other.normal) * 1e6))).toBe(Math.sign(one.total - other.total))
    }
  }))
})

test('a severe judge and a mild one who agree on the order end nearer to each other than their raw totals', () => {
  const items = ['p', 'q', 'r', 's', 't', 'u', 'v', 'w']
  const cards = items.flatMap((itemId, at) => [{ judgeId: 'mild', itemId, total: 70 + at * 3 }, { judgeId: 'severe', itemId, total: 30 + at * 3 }])
  const normal = normaliseCards(cards)
  const gap = items.map((itemId) => {
    const [mild, severe] = ['mild', 'severe'].map((judgeId) => normal.find((one) => one.itemId === itemId && one.judgeId === judgeId)?.normal ?? 0)
    return Math.round(Math.abs((mild ?? 0) - (severe ?? 0)))
  })
  expect(gap.every((one) => one < 20)).toBe(true)
  expect(normaliseCards([{ judgeId: 'a', itemId: 'p', total: 50 }, { judgeId: 'b', itemId: 'p', total: 50 }]).map((one) => one.normal)).toEqual([50, 50])
})

test('a pitch that only the mild judge saw is not first for that, as it would be by raw totals', () => {
  const panel = [...['p', 'q', 'r', 's'].flatMap((itemId, at) => ['a', 'b', 'c'].map((judgeId) => card(judgeId, itemId, 8 - at))), card('mild', 's', 10), card('mild', 'r', 10), card('mild', 'x', 9)]
  const results = rankPitches(['p', 'q', 'r', 's', 'x'], criteria, 10, panel)
  expect([...results].sort((one, other) => (other.raw ?? 0) - (one.raw ?? 0))[0]?.itemId).toBe('x')
  expect(results[0]?.itemId).toBe('p')
})

test('raw numbers stand beside the normalised ones, with who was late; an unjudged pitch has no place', () => {
  const results = rankPitches(['p', 'q', 'none'], criteria, 10, [card('a', 'p', 8), { ...card('b', 'p', 6), isLate: true }, card('a', 'q', 5), card('b', 'q', 5)])
  expect(results.map(({ itemId, place, raw, isTied }) => ({ itemId, place, raw, isTied }))).toEqual([{ itemId: 'p', place: 1, raw: 70, isTied: false }, { itemId: 'q', place: 2, raw: 50, isTied: false }, { itemId: 'none', place: null, raw: null, isTied: false }])
  expect(results[0]?.judges.map(({ judgeId, raw, isLate }) => ({ judgeId, raw, isLate }))).toEqual([{ judgeId: 'a', raw: 80, isLate: false }, { judgeId: 'b', raw: 60, isLate: true }])
})

test('equals are told apart by the heaviest criterion; what is still equal shares its place, and the next is left out', () => {
  const one = [card('a', 'p', 5, 8, 6), card('a', 'q', 8, 5, 5), card('a', 'r', 1)]
  expect(rankPitches(['p', 'q', 'r'], criteria, 10, one).map(({ itemId, place, isTied }) => [itemId, place, isTied])).toEqual([['q', 1, false], ['p', 2, false], ['r', 3, false]])
  const same = [card('a', 'p', 5), card('a', 'q', 5), card('a', 'r', 1)]
  expect(rankPitches(['p', 'q', 'r'], criteria, 10, same).map(({ itemId, place, isTied }) => [itemId, place, isTied])).toEqual([['p', 1, true], ['q', 1, true], ['r', 3, false]])
})

const pitch = { organizationId: 'startup', investorKeys: ['haiyue'] }
const judge = { organizationIds: ['fund'], nameKeys: ['haiyue'], metOrganizationIds: [] }

test('a judge steps aside from the own organization, from one she has money in, and from one she has met', () => {
  expect(recusalOf({ ...judge, organizationIds: ['startup'], nameKeys: [] }, pitch, null, 'recuse')).toEqual({ reasons: ['own_organization'], isRecused: true, isLifted: false })
  expect(recusalOf(judge, pitch, null, 'recuse')).toEqual({ reasons: ['shareholder'], isRecused: true, isLifted: false })
  const met = { organizationIds: [], nameKeys: [], metOrganizationIds: ['startup'] }
  expect(recusalOf(met, pitch, null, 'recuse')).toEqual({ reasons: ['met_before'], isRecused: true, isLifted: false })
  expect(recusalOf(met, pitch, null, 'tell')).toEqual({ reasons: ['met_before'], isRecused: false, isLifted: false })
})

test('the organizer lifts what was found, never what was declared', () => {
  expect(recusalOf(judge, pitch, { kind: 'lifted' }, 'recuse')).toEqual({ reasons: ['shareholder'], isRecused: false, isLifted: true })
  expect(recusalOf(judge, pitch, { kind: 'declared' }, 'recuse')).toEqual({ reasons: ['shareholder', 'declared'], isRecused: true, isLifted: false })
  expect(recusalOf({ ...judge, nameKeys: [] }, pitch, { kind: 'assigned' }, 'recuse')).toEqual({ reasons: ['assigned'], isRecused: true, isLifted: false })
})

test('the states of judging: released is for good', () => {
  const table = judgingStates.map((state) => judgingActs.map((act) => { const next = nextJudgingState(state, act); return next.ok ? next.value : '-' }))
  expect(table).toEqual([['open', '-', '-', '-'], ['-', 'closed', '-', '-'], ['-', '-', 'open', 'released'], ['-', '-', '-', '-']])
  expect(judgingStates.map((state) => passSetUp(state).ok)).toEqual([true, false, false, false])
})

test('points are taken while the round is open, and from those who are late until the hour given', () => {
  expect(judgingStates.map((state) => passScoring(state, null, 5)).map((result) => (result.ok ? result.value.isLate : result.error.code))).toEqual(['judging.not_open', false, 'judging.over', 'judging.over'])
  expect([passScoring('closed', 6, 5), passScoring('closed', 5, 5), passScoring('released', 9, 5)].map((result) => (result.ok ? result.value.isLate : result.error.code))).toEqual([true, 'judging.over', 'judging.over'])
})

test('while points are being given nobody reads them, and a stricter rule keeps them from the organizer until the release', () => {
  const rule = { organizerSees: 'when_closed', openTo: 'own', winners: 3 } as const
  expect(judgingStates.map((state) => organizerMaySee(rule, state))).toEqual([false, false, true, true])
  expect(judgingStates.map((state) => organizerMaySee({ ...rule, organizerSees: 'when_released' }, state))).toEqual([false, false, false, true])
})

test('after the release a founder reads the own line, others at most the names of the winners', () => {
  const lines = [{ itemId: 'p', place: 1 }, { itemId: 'q', place: 2 }, { itemId: 'r', place: null }]
  const rule = (openTo: 'staff' | 'own' | 'winners') => ({ organizerSees: 'when_closed', openTo, winners: 1 }) as const
  expect(releasedLines(rule('own'), { kind: 'founder', itemIds: ['q'] }, lines)).toEqual({ full: [lines[1]], names: [] })
  expect(releasedLines(rule('winners'), { kind: 'founder', itemIds: ['q'] }, lines)).toEqual({ full: [lines[1]], names: [lines[0]] })
  expect(releasedLines(rule('winners'), { kind: 'other' }, lines)).toEqual({ full: [], names: [lines[0]] })
  expect(releasedLines(rule('staff'), { kind: 'founder', itemIds: ['q'] }, lines)).toEqual({ full: [], names: [] })
})

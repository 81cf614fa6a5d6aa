import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { runLimitMs, stepsFrom } from './flow.ts'
import { outcomeOf } from './outcome.ts'
import { clearingWeight, mutualPairs, pointsOf, type Wish } from './ranks.ts'

const wish = (partnerId: string, rank: number | null = null): Wish => ({ partnerId, rank })

describe('points', () => {
  test('the first place gets ten, each further one a point less, the unranked share the next, and nobody gets less than one', () => {
    const wishes = [wish('c'), wish('a', 2), wish('b', 7), wish('d')]
    expect(pointsOf(wishes)).toEqual(new Map([['c', 8], ['a', 10], ['b', 9], ['d', 8]]))
    const long = Array.from({ length: 15 }, (_, at) => wish(`x${at}`, at + 1))
    expect([...pointsOf(long).values()]).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1, 1, 1, 1, 1])
  })

  test('only the order of ranks counts, not their distance', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { maxLength: 20 }), (ranks) => {
        const spread = ranks.map((rank, at) => wish(`p${at}`, rank))
        const order = [...ranks].sort((a, b) => a - b)
        const dense = ranks.map((rank, at) => wish(`p${at}`, order.indexOf(rank) + 1))
        expect(pointsOf(spread)).toEqual(pointsOf(dense))
      }),
    )
  })
})

describe('pairs', () => {
  const funds = new Map([['f1', [wish('s1', 1), wish('s2', 2)]], ['f2', [wish('s1', 1)]]])
  const startups = new Map([['s1', [wish('f2', 1), wish('f1', 2)]], ['s2', []]])

  test('only those who want each other, with what each gives the other', () => {
    expect(mutualPairs(funds, startups)).toEqual([
      { fundId: 'f1', startupId: 's1', fundPoints: 10, startupPoints: 9 },
      { fundId: 'f2', startupId: 's1', fundPoints: 10, startupPoints: 10 },
    ])
  })

  test('a meeting of the clearing is worth what other requests are worth: 11 to 20', () => {
    expect(clearingWeight({ fundPoints: 1, startupPoints: 1 })).toBe(11)
    expect(clearingWeight({ fundPoints: 10, startupPoints: 10 })).toBe(20)
    expect(clearingWeight({ fundPoints: 10, startupPoints: 1 })).toBe(16)
  })
})

describe('outcomes', () => {
  const leftOut = (why: string, isOwnFull = false) => ({ isMet: false, isMutual: true, leftOut: { why, isOwnFull } })
  test('a wish says of the other side no more than that there is no meeting', () => {
    expect([
      outcomeOf({ isMet: true, isMutual: true, leftOut: null }),
      outcomeOf({ isMet: false, isMutual: false, leftOut: null }),
      outcomeOf({ isMet: false, isMutual: true, leftOut: null }),
      outcomeOf(leftOut('participant_max', true)),
      outcomeOf(leftOut('participant_max')),
      outcomeOf(leftOut('participant_busy', true)),
      outcomeOf(leftOut('tables_full')),
    ]).toEqual(['met', 'not_mutual', 'called_off', 'own_full', 'not_mutual', 'no_common_place', 'no_common_place'])
  })
})

describe('steps', () => {
  test('a run can be begun again only when it was cut off long ago', () => {
    expect([stepsFrom('running', runLimitMs), stepsFrom('running', runLimitMs + 1), stepsFrom('ranking', 0)]).toEqual([[], ['clear'], ['back', 'clear', 'close']])
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { clearingWeight, mutualPairs, pointsOf, type Wish } from './ranks.ts'
import { stability } from './stability.ts'

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

describe('stability', () => {
  const pair = (fundId: string, startupId: string, fundPoints: number, startupPoints: number) => ({ fundId, startupId, fundPoints, startupPoints })
  const pairs = [pair('f1', 's1', 10, 9), pair('f1', 's2', 9, 10), pair('f2', 's1', 10, 10)]
  const caps = new Map([['f1', 1], ['f2', 1], ['s1', 1], ['s2', 1]])

  test('nobody left out: nothing to report', () => {
    expect(stability({ pairs, met: pairs, reasons: [], mostOf: new Map() })).toEqual({ pairs: 3, met: 3, leftOut: [], blocking: 0 })
  })

  test('a pair that would both rather meet is named with its reason; one whose partner is content is not blocking', () => {
    const met = [pairs[1]!, pairs[2]!]
    expect(stability({ pairs, met, reasons: [{ fundId: 'f1', startupId: 's1', why: 'participant_full' }], mostOf: caps })).toEqual({
      pairs: 3, met: 2, blocking: 0,
      leftOut: [{ ...pairs[0], why: 'participant_full', fund: 'prefers', startup: 'content', isBlocking: false }],
    })
    const worse = stability({ pairs, met: [pairs[1]!], reasons: [{ fundId: 'f1', startupId: 's1', why: 'no_table' }], mostOf: caps })
    expect(worse.leftOut).toEqual([
      { ...pairs[0], why: 'no_table', fund: 'prefers', startup: 'has_room', isBlocking: true },
      { ...pairs[2], why: 'not_chosen', fund: 'has_room', startup: 'has_room', isBlocking: true },
    ])
    expect(worse.blocking).toBe(2)
  })

  test('a meeting that stood before the clearing is never given up for a wish', () => {
    const stood = [{ fundId: 'f1', startupId: 's9' }]
    expect(stability({ pairs: [pairs[0]!], met: stood, reasons: [], mostOf: caps }).leftOut[0]).toMatchObject({ fund: 'content', isBlocking: false })
  })

  test('where everybody gets what the two lists put first, no pair blocks', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 }), (likes) => {
        const all = likes.flatMap((row, f) => row.flatMap((liked, s) => (liked ? [pair(`f${f}`, `s${s}`, 10 - s, 10 - f)] : [])))
        const report = stability({ pairs: all, met: all, reasons: [], mostOf: new Map() })
        expect(report).toMatchObject({ met: all.length, blocking: 0 })
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { TimetableProblem } from '../scheduling/problem.ts'
import { solve } from '../scheduling/solve.ts'
import type { Frame } from '../timetable/frame.ts'

import { leftOutPairs, type Computed } from './left-out.ts'
import { clearingWeight, type MutualPair } from './ranks.ts'
import { stability, type LeftOutPair, type StabilityReport } from './stability.ts'

const pair = (fundId: string, startupId: string, fundPoints: number, startupPoints: number): MutualPair => ({ fundId, startupId, fundPoints, startupPoints })
const full = (fundId: string, startupId: string, why: string): LeftOutPair => ({ fundId, startupId, why, isFundFull: true, isStartupFull: true })

describe('what the report says', () => {
  const pairs = [pair('f1', 's1', 10, 9), pair('f1', 's2', 9, 10), pair('f2', 's1', 10, 10)] as const

  test('nobody left out: nothing to report', () => {
    expect(stability({ pairs, met: pairs, reasons: [] })).toEqual({ pairs: 3, met: 3, leftOut: [], blocking: 0 })
  })

  test('a pair that would both rather meet is named with its reason; one whose partner is content is not blocking', () => {
    expect(stability({ pairs, met: [pairs[1], pairs[2]], reasons: [full('f1', 's1', 'participant_max')] })).toEqual({
      pairs: 3, met: 2, blocking: 0,
      leftOut: [{ ...pairs[0], why: 'participant_max', fund: 'prefers', startup: 'content', isBlocking: false }],
    })
    const worse = stability({ pairs, met: [pairs[1]], reasons: [{ ...full('f1', 's1', 'tables_full'), isStartupFull: false }] })
    expect(worse.leftOut).toEqual([
      { ...pairs[0], why: 'tables_full', fund: 'prefers', startup: 'has_room', isBlocking: true },
      { ...pairs[2], why: 'not_chosen', fund: 'has_room', startup: 'has_room', isBlocking: true },
    ])
    expect(worse.blocking).toBe(2)
  })

  test('a meeting that stood before the clearing is never given up for a wish', () => {
    const stood = [{ fundId: 'f1', startupId: 's9' }]
    expect(stability({ pairs: [pairs[0]], met: stood, reasons: [full('f1', 's1', 'participant_busy')] }).leftOut[0]).toMatchObject({ fund: 'content', isBlocking: false })
  })

  test('a pair that never came to the engine says why', () => {
    const frame: Frame = { slots: [], slotMinutes: 20, tables: [], meetings: {}, leftOut: [{ requestId: 'r1', why: 'nobody_attends' }] }
    const problem: TimetableProblem = { format: 'touhai/timetable-problem@1', slots: 0, tables: [], participants: [], meetings: [] }
    const requests = new Map([['r1', { fromDelegationId: 's1', toDelegationId: 'f1' }]])
    const why = (computed: Computed | null) => leftOutPairs({ pairs: pairs.slice(0, 2), computed, requests, peopleOf: new Map() }).map((one) => one.why)
    expect([why({ frame, problem, placed: [], unplaced: [] }), why(null)]).toEqual([['nobody_attends', 'pair_not_planned'], ['nothing_to_plan', 'nothing_to_plan']])
  })
})

/** A small clearing: funds and startups of one person each, some busy in some slots, some with a greatest number of meetings. */
const small = fc.record({
  slots: fc.integer({ min: 1, max: 3 }),
  tables: fc.integer({ min: 1, max: 2 }),
  wishes: fc.uniqueArray(fc.record({ f: fc.integer({ min: 0, max: 3 }), s: fc.integer({ min: 0, max: 3 }), fundPoints: fc.integer({ min: 1, max: 10 }), startupPoints: fc.integer({ min: 1, max: 10 }) }), { minLength: 1, maxLength: 9, selector: ({ f, s }) => `${f} ${s}` }),
  most: fc.dictionary(fc.constantFrom('f0', 'f1', 's0', 's1'), fc.integer({ min: 1, max: 2 })),
  away: fc.dictionary(fc.constantFrom('f0', 'f2', 's0', 's3'), fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { maxLength: 2 })),
})
type Small = typeof small extends fc.Arbitrary<infer T> ? T : never

/** As the job does it: pairs to meetings, meetings to a plan, the plan to a report. */
function clear({ slots, tables, wishes, most, away }: Small): { report: StabilityReport; pairs: MutualPair[]; problem: TimetableProblem; placed: Computed['placed'] } {
  const pairs = wishes.map(({ f, s, fundPoints, startupPoints }) => pair(`f${f}`, `s${s}`, fundPoints, startupPoints))
  const people = [...new Set(pairs.flatMap(({ fundId, startupId }) => [fundId, startupId]))]
  const problem: TimetableProblem = {
    format: 'touhai/timetable-problem@1', slots, tables: Array.from({ length: tables }, (_, at) => ({ id: `T${at}` })),
    participants: people.map((id) => ({ id, ...(most[id] === undefined ? {} : { max: most[id] }), unavailable: (away[id] ?? []).filter((slot) => slot < slots) })),
    meetings: pairs.map((one) => ({ id: `${one.fundId} ${one.startupId}`, participants: [one.fundId, one.startupId], weight: clearingWeight(one) })),
  }
  const plan = solve(problem, { seed: 1, stepBudget: 300 })
  const meetings = Object.fromEntries(pairs.map(({ fundId, startupId }) => [`${fundId} ${startupId}`, { requestId: null, meetingId: null, aDelegationId: fundId, bDelegationId: startupId, personIds: [fundId, startupId], lengthMinutes: 20, stood: null }]))
  const frame: Frame = { slots: [], slotMinutes: 20, tables: [], meetings, leftOut: [] }
  const met = plan.placed.map(({ meeting }) => ({ fundId: meeting.split(' ')[0] as string, startupId: meeting.split(' ')[1] as string }))
  const reasons = leftOutPairs({ pairs, computed: { frame, problem, placed: plan.placed, unplaced: plan.unplaced }, requests: new Map(), peopleOf: new Map(people.map((id) => [id, [id]])) })
  return { report: stability({ pairs, met, reasons }), pairs, problem, placed: plan.placed }
}

/**
 * Independently of the rule: a side would rather have this meeting if its own day can hold it, as it is or with one meeting
 * that it wants less left out. Counted by trying all of it.
 */
function wouldRather(id: string, wanted: number, { pairs, problem, placed }: ReturnType<typeof clear>): boolean {
  const own = placed.filter(({ meeting }) => meeting.split(' ').includes(id))
  const { max = Number.POSITIVE_INFINITY, unavailable = [] } = problem.participants.find((one) => one.id === id) as TimetableProblem['participants'][number]
  const holdsOneMore = (day: typeof own): boolean => day.length < max && Array.from({ length: problem.slots }, (_, slot) => slot).some((slot) => !unavailable.includes(slot) && day.every((one) => one.slot !== slot))
  const pointsOf = (meeting: string): number => {
    const found = pairs.find((one) => `${one.fundId} ${one.startupId}` === meeting) as MutualPair
    return found.fundId === id ? found.fundPoints : found.startupPoints
  }
  return holdsOneMore(own) || (own.some(({ meeting }) => pointsOf(meeting) < wanted))
}

test('of random small clearings exactly those pairs are named that would both rather meet, each with a reason', () => {
  let blocking = 0
  let content = 0
  fc.assert(
    fc.property(small, (given) => {
      const cleared = clear(given)
      const met = new Set(cleared.placed.map(({ meeting }) => meeting))
      const expected = cleared.pairs
        .filter(({ fundId, startupId }) => !met.has(`${fundId} ${startupId}`))
        .map(({ fundId, startupId, fundPoints, startupPoints }) => ({ fundId, startupId, isBlocking: wouldRather(fundId, fundPoints, cleared) && wouldRather(startupId, startupPoints, cleared) }))
      expect(cleared.report.leftOut.map(({ fundId, startupId, isBlocking }) => ({ fundId, startupId, isBlocking }))).toEqual(expected)
      expect(cleared.report.blocking).toBe(expected.filter((one) => one.isBlocking).length)
      expect(cleared.report.leftOut.filter(({ why }) => why === '' || why === 'not_chosen')).toEqual([])
      blocking += cleared.report.blocking
      content += expected.length - cleared.report.blocking
    }),
    { numRuns: 200 },
  )
  // The random cases do have both kinds, or nothing would have been compared.
  expect([blocking > 20, content > 20]).toEqual([true, true])
})

import { expect, test } from 'vitest'

import { solve } from '#server/domain/scheduling/solve.ts'
import { verify } from '#server/domain/scheduling/verify.ts'
import type { TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { meeting, people, planOf, timetableProblem } from '#tests/factories/timetable-problems.ts'

import { liveThrough, throwDice, type Fate } from './rehearsal-day.ts'
import { Rehearsal, type RehearsalOptions, type RehearsalReport } from './rehearsal.ts'

const nothing: Fate = { declined: new Set(), absent: new Set(), lateBy: new Map() }
const steps = { seed: 1, stepBudget: 500 }
const at = (id: string, slot: number, table: string) => ({ meeting: id, slot, table })

/** `funds` × `startups`, everybody wants everybody. */
function market(funds: number, startups: number, fields: Partial<TimetableProblem> = {}): TimetableProblem {
  const meetings = Array.from({ length: funds * startups }, (_, at) => meeting(`m${at + 1}`, [`p${(at % funds) + 1}`, `p${funds + Math.floor(at / funds) + 1}`], { weight: 10 }))
  return timetableProblem({ slots: 8, tables: 4, participants: people(funds + startups), meetings, ...fields })
}

function rehearse(problem: TimetableProblem, options: Partial<RehearsalOptions> = {}): RehearsalReport {
  const { placed } = solve(problem, { seed: 1, stepBudget: 20_000 })
  const rehearsal = new Rehearsal({ problem, placed }, { rates: { decline: 5, late: 10, noShow: 5 }, runs: 12, seed: 3, slotMinutes: 20, stepBudget: 500, ...options })
  while (rehearsal.advance());
  return rehearsal.report()
}

test('a day on which nothing happens is the draft itself', () => {
  const problem = market(3, 3)
  const { placed } = solve(problem, steps)
  expect(liveThrough({ problem, placed }, nothing, steps)).toEqual({ placed, unplaced: [], lost: [], moved: [], added: [], waited: new Map(), repairs: 0 })
})

test('who does not come costs the partner the first meeting’s time and all meetings; the freed time goes to the standby list', () => {
  const problem = timetableProblem({ slots: 3, tables: 1, meetings: [meeting('a', ['p1', 'p2']), meeting('b', ['p1', 'p3']), meeting('c', ['p2', 'p4'])] })
  const placed = [at('a', 0, 'T1'), at('b', 1, 'T1')]
  const day = liveThrough({ problem, placed }, { ...nothing, absent: new Set(['p1']) }, steps)
  expect(day).toMatchObject({ lost: [{ meeting: 'a', slot: 0, cause: 'noShow' }, { meeting: 'b', slot: 1, cause: 'noShow' }], added: ['c'], moved: [], repairs: 1 })
  expect([...day.waited]).toEqual([['p2', 1]])
  // It was noticed in slot 0, so nothing new starts before slot 1.
  expect(day.placed[0]!.slot).toBeGreaterThanOrEqual(1)
})

test('who comes one slot late has the first meeting later where there is room', () => {
  const problem = timetableProblem({ slots: 3, tables: 1, meetings: [meeting('a', ['p1', 'p2'])] })
  const day = liveThrough({ problem, placed: [at('a', 0, 'T1')] }, { ...nothing, lateBy: new Map([['p1', 1]]) }, steps)
  expect(day).toMatchObject({ lost: [], moved: [{ meeting: 'a', slot: 0 }] })
  expect(day.placed[0]!.slot).toBeGreaterThanOrEqual(1)
})

test('a meeting called off before the day frees its time for another', () => {
  const problem = timetableProblem({ slots: 1, tables: 1, meetings: [meeting('a', ['p1', 'p2']), meeting('b', ['p3', 'p4'])] })
  const day = liveThrough({ problem, placed: [at('a', 0, 'T1')] }, { ...nothing, declined: new Set(['a']) }, steps)
  expect(day).toMatchObject({ placed: [at('b', 0, 'T1')], lost: [{ meeting: 'a', slot: 0, cause: 'declined' }], added: ['b'] })
  expect(day.waited.size).toBe(0)
})

test('dice are the same for the same seed and run, whatever else changes, and fall as often as the rates say', () => {
  const problem = market(20, 20)
  const rates = { decline: 10, late: 20, noShow: 5 }
  expect(throwDice(problem, rates, 7, 3)).toEqual(throwDice({ ...problem, participants: [...problem.participants] }, rates, 7, 3))
  expect(throwDice(problem, rates, 7, 3)).not.toEqual(throwDice(problem, rates, 7, 4))
  const fates = Array.from({ length: 200 }, (_, run) => throwDice(problem, rates, 7, run))
  const mean = (of: (fate: Fate) => number): number => fates.reduce((sum, fate) => sum + of(fate), 0) / fates.length
  expect(mean((fate) => fate.absent.size) / 40).toBeCloseTo(0.05, 1)
  expect(mean((fate) => fate.lateBy.size) / 40).toBeCloseTo(0.19, 1)
  expect(mean((fate) => fate.declined.size) / 400).toBeCloseTo(0.1, 1)
  // A higher rate of one thing leaves the others alone.
  const more = throwDice(problem, { ...rates, decline: 50 }, 7, 3)
  expect([more.absent, more.lateBy]).toEqual([fates[3]!.absent, fates[3]!.lateBy])
})

test('the same seed gives the same report, another seed another', () => {
  expect(rehearse(market(4, 4))).toEqual(rehearse(market(4, 4)))
  expect(rehearse(market(4, 4), { seed: 4 }).figures).not.toEqual(rehearse(market(4, 4)).figures)
})

test('every day that was lived through is sound for those who were there', () => {
  const problem = market(4, 5)
  const { placed } = solve(problem, { seed: 2, stepBudget: 20_000 })
  for (let run = 0; run < 15; run++) {
    const fate = throwDice(problem, { decline: 10, late: 20, noShow: 10 }, 11, run)
    const day = liveThrough({ problem, placed }, fate, steps)
    const { violations } = verify(problem, planOf(problem, day.placed))
    expect(violations, `run ${run}`).toEqual([])
    const held = day.placed.flatMap((one) => problem.meetings.find((other) => other.id === one.meeting)!.participants)
    expect(held.filter((person) => fate.absent.has(person))).toEqual([])
    expect(day.placed.filter((one) => fate.declined.has(one.meeting))).toEqual([])
  }
})

test('with nothing going wrong the report says so, and that fewer tables would do', () => {
  const report = rehearse(market(3, 3, { tables: 6 }), { rates: { decline: 0, late: 0, noShow: 0 } })
  expect(report.figures).toMatchObject({ announced: 9, survived: { mean: 100, error: 0 }, held: { mean: 9 }, lost: { declined: 0, noShow: 0, late: 0, crowdedOut: 0 }, waitedMinutes: { mean: 0 }, tables: { of: 6, enough: 3 }, bands: [0, 0, 0, 0, 0, 0, 0, 0, 0, 12] })
  expect(report.advice).toEqual([{ code: 'tables_fewer', params: { from: 6, to: 3, tables: expect.any(Array) as string[] }, tried: { runs: 12, heldBefore: 9, heldAfter: 9, survivedBefore: 100, survivedAfter: 100, difference: 0, error: 0 } }])
  expect([report.inVain, report.complete]).toEqual([[], true])
})

test('where meetings wait for a table, one table more is tried on the same days and advised with what it brought', () => {
  const report = rehearse(market(4, 4, { tables: 1, slots: 6 }), { runs: 20 })
  const advice = report.advice.find((one) => one.code === 'tables_more')
  expect(advice?.params).toEqual({ from: 1, to: 2 })
  expect(advice?.tried?.runs).toBe(20)
  expect(advice!.tried!.heldAfter - advice!.tried!.heldBefore).toBeCloseTo(advice!.tried!.difference)
  expect(advice!.tried!.difference - advice!.tried!.error).toBeGreaterThan(0)
})

test('where caps keep people from meeting, higher caps are tried and the people named', () => {
  const problem = market(3, 6, { slots: 12, tables: 6 })
  const capped = { ...problem, participants: problem.participants.map((one) => (one.id === 'p1' ? { ...one, max: 2 } : one)) }
  const advice = rehearse(capped).advice.find((one) => one.code === 'caps_raise')
  expect(advice?.params).toEqual({ people: ['p1'], count: 1 })
  expect(advice?.tried?.difference).toBeGreaterThanOrEqual(0.5)
})

test('stopped half way, the report stands on the runs that were done and says that it isn’t complete', () => {
  const problem = market(3, 3)
  const { placed } = solve(problem, steps)
  const rehearsal = new Rehearsal({ problem, placed }, { rates: { decline: 5, late: 10, noShow: 5 }, runs: 50, seed: 1, slotMinutes: 20, stepBudget: 200 })
  for (let n = 0; n < 5; n++) rehearsal.advance()
  expect([rehearsal.done, rehearsal.total, rehearsal.report().figures.runs, rehearsal.report().complete]).toEqual([5, 50, 5, false])
})

import { expect, test } from 'vitest'

import { checkProblem } from '#server/domain/scheduling/check-problem.ts'
import { solve } from '#server/domain/scheduling/solve.ts'
import { meeting, people, timetableProblem } from '#tests/factories/timetable-problems.ts'

import type { Frame } from './frame.ts'
import { variantKinds, variantOf, type VariantGround } from './variants.ts'
import { answerOf } from './what-if.ts'

const minute = 60_000
const start = Date.UTC(2027, 0, 8, 1)

/** A morning of `slots` slots of twenty minutes. */
function frameOf(slots: number): Frame {
  return { slots: Array.from({ length: slots }, (_, at) => ({ startsAtMs: start + at * 20 * minute, endsAtMs: start + (at + 1) * 20 * minute, sitting: 0 })), slotMinutes: 20, tables: [], meetings: {}, leftOut: [] }
}

/** Four people who all want to meet each other at one table in four slots: two meetings have no room. */
function crowded(fields: Partial<VariantGround> = {}): VariantGround {
  const pairs = [['p1', 'p2'], ['p3', 'p4'], ['p1', 'p3'], ['p2', 'p4'], ['p1', 'p4'], ['p2', 'p3']]
  return { frame: frameOf(4), pins: [], problem: timetableProblem({ tables: 1, meetings: pairs.map((pair, at) => meeting(`m${at + 1}`, pair, { weight: 10 })) }), ...fields }
}

const options = { seed: 1, stepBudget: 5000 }
const ask = (kind: (typeof variantKinds)[number], ground: VariantGround) => {
  const variant = variantOf(kind, ground)
  if (variant === null) return null
  const plan = solve(ground.problem, options)
  const draft = { ...plan.value, weightBound: plan.bound?.weight ?? null, placed: plan.placed.length }
  return answerOf(variant, draft, solve(variant.problem, options))
}

test('every variant is a problem that the engine takes', () => {
  for (const kind of variantKinds) {
    const variant = variantOf(kind, crowded({ problem: { ...crowded().problem, participants: people(4).map((one) => ({ ...one, max: 2, unavailable: [3] })) } }))
    expect(variant === null ? kind : checkProblem(variant.problem)).toMatchObject(variant === null ? expect.stringMatching('slot_shorter|table_fewer') : { ok: true })
  }
})

test('one table more, one round more and one round fewer change the value by what was proved', () => {
  expect(ask('table_more', crowded())).toMatchObject({ from: 1, to: 2, found: { placed: 2, weight: 20 }, proved: { least: 20, most: 20 }, verdict: 'more' })
  expect(ask('round_more', crowded())).toMatchObject({ from: 4, to: 5, found: { placed: 1, weight: 10 }, verdict: 'more' })
  expect(ask('round_fewer', crowded())).toMatchObject({ from: 4, to: 3, found: { placed: -1, weight: -10 }, verdict: 'less' })
  expect(ask('table_fewer', crowded())).toBeNull()
})

test('a table that brings nothing is proved to bring nothing', () => {
  const roomy = crowded({ problem: { ...crowded().problem, tables: 2 } })
  expect(ask('table_more', roomy)).toMatchObject({ found: { placed: 0, weight: 0 }, proved: { least: 0, most: 0 }, verdict: 'same' })
})

test('slots of twenty-five minutes leave three in the same eighty, and what was closed stays closed', () => {
  const ground = crowded({ problem: { ...crowded().problem, participants: people(4).map((one) => (one.id === 'p1' ? { ...one, unavailable: [0] } : one)) } })
  const variant = variantOf('slot_longer', ground)
  expect(variant).toMatchObject({ relation: 'other', from: 20, to: 25, problem: { slots: 3, sittings: [{ from: 0, to: 3 }] } })
  expect(variant?.problem.participants[0]).toEqual({ id: 'p1', unavailable: [0] })
  const shorter = variantOf('slot_shorter', ground)
  expect(shorter?.problem.slots).toBe(5)
  // The first twenty minutes touch the first two slots of fifteen.
  expect(shorter?.problem.participants[0]).toEqual({ id: 'p1', unavailable: [0, 1] })
})

test('a short search that misses what the draft already holds does not count as a loss', () => {
  const variant = variantOf('table_more', crowded())!
  const draft = { weight: 40, weightBound: 45, placed: 4, breaks: 0, tableMoves: 0 }
  const plan = { ...solve(variant.problem, options), value: { weight: 30, breaks: 2, breakSlots: 2, tableMoves: 0 }, bound: { weight: 60 } }
  expect(answerOf(variant, draft, plan)).toMatchObject({ found: { placed: 0, weight: 0 }, proved: { least: 0, most: 20 }, verdict: 'open' })
})

test('a grid in which must-meetings have no room is said to be impossible', () => {
  const ground = crowded({ problem: { ...crowded().problem, meetings: crowded().problem.meetings.slice(0, 4).map((one) => ({ ...one, must: true })) } })
  expect(ask('round_fewer', ground)).toMatchObject({ found: null, proved: { least: null, most: null }, verdict: 'impossible' })
})

import { expect, it } from 'vitest'

import { betterBounded, boundedPlan } from '#server/domain/scheduling/bounds/bounded-plan.ts'
import { problemFormat, type TimetablePlan, type TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { solve } from '#server/domain/scheduling/solve.ts'
import { startBounding } from './bounder.ts'

/** A host who is away in mid-day and a guest whose only hours are on both sides: the best weight costs breaks. */
const problem: TimetableProblem = {
  format: problemFormat,
  slots: 3,
  tables: 2,
  participants: [{ id: 'host', unavailable: [1] }, { id: 'ann' }, { id: 'bo' }],
  meetings: [{ id: 'm1', participants: ['host', 'ann'], weight: 2 }, { id: 'm2', participants: ['host', 'bo'], weight: 2 }],
}

const found = (): TimetablePlan => ({ ...solve(problem, { seed: 1, stepBudget: 2000 }), status: 'feasible' })

it('answers in its own thread what the same search says in this one, as soon as it is asked', async () => {
  const plan = found()
  const bounding = startBounding(problem, { ...plan, bound: undefined })
  const bounded = await bounding.finish()
  expect([bounded?.value, bounded?.bound?.breaks, bounded?.status]).toEqual([plan.value, 1, 'feasible'])
  expect(boundedPlan(problem, plan)?.bound?.breaks).toBe(1)
})

it('is believed for a plan that weighs as much, and for no lighter one', () => {
  const known: TimetablePlan = { ...found(), bound: { weight: 4, breaks: 1 } }
  const calm = { ...known, value: { ...known.value, weight: 2, breaks: 0 }, bound: { weight: 4, breaks: 0 } }
  expect(betterBounded(problem, calm, known)).toBe(known)
  expect(betterBounded(problem, { ...known, bound: { weight: 4, breaks: 0 } }, known)?.bound).toEqual({ weight: 4, breaks: 1 })
  expect(betterBounded(problem, { ...known, value: { ...known.value, breaks: 0 } }, known)).toBe(null)
})

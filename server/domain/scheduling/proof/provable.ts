import { compile } from '../model.ts'
import type { TimetablePlan, TimetableProblem } from '../problem.ts'
import { canProveBreaks } from './break-prover.ts'

/**
 * The problem whose fewest breaks decide whether there is a better plan; null where a proof could add nothing. It is the
 * problem itself where breaks decide there. Where weight comes first and a plan holds every meeting, no plan that leaves
 * one out is as good: then it is the problem with all of them to be held.
 */
export function provableProblem(problem: TimetableProblem, plan: TimetablePlan): TimetableProblem | null {
  if (plan.status !== 'feasible' && plan.status !== 'unknown') return null
  if (canProveBreaks(compile(problem))) return problem
  const first = problem.objective?.[0] ?? 'weight'
  if (first !== 'weight' || plan.status !== 'feasible' || plan.unplaced.length > 0) return null
  const held = { ...problem, meetings: problem.meetings.map((meeting) => ({ ...meeting, must: true })) }
  return canProveBreaks(compile(held)) ? held : null
}

/** True once nothing that a search for fewer breaks could find would be better. */
export function standsAtBreakBound(plan: TimetablePlan): boolean {
  return plan.status === 'feasible' && plan.bound?.breaks !== undefined && plan.value.breaks <= plan.bound.breaks
}

import { compile, type Model } from '../model.ts'
import type { TimetablePlan, TimetableProblem } from '../problem.ts'
import { Circles } from './circles.ts'
import { ForcedBreaks, settlesBreaks } from './forced-breaks.ts'

/** `circles`: goes on with the slower search for forced breaks until that is over or `shouldStop` says so. */
export type BoundOptions = { circles?: boolean; shouldStop?: () => boolean }

/**
 * The plan with the number of breaks that its weight forces on every plan, and the verdict that follows. Without `circles` this
 * takes a tenth of a second for hundreds of meetings, less than a second for thousands, and is the same each time.
 * Null where the bound contradicts the plan: one of the two is then wrong, and neither may be shown.
 */
export function boundedPlan(problem: TimetableProblem, plan: TimetablePlan, options: BoundOptions = {}): TimetablePlan | null {
  if (plan.status !== 'feasible') return plan
  const model = compile(problem)
  if (!settlesBreaks(model)) return plan
  const forced = ForcedBreaks.of(model, plan.value.weight)
  if (forced === null) return null
  forced.pairUp()
  if (options.circles && forced.least < plan.value.breaks) searchCircles(model, forced, plan.value.breaks, options)
  return forced.least > plan.value.breaks ? null : withBreaks(model, plan, forced.least)
}

/**
 * The better of two plans for one problem. `known` has a bound on the breaks of all plans of at least its own weight, which
 * holds for `plan` where that weighs as much. Null where bound and plan contradict each other.
 */
export function betterBounded(problem: TimetableProblem, plan: TimetablePlan, known: TimetablePlan): TimetablePlan | null {
  const model = compile(problem)
  if (plan.status === 'optimal' || known.status !== 'feasible' || !settlesBreaks(model)) return plan
  if (plan.status !== 'feasible' || plan.value.weight < known.value.weight) return known
  const least = known.bound?.breaks ?? 0
  return least > plan.value.breaks ? null : withBreaks(model, plan, least)
}

function searchCircles(model: Model, forced: ForcedBreaks, upper: number, { shouldStop }: BoundOptions): void {
  const circles = new Circles(model, forced, shouldStop && { shouldStop })
  while (forced.least < upper && !shouldStop?.() && circles.advance());
  circles.settle()
}

function withBreaks(model: Model, plan: TimetablePlan, least: number): TimetablePlan {
  const breaks = Math.max(plan.bound?.breaks ?? 0, least)
  const bound = { ...plan.bound, breaks }
  const figures = { weight: bound.weight, breaks, breakSlots: breaks, tableMoves: bound.tableMoves }
  return { ...plan, bound, status: model.asked.every((term) => plan.value[term] === figures[term]) ? 'optimal' : 'feasible' }
}

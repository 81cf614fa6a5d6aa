import type { PlanStatus } from '../scheduling/problem.ts'

/** How good a draft is known to be. Only what was proved is claimed; the sentences are under `timetable:verdict`. */
export type Verdict =
  | { code: 'infeasible' | 'unfinished' | 'proved_best' | 'unproved'; params: Record<string, never> }
  /** No choice of meetings is worth more, and none has fewer breaks. */
  | { code: 'meetings_and_breaks_best'; params: Record<string, never> }
  /** No choice of meetings is worth more; at most so many breaks could go. */
  | { code: 'meetings_best'; params: { count: number } }
  /** The best timetable there can be is worth at most so many percent more. */
  | { code: 'gap'; params: { percent: number } }

type Known = { weight: number; weightBound: number | null; breaks: number; breaksBound: number | null }

/** Rounded up, so that a small gap is never said to be none: to tenths from one percent on, to hundredths below. */
export function gapPercent(value: number, bound: number): number {
  if (bound <= value) return 0
  if (value <= 0) return 100
  const percent = ((bound - value) / value) * 100
  const steps = percent >= 1 ? 10 : 100
  return Math.ceil(percent * steps - 1e-9) / steps
}

/** `figures` null: there is no plan. */
export function verdictOf(status: PlanStatus | null, figures: Known | null): Verdict {
  if (status === 'infeasible') return { code: 'infeasible', params: {} }
  if (figures === null || status === 'unknown' || status === null) return { code: 'unfinished', params: {} }
  if (status === 'optimal') return { code: 'proved_best', params: {} }
  const { weight, weightBound, breaks, breaksBound } = figures
  if (weightBound === null) return { code: 'unproved', params: {} }
  if (weight < weightBound) return { code: 'gap', params: { percent: gapPercent(weight, weightBound) } }
  if (breaksBound !== null && breaks <= breaksBound) return { code: 'meetings_and_breaks_best', params: {} }
  return { code: 'meetings_best', params: { count: breaks - (breaksBound ?? 0) } }
}

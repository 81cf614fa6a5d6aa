import type { TimetablePlan } from '#server/domain/scheduling/problem.ts'

/** Where a search stood at one moment. Bounds are null where nothing was proved yet. */
export type TracePoint = { elapsedMs: number; weight: number; weightBound: number | null; breaks: number | null; breaksBound: number | null }

const mostPoints = 160
const figures = ['weight', 'weightBound', 'breaks', 'breaksBound'] as const

const isSame = (a: TracePoint | undefined, b: TracePoint): boolean => a !== undefined && figures.every((figure) => a[figure] === b[figure])

/**
 * The trace with one more point. A level stretch keeps only its two ends; where the trace gets too long every second
 * point between the first and the last goes, so that a search of minutes stays drawable.
 */
export function withPoint(trace: readonly TracePoint[], point: TracePoint): TracePoint[] {
  const isLevel = isSame(trace.at(-1), point) && isSame(trace.at(-2), point)
  const next = [...(isLevel ? trace.slice(0, -1) : trace), point]
  return next.length <= mostPoints ? next : next.filter((_, at) => at % 2 === 0 || at === next.length - 1)
}

/** The trace with the plan itself as its end: its bound may have been proved after the last report. */
export function withEnd(trace: readonly TracePoint[], { seconds, value, bound }: Pick<TimetablePlan, 'seconds' | 'value' | 'bound'>): TracePoint[] {
  const elapsedMs = Math.max(trace.at(-1)?.elapsedMs ?? 0, Math.round(seconds * 1000))
  return withPoint(trace, { elapsedMs, weight: value.weight, weightBound: bound?.weight ?? null, breaks: value.breaks, breaksBound: bound?.breaks ?? null })
}

import { useTranslate } from '#app/ui/translate.tsx'
import type { TracePoint } from '#server/domain/timetable/trace.ts'

export type ConvergencePlotProps = { trace: readonly TracePoint[]; /** Right end of the time axis; the last point where it is left out. */ limitMs?: number }

const [width, height, pad] = [320, 84, 4]

type Series = { at: number; value: number }[]
type Box = { fromMs: number; untilMs: number; least: number; most: number }

/** Weight and breaks of the best timetable against time, each with the bound that was proved: how the two close in. */
export function ConvergencePlot({ trace, limitMs }: ConvergencePlotProps) {
  const t = useTranslate()
  const last = trace.at(-1)
  if (last === undefined) return <p className="text-sm text-ink-2">{t('timetable:plot.none')}</p>
  const untilMs = Math.max(limitMs ?? 0, last.elapsedMs, 1)
  const of = (pick: (point: TracePoint) => number | null): Series => trace.flatMap((point) => (pick(point) === null ? [] : [{ at: point.elapsedMs, value: pick(point)! }]))
  const seconds = Math.round(last.elapsedMs / 100) / 10
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Panel title={t('timetable:plot.weight')} untilMs={untilMs} value={of((point) => point.weight)} bound={of((point) => point.weightBound)} said={t(last.weightBound === null ? 'timetable:plot.weightSaidOpen' : 'timetable:plot.weightSaid', { value: last.weight, seconds, bound: last.weightBound ?? '' })} />
      <Panel title={t('timetable:plot.breaks')} untilMs={untilMs} value={of((point) => point.breaks)} bound={of((point) => point.breaksBound)} said={t(last.breaksBound === null ? 'timetable:plot.breaksSaidOpen' : 'timetable:plot.breaksSaid', { value: last.breaks ?? '–', seconds, bound: last.breaksBound ?? '' })} />
    </div>
  )
}

function Panel({ title, said, untilMs, value, bound }: { title: string; said: string; untilMs: number; value: Series; bound: Series }) {
  const t = useTranslate()
  const box = boxOf([...value, ...bound], untilMs)
  return (
    <figure className="min-w-0">
      <figcaption className="mb-1 flex flex-wrap justify-between gap-x-3 text-xs text-ink-2">
        <span>{title}</span>
        <span aria-hidden className="flex gap-3">
          <Key label={t('timetable:plot.found')} className="stroke-sea-ink" />
          {bound.length > 0 && <Key label={t('timetable:plot.bound')} className="stroke-amber" dashed />}
        </span>
      </figcaption>
      <svg role="img" aria-label={said} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className="h-21 w-full rounded-sm border border-line bg-sheet">
        <path d={stepsOf(value, box)} fill="none" vectorEffect="non-scaling-stroke" strokeWidth={2} className="stroke-sea-ink" />
        <path d={stepsOf(bound, box)} fill="none" vectorEffect="non-scaling-stroke" strokeWidth={1.5} strokeDasharray="4 3" className="stroke-amber" />
      </svg>
      <div aria-hidden className="figures mt-0.5 flex justify-between text-xs text-ink-2">
        <span>{box.least === box.most ? box.least : `${box.least}–${box.most}`}</span>
        <span>{t('timetable:plot.seconds', { seconds: Math.round(untilMs / 1000) })}</span>
      </div>
    </figure>
  )
}

function Key({ label, className, dashed = false }: { label: string; className: string; dashed?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1">
      <svg width="16" height="6" className={className}><line x1="0" x2="16" y1="3" y2="3" strokeWidth={2} strokeDasharray={dashed ? '4 3' : undefined} /></svg>
      {label}
    </span>
  )
}

function boxOf(points: Series, untilMs: number): Box {
  const values = points.map((point) => point.value)
  return { fromMs: 0, untilMs, least: Math.min(...values), most: Math.max(...values) }
}

/** A value holds until the next one is found: steps, not slopes. */
function stepsOf(series: Series, { untilMs, least, most }: Box): string {
  const x = (ms: number): number => pad + (ms / untilMs) * (width - 2 * pad)
  const y = (value: number): number => (most === least ? height / 2 : height - pad - ((value - least) / (most - least)) * (height - 2 * pad))
  const round = (at: number): number => Math.round(at * 10) / 10
  return series.map(({ at, value }, index) => (index === 0 ? `M${round(x(at))} ${round(y(value))}` : `H${round(x(at))}V${round(y(value))}`)).join('')
}

import { Fragment } from 'react'

import { classes } from '#app/ui/classes.ts'
import { wallDay } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { Frame } from '#server/domain/timetable/frame.ts'
import type { Measures } from '#server/domain/timetable/measures.ts'
import type { Verdict } from '#server/domain/timetable/verdict.ts'

import { tableHours } from '../view.ts'
import { VerdictMark } from './verdict-mark.tsx'

export type HeadFiguresProps = { measures: Measures; verdict?: Verdict | null }
export type SpreadFiguresProps = { measures: Measures; frame: Frame; zone: string }

/** How good a timetable is in a glance: what is proved, how many meetings stand, weight of its bound, breaks of theirs. */
export function HeadFigures({ measures, verdict = null }: HeadFiguresProps) {
  const t = useTranslate()
  const { weight, weightBound, breaks, breaksBound, placed, unplaced, tableMoves } = measures
  return (
    <dl className="grid grid-cols-2 items-start gap-5 text-sm xl:grid-cols-1">
      {verdict !== null && (
        <div className="max-xl:col-span-2">
          <dt className="sr-only">{t('timetable:compare.verdict')}</dt>
          <dd><VerdictMark verdict={verdict} /></dd>
        </div>
      )}
      <Figure label={t('timetable:figure.placed')} value={placed} note={unplaced === 0 ? t('timetable:figure.allPlaced') : t('timetable:figure.unplaced', { count: unplaced })} />
      {weightBound !== null && <Figure label={t('timetable:figure.weight')} value={weight} note={t('timetable:figure.ofBound', { bound: weightBound })} share={weightBound === 0 ? 1 : weight / weightBound} />}
      <Figure label={t('timetable:figure.breaks')} value={breaks} note={breaksBound === null ? undefined : t('timetable:figure.atLeast', { bound: breaksBound })} />
      <Figure label={t('timetable:figure.tableMoves')} value={tableMoves} />
    </dl>
  )
}

/** How a timetable serves each person, and how full the tables are by hour. */
export function SpreadFigures({ measures, frame, zone }: SpreadFiguresProps) {
  const t = useTranslate()
  return (
    <dl className="flex flex-col gap-5 text-sm">
      <Distribution title={t('timetable:figure.served')} counts={measures.served} names={['none', 'below50', 'below75', 'below100', 'all'].map((name) => t(`timetable:served.${name}`))} />
      <Distribution title={t('timetable:figure.breaksEach')} counts={measures.breaksEach} names={['0', '1', '2', '3', '4+']} />
      <TableUse measures={measures} frame={frame} zone={zone} />
    </dl>
  )
}

function Figure({ label, value, note, share }: { label: string; value: number; note?: string | undefined; share?: number }) {
  return (
    <div className="flex flex-col-reverse">
      {share !== undefined && <dd aria-hidden><Bar share={share} /></dd>}
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span key={value} className="figures animate-blink-once text-lg leading-7 font-semibold">{value}</span>
        {note && <span className="figures text-xs text-ink-2">{note}</span>}
      </dd>
      <dt className="text-xs text-ink-2">{label}</dt>
    </div>
  )
}

function Bar({ share }: { share: number }) {
  return (
    <div className="mt-1 h-1.5 overflow-hidden rounded-full bg-sunk">
      <div className={classes('h-full', share >= 1 ? 'bg-jade' : 'bg-sea')} style={{ width: `${Math.min(100, share * 100)}%` }} />
    </div>
  )
}

function Distribution({ title, counts, names }: { title: string; counts: readonly number[]; names: string[] }) {
  const most = Math.max(1, ...counts)
  return (
    <div>
      <dt className="mb-1 text-xs text-ink-2">{title}</dt>
      {counts.map((count, at) => (
        <dd key={names[at]} className="grid grid-cols-[4.5rem_1fr_2rem] items-center gap-2 text-xs leading-5">
          <span className="truncate">{names[at]}</span>
          <span aria-hidden className="h-2 rounded-full bg-sea" style={{ width: `${(count / most) * 100}%` }} />
          <span className="figures text-right text-ink-2">{count}</span>
        </dd>
      ))}
    </div>
  )
}

/** Tables in use by hour: the mean of the hour's slots. */
function TableUse({ measures, frame, zone }: SpreadFiguresProps) {
  const t = useTranslate()
  const locale = useLocale()
  const tables = frame.tables.length
  return (
    <div>
      <dt className="mb-1 text-xs text-ink-2">{t('timetable:figure.tableUse', { tables })}</dt>
      {tableHours(measures, frame, zone).map(({ startsAtMs, hours }, _at, days) => (
        <Fragment key={startsAtMs}>
          {days.length > 1 && <dd className="mt-1 text-xs font-semibold">{wallDay(startsAtMs, zone, locale)}</dd>}
          {hours.map(({ hour, mean }) => (
            <dd key={hour} className="grid grid-cols-[4.5rem_1fr_2rem] items-center gap-2 text-xs leading-5">
              <span className="figures">{hour}</span>
              <span aria-hidden className="h-2 overflow-hidden rounded-full bg-sunk"><span className="block h-full bg-jade" style={{ width: `${tables === 0 ? 0 : (mean / tables) * 100}%` }} /></span>
              <span className="figures text-right text-ink-2">{Math.round(mean)}</span>
            </dd>
          ))}
        </Fragment>
      ))}
    </div>
  )
}

import { classes } from '#app/ui/classes.ts'
import { Fold } from '#app/ui/fold.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { PlanChanges } from '#server/domain/timetable/diff.ts'
import type { Appointment, Frame } from '#server/domain/timetable/frame.ts'
import type { Measures } from '#server/domain/timetable/measures.ts'
import type { Verdict } from '#server/domain/timetable/verdict.ts'

import { seenMeetings, type BoardNames } from '../view.ts'
import { SideCharts } from './side-charts.tsx'
import { VerdictMark } from './verdict-mark.tsx'

type Side = { name: string; measures: Measures | null; verdict: Verdict }
export type ComparisonProps = { a: Side; b: Side; changes: PlanChanges; frames: { a: Frame; b: Frame }; names: BoardNames; zone: string }

const rows = ['placed', 'unplaced', 'weight', 'breaks', 'breakSlots', 'tableMoves', 'moves'] as const
const lessIsBetter = new Set(['unplaced', 'breaks', 'breakSlots', 'tableMoves', 'moves'])

/** Two drafts: their numbers, and what the second does to the first. */
export function Comparison({ a, b, changes, frames, names, zone }: ComparisonProps) {
  const t = useTranslate()
  const locale = useLocale()
  const seen = new Map([...seenMeetings({ frame: frames.a, names }, locale), ...seenMeetings({ frame: frames.b, names }, locale)])
  const tables = new Map([...frames.a.tables, ...frames.b.tables].map((table) => [table.id, table.code]))
  const where = (one: Appointment): string => `${wallDay(one.startsAtMs, zone, locale)} ${wallTime(one.startsAtMs, zone)} ${tables.get(one.tableId) ?? ''}`
  const nameOf = (key: string): string => `${seen.get(key)?.fullA ?? ''} × ${seen.get(key)?.fullB ?? ''}`
  return (
    <>
      <table className="mb-8 w-full max-w-2xl text-sm">
        <thead>
          <tr className="border-b border-edge text-left">
            <th scope="col" className="py-1.5 font-medium text-ink-2">{t('timetable:compare.figure')}</th>
            <th scope="col" className="px-2 py-1.5 text-right sm:px-3">{a.name}</th>
            <th scope="col" className="px-2 py-1.5 text-right sm:px-3">{b.name}</th>
            <th scope="col" className="py-1.5 text-right font-medium whitespace-nowrap text-ink-2">{t('timetable:compare.change')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const [from, to] = [a.measures?.[row] ?? 0, b.measures?.[row] ?? 0]
            const isBetter = lessIsBetter.has(row) ? to < from : to > from
            return (
              <tr key={row} className="figures border-b border-line">
                <th scope="row" className="py-1.5 text-left font-normal whitespace-nowrap">{t(`timetable:figure.${row === 'unplaced' ? 'unplacedShort' : row}`)}</th>
                <td className="px-2 text-right sm:px-3">{from}</td>
                <td className="px-2 text-right sm:px-3">{to}</td>
                <td className={classes('text-right', to !== from && (isBetter ? 'text-jade-ink' : 'text-vermilion-ink'))}>{to === from ? '0' : `${to > from ? '+' : '−'}${Math.abs(to - from)}`}</td>
              </tr>
            )
          })}
          <tr className="border-b border-line align-top">
            <th scope="row" className="py-1.5 text-left font-normal whitespace-nowrap">{t('timetable:compare.verdict')}</th>
            <td className="px-2 py-1.5 text-right sm:px-3"><VerdictMark verdict={a.verdict} plain /></td>
            <td className="px-2 py-1.5 text-right sm:px-3"><VerdictMark verdict={b.verdict} plain /></td>
            <td />
          </tr>
        </tbody>
      </table>
      <div className="mb-8 grid gap-8 md:grid-cols-2">
        <SideCharts name={a.name} measures={a.measures} frame={frames.a} zone={zone} />
        <SideCharts name={b.name} measures={b.measures} frame={frames.b} zone={zone} />
      </div>
      <Group title={t('timetable:compare.moved', { count: changes.moved.length })} lines={changes.moved.map((one) => ({ key: one.key, name: nameOf(one.key), from: where(one.before), to: where(one.after) }))} />
      <Group title={t('timetable:compare.retabled', { count: changes.retabled.length })} lines={changes.retabled.map((one) => ({ key: one.key, name: nameOf(one.key), from: where(one.before), to: where(one.after) }))} />
      <Group title={t('timetable:compare.added', { count: changes.added.length })} lines={changes.added.map((one) => ({ key: one.key, name: nameOf(one.key), from: '', to: where(one) }))} />
      <Group title={t('timetable:compare.gone', { count: changes.gone.length })} lines={changes.gone.map((one) => ({ key: one.key, name: nameOf(one.key), from: where(one), to: '' }))} />
    </>
  )
}

function Group({ title, lines }: { title: string; lines: { key: string; name: string; from: string; to: string }[] }) {
  return (
    <Fold title={title} className="border-t border-line" open={lines.length > 0 && lines.length <= 40}>
      <ul className="mb-3 text-sm">
        {lines.map(({ key, name, from, to }) => (
          <li key={key} className="grid gap-x-4 border-t border-line py-1.5 [content-visibility:auto] md:grid-cols-[1fr_auto]">
            <span>{name}</span>
            <span className="figures">
              {from !== '' && <span className={classes('text-ink-2', to === '' && 'line-through')}>{from}</span>}
              {from !== '' && to !== '' && ' → '}
              {to}
            </span>
          </li>
        ))}
      </ul>
    </Fold>
  )
}

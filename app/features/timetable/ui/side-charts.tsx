import { ColumnChart } from '#app/ui/column-chart.tsx'
import { wallDay } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { Frame } from '#server/domain/timetable/frame.ts'
import type { Measures } from '#server/domain/timetable/measures.ts'

import { tableHours } from '../view.ts'

const servedBands = ['none', 'below50', 'below75', 'below100', 'all'] as const
const breakBands = ['0', '1', '2', '3', '4+']

/** How fairly one draft serves its people, and how full its tables are by hour. */
export function SideCharts({ name, measures, frame, zone }: { name: string; measures: Measures | null; frame: Frame; zone: string }) {
  const t = useTranslate()
  const locale = useLocale()
  if (measures === null) return null
  const people = (band: string, count: number): string => t('timetable:compare.people', { band, count })
  return (
    <section aria-label={name} className="grid gap-6 lg:grid-cols-2">
      <h2 className="text-sm font-semibold lg:col-span-2">{name}</h2>
      <ColumnChart title={t('timetable:compare.served')} columns={servedBands.map((band, at) => ({ label: t(`timetable:served.${band}`), value: measures.served[at] ?? 0, said: people(t(`timetable:served.${band}`), measures.served[at] ?? 0) }))} />
      <ColumnChart title={t('timetable:compare.breaksEach')} columns={breakBands.map((band, at) => ({ label: band, value: measures.breaksEach[at] ?? 0, said: people(band, measures.breaksEach[at] ?? 0) }))} />
      {tableHours(measures, frame, zone).map(({ startsAtMs, hours }, _at, days) => {
        const day = days.length > 1 ? wallDay(startsAtMs, zone, locale) : ''
        const title = t('timetable:compare.tableUse')
        return (
          <div key={startsAtMs} className="lg:col-span-2">
            <ColumnChart title={day === '' ? title : `${title} · ${day}`} most={frame.tables.length} columns={hours.map(({ hour, mean }) => ({ label: hour.slice(0, 2), value: Math.round(mean), said: t('timetable:compare.tablesAt', { hour: `${day} ${hour}`.trim(), count: Math.round(mean) }), look: 'bg-jade' }))} />
          </div>
        )
      })}
    </section>
  )
}

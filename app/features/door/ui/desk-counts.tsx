import { Stats } from '#app/ui/stats.tsx'
import { Table } from '#app/ui/table.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { DoorDesk } from '#server/features/door-desk/queries.ts'

import { openConflicts, rate, sumOf } from '../view.ts'

/** How many have come of how many, and what waits to be settled. */
export function DeskSums({ desk }: { desk: DoorDesk }) {
  const t = useTranslate()
  const all = sumOf(desk.counts)
  const conflicts = openConflicts(desk)
  return (
    <div className="mb-6">
      <Stats stats={[
        { label: t('door:desk.arrived'), value: all.arrived, tone: 'confirmed' },
        { label: t('door:desk.expected'), value: all.expected },
        { label: t('door:desk.inside'), value: all.inside },
        { label: t('door:desk.rate'), value: rate(all) },
        { label: t('door:desk.conflicts'), value: conflicts, tone: conflicts > 0 ? 'live' : 'neutral' },
      ]} />
    </div>
  )
}

/** The same by kind and segment, and at each door. */
export function DeskCounts({ desk }: { desk: DoorDesk }) {
  const t = useTranslate()
  const pick = usePick()
  const end = { align: 'end' as const }
  const figure = (value: number | string) => <span className="figures">{value}</span>
  return (
    <div className="mb-8 grid gap-8 lg:grid-cols-2">
      <section aria-labelledby="door-kinds">
        <h2 id="door-kinds" className="mb-2 text-base font-semibold">{t('door:desk.by')}</h2>
        <Table
          caption={t('door:desk.by')} rows={desk.counts} rowKey={(one) => `${one.kind} ${one.segment}`} empty={<p className="text-sm text-ink-2">{t('door:desk.noOne')}</p>}
          columns={[
            { key: 'kind', head: t('door:desk.kindHead'), names: true, cell: (one) => [t(`door:kind.${one.kind}`), one.segment].filter(Boolean).join(' · ') },
            { key: 'arrived', head: t('door:desk.arrived'), ...end, cell: (one) => figure(one.arrived) },
            { key: 'expected', head: t('door:desk.expected'), ...end, cell: (one) => figure(one.expected) },
            { key: 'rate', head: t('door:desk.rate'), ...end, cell: (one) => figure(rate(one)) },
          ]}
        />
      </section>
      <section aria-labelledby="door-doors">
        <h2 id="door-doors" className="mb-2 text-base font-semibold">{t('door:desk.doors')}</h2>
        <Table
          caption={t('door:desk.doors')} rows={desk.doors} rowKey={(one) => one.sessionId || 'main'}
          columns={[
            { key: 'door', head: t('door:desk.doorHead'), names: true, cell: (one) => (one.sessionId === '' ? t('door:crew.main') : pick(one.nameZh, one.nameEn)) },
            { key: 'arrived', head: t('door:desk.arrived'), ...end, cell: (one) => figure(one.arrived) },
            { key: 'inside', head: t('door:desk.inside'), ...end, cell: (one) => figure(one.inside) },
          ]}
        />
      </section>
    </div>
  )
}

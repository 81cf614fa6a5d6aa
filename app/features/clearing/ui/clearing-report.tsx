import { CheckCheck } from 'lucide-react'

import { EmptyState } from '#app/ui/empty-state.tsx'
import { Stats } from '#app/ui/stats.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { ClearingReport } from '#server/domain/clearing/outcome.ts'
import type { Named } from '#server/features/clearing/queries.ts'

import { whyGroup } from '../view.ts'

type Props = { report: ClearingReport & { stability: NonNullable<ClearingReport['stability']> }; names: readonly Named[] }

/** What the press brought: how many pairs meet, and every pair that doesn't with its reason. */
export function ClearingReportView({ report: { number, tookMs, stability }, names }: Props) {
  const t = useTranslate()
  const pick = usePick()
  const nameOf = new Map(names.map((one) => [one.id, pick(one.nameZh, one.nameEn)]))
  const rows = [...stability.leftOut].sort((a, b) => Number(b.isBlocking) - Number(a.isBlocking) || b.fundPoints + b.startupPoints - a.fundPoints - a.startupPoints)
  return (
    <section className="flex flex-col gap-6">
      <div>
        <h2 className="text-lg font-semibold">{t('clearing:report.title', { number })}</h2>
        <p className="text-sm text-ink-2">{t('clearing:report.took', { seconds: (tookMs / 1000).toFixed(1) })}</p>
      </div>
      <Stats
        stats={[
          { label: t('clearing:report.pairs'), value: stability.pairs },
          { label: t('clearing:report.met'), value: stability.met, tone: 'confirmed' },
          { label: t('clearing:report.blocking'), value: stability.blocking, note: t('clearing:report.blockingNote'), tone: stability.blocking > 0 ? 'waiting' : 'neutral' },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState icon={CheckCheck} title={t('clearing:report.all')}>{t('clearing:report.allText')}</EmptyState>
      ) : (
        <Table
          caption={t('clearing:report.leftOut')}
          rows={rows}
          rowKey={(row) => `${row.fundId} ${row.startupId}`}
          columns={[
            { key: 'fund', head: t('clearing:report.fund'), names: true, cell: (row) => nameOf.get(row.fundId) ?? '–' },
            { key: 'startup', head: t('clearing:report.startup'), cell: (row) => nameOf.get(row.startupId) ?? '–' },
            { key: 'points', head: t('clearing:report.points'), align: 'end', cell: (row) => <span className="figures">{row.fundPoints} + {row.startupPoints}</span> },
            { key: 'why', head: t('clearing:report.why'), cell: (row) => t(`clearing:why.${whyGroup(row.why)}`) },
            { key: 'stable', head: t('clearing:report.stable'), cell: (row) => <Status tone={row.isBlocking ? 'waiting' : 'neutral'}>{t(`clearing:report.${row.isBlocking ? 'both' : 'one'}`)}</Status> },
          ]}
        />
      )}
    </section>
  )
}

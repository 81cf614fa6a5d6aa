import { Table } from '#app/ui/table.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { PairCapacity } from '#server/domain/events/check-setup.ts'

/** How many meetings of each kind of pair the grid holds. */
export function CapacityTable({ pairs }: { pairs: PairCapacity[] }) {
  const t = useTranslate()
  return (
    <Table
      caption={t('events:grid.pairs')}
      rows={pairs}
      rowKey={(pair) => `${pair.from}-${pair.to}`}
      columns={[
        { key: 'pair', head: t('events:grid.pair'), names: true, cell: (pair) => t('events:rules.cell', { from: t(`events:sides.${pair.from}`), to: t(`events:sides.${pair.to}`) }) },
        { key: 'length', head: t('events:grid.length'), align: 'end', cell: (pair) => t('events:grid.minutes', { count: pair.lengthMinutes }) },
        { key: 'starts', head: t('events:grid.starts'), align: 'end', cell: (pair) => pair.starts },
        { key: 'places', head: t('events:grid.places'), align: 'end', cell: (pair) => pair.places },
      ]}
    />
  )
}

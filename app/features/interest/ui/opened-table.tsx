import { Table } from '#app/ui/table.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { Interested, OrganizerView } from '#server/features/interest/queries.ts'

type Row = NonNullable<OrganizerView['pitches']>[number]

/** Pitch by pitch: who wants to meet, who follows, and how many passed. */
export function OpenedTable({ pitches, caption }: { pitches: Row[]; caption: string }) {
  const t = useTranslate()
  const pick = usePick()
  const names = (row: Row, degree: Interested['degree']): string => row.interested.filter((one) => one.degree === degree).map((one) => pick(one.nameZh, one.nameEn)).join(t('interest:and'))
  const rows = [...pitches].sort((a, b) => b.interested.length - a.interested.length)
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={(row) => row.pitch.itemId}
      columns={[
        { key: 'pitch', head: t('interest:opened.pitch'), names: true, cell: (row) => pick(row.pitch.nameZh, row.pitch.nameEn) },
        { key: 'meet', head: t('interest:told.meet'), cell: (row) => names(row, 'meet') || '–' },
        { key: 'follow', head: t('interest:told.follow'), cell: (row) => names(row, 'follow') || '–' },
        { key: 'passes', head: t('interest:opened.passes'), align: 'end', cell: (row) => <span className="figures">{row.passes}</span> },
      ]}
    />
  )
}

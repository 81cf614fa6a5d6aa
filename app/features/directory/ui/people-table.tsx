import { Link } from '@remix-run/react'

import { Table } from '#app/ui/table.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'

import { ClaimBadge, type Light } from './claim-badge.tsx'
import { joinWords } from '#server/i18n/locales.ts'

export type PeopleLine = {
  id: string
  side: string
  name: string
  other: string
  sectors: string[]
  kind: string
  place: string
  people: string[]
  claims: { id: string; light: Light; text: string; kind: string }[]
}

const shown = 2

export function PeopleTable({ rows, base }: { rows: PeopleLine[]; base: string }) {
  const t = useTranslate()
  const locale = useLocale()
  return (
    <Table
      caption={t('directory:title')}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name', head: t('directory:column.name'), names: true, className: 'md:max-w-60',
          cell: (row) => (
            <Link to={`${base}/${row.id}`} prefetch="intent" className="block min-w-0 font-medium text-ink hover:text-sea-ink hover:underline">
              <span className="block truncate" title={row.name}>{row.name}</span>
              {row.other && <span className="block truncate text-xs font-normal text-ink-2">{row.other}</span>}
            </Link>
          ),
        },
        { key: 'side', head: t('directory:column.side'), className: 'whitespace-nowrap', cell: (row) => t(`directory:side.${row.side}`) },
        { key: 'sectors', head: t('directory:column.sectors'), className: 'md:max-w-52', cell: (row) => <span className="flex flex-wrap gap-1 max-md:justify-end">{row.sectors.map((sector) => <Tag key={sector}>{sector}</Tag>)}</span> },
        { key: 'kind', head: t('directory:column.stage'), className: 'md:max-w-36', cell: (row) => row.kind || '—' },
        { key: 'place', head: t('directory:column.place'), wideOnly: true, className: 'md:max-w-32', cell: (row) => <span className="block truncate" title={row.place}>{row.place || '—'}</span> },
        {
          key: 'people', head: t('directory:column.people'), className: 'md:max-w-36',
          cell: (row) => (row.people.length === 0 ? <span className="text-amber-ink">{t('directory:nobody')}</span> : <span className="block truncate">{joinWords(locale, row.people.slice(0, shown))}{row.people.length > shown && ` ${t('directory:andMore', { count: row.people.length })}`}</span>),
        },
        {
          key: 'claims', head: t('directory:column.claims'), className: 'md:max-w-52',
          cell: (row) => (row.claims.length === 0 ? <span className="text-ink-3">—</span> : <span className="flex flex-wrap gap-1 max-md:justify-end">{row.claims.slice(0, 3).map((claim) => <ClaimBadge key={claim.id} light={claim.light}>{claim.text}</ClaimBadge>)}</span>),
        },
      ]}
    />
  )
}

import { Link, useSearchParams } from '@remix-run/react'
import { Inbox } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { RegistrationList } from '#server/features/registrations/queries.ts'

import { stateTones, underName } from '../view.ts'
import { DecideDialog, type Verdict } from './decide-dialog.tsx'

type Row = RegistrationList['items'][number]
const verdicts: readonly Verdict[] = ['approve', 'wait', 'decline', 'cancel']

/** Those who sent their form; several can be decided on at once, and how many is said again before anything happens. */
export function Queue({ list, zone }: { list: RegistrationList; zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  const [query] = useSearchParams()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [verdict, setVerdict] = useState<Verdict | null>(null)
  const { items, mayDecide } = list
  const selected = items.filter((row) => chosen.has(row.id))
  const toggle = (id: string): void => setChosen((old) => new Set(old.has(id) ? [...old].filter((one) => one !== id) : [...old, id]))
  const detailOf = (id: string): string => { const next = new URLSearchParams(query); next.set('open', id); return `?${next}` }
  const nameOf = (row: Row): string => pick(row.badge.nameZh, row.badge.nameEn) || pick(row.nameZh, row.nameEn) || row.email
  const boxes: Column<Row> = { key: 'box', head: <input type="checkbox" aria-label={t('guests:queue.all')} checked={selected.length === items.length && items.length > 0} onChange={() => setChosen(selected.length === items.length ? new Set() : new Set(items.map((row) => row.id)))} className="size-4.5 accent-sea" />, cell: (row) => <input type="checkbox" aria-label={t('guests:queue.choose', { name: nameOf(row) })} checked={chosen.has(row.id)} onChange={() => toggle(row.id)} className="size-4.5 accent-sea" /> }
  const columns: Column<Row>[] = [
    ...(mayDecide ? [boxes] : []),
    { key: 'name', head: t('guests:queue.name'), names: true, cell: (row) => <span className="block min-w-0"><Link to={detailOf(row.id)} preventScrollReset className="font-medium text-sea-ink hover:underline">{nameOf(row)}</Link><span className="block text-xs text-ink-2">{underName(row.badge, pick)}</span></span> },
    { key: 'kind', head: t('guests:queue.kind'), cell: (row) => [t(`registration:kind.${row.kind}`), row.segment].filter(Boolean).join(' · ') },
    { key: 'state', head: t('guests:queue.state'), cell: (row) => <span className="inline-flex flex-wrap items-center gap-x-3 max-md:justify-end"><Status tone={stateTones[row.state]} plain>{t(`registration:state.${row.state}`)}</Status>{row.until !== null && <Time at={row.until} zone={zone} show="both" className="text-xs text-ink-2" />}{row.reasonCode !== '' && (row.state === 'declined' || row.state === 'cancelled') && <span className="text-xs text-ink-2">{t(`guests:reason.${row.reasonCode}`)}</span>}</span> },
    { key: 'from', head: t('guests:queue.from'), wideOnly: true, cell: (row) => t(row.invitationId !== null ? 'guests:queue.invited' : row.leadId !== null ? 'guests:queue.byLead' : 'guests:queue.self') },
    { key: 'sent', head: t('guests:queue.sent'), wideOnly: true, align: 'end', cell: (row) => (row.submittedAt === null ? '' : <Time at={row.submittedAt} zone={zone} show="both" />) },
  ]
  return (
    <>
      {mayDecide && list.isOver && items.length > 0 && <Notice className="mb-2">{t('guests:queue.over')}</Notice>}
      {mayDecide && items.length > 0 && (
        <div className="sticky top-14 z-20 mb-2 flex min-h-11 flex-wrap items-center gap-2 border-b border-line bg-paper py-1">
          <span className="figures mr-2 text-sm text-ink-2" role="status">{t('guests:queue.chosen', { count: selected.length })}</span>
          {verdicts.filter((one) => one === 'decline' || !list.isOver).map((one) => <Button key={one} type="button" look={one === 'approve' ? 'primary' : 'secondary'} disabled={selected.length === 0} onClick={() => setVerdict(one)}>{t(`guests:verdict.${one}`)}</Button>)}
        </div>
      )}
      <Table caption={t('guests:queue.title')} columns={columns} rows={items} rowKey={(row) => row.id} empty={<EmptyState icon={Inbox} title={t('guests:queue.none')}>{t('guests:queue.noneText')}</EmptyState>} />
      <DecideDialog verdict={verdict} rows={selected} names={selected.map(nameOf)} onClose={(isDone) => { setVerdict(null); if (isDone) setChosen(new Set()) }} />
    </>
  )
}

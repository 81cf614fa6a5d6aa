import { EmptyState } from '#app/ui/empty-state.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { ReactNode } from 'react'

import type { RoomTexts } from '../view.ts'

export type MatchingRoomProps = { room: RoomTexts; to: (delegationId: string) => string }

function Section({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <section className="mb-10">
      <h2 className="text-lg">{title}</h2>
      <p className="mb-3 text-sm text-ink-2">{lead}</p>
      {children}
    </section>
  )
}

/** A share as a bar with its words; the number alone says nothing. */
function Bar({ share, text }: { share: number; text: string }) {
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-line"><span className="block h-full bg-jade" style={{ width: `${Math.min(100, Math.round(share))}%` }} /></span>
      <span className="figures text-xs text-ink-2">{text}</span>
    </span>
  )
}

/** Three questions: who should meet and isn't going to, who gets too much, who finds nobody. */
export function MatchingRoom({ room, to }: MatchingRoomProps) {
  const t = useTranslate()
  const name = (who: { id: string; name: string }) => <TextLink to={to(who.id)} title={t('matches:room.openRanking')}>{who.name}</TextLink>
  const missing: Column<RoomTexts['missing'][number]>[] = [
    { key: 'buyer', head: t('matches:room.buyer'), cell: (row) => name(row.buyer), names: true },
    { key: 'seller', head: t('matches:room.seller'), cell: (row) => name(row.seller) },
    { key: 'fit', head: t('matches:room.fit'), cell: (row) => <Bar share={row.total} text={`${row.total} / 100`} /> },
    { key: 'why', head: t('matches:room.why'), cell: (row) => <span className="whitespace-normal">{row.reasons}</span>, wideOnly: true },
  ]
  const overloaded: Column<RoomTexts['overloaded'][number]>[] = [
    { key: 'name', head: t('matches:room.organization'), cell: name, names: true },
    { key: 'inbound', head: t('matches:room.inbound'), cell: (row) => <Bar share={(100 * row.inbound) / row.cap} text={`${row.inbound} / ${row.cap}`} /> },
  ]
  const lonely: Column<RoomTexts['lonely'][number]>[] = [
    { key: 'name', head: t('matches:room.organization'), cell: name, names: true },
    { key: 'best', head: t('matches:room.best'), cell: (row) => <Bar share={row.best} text={`${row.best} / 100`} /> },
    { key: 'why', head: t('matches:room.why'), cell: (row) => <span className="whitespace-normal">{row.reason}</span> },
  ]
  return (
    <>
      <Section title={t('matches:room.missing')} lead={t('matches:room.missingLead')}>
        <Table caption={t('matches:room.missing')} columns={missing} rows={room.missing} rowKey={(row) => `${row.buyer.id}|${row.seller.id}`} empty={<EmptyState title={t('matches:room.missingEmpty')} />} />
      </Section>
      <Section title={t('matches:room.overloaded')} lead={t('matches:room.overloadedLead')}>
        <Table caption={t('matches:room.overloaded')} columns={overloaded} rows={room.overloaded} rowKey={(row) => row.id} empty={<EmptyState title={t('matches:room.overloadedEmpty')} />} />
      </Section>
      <Section title={t('matches:room.lonely')} lead={t('matches:room.lonelyLead')}>
        <Table caption={t('matches:room.lonely')} columns={lonely} rows={room.lonely} rowKey={(row) => row.id} empty={<EmptyState title={t('matches:room.lonelyEmpty')} />} />
      </Section>
    </>
  )
}

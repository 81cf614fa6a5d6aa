import { useFetcher } from '@remix-run/react'
import { UserMinus, Users } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { Time } from '#app/ui/time.tsx'
import { wallDay } from '#app/ui/time-format.ts'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import type { ListedInvitation } from '#server/features/invitations/store.ts'

import { invitationTones, type Answer, type Labels } from '../view.ts'

/** Everybody on the list and how far each has come. */
export function InvitedTable({ invitations, labels, zone, mayEdit }: { invitations: ListedInvitation[]; labels: Labels; zone: string; mayEdit: boolean }) {
  const t = useTranslate()
  const pick = usePick()
  const locale = useLocale()
  const nameOf = (one: ListedInvitation): string => pick(one.nameZh, one.nameEn)
  const columns: Column<ListedInvitation>[] = [
    { key: 'name', head: t('guests:queue.name'), names: true, cell: (one) => <span className="block">{nameOf(one)}<span className="block text-xs text-ink-2">{pick(one.organizationZh, one.organizationEn)}</span></span> },
    { key: 'segment', head: t('invitations:funnel.segment'), cell: (one) => labels[one.segment] ?? one.segment },
    { key: 'state', head: t('guests:queue.state'), cell: (one) => <><Status tone={invitationTones[one.state]} plain>{t(one.state === 'invited' && one.openedAt !== null ? 'invitations:state.opened' : `invitations:state.${one.state}`)}</Status>{one.state === 'maybe' && one.maybeUntil !== null && <span className="block text-xs text-ink-2">{t('invitations:table.maybeUntil', { date: wallDay(one.maybeUntil, zone, locale) })}</span>}</> },
    { key: 'registration', head: t('invitations:table.registration'), cell: (one) => (one.registration === null ? '–' : t(`registration:state.${one.registration}`)) },
    { key: 'note', head: t('invitations:table.note'), wideOnly: true, cell: (one) => <span className="line-clamp-2">{one.note}</span> },
    { key: 'answered', head: t('invitations:table.answered'), wideOnly: true, align: 'end', cell: (one) => (one.answeredAt === null ? '' : <Time at={one.answeredAt} zone={zone} show="both" />) },
    ...(mayEdit ? [{ key: 'acts', head: t('invitations:table.acts'), align: 'end' as const, cell: (one: ListedInvitation) => (one.state === 'withdrawn' ? null : <Withdraw invitation={one} label={t('invitations:table.withdraw', { name: nameOf(one) })} />) }] : []),
  ]
  return (
    <section aria-labelledby="invited" className="mb-10">
      <h2 id="invited" className="mb-2 text-base font-semibold">{t('invitations:table.title')}</h2>
      <Table caption={t('invitations:table.title')} columns={columns} rows={invitations} rowKey={(one) => one.id} empty={<EmptyState icon={Users} title={t('invitations:table.none')}>{t('invitations:table.noneText')}</EmptyState>} />
    </section>
  )
}

function Withdraw({ invitation, label }: { invitation: ListedInvitation; label: string }) {
  const t = useTranslate()
  const [asked, setAsked] = useState(false)
  const sending = useFetcher<Answer>()
  return (
    <>
      <IconButton icon={UserMinus} label={label} onClick={() => setAsked(true)} />
      <Dialog open={asked} onClose={() => setAsked(false)} title={label}>
        <sending.Form method="post" onSubmit={() => setAsked(false)} className="flex flex-col gap-4 text-left">
          <input type="hidden" name="intent" value="withdraw" />
          <input type="hidden" name="invitationId" value={invitation.id} />
          <input type="hidden" name="version" value={invitation.version} />
          <p>{t('invitations:table.withdrawText')}</p>
          <Button look="danger" busy={sending.state !== 'idle'}>{t('invitations:table.withdrawSure')}</Button>
        </sending.Form>
      </Dialog>
    </>
  )
}

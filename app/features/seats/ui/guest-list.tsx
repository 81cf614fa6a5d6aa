import { useFetcher } from '@remix-run/react'
import { UserMinus, Users } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Dialog } from '#app/ui/dialog.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { Time } from '#app/ui/time.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { SeatList } from '#server/features/seats/queries.ts'

import { guestTones, type Answer } from '../view.ts'

type Guest = SeatList['guests'][number]

/** Everybody on the list, those with a seat first, then the line in its order. */
export function GuestList({ guests, zone, mayEdit }: { guests: Guest[]; zone: string; mayEdit: boolean }) {
  const t = useTranslate()
  const pick = usePick()
  const [asked, setAsked] = useState<Guest | null>(null)
  const removing = useFetcher<Answer>()
  useOncePerAnswer(removing.data, (answer) => {
    if (answer.ok) setAsked(null)
  })
  const line = guests.filter((one) => one.state === 'waiting').map((one) => one.guestId)
  const nameOf = (guest: Guest): string => pick(guest.nameZh, guest.nameEn)
  const columns: Column<Guest>[] = [
    { key: 'name', head: t('seats:desk.name'), names: true, cell: nameOf },
    { key: 'organization', head: t('seats:desk.organization'), cell: (guest) => pick(guest.organizationZh, guest.organizationEn) },
    { key: 'state', head: t('seats:desk.state'), cell: (guest) => <GuestStatus guest={guest} zone={zone} place={line.indexOf(guest.guestId) + 1} /> },
    ...(mayEdit ? [{ key: 'acts', head: t('seats:desk.acts'), align: 'end' as const, cell: (guest: Guest) => <IconButton icon={UserMinus} label={t('seats:desk.removeOf', { name: nameOf(guest) })} onClick={() => setAsked(guest)} /> }] : []),
  ]
  return (
    <section aria-labelledby="guests">
      <h2 id="guests" className="mb-2 text-base font-semibold">{t('seats:desk.guests')}</h2>
      <Table caption={t('seats:desk.guests')} columns={columns} rows={guests} rowKey={(guest) => guest.guestId} empty={<EmptyState icon={Users} title={t('seats:desk.noGuests')}>{t('seats:desk.noGuestsText')}</EmptyState>} />
      <Dialog open={asked !== null} onClose={() => setAsked(null)} title={t('seats:desk.remove')}>
        {asked !== null && (
          <removing.Form method="post" className="flex flex-col gap-4">
            <input type="hidden" name="intent" value="uninvite" />
            <input type="hidden" name="guestId" value={asked.guestId} />
            <input type="hidden" name="version" value={asked.version} />
            <FormError error={removing.data?.ok === false ? removing.data.error : null} />
            <p>{t('seats:desk.removeText', { name: nameOf(asked) })}</p>
            <Button look="danger" busy={removing.state !== 'idle'}>{t('seats:desk.remove')}</Button>
          </removing.Form>
        )}
      </Dialog>
    </section>
  )
}

function GuestStatus({ guest, zone, place }: { guest: Guest; zone: string; place: number }) {
  const t = useTranslate()
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1 max-md:justify-end">
      <Status tone={guestTones[guest.state]} plain>{t(`seats:state.${guest.state}`)}</Status>
      {guest.state === 'waiting' && <span className="text-xs text-ink-2">{t('seats:desk.place', { place })}</span>}
      {guest.offeredUntil !== null && <Time at={guest.offeredUntil} zone={zone} show="both" className="text-xs text-ink-2" />}
      {!guest.isInvited && <span className="text-xs text-ink-2">{t('seats:desk.asked')}</span>}
    </span>
  )
}

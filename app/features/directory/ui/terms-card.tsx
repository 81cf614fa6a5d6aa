import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { Select, type Option } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { ZoneNote } from '#app/ui/time.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type Terms = {
  side: string
  inboundCap: number | null
  outboundQuota: number | null
  defaults: { inboundCap: number | null; outboundQuota: number | null }
  homeTableId: string | null
  tables: { id: string; code: string }[]
  /** Wall times of the event's zone, `2026-12-01T09:00`. */
  unavailable: { startsAt: string; endsAt: string }[]
}
type Props = { terms: Terms; sides: Option[]; event: { id: string; zone: string; startsAt: number }; delegationId: string; mayEdit: boolean; errors: Record<string, string> }

const spareRows = 2

/** Under which limits the organization takes part, and when none of its people can meet. */
export function TermsCard({ terms, sides, event, delegationId, mayEdit, errors }: Props) {
  const t = useTranslate()
  const fallback = (limit: number | null): string => (limit === null ? t('directory:terms.unlimited') : t('directory:terms.default', { count: limit }))
  const rows = [...terms.unavailable, ...Array.from({ length: mayEdit ? spareRows : 0 }, () => ({ startsAt: '', endsAt: '' }))]
  return (
    <Card title={t('directory:terms.title')} aside={<ZoneNote zone={event.zone} at={event.startsAt} />}>
      <Form method="post" key={JSON.stringify(terms)} className="flex flex-col gap-4">
        <fieldset disabled={!mayEdit} className="flex flex-col gap-4">
          <input type="hidden" name="intent" value="setDelegation" />
          <input type="hidden" name="eventId" value={event.id} />
          <input type="hidden" name="delegationId" value={delegationId} />
          <div className="grid gap-3 sm:grid-cols-2">
            <Select name="side" label={t('directory:terms.side')} options={sides} defaultValue={terms.side} error={errors['side']} />
            <Select name="homeTableId" label={t('directory:terms.table')} options={terms.tables.map((table) => ({ value: table.id, label: table.code }))} placeholder={t('directory:terms.noTable')} defaultValue={terms.homeTableId ?? ''} error={errors['homeTableId']} />
            <TextInput name="inboundCap" inputMode="numeric" label={t('directory:terms.inbound')} placeholder={fallback(terms.defaults.inboundCap)} defaultValue={terms.inboundCap ?? ''} error={errors['inboundCap']} />
            <TextInput name="outboundQuota" inputMode="numeric" label={t('directory:terms.outbound')} placeholder={fallback(terms.defaults.outboundQuota)} defaultValue={terms.outboundQuota ?? ''} error={errors['outboundQuota']} />
          </div>
          <fieldset>
            <legend className="mb-1 text-sm font-medium">{t('directory:terms.unavailable')}</legend>
            <p className="mb-2 text-sm text-ink-2">{t('directory:terms.hint')}</p>
            <div className="flex flex-col gap-2">
              {rows.map((row, at) => (
                <div key={at} className="grid gap-2 sm:grid-cols-2">
                  <DateTimeInput name={`unavailable.${at}.startsAt`} label={`${t('directory:terms.from')} ${at + 1}`} hideLabel defaultValue={row.startsAt} error={errors[`unavailable.${at}.startsAt`]} density="dense" />
                  <DateTimeInput name={`unavailable.${at}.endsAt`} label={`${t('directory:terms.to')} ${at + 1}`} hideLabel defaultValue={row.endsAt} error={errors[`unavailable.${at}.endsAt`]} density="dense" />
                </div>
              ))}
            </div>
          </fieldset>
          {mayEdit && <Button className="self-start">{t('directory:terms.save')}</Button>}
        </fieldset>
      </Form>
    </Card>
  )
}

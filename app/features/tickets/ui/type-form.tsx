import type { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { currencies, plainAmount } from '#server/domain/billing/currency.ts'
import { ticketKinds } from '#server/domain/billing/sale.ts'
import { registrationKinds } from '#server/domain/registration/kinds.ts'
import { wallFromInstant } from '#server/domain/shared/time.ts'
import type { Shop } from '#server/features/ticket-types/queries.ts'

import { percentText, type Answer } from '../view.ts'

type TicketType = Shop['types'][number]

/** A ticket type: words, price, how many, when and for whom. */
export function TypeForm({ type, saving, zone }: { type: TicketType | null; saving: ReturnType<typeof useFetcher<Answer>>; zone: string }) {
  const t = useTranslate()
  const failed = saving.data?.ok === false ? saving.data.error : null
  const text = (name: 'nameZh' | 'nameEn' | 'noteZh' | 'noteEn', more: { required?: boolean; maxLength: number }) => <TextInput name={name} label={t(`tickets:type.${name}`)} defaultValue={type?.[name] ?? ''} error={failed?.fields[name]} optional={!more.required} {...more} />
  const wall = (name: 'opensAt' | 'closesAt') => <DateTimeInput name={name} label={t(`tickets:type.${name}`)} hint={t('tickets:type.windowHint')} optional defaultValue={type?.[name] ? wallFromInstant(type[name], zone) : ''} error={failed?.fields[name]} />
  return (
    <saving.Form method="post" className="flex flex-col gap-4">
      <input type="hidden" name="intent" value="type" />
      <input type="hidden" name="ticketTypeId" value={type?.id ?? ''} />
      <input type="hidden" name="version" value={type?.version ?? 0} />
      <FormError error={failed} />
      <Select name="kind" label={t('tickets:type.kind')} defaultValue={type?.kind ?? 'ticket'} options={ticketKinds.map((kind) => ({ value: kind, label: t(`tickets:kind.${kind}`) }))} />
      {text('nameZh', { required: true, maxLength: 60 })}
      {text('nameEn', { maxLength: 100 })}
      {text('noteZh', { maxLength: 300 })}
      {text('noteEn', { maxLength: 500 })}
      <div className="grid grid-cols-2 gap-3">
        <Select name="currency" label={t('tickets:type.currency')} defaultValue={type?.currency ?? 'CNY'} options={currencies.map((currency) => ({ value: currency, label: currency }))} error={failed?.fields['currency']} />
        <TextInput name="price" inputMode="decimal" label={t('tickets:type.price')} defaultValue={type ? plainAmount(type.price) : ''} error={failed?.fields['price']} required />
        <TextInput name="tax" inputMode="decimal" label={t('tickets:type.tax')} defaultValue={type ? percentText(type.taxBp) : '6'} error={failed?.fields['tax']} />
        <TextInput name="deposit" inputMode="decimal" label={t('tickets:type.deposit')} defaultValue={type && type.deposit > 0 ? plainAmount(type.deposit) : ''} error={failed?.fields['deposit']} optional />
        <TextInput name="capacity" type="number" min={1} max={100_000} label={t('tickets:type.capacity')} defaultValue={type?.capacity ?? 100} error={failed?.fields['capacity']} required />
        <TextInput name="perOrder" type="number" min={1} max={50} label={t('tickets:type.perOrder')} defaultValue={type?.perOrder ?? 1} error={failed?.fields['perOrder']} required />
      </div>
      <p className="text-sm text-ink-2">{t('tickets:type.depositHint')}</p>
      {wall('opensAt')}
      {wall('closesAt')}
      <Checkbox name="needsRegistration" label={t('tickets:type.needsRegistration')} hint={t('tickets:type.needsRegistrationHint')} defaultChecked={type?.needsRegistration ?? true} />
      <Select name="registrationKind" label={t('tickets:type.registrationKind')} placeholder={t('tickets:type.anyKind')} defaultValue={type?.registrationKind ?? ''} options={registrationKinds.map((value) => ({ value, label: t(`registration:kind.${value}`) }))} error={failed?.fields['registrationKind']} />
      <Checkbox name="isOnSale" label={t('tickets:type.isOnSale')} defaultChecked={type?.isOnSale ?? false} />
      <div><Button look="primary" busy={saving.state !== 'idle'}>{t('tickets:desk.save')}</Button></div>
    </saving.Form>
  )
}

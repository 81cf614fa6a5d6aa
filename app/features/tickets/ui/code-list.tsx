import { useFetcher } from '@remix-run/react'
import { Pencil, Plus } from 'lucide-react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { IconButton } from '#app/ui/icon-button.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Select } from '#app/ui/select.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useLocale, usePick, useTranslate } from '#app/ui/translate.tsx'
import { amountText, currencies, plainAmount } from '#server/domain/billing/currency.ts'
import { wallFromInstant } from '#server/domain/shared/time.ts'
import type { Shop } from '#server/features/ticket-types/queries.ts'

import { percentText, type Answer } from '../view.ts'

type Code = Shop['codes'][number]
type Types = { id: string; nameZh: string; nameEn: string }[]

/** Codes, what they take off and how often they were used. */
export function CodeList({ codes, types, zone, mayEdit }: { codes: Code[]; types: Types; zone: string; mayEdit: boolean }) {
  const t = useTranslate()
  const locale = useLocale()
  const [edited, setEdited] = useState<Code | 'new' | null>(null)
  const saving = useFetcher<Answer>()
  useOncePerAnswer(saving.data, (answer) => {
    if (answer.ok) setEdited(null)
  })
  const columns: Column<Code>[] = [
    { key: 'code', head: t('tickets:desk.code'), names: true, cell: ({ code }) => <span className="font-mono">{code}</span> },
    { key: 'off', head: t('tickets:desk.discount'), cell: (code) => (code.percentBp > 0 ? t('tickets:codeForm.off', { share: percentText(code.percentBp) }) : t('tickets:codeForm.less', { amount: amountText(code.amount, code.currency, locale) })) },
    { key: 'used', head: t('tickets:desk.used'), align: 'end', cell: ({ taken, capacity }) => <span className="figures">{taken} / {capacity}</span> },
    { key: 'state', head: t('tickets:type.state'), cell: ({ isActive }) => <Status tone={isActive ? 'confirmed' : 'neutral'} plain>{t(`tickets:desk.${isActive ? 'active' : 'inactive'}`)}</Status> },
    ...(mayEdit ? [{ key: 'acts', head: t('tickets:desk.edit'), align: 'end' as const, cell: (code: Code) => <IconButton icon={Pencil} label={t('tickets:desk.editOf', { name: code.code })} onClick={() => setEdited(code)} /> }] : []),
  ]
  return (
    <section aria-labelledby="codes" className="mb-8">
      <div className="mb-2 flex items-center justify-between gap-3">
        <h2 id="codes" className="text-base font-semibold">{t('tickets:desk.codes')}</h2>
        {mayEdit && <Button type="button" icon={Plus} onClick={() => setEdited('new')}>{t('tickets:desk.addCode')}</Button>}
      </div>
      <Table caption={t('tickets:desk.codes')} columns={columns} rows={codes} rowKey={(code) => code.id} empty={<p className="text-ink-2">{t('tickets:desk.noCodes')}</p>} />
      <Sheet open={edited !== null} onClose={() => setEdited(null)} title={t(edited === 'new' ? 'tickets:desk.addCode' : 'tickets:desk.editCode')}>
        {edited !== null && <CodeForm code={edited === 'new' ? null : edited} types={types} saving={saving} zone={zone} />}
      </Sheet>
    </section>
  )
}

function CodeForm({ code, types, saving, zone }: { code: Code | null; types: Types; saving: ReturnType<typeof useFetcher<Answer>>; zone: string }) {
  const t = useTranslate()
  const pick = usePick()
  const failed = saving.data?.ok === false ? saving.data.error : null
  return (
    <saving.Form method="post" className="flex flex-col gap-4">
      <input type="hidden" name="intent" value="code" />
      <input type="hidden" name="codeId" value={code?.id ?? ''} />
      <input type="hidden" name="version" value={code?.version ?? 0} />
      <FormError error={failed} />
      <TextInput name="code" label={t('tickets:codeForm.code')} defaultValue={code?.code ?? ''} error={failed?.fields['code']} required maxLength={32} autoComplete="off" />
      <TextInput name="percent" inputMode="decimal" label={t('tickets:codeForm.percent')} hint={t('tickets:codeForm.percentHint')} defaultValue={code && code.percentBp > 0 ? percentText(code.percentBp) : ''} error={failed?.fields['percent']} optional />
      <div className="grid grid-cols-2 gap-3">
        <TextInput name="amount" inputMode="decimal" label={t('tickets:codeForm.amount')} defaultValue={code && code.amount > 0 ? plainAmount(code.amount) : ''} error={failed?.fields['amount']} optional />
        <Select name="currency" label={t('tickets:type.currency')} defaultValue={code?.currency || 'CNY'} options={currencies.map((currency) => ({ value: currency, label: currency }))} />
      </div>
      <TextInput name="capacity" type="number" min={1} label={t('tickets:codeForm.capacity')} defaultValue={code?.capacity ?? 100} error={failed?.fields['capacity']} required />
      {types.length > 0 && (
        <fieldset>
          <legend className="text-sm font-medium">{t('tickets:codeForm.types')}</legend>
          <p className="text-sm text-ink-2">{t('tickets:codeForm.typesHint')}</p>
          {types.map((type) => <Checkbox key={type.id} name="ticketTypeIds[]" value={type.id} label={pick(type.nameZh, type.nameEn)} defaultChecked={code?.ticketTypeIds.includes(type.id) ?? false} />)}
        </fieldset>
      )}
      <DateTimeInput name="opensAt" label={t('tickets:type.opensAt')} optional defaultValue={code?.opensAt ? wallFromInstant(code.opensAt, zone) : ''} error={failed?.fields['opensAt']} />
      <DateTimeInput name="closesAt" label={t('tickets:type.closesAt')} optional defaultValue={code?.closesAt ? wallFromInstant(code.closesAt, zone) : ''} error={failed?.fields['closesAt']} />
      <Checkbox name="isActive" label={t('tickets:codeForm.isActive')} defaultChecked={code?.isActive ?? true} />
      <div><Button look="primary" busy={saving.state !== 'idle'}>{t('tickets:desk.save')}</Button></div>
    </saving.Form>
  )
}

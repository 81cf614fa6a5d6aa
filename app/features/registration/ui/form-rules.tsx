import { useState } from 'react'

import { Checkbox } from '#app/ui/checkbox.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { joiningsOf, registrationKinds, type RegistrationKind } from '#server/domain/registration/kinds.ts'
import type { EditedForm } from '#server/features/registration-forms/queries.ts'

type Props = { form: EditedForm | null; kinds: string[]; times: { opensAt: string; closesAt: string }; zoneLabel: string; errors: Record<string, string> }

/** Whom the form is for, when it is open, and what its answers lead to. */
export function FormRules({ form, kinds, times, zoneLabel, errors }: Props) {
  const t = useTranslate()
  const free = registrationKinds.filter((one) => one === form?.kind || !kinds.includes(one))
  const [kind, setKind] = useState<RegistrationKind>(form?.kind ?? free[0] ?? 'guest')
  const line = (name: 'nameZh' | 'nameEn') => <TextInput name={name} label={t(`guests:rules.${name}`)} defaultValue={form?.[name] ?? ''} error={errors[name]} />
  const number = (name: 'cancelHours' | 'offerMinutes' | 'payMinutes' | 'groupMost', fallback: number, min: number, max: number) => <TextInput name={name} type="number" min={min} max={max} label={t(`guests:rules.${name}`)} hint={t(`guests:rules.${name}Hint`)} defaultValue={form?.[name] ?? fallback} error={errors[name]} />
  return (
    <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
      <Select name="kind" label={t('guests:rules.kind')} hint={form?.isUsed ? t('guests:rules.kindFixed') : undefined} options={(form?.isUsed ? [kind] : free).map((value) => ({ value, label: t(`guests:kind.${value}`) }))} defaultValue={kind} onChange={(change) => setKind(change.target.value as RegistrationKind)} error={errors['kind']} />
      <Select key={kind} name="joinsAs" label={t('guests:rules.joinsAs')} hint={t('guests:rules.joinsAsHint')} options={joiningsOf(kind).map((value) => ({ value, label: t(`guests:joins.${value}`) }))} defaultValue={form?.joinsAs ?? 'none'} error={errors['joinsAs']} />
      {line('nameZh')}{line('nameEn')}
      <TextArea name="introZh" label={t('guests:rules.introZh')} rows={3} maxLength={1000} defaultValue={form?.introZh ?? ''} error={errors['introZh']} />
      <TextArea name="introEn" label={t('guests:rules.introEn')} rows={3} maxLength={1500} defaultValue={form?.introEn ?? ''} error={errors['introEn']} />
      <div className="md:col-span-2">
        <Checkbox name="isOpen" label={t('guests:rules.isOpen')} hint={t('guests:rules.isOpenHint')} defaultChecked={form?.isOpen ?? false} />
        <Checkbox name="needsApproval" label={t('guests:rules.needsApproval')} hint={t('guests:rules.needsApprovalHint')} defaultChecked={form?.needsApproval ?? true} error={errors['needsApproval']} />
        <Checkbox name="isPaid" label={t('guests:rules.isPaid')} hint={t('guests:rules.isPaidHint')} defaultChecked={form?.isPaid ?? false} />
      </div>
      <DateTimeInput name="opensAt" label={t('guests:rules.opensAt')} defaultValue={times.opensAt} zoneLabel={zoneLabel} error={errors['opensAt']} optional />
      <DateTimeInput name="closesAt" label={t('guests:rules.closesAt')} defaultValue={times.closesAt} zoneLabel={zoneLabel} error={errors['closesAt']} optional />
      {number('cancelHours', 24, 0, 2160)}
      {number('offerMinutes', 1440, 5, 20160)}
      {number('payMinutes', 4320, 30, 43200)}
      {number('groupMost', 1, 1, 50)}
    </div>
  )
}

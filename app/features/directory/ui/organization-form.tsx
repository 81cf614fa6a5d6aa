import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { MultiSelect, type TagOption } from '#app/ui/multi-select.tsx'
import { Select, type Option } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type OrganizationValues = {
  nameZh: string; nameEn: string; legalName: string; uscc: string | null; subkind: string; website: string; region: string; place: string; stage: string; round: string; intakeClass: string; aumBand: string; parentGroup: string
  sectors: string[]; oneLinerZh: string; oneLinerEn: string
}
export type OrganizationOptions = Record<'side' | 'subkind' | 'region' | 'stage' | 'round' | 'intakeClass' | 'aumBand', Option[]> & { sectors: TagOption[] }

type Props = { values: OrganizationValues | null; options: OrganizationOptions; errors: Record<string, string>; hidden: Record<string, string>; submit: string }

const pickers = [['subkind', 'profile.kind'], ['stage', 'edit.stage'], ['round', 'profile.round'], ['intakeClass', 'profile.intake'], ['aumBand', 'profile.aumBand'], ['region', 'edit.region']] as const

/** The card of an organization; without values a new one, which also chooses its side. */
export function OrganizationForm({ values, options, errors, hidden, submit }: Props) {
  const t = useTranslate()
  const line = (name: keyof OrganizationValues, key: string, max: number) => <TextInput name={name} label={t(`directory:${key}`)} defaultValue={String(values?.[name] ?? '')} maxLength={max} error={errors[name]} />
  return (
    <Form method="post" className="flex flex-col gap-4">
      {Object.entries(hidden).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <div className="grid gap-4 sm:grid-cols-2">
        {values === null && <Select name="side" label={t('directory:terms.side')} options={options.side} error={errors['side']} />}
        {line('nameZh', 'edit.nameZh', 120)}
        {line('nameEn', 'edit.nameEn', 160)}
        {line('legalName', 'profile.legalName', 160)}
        {line('uscc', 'profile.uscc', 18)}
        {line('website', 'profile.website', 300)}
        {line('place', 'profile.place', 120)}
        {pickers.map(([name, key]) => <Select key={name} name={name} label={t(`directory:${key}`)} options={options[name]} placeholder={t('common:ui.none')} defaultValue={values?.[name] ?? ''} error={errors[name]} />)}
        {line('parentGroup', 'profile.parentGroup', 120)}
        {line('oneLinerZh', 'edit.oneLinerZh', 120)}
        {line('oneLinerEn', 'edit.oneLinerEn', 200)}
      </div>
      <MultiSelect name="sectors" label={t('directory:edit.sectors')} options={options.sectors} defaultValue={values?.sectors ?? []} error={errors['sectors']} />
      <Button look="primary" className="self-start">{submit}</Button>
    </Form>
  )
}

import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

type Option = { value: string; label: string }
type Values = Record<string, string>

export type NewEventFormProps = {
  series: Option[]
  templates: (Option & { hint: string })[]
  zones: Option[]
  values: Values
  errors: Record<string, string>
  /** Shown between the choices and the button that creates. */
  children?: ReactNode
}

/** Two steps in one form: choose and look (GET), then create (POST) what was looked at. */
export function NewEventForm({ series, templates, zones, values, errors, children }: NewEventFormProps) {
  const t = useTranslate()
  return (
    <Form method="post" className="grid grid-cols-1 gap-5 sm:grid-cols-2">
      <input type="hidden" name="intent" value="event" />
      <Select name="seriesId" label={t('events:new.series')} options={series} defaultValue={values['seriesId']} error={errors['seriesId']} />
      <TextInput name="slug" label={t('events:new.slug')} hint={t('events:new.slugHint')} defaultValue={values['slug']} maxLength={60} error={errors['slug']} />
      <div className="sm:col-span-2">
        <RadioGroup name="template" label={t('events:new.template')} look="cards" options={templates} defaultValue={values['template'] ?? 'demo_day'} error={errors['template']} />
      </div>
      <TextInput name="nameZh" label={t('events:new.nameZh')} defaultValue={values['nameZh']} maxLength={80} error={errors['nameZh']} />
      <TextInput name="nameEn" label={t('events:new.nameEn')} defaultValue={values['nameEn']} maxLength={120} error={errors['nameEn']} />
      <DateTimeInput kind="date" name="date" label={t('events:new.date')} defaultValue={values['date']} required error={errors['date']} />
      <Select name="zone" label={t('events:new.zone')} options={zones} defaultValue={values['zone'] ?? 'Asia/Shanghai'} error={errors['zone']} />
      <TextInput name="tables" type="number" min={0} max={400} required label={t('events:new.tables')} defaultValue={values['tables'] ?? '20'} error={errors['tables']} />
      <Checkbox name="withForeignSession" label={t('events:new.foreign')} defaultChecked={values['withForeignSession'] === 'on'} className="self-end" />
      <div className="flex flex-wrap gap-3 sm:col-span-2">
        <Button formMethod="get">{t('events:new.preview')}</Button>
        <Button look="primary">{t('events:new.create')}</Button>
      </div>
      {children && <div className="min-w-0 sm:col-span-2">{children}</div>}
    </Form>
  )
}

export function NewSeriesForm({ lines, errors }: { lines: Option[]; errors: Record<string, string> }) {
  const t = useTranslate()
  return (
    <Form method="post" className="grid grid-cols-1 gap-5 sm:grid-cols-2">
      <input type="hidden" name="intent" value="series" />
      <TextInput name="nameZh" label={t('events:new.nameZh')} required maxLength={80} error={errors['nameZh']} />
      <TextInput name="nameEn" label={t('events:new.nameEn')} required maxLength={120} error={errors['nameEn']} />
      <TextInput name="slug" label={t('events:new.slug')} hint={t('events:new.slugHint')} required maxLength={60} error={errors['slug']} />
      <Select name="line" label={t('events:new.line')} options={lines} error={errors['line']} />
      <TextArea name="descriptionZh" label={t('events:new.descriptionZh')} optional maxLength={2000} error={errors['descriptionZh']} />
      <TextArea name="descriptionEn" label={t('events:new.descriptionEn')} optional maxLength={4000} error={errors['descriptionEn']} />
      <div className="sm:col-span-2"><Button>{t('events:new.createSeries')}</Button></div>
    </Form>
  )
}

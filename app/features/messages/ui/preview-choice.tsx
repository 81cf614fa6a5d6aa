import { Form, useSubmit } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Select } from '#app/ui/select.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type PreviewChoiceProps = { templates: string[]; template: string; locale: string; form: string; look: string }

/** Which mail, in which language, as which of its two forms, by day or night. All of it is in the address. */
export function PreviewChoice({ templates, template, locale, form, look }: PreviewChoiceProps) {
  const t = useTranslate()
  const submit = useSubmit()
  const pair = (values: readonly string[]) => values.map((value) => ({ value, label: t(`mailing:preview.${value}`) }))
  return (
    <Form className="grid max-w-3xl gap-3 sm:grid-cols-[minmax(0,2fr)_1fr_1fr_1fr]" onChange={(change) => submit(change.currentTarget, { preventScrollReset: true })}>
      <Select key={template} name="mail" label={t('mailing:preview.moment')} defaultValue={template} options={templates.map((value) => ({ value, label: t(`mail:outbox.template.${value}`, { defaultValue: value }) }))} />
      <Select name="language" label={t('mailing:preview.language')} defaultValue={locale} options={[{ value: 'zh-CN', label: '简体中文' }, { value: 'en', label: 'English' }]} />
      <Select name="form" label={t('mailing:preview.form')} defaultValue={form} options={pair(['html', 'text'])} />
      <Select name="look" label={t('mailing:preview.look')} defaultValue={look} options={pair(['light', 'dark'])} />
      <noscript><Button>{t('mailing:preview.show')}</Button></noscript>
    </Form>
  )
}

import { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { robotFacts, robotProducts } from '#server/domain/messages/robots.ts'

import type { Answer } from '../view.ts'

/** A new robot: which product, where it is, and what it is to say. */
export function RobotForm() {
  const t = useTranslate()
  const toast = useToast()
  const adding = useFetcher<Answer>()
  useOncePerAnswer(adding.data, (answer) => { if (answer.ok) toast({ text: t('mailing:robots.saved') }) })
  const failed = adding.data?.ok === false ? adding.data.error : null
  const errors = failed?.fields ?? {}
  return (
    <adding.Form method="post" noValidate autoComplete="off" className="flex max-w-3xl flex-col gap-4">
      <input type="hidden" name="intent" value="add" />
      <div className="grid gap-4 sm:grid-cols-3">
        <Select name="product" label={t('mailing:robots.product')} options={robotProducts.map((value) => ({ value, label: t(`mailing:robots.products.${value}`) }))} defaultValue="wecom" />
        <TextInput name="name" label={t('mailing:robots.name')} hint={t('mailing:robots.nameHint')} error={errors['name']} maxLength={60} />
        <Select name="locale" label={t('mailing:robots.language')} options={[{ value: 'zh-CN', label: '简体中文' }, { value: 'en', label: 'English' }]} defaultValue="zh-CN" />
      </div>
      <TextInput name="address" label={t('mailing:robots.address')} hint={t('mailing:robots.addressHint')} error={errors['address']} autoComplete="off" spellCheck={false} />
      <TextInput name="secret" label={t('mailing:robots.secret')} hint={t('mailing:robots.secretHint')} error={errors['secret']} autoComplete="off" spellCheck={false} optional />
      <fieldset>
        <legend className="mb-1 text-sm font-medium">{t('mailing:robots.facts')}</legend>
        <div className="grid gap-x-4 sm:grid-cols-2">{robotFacts.map((value) => <Checkbox key={value} name="facts[]" value={value} defaultChecked label={t(`mailing:robots.fact.${value}`)} />)}</div>
      </fieldset>
      <FormError error={failed} />
      <div><Button look="primary" busy={adding.state !== 'idle'}>{t('mailing:robots.save')}</Button></div>
    </adding.Form>
  )
}

import { useFetcher } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { roles, sides } from '#server/domain/access/actor.ts'
import { registrationKinds } from '#server/domain/registration/kinds.ts'
import type { AnnouncementRow } from '#server/features/announcements/store.ts'

import type { Answer } from '../view.ts'

/** Founders, investors and acquirers are reached by their delegations. */
const staffRoles = roles.filter((role) => !['founder', 'investor', 'acquirer'].includes(role))

/** Kinds are written small, as within a sentence; here they stand alone. */
const alone = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export type AnnouncementFormProps = { announcement: AnnouncementRow | null; segments: string[] }

/** What is said, in one or both languages, and to whom. */
export function AnnouncementForm({ announcement, segments }: AnnouncementFormProps) {
  const t = useTranslate()
  const saving = useFetcher<Answer>()
  const failed = saving.data?.ok === false ? saving.data.error : null
  const errors = failed?.fields ?? {}
  const to = announcement?.audience
  const group = (name: 'kinds' | 'sides' | 'roles', values: readonly string[], label: (value: string) => string) => (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{t(`mailing:announce.${name}`)}</legend>
      {values.map((value) => <Checkbox key={value} name={`audience.${name}[]`} value={value} label={alone(label(value))} defaultChecked={(to?.[name] as string[] | undefined)?.includes(value) ?? false} />)}
    </fieldset>
  )
  return (
    <saving.Form method="post" noValidate className="flex flex-col gap-5">
      <input type="hidden" name="intent" value="save" />
      <input type="hidden" name="announcementId" value={announcement?.id ?? ''} />
      <input type="hidden" name="version" value={announcement?.version ?? 0} />
      <div className="grid gap-4 md:grid-cols-2">
        <TextInput name="subjectZh" lang="zh-CN" label={t('mailing:announce.subjectZh')} defaultValue={announcement?.subjectZh ?? ''} error={errors['subjectZh']} />
        <TextInput name="subjectEn" lang="en" label={t('mailing:announce.subjectEn')} defaultValue={announcement?.subjectEn ?? ''} error={errors['subjectEn']} />
        <TextArea name="bodyZh" lang="zh-CN" rows={6} label={t('mailing:announce.bodyZh')} defaultValue={announcement?.bodyZh ?? ''} error={errors['bodyZh']} hint={t('mailing:announce.bodyHint')} />
        <TextArea name="bodyEn" lang="en" rows={6} label={t('mailing:announce.bodyEn')} defaultValue={announcement?.bodyEn ?? ''} error={errors['bodyEn']} />
      </div>
      <Card title={t('mailing:announce.to')}>
        <div className="grid gap-5 sm:grid-cols-3">
          {group('kinds', registrationKinds, (value) => t(`registration:kind.${value}`))}
          {group('sides', sides, (value) => t(`directory:side.${value}`))}
          {group('roles', staffRoles, (value) => t(`events:roles.${value}`))}
        </div>
        <div className="mt-4 grid max-w-xl gap-4 sm:grid-cols-2">
          <Select name="audience.language" label={t('mailing:announce.language')} placeholder={t('mailing:announce.anyLanguage')} defaultValue={to?.language ?? ''} options={[{ value: 'zh-CN', label: '简体中文' }, { value: 'en', label: 'English' }]} />
          {segments.length > 0 && <Select name="audience.segment" label={t('mailing:announce.segment')} error={errors['audience.segment']} hint={t('mailing:announce.segmentHint')} placeholder="–" defaultValue={to?.segment ?? ''} options={segments.map((value) => ({ value, label: value }))} />}
        </div>
      </Card>
      <FormError error={failed} />
      {saving.data?.ok === true && saving.state === 'idle' && <Notice tone="done">{t('mailing:announce.saved')}</Notice>}
      <div><Button look={announcement === null ? 'primary' : 'secondary'} busy={saving.state !== 'idle'}>{t('mailing:announce.save')}</Button></div>
    </saving.Form>
  )
}

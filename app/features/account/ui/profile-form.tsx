import { Form } from '@remix-run/react'

import type { ErrorText } from '#app/http/error-text.ts'
import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { offsetLabel, zoneName } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { OwnProfile } from '#server/features/identity/queries.ts'

import { offeredZones } from '../view.ts'

export type ProfileFormProps = { profile: OwnProfile; error: ErrorText | null; saved: boolean; busy: boolean; now: number }

/** Name and title in both languages, how to be reached, in which language and zone. */
export function ProfileForm({ profile, error, saved, busy, now }: ProfileFormProps) {
  const t = useTranslate()
  const locale = useLocale()
  const zones = profile.zone !== null && !offeredZones.includes(profile.zone) ? [profile.zone, ...offeredZones] : offeredZones
  const text = (name: 'nameZh' | 'nameEn' | 'titleZh' | 'titleEn') => (
    <TextInput name={name} label={t(`auth:account.${name}`)} defaultValue={profile[name]} error={error?.fields[name]} lang={name.endsWith('Zh') ? 'zh-CN' : 'en'} />
  )
  return (
    <Form method="post" noValidate className="flex flex-col gap-5">
      <FormError error={error} />
      {saved && <Notice tone="done">{t('auth:account.saved')}</Notice>}
      <input type="hidden" name="version" value={profile.version} />
      <div className="grid gap-5 sm:grid-cols-2">
        {text('nameZh')}
        {text('nameEn')}
        {text('titleZh')}
        {text('titleEn')}
        <TextInput name="phone" type="tel" inputMode="tel" autoComplete="tel" label={t('auth:account.phone')} hint={t('auth:account.phoneHint')} defaultValue={profile.phone ?? ''} error={error?.fields['phone']} optional />
        <TextInput name="email" label={t('auth:account.email')} value={profile.email} readOnly disabled />
        <Select name="locale" label={t('auth:account.locale')} defaultValue={profile.locale} error={error?.fields['locale']} options={[{ value: 'zh-CN', label: '简体中文' }, { value: 'en', label: 'English' }]} />
        <Select
          name="zone"
          label={t('auth:account.zone')}
          hint={t('auth:account.zoneHint')}
          defaultValue={profile.zone ?? ''}
          error={error?.fields['zone']}
          placeholder={t('auth:account.zoneAuto')}
          options={zones.map((zone) => ({ value: zone, label: `${zoneName(zone, locale)} (${offsetLabel(now, zone)})` }))}
        />
      </div>
      <div>
        <Button look="primary" name="intent" value="profile" busy={busy}>{t('auth:account.save')}</Button>
      </div>
    </Form>
  )
}

import { useFetcher } from '@remix-run/react'
import { useState } from 'react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Switch } from '#app/ui/switch.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { offsetLabel, zoneName } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { OwnChoices } from '#server/features/mail-choices/queries.ts'

type Answer = { ok: true; value: unknown } | { ok: false; error: { message: string; fields: Record<string, string> } }

const wall = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** From when until when no mail comes, on the reader's own wall clock. */
export function QuietHoursForm({ hours, zone, now }: Pick<OwnChoices, 'hours' | 'zone'> & { now: number }) {
  const t = useTranslate()
  const locale = useLocale()
  const saving = useFetcher<Answer>()
  const [isOn, setOn] = useState(hours.isOn)
  const failed = saving.data?.ok === false ? saving.data.error : null
  return (
    <saving.Form method="post" noValidate className="flex flex-col gap-4">
      <input type="hidden" name="intent" value="hours" />
      <input type="hidden" name="isOn" value={isOn ? 'on' : 'off'} />
      <Switch density="touch" label={t('mailing:hours.on')} hint={t('mailing:hours.text', { zone: `${zoneName(zone, locale)} (${offsetLabel(now, zone)})` })} checked={isOn} onChange={(change) => setOn(change.target.checked)} />
      <div className={isOn ? 'grid max-w-sm grid-cols-2 gap-4' : 'hidden'}>
        <TextInput name="from" type="time" label={t('mailing:hours.from')} defaultValue={wall(hours.fromMinute)} error={failed?.fields['from']} />
        <TextInput name="to" type="time" label={t('mailing:hours.to')} defaultValue={wall(hours.toMinute)} error={failed?.fields['to']} />
      </div>
      <FormError error={failed} />
      {saving.data?.ok === true && saving.state === 'idle' && <Notice tone="done">{t('mailing:hours.saved')}</Notice>}
      <div><Button look="primary" density="touch" busy={saving.state !== 'idle'}>{t('mailing:hours.save')}</Button></div>
    </saving.Form>
  )
}

import { useFetcher } from '@remix-run/react'

import { FormError } from '#app/ui/form-error.tsx'
import { Switch } from '#app/ui/switch.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { OwnConsent } from '#server/features/registrations/store.ts'

type Answer = { ok: true; value: unknown } | { ok: false; error: { message: string; fields: Record<string, string> } }

/** One switch for each purpose she has agreed to; off takes the consent back at once. */
export function ConsentSwitch({ consent }: { consent: OwnConsent }) {
  const t = useTranslate()
  const pick = usePick()
  const sending = useFetcher<Answer>()
  const wanted = sending.formData?.get('isGiven')
  const isOn = wanted === undefined ? consent.isGiven : wanted === 'on'
  return (
    <li className="border-b border-line py-2">
      <Switch density="touch" label={pick(consent.wordingZh, consent.wordingEn)} hint={t(isOn ? 'registration:consents.given' : 'registration:consents.withdrawn')} checked={isOn} onChange={(change) => sending.submit({ eventId: consent.eventId, purpose: consent.purpose, isGiven: change.target.checked ? 'on' : 'off' }, { method: 'post' })} />
      {sending.data?.ok === false && <FormError error={sending.data.error} />}
    </li>
  )
}

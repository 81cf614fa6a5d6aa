import { useFetcher } from '@remix-run/react'

import { FormError } from '#app/ui/form-error.tsx'
import { Switch } from '#app/ui/switch.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { OwnChoices } from '#server/features/mail-choices/queries.ts'

type Answer = { ok: true; value: unknown } | { ok: false; error: { message: string; fields: Record<string, string> } }

/** One switch for each kind of mail that one can do without. */
export function PurposeSwitch({ purpose, isWanted }: OwnChoices['purposes'][number]) {
  const t = useTranslate()
  const sending = useFetcher<Answer>()
  const wanted = sending.formData?.get('isWanted')
  const isOn = wanted === undefined ? isWanted : wanted === 'on'
  return (
    <li className="border-b border-line py-2">
      <Switch density="touch" label={t(`mailing:purpose.${purpose}.name`)} hint={t(`mailing:purpose.${purpose}.text`)} checked={isOn} onChange={(change) => sending.submit({ purpose, isWanted: change.target.checked ? 'on' : 'off' }, { method: 'post' })} />
      {sending.data?.ok === false && <FormError error={sending.data.error} />}
    </li>
  )
}

import { useFetcher } from '@remix-run/react'
import { useRef } from 'react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { useOncePerAnswer } from '#app/ui/once-per-answer.ts'
import { TextInput } from '#app/ui/text-input.tsx'
import { useToast } from '#app/ui/toast.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { Answer } from '../view.ts'

/** A bounce that came as a mail to somebody: its address is entered by hand. */
export function MarkAddress() {
  const t = useTranslate()
  const toast = useToast()
  const marking = useFetcher<Answer>()
  const form = useRef<HTMLFormElement>(null)
  useOncePerAnswer(marking.data, (answer) => {
    if (!answer.ok) return
    form.current?.reset()
    toast({ text: t('mailing:addresses.marked') })
  })
  const failed = marking.data?.ok === false ? marking.data.error : null
  return (
    <marking.Form ref={form} method="post" noValidate autoComplete="off" className="mt-8 flex max-w-xl flex-col gap-4" aria-labelledby="mark-address">
      <input type="hidden" name="intent" value="mark" />
      <div>
        <h2 id="mark-address" className="text-lg font-semibold">{t('mailing:addresses.markTitle')}</h2>
        <p className="mt-1 max-w-prose text-ink-2">{t('mailing:addresses.markLead')}</p>
      </div>
      <TextInput name="address" type="email" label={t('mailing:addresses.address')} error={failed?.fields?.['address']} autoComplete="off" spellCheck={false} maxLength={320} />
      <FormError error={failed} />
      <div><Button busy={marking.state !== 'idle'}>{t('mailing:addresses.mark')}</Button></div>
    </marking.Form>
  )
}

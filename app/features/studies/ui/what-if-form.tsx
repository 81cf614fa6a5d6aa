import { Form, useNavigation } from '@remix-run/react'
import { Split } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { FormError } from '#app/ui/form-error.tsx'
import { Select } from '#app/ui/select.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

const lengths = [2, 5, 10, 30, 60]

/** How long to search for each answer. */
export function WhatIfForm({ draftId, again, error }: { draftId: string; again: boolean; error: { message: string; fields?: Record<string, string> } | null }) {
  const t = useTranslate()
  const busy = useNavigation().formData?.get('intent') === 'ask'
  return (
    <Form method="post" className="mb-6 flex flex-wrap items-end gap-4">
      <FormError error={error} />
      <input type="hidden" name="draftId" value={draftId} />
      <Select name="seconds" label={t('studies:whatIf.seconds')} defaultValue="5" className="w-44" options={lengths.map((seconds) => ({ value: String(seconds), label: t('studies:whatIf.secondsOption', { count: seconds }) }))} />
      <Button name="intent" value="ask" look="primary" icon={Split} busy={busy}>{t(again ? 'studies:whatIf.again' : 'studies:whatIf.start')}</Button>
    </Form>
  )
}

import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

/** Out of the event: one step away, and said what it does. */
export function RemovalCard({ eventId, delegationId }: { eventId: string; delegationId: string }) {
  const t = useTranslate()
  return (
    <details className="rounded-md border border-line bg-sheet p-4">
      <summary className="w-fit cursor-pointer font-semibold">{t('directory:removal.title')}</summary>
      <p className="mt-2 text-sm text-ink-2">{t('directory:removal.text')}</p>
      <Form method="post" className="mt-3">
        <input type="hidden" name="intent" value="removeDelegation" />
        <input type="hidden" name="eventId" value={eventId} />
        <input type="hidden" name="delegationId" value={delegationId} />
        <Button look="danger">{t('directory:removal.button')}</Button>
      </Form>
    </details>
  )
}

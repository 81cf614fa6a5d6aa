import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

export type Taken = { created: number; updated: number; people: number; elsewhere: number }

/** What a roster brought when it was taken over, and the way back. */
export function ImportDone({ state, taken, to }: { state: 'applied' | 'undone'; taken: Taken | null; to: string }) {
  const t = useTranslate()
  if (state === 'undone') return <Notice>{t('imports:undone')}</Notice>
  return (
    <Notice
      tone="done"
      action={<Form method="post"><Button name="intent" value="undo">{t('imports:undo')}</Button></Form>}
    >
      {taken === null ? t('imports:state.applied') : t('imports:bar.applied', taken)} {taken !== null && taken.elsewhere > 0 && t('imports:bar.elsewhere', { count: taken.elsewhere })}{' '}
      <TextLink to={to}>{t('imports:bar.toPeople')}</TextLink>
    </Notice>
  )
}

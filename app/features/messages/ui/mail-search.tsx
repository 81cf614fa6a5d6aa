import { Form } from '@remix-run/react'
import { Search } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

import type { MailFilterProps } from './mail-filter.tsx'

/** One person's mails, by a part of her name or address. */
export function MailSearch({ state, template, q, bulk }: Pick<MailFilterProps, 'state' | 'template' | 'q' | 'bulk'>) {
  const t = useTranslate()
  return (
    <Form className="mb-4 flex max-w-md items-end gap-2" role="search">
      {state && <input type="hidden" name="state" value={state} />}
      {template && <input type="hidden" name="template" value={template} />}
      {bulk && <input type="hidden" name="bulk" value={bulk} />}
      <TextInput key={q} name="q" type="search" label={t('mailing:filter.q')} hideLabel placeholder={t('mailing:filter.q')} defaultValue={q} className="flex-1" />
      <Button icon={Search}>{t('mailing:filter.find')}</Button>
    </Form>
  )
}

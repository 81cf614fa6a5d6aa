import { Form, Link, useSubmit } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { classes } from '#app/ui/classes.ts'
import { Select } from '#app/ui/select.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { MailList } from '#server/features/messages/queries.ts'
import type { MailState } from '#server/features/messages/store.ts'

import { statesInOrder } from '../view.ts'

export type MailFilterProps = Pick<MailList, 'counts' | 'all' | 'templates'> & { state: MailState | null; template: string | null; q: string; bulk: string | null }

/** Which state, with how many there are in it, and which kind of mail; both are in the address. */
export function MailFilter({ counts, all, templates, state, template, q, bulk }: MailFilterProps) {
  const t = useTranslate()
  const submit = useSubmit()
  const to = (next: MailState | null): string => `?${new URLSearchParams({ ...(next ? { state: next } : {}), ...(template ? { template } : {}), ...(q ? { q } : {}), ...(bulk ? { bulk } : {}) })}`
  const choices = [{ value: null, label: t('mail:outbox.all'), count: all }, ...statesInOrder.map((value) => ({ value, label: t(`mail:outbox.state.${value}`), count: counts[value] ?? 0 }))]
  return (
    <div className="mb-4 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <nav aria-label={t('mail:outbox.stateHead')} className="strip -mx-4 max-w-[calc(100%+2rem)] px-4">
        <ul className="flex w-max gap-1">
          {choices.map(({ value, label, count }) => (
            <li key={value ?? ''}>
              <Link
                to={to(value)}
                preventScrollReset
                aria-current={value === state ? 'true' : undefined}
                className={classes('control flex items-center gap-2 rounded-sm px-3 text-sm', value === state ? 'bg-sea-wash font-semibold text-sea-ink' : 'text-ink-2 hover:bg-sunk hover:text-ink')}
              >
                {label}
                <span className={classes('figures text-xs', (value === 'failed' || value === 'bounced') && count > 0 && 'font-semibold text-vermilion-ink')}>{count}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Form className="flex items-end gap-2 max-md:w-full" onChange={(change) => submit(change.currentTarget)}>
        {state && <input type="hidden" name="state" value={state} />}
        {q && <input type="hidden" name="q" value={q} />}
        {bulk && <input type="hidden" name="bulk" value={bulk} />}
        <Select
          key={template}
          name="template"
          label={t('mail:outbox.what')}
          hideLabel
          defaultValue={template ?? ''}
          placeholder={t('mail:outbox.anyTemplate')}
          options={templates.map((value) => ({ value, label: t(`mail:outbox.template.${value}`, { defaultValue: value }) }))}
          className="max-md:flex-1 md:w-56"
        />
        <noscript><Button>{t('mail:outbox.filter')}</Button></noscript>
      </Form>
    </div>
  )
}

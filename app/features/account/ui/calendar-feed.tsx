import { Form } from '@remix-run/react'

import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useTranslate } from '#app/ui/translate.tsx'

/** The reader's own calendar address: to subscribe to, to copy, and to replace. */
export function CalendarFeed({ address, revoked }: { address: string; revoked: boolean }) {
  const t = useTranslate()
  return (
    <div className="mt-10">
      <h2 className="text-lg">{t('auth:account.calendar')}</h2>
      <p className="mb-4 text-sm text-ink-2">{t('auth:account.calendarLead')}</p>
      {revoked && <Notice tone="done" className="mb-4">{t('auth:account.calendarRevoked')}</Notice>}
      <input readOnly value={address} aria-label={t('auth:account.calendarAddress')} onFocus={(event) => event.currentTarget.select()} className="control w-full rounded-md border border-line bg-sunk px-3 text-sm" />
      <div className="mt-3 flex flex-wrap items-center gap-4">
        <a href={address.replace(/^http/, 'webcal')} rel="noreferrer">{t('auth:account.calendarSubscribe')}</a>
        <Form method="post">
          <Button name="intent" value="revoke-feed">{t('auth:account.calendarRevoke')}</Button>
        </Form>
      </div>
      <p className="mt-2 text-sm text-ink-2">{t('auth:account.calendarRevokeHelp')}</p>
    </div>
  )
}

import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useLoaderData, useSearchParams } from '@remix-run/react'
import { Inbox } from 'lucide-react'

import { valueOrThrow } from '#app/http/respond.ts'
import { MailView } from '#app/features/mailbox/ui/mail-view.tsx'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { PublicFrame } from '#app/ui/frame/public-frame.tsx'
import { PageHead } from '#app/ui/page-head.tsx'
import { pageMeta } from '#app/ui/page-meta.ts'
import { Select } from '#app/ui/select.tsx'
import { Time } from '#app/ui/time.tsx'
import { useReaderZone } from '#app/ui/reader-zone.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import { translator } from '#server/i18n/server-messages.ts'

export const handle = { i18n: ['auth'] }
export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.title)

/** Where no mail server is configured, in demo and development, mails are read here. Elsewhere there is no such page. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  const to = query.get('to') || null
  const mailId = query.get('mail')
  const { entries, addresses } = valueOrThrow(await context.app.messages.mailbox(to), context)
  const chosen = mailId ?? entries[0]?.id ?? null
  const mail = chosen === null ? null : valueOrThrow(await context.app.messages.mailboxMail(chosen), context)
  return { title: translator(context.locale)('auth:mailbox.title'), to, entries, addresses, mail }
}

export default function Mailbox() {
  const { to, entries, addresses, mail } = useLoaderData<typeof loader>()
  const [query] = useSearchParams()
  const zone = useReaderZone() ?? 'Asia/Shanghai'
  const t = useTranslate()
  const address = (id: string): string => `/mailbox?${new URLSearchParams({ ...(to ? { to } : {}), mail: id })}`
  return (
    <PublicFrame>
      <PageHead title={t('auth:mailbox.title')} lead={t('auth:mailbox.lead')} />
      <Form className="mb-6 flex max-w-lg items-end gap-2" onChange={(change) => change.currentTarget.requestSubmit()}>
        <Select key={to} name="to" label={t('auth:mailbox.address')} defaultValue={to ?? ''} placeholder={t('auth:mailbox.all')} options={addresses.map((one) => ({ value: one, label: one }))} className="flex-1" />
        <noscript><Button>{t('auth:mailbox.show')}</Button></noscript>
      </Form>
      {entries.length === 0 ? (
        <EmptyState icon={Inbox} title={t('auth:mailbox.empty')}>{t('auth:mailbox.emptyHelp')}</EmptyState>
      ) : (
        <div className="grid gap-8 lg:grid-cols-[20rem_1fr]">
          <ul aria-label={t('auth:mailbox.from')} className={`border-t border-line lg:sticky lg:top-20 lg:max-h-[calc(100dvh-7rem)] lg:self-start lg:overflow-y-auto ${query.has('mail') ? 'max-lg:hidden' : ''}`}>
            {entries.map((entry) => (
              <li key={entry.id} className="border-b border-line">
                <Link to={address(entry.id)} aria-current={entry.id === mail?.id || undefined} className="block px-3 py-2 hover:bg-sunk aria-[current]:bg-sea-wash">
                  <span className="flex justify-between gap-3 text-xs text-ink-2">
                    <span className="truncate">{entry.toEmail}</span>
                    <Time at={entry.createdAt} zone={zone} />
                  </span>
                  <span className="block truncate text-sm font-medium">{entry.subject}</span>
                </Link>
              </li>
            ))}
          </ul>
          {mail && <MailView mail={mail} />}
        </div>
      )}
    </PublicFrame>
  )
}

import { Form, useNavigation } from '@remix-run/react'
import { CircleAlert, RotateCcw } from 'lucide-react'

import { Button } from '#app/ui/button.tsx'
import { Status } from '#app/ui/status.tsx'
import { Table, type Column } from '#app/ui/table.tsx'
import { Time } from '#app/ui/time.tsx'
import { wallDay, wallTime } from '#app/ui/time-format.ts'
import { useLocale, useTranslate } from '#app/ui/translate.tsx'
import type { MailRow } from '#server/features/messages/queries.ts'

import { failureOf, maySendAgain, toneOf } from '../view.ts'

export type MailTableProps = { mails: MailRow[]; zone: string; caption: string }

/** Who was written to, about what, and what became of it; a mail that bounced can be sent again. */
export function MailTable({ mails, zone, caption }: MailTableProps) {
  const t = useTranslate()
  const columns: Column<MailRow>[] = [
    { key: 'to', head: t('mail:outbox.to'), names: true, className: 'md:w-64', cell: (mail) => <Recipient mail={mail} /> },
    { key: 'what', head: t('mail:outbox.what'), cell: (mail) => <About mail={mail} /> },
    { key: 'state', head: t('mail:outbox.stateHead'), className: 'md:w-56', cell: (mail) => <State mail={mail} zone={zone} /> },
    { key: 'at', head: t('mail:outbox.at'), className: 'figures md:w-32', cell: (mail) => <Time at={mail.sentAt ?? mail.createdAt} zone={zone} show="both" /> },
    { key: 'again', head: <span className="sr-only">{t('mail:outbox.again')}</span>, align: 'end', className: 'md:w-36', cell: (mail) => maySendAgain(mail) && <Again mail={mail} /> },
  ]
  return <Table caption={caption} columns={columns} rows={mails} rowKey={(mail) => mail.id} />
}

function Recipient({ mail }: { mail: MailRow }) {
  return (
    <span className="block min-w-0">
      {mail.toName && <span className="block wrap-anywhere font-medium">{mail.toName}</span>}
      <span className="block text-xs wrap-anywhere text-ink-2">{mail.toEmail}</span>
    </span>
  )
}

function About({ mail }: { mail: MailRow }) {
  const t = useTranslate()
  return (
    <span className="block min-w-0">
      <span className="block">{t(`mail:outbox.template.${mail.template}`, { defaultValue: mail.template })}</span>
      {mail.subject && <span className="block text-xs wrap-anywhere text-ink-2">{mail.subject}</span>}
    </span>
  )
}

function State({ mail, zone }: { mail: MailRow; zone: string }) {
  const t = useTranslate()
  const locale = useLocale()
  const isHeldBack = mail.state === 'suppressed'
  const failure = isHeldBack ? null : failureOf(mail.error)
  return (
    <span className="inline-flex flex-col items-start max-md:items-end">
      <Status plain tone={toneOf[mail.state]} icon={mail.state === 'failed' || mail.state === 'bounced' ? CircleAlert : undefined}>{t(`mail:outbox.state.${mail.state}`)}</Status>
      {isHeldBack && <span className="text-xs text-ink-2">{t(mail.error === 'left' ? 'mailing:filter.left' : 'mailing:filter.before')}</span>}
      {mail.heldUntil !== null && <span className="figures text-xs text-ink-2">{t('mailing:filter.held', { time: `${wallDay(mail.heldUntil, zone, locale)} ${wallTime(mail.heldUntil, zone)}` })}</span>}
      {failure && <span className="text-xs text-ink-2">{t(`mail:outbox.failure.${failure}`)}</span>}
      {mail.attempts > 1 && <span className="figures text-xs text-ink-2">{t('mail:outbox.tries', { count: mail.attempts })}</span>}
    </span>
  )
}

function Again({ mail }: { mail: MailRow }) {
  const t = useTranslate()
  const busy = useNavigation().formData?.get('mailId') === mail.id
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="mailId" value={mail.id} />
      <Button density="dense" icon={RotateCcw} busy={busy} className="whitespace-nowrap" aria-label={t('mail:outbox.againTo', { to: mail.toName || mail.toEmail })}>{t('mail:outbox.again')}</Button>
    </Form>
  )
}

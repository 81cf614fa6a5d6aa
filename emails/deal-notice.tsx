import type { Locale } from '#server/i18n/locales.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailButton, MailFacts, MailHeading, MailText } from './ui/mail-parts.tsx'

export type DealNoticeMailProps = {
  locale: Locale
  heading: string
  lead: string
  facts: { label: string; value: string }[]
  /** What the other side wrote. */
  message?: string
  note?: string
  button: string
  link: string
  why: string
}

/** One piece of news about a request or a meeting: what happened, the facts, and one thing to do. */
export function DealNoticeMail({ locale, heading, lead, facts, message = '', note = '', button, link, why }: DealNoticeMailProps) {
  return (
    <MailLayout locale={locale} preview={lead} why={why}>
      <MailHeading>{heading}</MailHeading>
      <MailText>{lead}</MailText>
      <MailFacts facts={facts} />
      {message !== '' && <MailText>{message}</MailText>}
      <MailButton href={link}>{button}</MailButton>
      {note !== '' && <MailText soft>{note}</MailText>}
    </MailLayout>
  )
}

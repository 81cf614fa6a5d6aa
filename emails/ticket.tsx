import type { Locale } from '#server/i18n/locales.ts'
import type { QrCode } from '#server/platform/qr.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailButton, MailFacts, MailHeading, MailText } from './ui/mail-parts.tsx'
import { MailQr } from './ui/mail-qr.tsx'

export type TicketMailProps = {
  locale: Locale
  heading: string
  lead: string
  facts: { label: string; value: string }[]
  qr: QrCode
  qrLabel: string
  /** The code in letters, for a door without a camera. */
  code: string
  note: string
  button: string
  link: string
  why: string
}

/** A confirmed place: when, where, and what is scanned at the door. */
export function TicketMail({ locale, heading, lead, facts, qr, qrLabel, code, note, button, link, why }: TicketMailProps) {
  return (
    <MailLayout locale={locale} preview={lead} why={why}>
      <MailHeading>{heading}</MailHeading>
      <MailText>{lead}</MailText>
      <MailFacts facts={facts} />
      <MailQr code={qr} label={qrLabel} />
      <MailText soft>{code}</MailText>
      <MailText soft>{note}</MailText>
      <MailButton href={link}>{button}</MailButton>
    </MailLayout>
  )
}

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailLines } from './ui/mail-lines.tsx'
import { MailButton, MailHeading, MailText } from './ui/mail-parts.tsx'
import { cityOf } from './ui/mail-zone.ts'

export type RequestLine = { /** New, first in line, accepted … */ news: string; partner: string; below: string }
export type RequestsChangedMailProps = { locale: Locale; event: string; zone: string; lines: RequestLine[]; /** Nothing but requests that wait for an answer. */ isAllNew: boolean; link: string }

/** All that happened to one person's requests since she was last told, once each, as it stands. */
export function RequestsChangedMail({ locale, event, zone, lines, isAllNew, link }: RequestsChangedMailProps) {
  const t = translator(locale)
  const values = { event, count: lines.length }
  const said = t(isAllNew ? 'mail:requests.leadNew' : 'mail:requests.lead', values)
  return (
    <MailLayout locale={locale} preview={said} why={t('mail:requests.why', values)}>
      <MailHeading>{t(isAllNew ? 'mail:requests.headingNew' : 'mail:requests.heading', values)}</MailHeading>
      <MailText>{said}</MailText>
      <MailLines lines={lines.map(({ news, partner, below }) => ({ when: news, what: partner, below }))} whenWidth={112} />
      <MailText soft>{t('mail:changed.zone', { zone: cityOf(zone, locale) })}</MailText>
      <MailButton href={link}>{t('mail:requests.button')}</MailButton>
    </MailLayout>
  )
}

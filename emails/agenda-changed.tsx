import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailLines } from './ui/mail-lines.tsx'
import { MailButton, MailCalendar, MailHeading, MailText } from './ui/mail-parts.tsx'
import { cityOf } from './ui/mail-zone.ts'

export type AgendaLine = { when: string; partner: string; table: string; /** New, called off, or where it was before. */ news: string; isGone: boolean }
export type AgendaChangedMailProps = { locale: Locale; event: string; zone: string; lines: AgendaLine[]; link: string }

/** All that changed on one person's day since she was last told, once each, as it stands. */
export function AgendaChangedMail({ locale, event, zone, lines, link }: AgendaChangedMailProps) {
  const t = translator(locale)
  const values = { event, count: lines.length }
  return (
    <MailLayout locale={locale} preview={t('mail:changed.preview', values)} why={t('mail:changed.why', values)}>
      <MailHeading>{t('mail:changed.heading', values)}</MailHeading>
      <MailText>{t('mail:changed.lead', values)}</MailText>
      <MailLines lines={lines.map(({ when, partner, table, news, isGone }) => ({ when, what: partner, below: [table, news].filter(Boolean).join(' · '), isGone }))} />
      <MailText soft>{t('mail:changed.zone', { zone: cityOf(zone, locale) })}</MailText>
      <MailButton href={link}>{t('mail:deal.openAgenda')}</MailButton>
      <MailCalendar locale={locale} said={t('mail:calendar.several')} link={link} />
    </MailLayout>
  )
}

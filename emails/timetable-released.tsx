import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailLines } from './ui/mail-lines.tsx'
import { MailButton, MailCalendar, MailHeading, MailText } from './ui/mail-parts.tsx'
import { cityOf } from './ui/mail-zone.ts'

export type ReleasedLine = { when: string; partner: string; table: string; /** What it was before, or that it is new. */ news: string }
export type TimetableReleasedMailProps = { locale: Locale; event: string; release: string; zone: string; lines: ReleasedLine[]; link: string }

/** What changed on one person's day, and only that. */
export function TimetableReleasedMail({ locale, event, release, zone, lines, link }: TimetableReleasedMailProps) {
  const t = translator(locale)
  return (
    <MailLayout locale={locale} preview={t('mail:released.preview', { count: lines.length })} why={t('mail:released.why', { event })}>
      <MailHeading>{t('mail:released.heading', { event })}</MailHeading>
      <MailText>{t('mail:released.lead', { release, count: lines.length })}</MailText>
      <MailLines lines={lines.map(({ when, partner, table, news }) => ({ when, what: partner, below: [table, news].filter(Boolean).join(' · ') }))} />
      <MailText soft>{t('mail:released.zone', { zone: cityOf(zone, locale) })}</MailText>
      <MailButton href={link}>{t('mail:released.button')}</MailButton>
      <MailCalendar locale={locale} said={t(lines.length > 1 ? 'mail:calendar.several' : 'mail:released.calendar')} link={link} />
    </MailLayout>
  )
}

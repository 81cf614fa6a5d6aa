import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailLines } from './ui/mail-lines.tsx'
import { MailButton, MailCalendar, MailHeading, MailText } from './ui/mail-parts.tsx'
import { cityOf } from './ui/mail-zone.ts'

export type AppearanceLine = { when: string; title: string; place: string; /** New, moved or gone, in words. */ news: string }
export type ProgrammeReleasedMailProps = { locale: Locale; event: string; release: string; zone: string; lines: AppearanceLine[]; link: string; isGone: boolean }

/** One person's own appearances that a release of the programme brought, moved or took away. */
export function ProgrammeReleasedMail({ locale, event, release, zone, lines, link, isGone }: ProgrammeReleasedMailProps) {
  const t = translator(locale)
  return (
    <MailLayout locale={locale} preview={t('mail:programme.preview', { count: lines.length })} why={t('mail:programme.why', { event })}>
      <MailHeading>{t('mail:programme.heading', { event })}</MailHeading>
      <MailText>{t(isGone ? 'mail:programme.leadGone' : 'mail:programme.lead', { release, count: lines.length })}</MailText>
      <MailLines lines={lines.map(({ when, title, place, news }) => ({ when, what: title, below: [place, news].filter(Boolean).join(' · ') }))} />
      <MailText soft>{t('mail:programme.zone', { zone: cityOf(zone, locale) })}</MailText>
      <MailButton href={link}>{t('mail:programme.button')}</MailButton>
      <MailCalendar locale={locale} said={t(lines.length > 1 ? 'mail:calendar.several' : 'mail:programme.calendar')} link={link} />
    </MailLayout>
  )
}

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailLines } from './ui/mail-lines.tsx'
import { MailButton, MailHeading, MailText } from './ui/mail-parts.tsx'
import { cityOf } from './ui/mail-zone.ts'

/** `isTomorrow`: it is the next day for its reader too, wherever her clock is. */
export type DayReminderMailProps = { locale: Locale; event: string; day: string; isTomorrow: boolean; zone: string; lines: { time: string; partner: string; place: string }[]; link: string }

/** One person's meetings of a day, in order. */
export function DayReminderMail({ locale, event, day, isTomorrow, zone, lines, link }: DayReminderMailProps) {
  const t = translator(locale)
  const values = { event, day, count: lines.length }
  const key = isTomorrow ? 'mailing:reminder' : 'mailing:reminder.dated'
  return (
    <MailLayout locale={locale} preview={t('mailing:reminder.preview', { day, time: lines[0]?.time ?? '' })} why={t(`${key}.why`, values)}>
      <MailHeading>{t(`${key}.heading`, values)}</MailHeading>
      <MailText>{t('mailing:reminder.lead', values)}</MailText>
      <MailLines lines={lines.map(({ time, partner, place }) => ({ when: time, what: partner, below: place }))} whenWidth={120} />
      <MailText soft>{t('mailing:reminder.zone', { zone: cityOf(zone, locale) })}</MailText>
      <MailButton href={link}>{t('mailing:reminder.button')}</MailButton>
    </MailLayout>
  )
}

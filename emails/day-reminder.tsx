import { Column, Row, Section } from '@react-email/components'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailButton, MailHeading, MailText } from './ui/mail-parts.tsx'
import { colours } from './ui/mail-style.ts'

export type DayReminderMailProps = { locale: Locale; event: string; day: string; zone: string; lines: { time: string; partner: string; place: string }[]; link: string }

/** One person's meetings of tomorrow, in order. */
export function DayReminderMail({ locale, event, day, zone, lines, link }: DayReminderMailProps) {
  const t = translator(locale)
  const values = { event, day, count: lines.length }
  return (
    <MailLayout locale={locale} preview={t('mailing:reminder.preview', { day, time: lines[0]?.time ?? '' })} why={t('mailing:reminder.why', { event })}>
      <MailHeading>{t('mailing:reminder.heading', { event })}</MailHeading>
      <MailText>{t('mailing:reminder.lead', values)}</MailText>
      <Section className="m-line" style={{ margin: '12px 0', borderTop: `1px solid ${colours.line}` }}>
        {lines.map(({ time, partner, place }) => (
          <Row className="m-line" key={`${time} ${partner}`} style={{ borderBottom: `1px solid ${colours.line}` }}>
            <Column className="m-ink" style={{ width: '120px', padding: '8px 0', fontSize: '14px', fontVariantNumeric: 'tabular-nums', verticalAlign: 'top' }}>{time}</Column>
            <Column className="m-ink" style={{ padding: '8px 0', fontSize: '16px', verticalAlign: 'top' }}>
              {partner}
              {place !== '' && <div className="m-soft" style={{ fontSize: '14px', color: colours.soft }}>{place}</div>}
            </Column>
          </Row>
        ))}
      </Section>
      <MailText soft>{t('mailing:reminder.zone', { zone })}</MailText>
      <MailButton href={link}>{t('mailing:reminder.button')}</MailButton>
    </MailLayout>
  )
}

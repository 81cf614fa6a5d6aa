import { Column, Row, Section } from '@react-email/components'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailButton, MailHeading, MailText } from './ui/mail-parts.tsx'
import { colours } from './ui/mail-style.ts'

export type ReleasedLine = { when: string; partner: string; table: string; /** What it was before, or that it is new. */ news: string }
export type TimetableReleasedMailProps = { locale: Locale; event: string; release: string; zone: string; lines: ReleasedLine[]; link: string }

/** What changed on one person's day, and only that. */
export function TimetableReleasedMail({ locale, event, release, zone, lines, link }: TimetableReleasedMailProps) {
  const t = translator(locale)
  return (
    <MailLayout locale={locale} preview={t('mail:released.preview', { count: lines.length })} why={t('mail:released.why', { event })}>
      <MailHeading>{t('mail:released.heading', { event })}</MailHeading>
      <MailText>{t('mail:released.lead', { release, count: lines.length })}</MailText>
      <Section className="m-line" style={{ margin: '12px 0', borderTop: `1px solid ${colours.line}` }}>
        {lines.map(({ when, partner, table, news }) => (
          <Row className="m-line" key={`${when} ${partner}`} style={{ borderBottom: `1px solid ${colours.line}` }}>
            <Column className="m-ink" style={{ width: '148px', padding: '8px 0', fontSize: '14px', fontVariantNumeric: 'tabular-nums', verticalAlign: 'top' }}>{when}</Column>
            <Column className="m-ink" style={{ padding: '8px 0', fontSize: '16px', verticalAlign: 'top' }}>
              {partner}
              <div className="m-soft" style={{ fontSize: '14px', color: colours.soft }}>{[table, news].filter(Boolean).join(' · ')}</div>
            </Column>
          </Row>
        ))}
      </Section>
      <MailText soft>{t('mail:released.zone', { zone })}</MailText>
      <MailButton href={link}>{t('mail:released.button')}</MailButton>
      <MailText soft>{t('mail:released.calendar')}</MailText>
    </MailLayout>
  )
}

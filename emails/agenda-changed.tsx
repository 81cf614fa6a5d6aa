import { Column, Row, Section } from '@react-email/components'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailButton, MailHeading, MailText } from './ui/mail-parts.tsx'
import { colours } from './ui/mail-style.ts'

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
      <Section className="m-line" style={{ margin: '12px 0', borderTop: `1px solid ${colours.line}` }}>
        {lines.map(({ when, partner, table, news, isGone }) => (
          <Row className="m-line" key={`${when} ${partner}`} style={{ borderBottom: `1px solid ${colours.line}` }}>
            <Column className="m-ink" style={{ width: '148px', padding: '8px 0', fontSize: '14px', fontVariantNumeric: 'tabular-nums', verticalAlign: 'top', textDecoration: isGone ? 'line-through' : 'none' }}>{when}</Column>
            <Column className="m-ink" style={{ padding: '8px 0', fontSize: '16px', verticalAlign: 'top' }}>
              {partner}
              <div className="m-soft" style={{ fontSize: '14px', color: colours.soft }}>{[table, news].filter(Boolean).join(' · ')}</div>
            </Column>
          </Row>
        ))}
      </Section>
      <MailText soft>{t('mail:changed.zone', { zone })}</MailText>
      <MailButton href={link}>{t('mail:deal.openAgenda')}</MailButton>
      <MailText soft>{t('mail:changed.calendar')}</MailText>
    </MailLayout>
  )
}

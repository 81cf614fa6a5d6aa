import { Column, Row, Section } from '@react-email/components'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailButton, MailHeading, MailText } from './ui/mail-parts.tsx'
import { colours } from './ui/mail-style.ts'

export type AppearanceLine = { when: string; title: string; place: string; /** New, moved or gone, in words. */ news: string }
export type ProgrammeReleasedMailProps = { locale: Locale; event: string; release: string; zone: string; lines: AppearanceLine[]; link: string; isGone: boolean }

/** One person's own appearances that a release of the programme brought, moved or took away. */
export function ProgrammeReleasedMail({ locale, event, release, zone, lines, link, isGone }: ProgrammeReleasedMailProps) {
  const t = translator(locale)
  return (
    <MailLayout locale={locale} preview={t('mail:programme.preview', { count: lines.length })} why={t('mail:programme.why', { event })}>
      <MailHeading>{t('mail:programme.heading', { event })}</MailHeading>
      <MailText>{t(isGone ? 'mail:programme.leadGone' : 'mail:programme.lead', { release, count: lines.length })}</MailText>
      <Section className="m-line" style={{ margin: '12px 0', borderTop: `1px solid ${colours.line}` }}>
        {lines.map(({ when, title, place, news }) => (
          <Row className="m-line" key={`${when} ${title}`} style={{ borderBottom: `1px solid ${colours.line}` }}>
            <Column className="m-ink" style={{ width: '148px', padding: '8px 0', fontSize: '14px', fontVariantNumeric: 'tabular-nums', verticalAlign: 'top' }}>{when}</Column>
            <Column className="m-ink" style={{ padding: '8px 0', fontSize: '16px', verticalAlign: 'top' }}>
              {title}
              <div className="m-soft" style={{ fontSize: '14px', color: colours.soft }}>{[place, news].filter(Boolean).join(' · ')}</div>
            </Column>
          </Row>
        ))}
      </Section>
      <MailText soft>{t('mail:programme.zone', { zone })}</MailText>
      <MailButton href={link}>{t('mail:programme.button')}</MailButton>
      <MailText soft>{t('mail:programme.calendar')}</MailText>
    </MailLayout>
  )
}

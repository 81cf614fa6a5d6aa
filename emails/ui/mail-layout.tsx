import { Body, Container, Head, Hr, Html, Preview, Section, Text } from '@react-email/components'
import type { ReactNode } from 'react'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { colours, fontFamily } from './mail-style.ts'

export type MailLayoutProps = {
  locale: Locale
  /** The line that mail programs show beside the subject. */
  preview: string
  /** Why this person gets the mail, under the line at the end. */
  why?: string
  children: ReactNode
}

/** Paper, a seal, a hairline; reads well where styles are taken out. */
export function MailLayout({ locale, preview, why, children }: MailLayoutProps) {
  const t = translator(locale)
  return (
    <Html lang={locale}>
      <Head />
      <Preview>{preview}</Preview>
      <Body style={{ margin: 0, padding: '24px 0', background: colours.paper, color: colours.ink, fontFamily, fontSize: '16px', lineHeight: 1.65 }}>
        <Container style={{ maxWidth: '560px', background: colours.sheet, border: `1px solid ${colours.line}`, borderTop: `4px solid ${colours.sea}`, borderRadius: '4px', padding: '24px 32px' }}>
          <Text style={{ margin: '0 0 16px', fontSize: '14px', fontWeight: 600, color: colours.sea }}>{t('common:brand.full')}</Text>
          <Section>{children}</Section>
          <Hr style={{ borderColor: colours.line, margin: '24px 0 12px' }} />
          <Text style={{ margin: 0, fontSize: '12px', lineHeight: '18px', color: colours.soft }}>{why ?? t('mail:layout.why')}</Text>
        </Container>
      </Body>
    </Html>
  )
}

import { Body, Container, Head, Hr, Html, Link, Preview, Section, Text } from '@react-email/components'
import { useContext, type ReactNode } from 'react'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { LeaveLink } from './leave-link.tsx'
import { colours, darkRules, fontFamily } from './mail-style.ts'

export type MailLayoutProps = {
  locale: Locale
  /** The line that mail programs show beside the subject. */
  preview: string
  /** Why this person gets the mail, under the line at the end. */
  why?: string
  children: ReactNode
}

/** Paper, a seal, a hairline; reads well where styles are taken out, and in the dark where mail programs know it. */
export function MailLayout({ locale, preview, why, children }: MailLayoutProps) {
  const t = translator(locale)
  const leave = useContext(LeaveLink)
  return (
    <Html lang={locale}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <style>{darkRules}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body className="m-paper" style={{ margin: 0, padding: '24px 0', color: colours.ink, fontFamily: fontFamily[locale], fontSize: '16px', lineHeight: 1.65 }}>
        <Container className="m-sheet" style={{ maxWidth: '560px', background: colours.sheet, border: `1px solid ${colours.line}`, borderTop: `4px solid ${colours.sea}`, borderRadius: '4px', padding: '24px 32px' }}>
          <Text className="m-sea" style={{ margin: '0 0 16px', fontSize: '14px', fontWeight: 600, color: colours.sea }}>{t('common:brand.full')}</Text>
          <Section>{children}</Section>
          <Hr className="m-line" style={{ borderColor: colours.line, margin: '24px 0 12px' }} />
          <Text className="m-soft" style={{ margin: 0, fontSize: '12px', lineHeight: '18px', color: colours.soft }}>{why ?? t('mail:layout.why')}</Text>
          {leave !== null && <Text className="m-soft" style={{ margin: '8px 0 0', fontSize: '12px', lineHeight: '18px', color: colours.soft }}><Link className="m-soft" href={leave} style={{ color: colours.soft, textDecoration: 'underline' }}>{t('mail:layout.leave')}</Link></Text>}
        </Container>
      </Body>
    </Html>
  )
}

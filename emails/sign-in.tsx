import { Section, Text } from '@react-email/components'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailButton, MailHeading, MailText } from './ui/mail-parts.tsx'
import { colours } from './ui/mail-style.ts'

export type SignInMailProps = { locale: Locale; code: string; link: string }

/** Six digits to type, or a link to press; both for ten minutes, in the browser that asked. */
export function SignInMail({ locale, code, link }: SignInMailProps) {
  const t = translator(locale)
  return (
    <MailLayout locale={locale} preview={t('mail:signIn.preview')} why={t('mail:signIn.why')}>
      <MailHeading>{t('mail:signIn.heading')}</MailHeading>
      <MailText>{t('mail:signIn.code')}</MailText>
      <Section className="m-wash" style={{ margin: '8px 0 16px', padding: '16px', background: colours.wash, borderRadius: '4px', textAlign: 'center' }}>
        <Text className="m-sea" style={{ margin: 0, fontSize: '36px', lineHeight: '44px', fontWeight: 700, letterSpacing: '8px', fontVariantNumeric: 'tabular-nums', color: colours.sea }}>{code}</Text>
      </Section>
      <MailText>{t('mail:signIn.orLink')}</MailText>
      <MailButton href={link}>{t('mail:signIn.button')}</MailButton>
      <MailText soft>{t('mail:signIn.limits')}</MailText>
    </MailLayout>
  )
}

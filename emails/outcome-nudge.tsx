import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailButton, MailFacts, MailHeading, MailText } from './ui/mail-parts.tsx'

export type OutcomeNudgeMailProps = { locale: Locale; event: string; /** The first few; `count` is of all. */ partners: string[]; count: number; /** The last day on which she can answer. */ until?: string; link: string }

const mostNamed = 5

/** After the event: what came of it, while people still know. */
export function OutcomeNudgeMail({ locale, event, partners, count, until, link }: OutcomeNudgeMailProps) {
  const t = translator(locale)
  const named = partners.slice(0, mostNamed)
  const value = [...named, ...(count > named.length ? [t('mailing:outcome.more', { count: count - named.length })] : [])].join(locale === 'en' ? ', ' : '、')
  return (
    <MailLayout locale={locale} preview={t('mailing:outcome.subject', { event })} why={t('mailing:outcome.why', { event })}>
      <MailHeading>{t('mailing:outcome.heading')}</MailHeading>
      <MailText>{t('mailing:outcome.lead', { event, count })}</MailText>
      <MailFacts facts={[{ label: t('mailing:outcome.met'), value }, ...(until === undefined ? [] : [{ label: t('mailing:outcome.until'), value: until }])]} />
      <MailText soft>{t('mailing:outcome.private')}</MailText>
      <MailButton href={link}>{t('mailing:outcome.button')}</MailButton>
    </MailLayout>
  )
}

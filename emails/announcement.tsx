import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { MailButton, MailHeading, MailText } from './ui/mail-parts.tsx'

export type AnnouncementMailProps = { locale: Locale; event: string; subject: string; /** Plain text; an empty line begins a paragraph. */ body: string; link: string }

/** What an organizer writes to many, word by word as she wrote it. */
export function AnnouncementMail({ locale, event, subject, body, link }: AnnouncementMailProps) {
  const t = translator(locale)
  const paragraphs = body.split(/\n\s*\n/).map((one) => one.trim()).filter((one) => one !== '')
  return (
    <MailLayout locale={locale} preview={paragraphs[0]?.slice(0, 120) ?? subject} why={t('mailing:announce.why', { event })}>
      <MailHeading>{subject}</MailHeading>
      {paragraphs.map((paragraph, at) => <MailText key={at}>{paragraph.split('\n').flatMap((line, nth) => (nth === 0 ? [line] : [<br key={nth} />, line]))}</MailText>)}
      <MailButton href={link}>{t('mailing:announce.open')}</MailButton>
    </MailLayout>
  )
}

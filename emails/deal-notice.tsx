import { Link } from '@react-email/components'
import { Fragment } from 'react'

import type { CalendarLinks } from '#server/domain/shared/calendar-links.ts'
import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { MailLayout } from './ui/mail-layout.tsx'
import { colours } from './ui/mail-style.ts'
import { MailButton, MailFacts, MailHeading, MailText } from './ui/mail-parts.tsx'

export type DealNoticeMailProps = {
  locale: Locale
  heading: string
  lead: string
  facts: { label: string; value: string }[]
  /** What the other side wrote. */
  message?: string
  note?: string
  button: string
  link: string
  /** Where the reader's calendar is a page. */
  calendars?: CalendarLinks
  why: string
}

/** One piece of news about a request or a meeting: what happened, the facts, and one thing to do. */
export function DealNoticeMail({ locale, heading, lead, facts, message = '', note = '', button, link, calendars, why }: DealNoticeMailProps) {
  return (
    <MailLayout locale={locale} preview={lead} why={why}>
      <MailHeading>{heading}</MailHeading>
      <MailText>{lead}</MailText>
      <MailFacts facts={facts} />
      {message !== '' && <MailText>{message}</MailText>}
      <MailButton href={link}>{button}</MailButton>
      {note !== '' && <MailText soft>{note}</MailText>}
      {calendars && <Calendars links={calendars} locale={locale} />}
    </MailLayout>
  )
}

function Calendars({ links, locale }: { links: CalendarLinks; locale: Locale }) {
  const t = translator(locale)
  return (
    <MailText soft>
      {t('mail:calendar.addTo')}
      {(['google', 'outlook', 'office'] as const).map((name, at) => (
        <Fragment key={name}>
          {at > 0 && ' · '}
          <Link href={links[name]} style={{ color: colours.sea }}>{t(`mail:calendar.${name}`)}</Link>
        </Fragment>
      ))}
    </MailText>
  )
}

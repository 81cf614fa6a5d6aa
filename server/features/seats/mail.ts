import { createElement } from 'react'

import { DealNoticeMail } from '#emails/deal-notice.tsx'
import type { GuestState } from '#server/domain/seats/guest.ts'
import { clockTime, dayLabel, spanLabel, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import type { MailAbout, MailTemplates } from '#server/features/messages/mail.ts'
import { pickText } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database } from '#server/platform/db.ts'

import { findGuest, findSeatEvent } from './store.ts'

/** Mails that follow from an invitation and its answers. */
export type SeatTemplate = 'seat_invited' | 'seat_confirmed' | 'seat_offered' | 'seat_lapsed'

type Parts = { db: Database; baseUrl: string; parseSubject: (subject: string) => { subjectId: string; revision: number } }

/** Mails about a seat, each made of what is so when it leaves, and unsent where that is over. */
export function createSeatMails({ db, baseUrl, parseSubject }: Parts): MailTemplates {
  const make = (key: string, state: GuestState) => async ({ subjectId: subject, locale }: MailAbout) => {
    const { subjectId, revision } = parseSubject(subject)
    const found = db.read((sql) => {
      const guest = findGuest(sql, subjectId)
      const event = guest === null ? null : findSeatEvent(sql, guest.eventId)
      return guest === null || event === null || guest.state !== state || guest.version !== revision ? null : { guest, event }
    })
    if (found === null) return null
    const { guest, event } = found
    const t = translator(locale)
    const values = { event: pickText(locale, event.nameZh, event.nameEn) }
    const venue = pickText(locale, event.venueZh, event.venueEn)
    const zone = zoneOffsetLabel(event.startsAtMs, event.zone)
    const element = createElement(DealNoticeMail, {
      locale,
      heading: t(`mail:seat.${key}.heading`),
      lead: t(`mail:seat.${key}.lead`, values),
      facts: [
        { label: t('mail:seat.when'), value: `${spanLabel(event.startsAtMs, event.endsAtMs, event.zone, locale)} (${zone})` },
        ...(venue === '' ? [] : [{ label: t('mail:seat.venue'), value: venue }]),
        ...(guest.offeredUntil === null ? [] : [{ label: t('mail:seat.until'), value: `${dayLabel(guest.offeredUntil, event.zone, locale)} ${clockTime(guest.offeredUntil, event.zone)} (${zoneOffsetLabel(guest.offeredUntil, event.zone)})` }]),
      ],
      message: pickText(locale, event.summaryZh, event.summaryEn),
      button: t('mail:seat.open'),
      link: `${baseUrl}/events/${event.slug}/seat`,
      why: t('mail:seat.why', values),
    })
    return { subject: t(`mail:seat.${key}.subject`, values), element, soonestMs: guest.offeredUntil ?? event.startsAtMs }
  }
  return { seat_invited: make('invited', 'invited'), seat_confirmed: make('confirmed', 'going'), seat_offered: make('offered', 'offered'), seat_lapsed: make('lapsed', 'lapsed') }
}

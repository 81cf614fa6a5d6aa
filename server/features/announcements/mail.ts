import { createElement } from 'react'

import { AnnouncementMail } from '#emails/announcement.tsx'
import { languageFor } from '#server/domain/messages/audience.ts'
import type { MailTemplate } from '#server/features/messages/mail.ts'
import { pickText } from '#server/i18n/locales.ts'
import type { Database } from '#server/platform/db.ts'

import { findAnnouncement } from './store.ts'

type EventRow = { slug: string; nameZh: string; nameEn: string; startsAt: number; endsAt: number }

/** What is written the night before, or while it goes on, is about the event: another hall is no news for eight in the morning. */
const soonestOf = ({ startsAt, endsAt }: EventRow, nowMs: number): number | null => (nowMs < startsAt ? startsAt : nowMs < endsAt ? nowMs + 1 : null)

/** A copy in the reader's language, or in the one there is. */
export function createAnnouncementMails({ db, now, baseUrl }: { db: Database; now: () => number; baseUrl: string }): Record<'announcement', MailTemplate> {
  return {
    async announcement({ subjectId, locale }) {
      const found = db.read((sql) => {
        const row = findAnnouncement(sql, subjectId)
        const event = row === null ? undefined : sql.get<EventRow>(`SELECT "slug", "nameZh", "nameEn", "startsAt", "endsAt" FROM "Event" WHERE "id" = ?`, row.eventId)
        return row === null || event === undefined ? null : { row, event }
      })
      if (found === null) return null
      const { row, event } = found
      // Subject and text of one language, never one of each.
      const [subject, body] = languageFor(row, locale) === 'en' ? [row.subjectEn, row.bodyEn] : [row.subjectZh, row.bodyZh]
      const name = pickText(locale, event.nameZh, event.nameEn)
      return { subject, element: createElement(AnnouncementMail, { locale, event: name, subject, body, link: `${baseUrl}/events/${event.slug}` }), soonestMs: soonestOf(event, now()) }
    },
  }
}

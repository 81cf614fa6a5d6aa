import { createElement } from 'react'

import { AnnouncementMail } from '#emails/announcement.tsx'
import type { MailTemplate } from '#server/features/messages/mail.ts'
import { pickText } from '#server/i18n/locales.ts'
import type { Database } from '#server/platform/db.ts'

import { findAnnouncement } from './store.ts'

type EventRow = { slug: string; nameZh: string; nameEn: string }

/** A copy in the reader's language, or in the one there is. */
export function createAnnouncementMails({ db, baseUrl }: { db: Database; baseUrl: string }): Record<'announcement', MailTemplate> {
  return {
    async announcement({ subjectId, locale }) {
      const found = db.read((sql) => {
        const row = findAnnouncement(sql, subjectId)
        const event = row === null ? undefined : sql.get<EventRow>(`SELECT "slug", "nameZh", "nameEn" FROM "Event" WHERE "id" = ?`, row.eventId)
        return row === null || event === undefined ? null : { row, event }
      })
      if (found === null) return null
      const { row, event } = found
      // Subject and text of one language, never one of each.
      const isEn = row.subjectZh === '' || row.bodyZh === '' || (locale === 'en' && row.subjectEn !== '' && row.bodyEn !== '')
      const [subject, body] = isEn ? [row.subjectEn, row.bodyEn] : [row.subjectZh, row.bodyZh]
      const name = pickText(locale, event.nameZh, event.nameEn)
      return { subject, element: createElement(AnnouncementMail, { locale, event: name, subject, body, link: `${baseUrl}/events/${event.slug}` }) }
    },
  }
}

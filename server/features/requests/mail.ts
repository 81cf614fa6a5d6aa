import type { JobRequest } from '#server/jobs/outbox.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import { inList } from '#server/platform/sql-lists.ts'

/** Mails that follow from a request or a meeting. */
export const noticeTemplates = ['request_received', 'request_accepted', 'request_declined', 'request_promoted', 'meeting_scheduled', 'meeting_moved', 'meeting_cancelled'] as const
export type NoticeTemplate = (typeof noticeTemplates)[number]

export type Notice = {
  template: NoticeTemplate
  eventId: string
  /** The request (`request_…`) or meeting (`meeting_…`) it is about. */
  subjectId: string
  /** Version of the request or sequence of the meeting: when another change follows before the mail leaves, it stays unsent. */
  revision: number
  personIds: readonly string[]
  /** Not before so many ms from now. */
  afterMs?: number
}

/** Writes mails and their jobs inside the transaction of a change; what they say is read when they leave. */
export type TellByMail = (held: QuickWork, notice: Notice) => void

/** `request_accepted` about request r at version 2 is about `r@2`. */
export const noticeSubject = (subjectId: string, revision: number): string => `${subjectId}@${revision}`

export function parseNoticeSubject(subject: string): { subjectId: string; revision: number } {
  const [subjectId = '', revision = ''] = subject.split('@')
  return { subjectId, revision: Number(revision) }
}

type Reader = { id: string; email: string; nameZh: string; nameEn: string; locale: string }

export function createTellByMail(parts: { mailDomain: string; sendJob: (mailId: string, runAt: number) => JobRequest }): TellByMail {
  return (held, { template, eventId, subjectId, revision, personIds, afterMs = 0 }) => {
    if (personIds.length === 0) return
    const list = inList([...new Set(personIds)])
    const readers = held.sql.all<Reader>(`SELECT "id", "email", "nameZh", "nameEn", "locale" FROM "Person" WHERE "id" IN (${list.marks}) ORDER BY "id"`, ...list.values)
    for (const reader of readers) {
      const id = held.newId()
      const name = reader.locale === 'en' ? reader.nameEn || reader.nameZh : reader.nameZh || reader.nameEn
      held.sql.run(
        `INSERT INTO "MailMessage" ("id", "personId", "eventId", "toEmail", "toName", "template", "subjectId", "locale", "state", "messageId", "subject", "html", "text", "calendar", "attempts", "error", "createdAt")
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, '', '', '', '', 0, '', ?)`,
        id, reader.id, eventId, reader.email, name, template, noticeSubject(subjectId, revision), reader.locale, `<${id}@${parts.mailDomain}>`, held.now,
      )
      held.job(parts.sendJob(id, held.now + afterMs))
    }
  }
}

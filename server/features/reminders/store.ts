import type { SyncSql } from '#server/platform/db.ts'

/** Events that people meet at in the next two days; `endsAtMs` of the last meeting. */
export const eventsAhead = (sql: SyncSql, nowMs: number): { id: string; zone: string }[] =>
  sql.all(`SELECT "id", "zone" FROM "Event" WHERE "id" IN (SELECT "eventId" FROM "Meeting" WHERE "state" = 'scheduled' AND "startsAt" > ? AND "startsAt" < ?) ORDER BY "id"`, nowMs, nowMs + 2 * 86_400_000)

export type Reminded = { personId: string; email: string; nameZh: string; nameEn: string; locale: string }

/** Who meets anybody within a stretch of time. */
export const peopleMeeting = (sql: SyncSql, eventId: string, fromMs: number, toMs: number): Reminded[] =>
  sql.all(
    `SELECT DISTINCT p."id" AS "personId", p."email", p."nameZh", p."nameEn", p."locale" FROM "Person" p JOIN "MeetingAttendee" a ON a."personId" = p."id" JOIN "Meeting" m ON m."id" = a."meetingId"
     WHERE m."eventId" = ? AND m."state" = 'scheduled' AND m."startsAt" >= ? AND m."startsAt" < ? ORDER BY p."id"`, eventId, fromMs, toMs)

/** Where her clock is, as far as she has said. */
export const zoneOf = (sql: SyncSql, personId: string): string | null => sql.get<{ zone: string | null }>(`SELECT "zone" FROM "Person" WHERE "id" = ?`, personId)?.zone ?? null

/** False where she has been reminded of that day already. */
export function insertReminder(sql: SyncSql, of: { id: string; eventId: string; day: string; to: Reminded; mailDomain: string; now: number }): boolean {
  const { to } = of
  const name = to.locale === 'en' ? to.nameEn || to.nameZh : to.nameZh || to.nameEn
  return sql.run(
    `INSERT INTO "MailMessage" ("id", "personId", "eventId", "toEmail", "toName", "template", "subjectId", "locale", "state", "messageId", "subject", "html", "text", "calendar", "attempts", "error", "createdAt", "onceKey")
     VALUES (?, ?, ?, ?, ?, 'day_reminder', ?, ?, 'queued', ?, '', '', '', '', 0, '', ?, ?) ON CONFLICT ("onceKey") DO NOTHING`,
    of.id, to.personId, of.eventId, to.email, name, `${of.eventId}@${of.day}`, to.locale, `<${of.id}@${of.mailDomain}>`, of.now, `day:${of.eventId}:${of.day}:${to.personId}`) === 1
}

import type { Phase } from '#server/domain/events/phases.ts'
import type { OutcomeReader } from '#server/features/outcomes/store.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type PastEvent = { id: string; slug: string; nameZh: string; nameEn: string; zone: string; endsAtMs: number; phase: Phase }

const eventColumns = `"id", "slug", "nameZh", "nameEn", "zone", "endsAt" AS "endsAtMs", "phase"`

export const findEvent = (sql: SyncSql, eventId: string): PastEvent | null => sql.get<PastEvent>(`SELECT ${eventColumns} FROM "Event" WHERE "id" = ?`, eventId) ?? null

/** Events that ended within a stretch of time. */
export const eventsEnded = (sql: SyncSql, fromMs: number, toMs: number): PastEvent[] => sql.all(`SELECT ${eventColumns} FROM "Event" WHERE "endsAt" > ? AND "endsAt" < ? ORDER BY "id"`, fromMs, toMs)

export const nudgeKey = (eventId: string, days: number, personId: string): string => `outcome:${eventId}:${days}:${personId}`

export const nudgedBefore = (sql: SyncSql, key: string): boolean => sql.get(`SELECT 1 AS "is" FROM "MailMessage" WHERE "onceKey" = ?`, key) !== undefined

/** False where she has had this nudge already. */
export function insertNudge(sql: SyncSql, of: { id: string; eventId: string; days: number; to: OutcomeReader; mailDomain: string; now: number }): boolean {
  const { to } = of
  const name = to.locale === 'en' ? to.nameEn || to.nameZh : to.nameZh || to.nameEn
  return sql.run(
    `INSERT INTO "MailMessage" ("id", "personId", "eventId", "toEmail", "toName", "template", "subjectId", "locale", "state", "messageId", "subject", "html", "text", "calendar", "attempts", "error", "createdAt", "onceKey")
     VALUES (?, ?, ?, ?, ?, 'outcome_nudge', ?, ?, 'queued', ?, '', '', '', '', 0, '', ?, ?) ON CONFLICT ("onceKey") DO NOTHING`,
    of.id, to.personId, of.eventId, to.email, name, of.eventId, to.locale, `<${of.id}@${of.mailDomain}>`, of.now, nudgeKey(of.eventId, of.days, to.personId)) === 1
}

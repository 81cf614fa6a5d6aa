import type { Audience, Reached } from '#server/domain/messages/audience.ts'
import { registrationKinds } from '#server/domain/registration/kinds.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { isReachable } from '#server/platform/sql-addresses.ts'
import { inList } from '#server/platform/sql-lists.ts'

export type AnnouncementText = { subjectZh: string; subjectEn: string; bodyZh: string; bodyEn: string }
export type AnnouncementRow = AnnouncementText & { id: string; eventId: string; audience: Audience; state: 'draft' | 'sent'; people: number; version: number; createdAt: number; sentAt: number | null }
type Stored = Omit<AnnouncementRow, 'audience'> & { audience: string }

const columns = `"id", "eventId", "subjectZh", "subjectEn", "bodyZh", "bodyEn", "audience", "state", "people", "version", "createdAt", "sentAt"`
const toRow = (row: Stored): AnnouncementRow => ({ ...row, audience: JSON.parse(row.audience) as Audience })

export function findAnnouncement(sql: SyncSql, id: string): AnnouncementRow | null {
  const row = sql.get<Stored>(`SELECT ${columns} FROM "Announcement" WHERE "id" = ?`, id)
  return row === undefined ? null : toRow(row)
}

export const listAnnouncements = (sql: SyncSql, eventId: string): AnnouncementRow[] => sql.all<Stored>(`SELECT ${columns} FROM "Announcement" WHERE "eventId" = ? ORDER BY "createdAt" DESC, "id" DESC LIMIT 200`, eventId).map(toRow)

/** How many copies of each announcement are in which state. */
export const copiesOf = (sql: SyncSql, eventId: string): { bulkId: string; state: string; count: number }[] =>
  sql.all(`SELECT "bulkId", "state", COUNT(*) AS "count" FROM "MailMessage" WHERE "eventId" = ? AND "bulkId" IS NOT NULL GROUP BY "bulkId", "state"`, eventId)

/** The announcement's id, or null where somebody else has saved or sent it since. */
export function writeAnnouncement({ sql, now, newId }: QuickWork, { eventId, id, version, byId }: { eventId: string; id: string; version: number; byId: string }, text: AnnouncementText & { audience: Audience }): string | null {
  const values = [text.subjectZh, text.subjectEn, text.bodyZh, text.bodyEn, JSON.stringify(text.audience)] as const
  const own = id === '' ? newId() : id
  const written = id === ''
    ? sql.run(`INSERT INTO "Announcement" ("subjectZh", "subjectEn", "bodyZh", "bodyEn", "audience", "id", "eventId", "state", "people", "version", "createdById", "createdAt") VALUES (?, ?, ?, ?, ?, ?, ?, 'draft', 0, 1, ?, ?)`, ...values, own, eventId, byId, now)
    : sql.run(`UPDATE "Announcement" SET "subjectZh" = ?, "subjectEn" = ?, "bodyZh" = ?, "bodyEn" = ?, "audience" = ?, "version" = "version" + 1 WHERE "id" = ? AND "eventId" = ? AND "version" = ? AND "state" = 'draft'`, ...values, own, eventId, version)
  return written === 0 ? null : own
}

/** Of several presses one sends. */
export const takeToSend = ({ sql, now }: QuickWork, { id, version }: AnnouncementRow, people: number): boolean =>
  sql.run(`UPDATE "Announcement" SET "state" = 'sent', "people" = ?, "sentAt" = ?, "version" = "version" + 1 WHERE "id" = ? AND "version" = ? AND "state" = 'draft'`, people, now, id, version) === 1

type ReachedRow = { personId: string; email: string; nameZh: string; nameEn: string; locale: string; isSuppressed: number; hasLeft: number }

/** Everybody with an address whom an audience reaches now, each once. One statement, however many they are. */
export function reachedBy(sql: SyncSql, eventId: string, { kinds: chosen, segment, sides, roles, language }: Audience): Reached[] {
  const isSegmentAlone = segment !== '' && chosen.length + sides.length + roles.length === 0
  const kinds = isSegmentAlone ? registrationKinds : chosen
  if (kinds.length + sides.length + roles.length === 0) return []
  const [kindList, sideList, roleList] = [inList(kinds), inList(sides), inList(roles)]
  const rows = sql.all<ReachedRow>(
    `SELECT p."id" AS "personId", p."email", p."nameZh", p."nameEn", p."locale",
       EXISTS (SELECT 1 FROM "MailSuppression" s WHERE s."address" = p."email") AS "isSuppressed",
       EXISTS (SELECT 1 FROM "MailChoice" c WHERE c."personId" = p."id" AND c."purpose" = 'announcements') AS "hasLeft"
     FROM "Person" p WHERE (? = '' OR p."locale" = ?) AND ${isReachable('p."email"')} AND p."id" IN (
       SELECT r."personId" FROM "Registration" r WHERE r."eventId" = ? AND r."state" IN ('approved', 'offered', 'confirmed') AND r."kind" IN (${kindList.marks}) AND (? = '' OR r."segment" = ?)
       UNION SELECT g."personId" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE d."eventId" = ? AND d."status" = 'active' AND d."side" IN (${sideList.marks})
       UNION SELECT e."personId" FROM "EventRole" e WHERE e."eventId" = ? AND e."role" IN (${roleList.marks}))
     ORDER BY p."id"`,
    language, language, eventId, ...kindList.values, segment, segment, eventId, ...sideList.values, eventId, ...roleList.values)
  return rows.map(({ nameZh, nameEn, isSuppressed, hasLeft, ...row }) => ({ ...row, name: row.locale === 'en' ? nameEn || nameZh : nameZh || nameEn, isSuppressed: isSuppressed === 1, hasLeft: hasLeft === 1 }))
}

export const segmentsOf = (sql: SyncSql, eventId: string): string[] => sql.all<{ segment: string }>(`SELECT DISTINCT "segment" FROM "Registration" WHERE "eventId" = ? AND "segment" <> '' ORDER BY "segment" LIMIT 100`, eventId).map((row) => row.segment)

/** One copy for one reader; false where she has one already (the unique key decides). */
export function insertCopy({ sql, now, newId }: QuickWork, { id: bulkId, eventId }: AnnouncementRow, to: Reached, mailDomain: string): string | null {
  const id = newId()
  const written = sql.run(
    `INSERT INTO "MailMessage" ("id", "personId", "eventId", "toEmail", "toName", "template", "subjectId", "locale", "state", "messageId", "subject", "html", "text", "calendar", "attempts", "error", "createdAt", "bulkId", "onceKey")
     VALUES (?, ?, ?, ?, ?, 'announcement', ?, ?, 'queued', ?, '', '', '', '', 0, '', ?, ?, ?) ON CONFLICT ("onceKey") DO NOTHING`,
    id, to.personId, eventId, to.email, to.name, bulkId, to.locale, `<${id}@${mailDomain}>`, now, bulkId, `announcement:${bulkId}:${to.personId}`)
  return written === 1 ? id : null
}

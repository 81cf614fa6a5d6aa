import type { Badge } from '#server/features/registration-line/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

type Names = Pick<Badge, 'nameZh' | 'nameEn' | 'organizationZh' | 'organizationEn'>
const namesOf = (badge: string | null): Names | null => {
  if (badge === null) return null
  const { nameZh, nameEn, organizationZh, organizationEn } = JSON.parse(badge) as Badge
  return { nameZh, nameEn, organizationZh, organizationEn }
}

export type DeskScan = { id: string; sessionId: string; kind: string; outcome: string; reason: string; isOffline: boolean; deviceId: string; scannedAt: number; receivedAt: number; deposit: string; byZh: string; byEn: string; who: Names | null; registrationKind: string }

/** The last lines of the door's book, newest first. */
export function listLastScans(sql: SyncSql, eventId: string, most: number): DeskScan[] {
  type Stored = Omit<DeskScan, 'isOffline' | 'who'> & { isOffline: number; badge: string | null }
  return sql.all<Stored>(
    `SELECT c."id", c."sessionId", c."kind", c."outcome", c."reason", c."isOffline", c."deviceId", c."scannedAt", c."receivedAt", c."deposit", COALESCE(p."nameZh", '') AS "byZh", COALESCE(p."nameEn", '') AS "byEn", r."badge", COALESCE(r."kind", '') AS "registrationKind"
     FROM "CheckIn" c LEFT JOIN "Person" p ON p."id" = c."byPersonId" LEFT JOIN "Registration" r ON r."id" = c."registrationId" WHERE c."eventId" = ? ORDER BY c."receivedAt" DESC, c."id" DESC LIMIT ?`, eventId, most)
    .map(({ badge, isOffline, ...row }) => ({ ...row, isOffline: isOffline === 1, who: namesOf(badge) }))
}

export type DeskConflict = {
  id: string; sessionId: string; reason: string; verdict: string; note: string; settledAt: number | null; settledByZh: string; settledByEn: string; createdAt: number; version: number; who: Names | null
  /** The scan that doesn't fit, and the one that it clashes with. */
  scannedAt: number; deviceId: string; byZh: string; byEn: string; otherAt: number | null; otherDeviceId: string; otherByZh: string; otherByEn: string
}

/** What a person has to settle first, then what was settled, newest first. */
export function listConflicts(sql: SyncSql, eventId: string, most: number): DeskConflict[] {
  return sql.all<Omit<DeskConflict, 'who'> & { badge: string | null }>(
    `SELECT x."id", x."sessionId", x."reason", x."verdict", x."note", x."settledAt", x."createdAt", x."version", r."badge", COALESCE(s."nameZh", '') AS "settledByZh", COALESCE(s."nameEn", '') AS "settledByEn",
       c."scannedAt", c."deviceId", COALESCE(p."nameZh", '') AS "byZh", COALESCE(p."nameEn", '') AS "byEn", o."scannedAt" AS "otherAt", COALESCE(o."deviceId", '') AS "otherDeviceId", COALESCE(q."nameZh", '') AS "otherByZh", COALESCE(q."nameEn", '') AS "otherByEn"
     FROM "DoorConflict" x JOIN "CheckIn" c ON c."id" = x."checkInId" LEFT JOIN "CheckIn" o ON o."id" = x."otherId" LEFT JOIN "Person" p ON p."id" = c."byPersonId" LEFT JOIN "Person" q ON q."id" = o."byPersonId" LEFT JOIN "Person" s ON s."id" = x."settledById" LEFT JOIN "Registration" r ON r."id" = x."registrationId"
     WHERE x."eventId" = ? ORDER BY x."settledAt" IS NOT NULL, x."createdAt" DESC, x."id" LIMIT ?`, eventId, most)
    .map(({ badge, ...row }) => ({ ...row, who: namesOf(badge) }))
}

export type ConflictRow = { id: string; eventId: string; sessionId: string; registrationId: string; reason: string; checkInId: string; verdict: string; version: number }
export const findConflict = (sql: SyncSql, id: string): ConflictRow | null => sql.get<ConflictRow>(`SELECT "id", "eventId", "sessionId", "registrationId", "reason", "checkInId", "verdict", "version" FROM "DoorConflict" WHERE "id" = ?`, id) ?? null

export const settleConflict = ({ sql, now }: QuickWork, row: ConflictRow, verdict: string, note: string, personId: string): boolean =>
  sql.run(`UPDATE "DoorConflict" SET "verdict" = ?, "note" = ?, "settledAt" = ?, "settledById" = ?, "version" = "version" + 1 WHERE "id" = ? AND "version" = ? AND "settledAt" IS NULL`, verdict, note, now, personId, row.id, row.version) === 1

/** False where somebody else has set them since. */
export const writeHours = ({ sql }: QuickWork, eventId: string, version: number, { opensAt, closesAt }: { opensAt: number | null; closesAt: number | null }): boolean =>
  sql.run(`INSERT INTO "DoorHours" ("eventId", "opensAt", "closesAt", "version") SELECT ?, ?, ?, 1 WHERE ? = 0 ON CONFLICT ("eventId") DO NOTHING`, eventId, opensAt, closesAt, version) === 1 ||
  sql.run(`UPDATE "DoorHours" SET "opensAt" = ?, "closesAt" = ?, "version" = "version" + 1 WHERE "eventId" = ? AND "version" = ?`, opensAt, closesAt, eventId, version) === 1

export type Expected = { kind: string; segment: string; expected: number; arrived: number; inside: number }

/** How many are expected and have arrived by kind and segment: at all (`sessionId` empty: at any door), or at one session that has to be booked. */
export function countExpected(sql: SyncSql, eventId: string, since: number): Expected[] {
  return sql.all<Expected>(
    `SELECT r."kind", r."segment", COUNT(*) AS "expected", SUM(CASE WHEN k."checkedInAt" IS NULL THEN 0 ELSE 1 END) AS "arrived",
       SUM(CASE WHEN EXISTS (SELECT 1 FROM "Arrival" a WHERE a."ticketId" = k."id" AND a."isInside" = 1 AND a."at" >= ?) THEN 1 ELSE 0 END) AS "inside"
     FROM "Registration" r JOIN "Ticket" k ON k."registrationId" = r."id" WHERE r."eventId" = ? AND (k."state" = 'valid' OR k."checkedInAt" IS NOT NULL) GROUP BY r."kind", r."segment" ORDER BY r."kind", r."segment"`, since, eventId)
}

/** Who came in at each door; inside is whoever came in no longer ago than `since` and wasn't seen to go. */
export const countDoors = (sql: SyncSql, eventId: string, since: number): { sessionId: string; arrived: number; inside: number }[] =>
  sql.all<{ sessionId: string; arrived: number; inside: number }>(`SELECT "sessionId", COUNT(*) AS "arrived", SUM(CASE WHEN "isInside" = 1 AND "at" >= ? THEN 1 ELSE 0 END) AS "inside" FROM "Arrival" WHERE "eventId" = ? GROUP BY "sessionId"`, since, eventId)

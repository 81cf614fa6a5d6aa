import type { SyncSql } from '#server/platform/db.ts'

/** Before anything was released nothing has been decided, and there is nothing to explain. */
export function hasRelease(sql: SyncSql, eventId: string): boolean {
  return sql.get(`SELECT 1 AS "one" FROM "TimetableRelease" WHERE "eventId" = ? LIMIT 1`, eventId) !== undefined
}

/** Accepted, and never a meeting: one that was called off is not made good here. */
export function isOpenWish(sql: SyncSql, requestId: string): boolean {
  return sql.get(`SELECT 1 AS "one" FROM "MeetingRequest" r WHERE r."id" = ? AND r."state" = 'accepted' AND NOT EXISTS (SELECT 1 FROM "Meeting" m WHERE m."requestId" = r."id")`, requestId) !== undefined
}

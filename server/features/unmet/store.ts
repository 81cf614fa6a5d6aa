import type { SyncSql } from '#server/platform/db.ts'

/** Before anything was released nothing has been decided, and there is nothing to explain. */
export function hasRelease(sql: SyncSql, eventId: string): boolean {
  return sql.get(`SELECT 1 AS "one" FROM "TimetableRelease" WHERE "eventId" = ? LIMIT 1`, eventId) !== undefined
}

/** Accepted, and never a meeting: one that was called off is not made good here. */
export function isOpenWish(sql: SyncSql, requestId: string): boolean {
  return sql.get(`SELECT 1 AS "one" FROM "MeetingRequest" r WHERE r."id" = ? AND r."state" = 'accepted' AND NOT EXISTS (SELECT 1 FROM "Meeting" m WHERE m."eventId" = r."eventId" AND m."requestId" = r."id")`, requestId) !== undefined
}

/** Ids of the accepted wishes of a delegation that never had a meeting, once something was released. */
export function openWishIds(sql: SyncSql, eventId: string, delegationId: string): string[] {
  const rows = sql.all<{ id: string }>(
    `SELECT r."id" FROM "MeetingRequest" r WHERE r."eventId" = ? AND r."state" = 'accepted' AND (r."fromDelegationId" = ? OR r."toDelegationId" = ?)
     AND r."id" NOT IN (SELECT m."requestId" FROM "Meeting" m WHERE m."eventId" = ? AND m."requestId" IS NOT NULL) ORDER BY r."createdAt", r."id"`,
    eventId, delegationId, delegationId, eventId,
  )
  return rows.length > 0 && hasRelease(sql, eventId) ? rows.map((row) => row.id) : []
}

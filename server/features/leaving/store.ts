import type { MeetingRow } from '#server/features/agenda/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

/** For whom somebody acts at an event; null: for nobody. */
export const delegationOf = (sql: SyncSql, eventId: string, personId: string): { delegationId: string; organizationId: string } | null =>
  sql.get<{ delegationId: string; organizationId: string }>(
    `SELECT d."id" AS "delegationId", d."organizationId" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE g."personId" = ? AND d."eventId" = ?`,
    personId, eventId) ?? null

/** Another goes to a meeting instead of somebody; null: those who go with her anyway. The calendar entry stays the same one. */
export function replaceAttendee({ sql, now }: QuickWork, { id }: Pick<MeetingRow, 'id'>, personId: string, byId: string | null): void {
  sql.run(`DELETE FROM "MeetingAttendee" WHERE "meetingId" = ? AND "personId" = ?`, id, personId)
  if (byId !== null) sql.run(`INSERT INTO "MeetingAttendee" ("meetingId", "personId") VALUES (?, ?)`, id, byId)
  sql.run(`UPDATE "Meeting" SET "sequence" = "sequence" + 1, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ?`, now, id)
}

/** Frees what a meeting has taken of one person's time. */
export const freePerson = (sql: SyncSql, owner: string, resource: string): number => sql.run(`DELETE FROM "Occupancy" WHERE "owner" = ? AND "resource" = ?`, owner, resource)

/** To whoever comes into a meeting that is older than her part in it, it is a new one. */
export function noteAsNew({ sql, now }: QuickWork, { id, eventId, startsAt, endsAt }: MeetingRow, personId: string): void {
  sql.run(
    `INSERT INTO "MeetingTold" ("personId", "meetingId", "eventId", "state", "startsAt", "endsAt", "tableCode", "toldAt") VALUES (?, ?, ?, 'cancelled', ?, ?, '', ?)
     ON CONFLICT ("personId", "meetingId") DO NOTHING`,
    personId, id, eventId, startsAt, endsAt, now)
}

/** No longer of the delegation, with the role that came with it; where she led, the next one does. */
export function removeDelegate({ sql }: QuickWork, eventId: string, { delegationId, organizationId }: { delegationId: string; organizationId: string }, personId: string): void {
  sql.run(`DELETE FROM "Delegate" WHERE "delegationId" = ? AND "personId" = ?`, delegationId, personId)
  sql.run(`DELETE FROM "EventRole" WHERE "eventId" = ? AND "personId" = ? AND "organizationId" = ? AND "role" IN ('founder', 'investor', 'acquirer')`, eventId, personId, organizationId)
  sql.run(
    `UPDATE "Delegate" SET "isLead" = ? WHERE "id" = (SELECT "id" FROM "Delegate" WHERE "delegationId" = ? ORDER BY "id" LIMIT 1)
     AND NOT EXISTS (SELECT 1 FROM "Delegate" WHERE "delegationId" = ? AND "isLead" = ?)`,
    true, delegationId, delegationId, true)
}

export const removeRole = ({ sql }: QuickWork, eventId: string, personId: string, role: string): number =>
  sql.run(`DELETE FROM "EventRole" WHERE "eventId" = ? AND "personId" = ? AND "role" = ? AND "organizationId" IS NULL`, eventId, personId, role)

/** What was handed to somebody is her delegation's again. Requests that wait for an answer are read anew by whoever has them open. */
export const handBack = ({ sql }: QuickWork, delegationId: string, personId: string): number =>
  sql.run(`UPDATE "MeetingRequest" SET "assigneeId" = NULL, "version" = "version" + 1 WHERE "toDelegationId" = ? AND "assigneeId" = ? AND "state" IN ('pending', 'accepted')`, delegationId, personId)

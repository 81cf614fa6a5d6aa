import type { Side } from '#server/domain/access/actor.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type OrganizationHit = { delegationId: string; organizationId: string; side: Side; nameZh: string; nameEn: string; oneLinerZh: string; oneLinerEn: string; searchKey: string }
export type PersonHit = { personId: string; delegationId: string; nameZh: string; nameEn: string; titleZh: string; titleEn: string; firmZh: string; firmEn: string; searchKey: string }
export type MeetingHit = { id: string; aDelegationId: string; bDelegationId: string; startsAt: number; table: string | null }

/** What can be found at an event; matching is done in memory, over a few thousand short keys. */
export function loadOrganizations(sql: SyncSql, eventId: string): OrganizationHit[] {
  return sql.all<OrganizationHit>(
    `SELECT d."id" AS "delegationId", o."id" AS "organizationId", d."side", o."nameZh", o."nameEn", o."oneLinerZh", o."oneLinerEn", o."searchKey"
     FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId" WHERE d."eventId" = ? AND d."status" = 'active' ORDER BY o."sortKey", d."id"`, eventId)
}

export function loadPeople(sql: SyncSql, eventId: string): PersonHit[] {
  return sql.all<PersonHit>(
    `SELECT p."id" AS "personId", d."id" AS "delegationId", p."nameZh", p."nameEn", p."titleZh", p."titleEn", o."nameZh" AS "firmZh", o."nameEn" AS "firmEn", p."searchKey"
     FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" JOIN "Person" p ON p."id" = g."personId" JOIN "Organization" o ON o."id" = d."organizationId"
     WHERE d."eventId" = ? AND d."status" = 'active' ORDER BY p."sortKey", p."id"`, eventId)
}

/** Scheduled meetings; those of one delegation, or all of the event where `delegationId` is null. */
export function loadMeetings(sql: SyncSql, eventId: string, delegationId: string | null): MeetingHit[] {
  return sql.all<MeetingHit>(
    `SELECT m."id", m."aDelegationId", m."bDelegationId", m."startsAt", t."code" AS "table" FROM "Meeting" m LEFT JOIN "MeetingTable" t ON t."id" = m."tableId"
     WHERE m."eventId" = ? AND m."state" = 'scheduled' AND (? IS NULL OR m."aDelegationId" = ? OR m."bDelegationId" = ?) ORDER BY m."startsAt", m."id"`,
    eventId, delegationId, delegationId, delegationId)
}

import type { Side } from '#server/domain/access/actor.ts'
import type { Database, SyncSql, Tx } from '#server/platform/db.ts'

type Client = Database['client'] | Tx

/** One line of the People room before anything is left out. */
export type RosterLine = {
  delegationId: string
  organizationId: string
  side: Side
  status: string
  kind: string
  subkind: string
  nameZh: string
  nameEn: string
  sectors: string[]
  stage: string
  round: string
  region: string
  place: string
  aumBand: string
  searchKey: string
}

/** Every delegation of an event in the order of a Chinese reader: one statement, only what filters and rows read. */
export function loadRoster(sql: SyncSql, eventId: string): RosterLine[] {
  const rows = sql.all<Omit<RosterLine, 'sectors'> & { sectors: string }>(
    `SELECT d."id" AS "delegationId", o."id" AS "organizationId", d."side", d."status", o."kind", o."subkind", o."nameZh", o."nameEn", o."sectors", o."stage", o."round", o."region", o."place", o."aumBand", o."searchKey"
     FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId" WHERE d."eventId" = ? AND d."status" <> 'withdrawn' ORDER BY o."sortKey", d."id"`, eventId)
  return rows.map((row) => ({ ...row, sectors: JSON.parse(row.sectors) as string[] }))
}

export type ClaimLine = { id: string; organizationId: string; kind: string; value: string; state: string; expiresAt: number | null }

export function loadClaims(sql: SyncSql, eventId: string): ClaimLine[] {
  return sql.all<ClaimLine>(
    `SELECT c."id", c."organizationId", c."kind", c."value", c."state", c."expiresAt" FROM "Claim" c JOIN "Delegation" d ON d."organizationId" = c."organizationId"
     WHERE d."eventId" = ? ORDER BY c."createdAt", c."id"`, eventId)
}

export type DelegateLine = { delegationId: string; personId: string; isLead: number; nameZh: string; nameEn: string; titleZh: string; titleEn: string; email: string; phone: string | null; searchKey: string }

export function loadDelegates(sql: SyncSql, eventId: string): DelegateLine[] {
  return sql.all<DelegateLine>(
    `SELECT g."delegationId", p."id" AS "personId", g."isLead", p."nameZh", p."nameEn", p."titleZh", p."titleEn", p."email", p."phone", p."searchKey"
     FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" JOIN "Person" p ON p."id" = g."personId" WHERE d."eventId" = ? ORDER BY g."isLead" DESC, g."id"`, eventId)
}

/** A delegation of this event in full, or null. */
export function findDelegation(client: Client, eventId: string, id: string) {
  return client.delegation.findFirst({
    where: { id, eventId },
    include: {
      organization: { include: { claims: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] }, preferences: true } },
      delegates: { include: { person: true }, orderBy: [{ isLead: 'desc' }, { id: 'asc' }] },
      event: { select: { zone: true, phase: true, settings: true, tables: { select: { id: true, code: true }, orderBy: { position: 'asc' } } } },
      _count: { select: { sent: true, received: true } },
    },
  })
}

/** Only who it is and of which event. */
export function findPlace(client: Client, eventId: string, id: string) {
  return client.delegation.findFirst({ where: { id, eventId }, select: { id: true, side: true, organizationId: true, organization: { select: { nameZh: true, nameEn: true } } } })
}

export function findNames(client: Client, ids: readonly string[]) {
  return client.person.findMany({ where: { id: { in: [...ids] } }, select: { id: true, nameZh: true, nameEn: true } })
}

import type { Side } from '#server/domain/access/actor.ts'
import type { MoneyRange } from '#server/domain/directory/money.ts'
import type { EntryRule } from '#server/domain/events/entry-rules.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import type { EventSettings } from '#server/domain/events/settings.ts'
import type { Mandate, Need, Thesis } from '#server/domain/matchmaking/preferences.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type EventRow = { phase: Phase; settings: string; entryRule: string | null }
export type ClaimRow = { organizationId: string; kind: string; value: string; state: string; expiresAt: number | null }

/** The event and the entry rule of its one-to-one session, as text: compared first, parsed only when changed. */
export function findEvent(sql: SyncSql, eventId: string): EventRow | null {
  const event = sql.get<{ phase: Phase; settings: string }>('SELECT "phase", "settings" FROM "Event" WHERE "id" = ?', eventId)
  if (event === undefined) return null
  const session = sql.get<{ entryRule: string }>(
    'SELECT "entryRule" FROM "EventSession" WHERE "eventId" = ? AND "kind" = \'one_to_one\' ORDER BY "startsAt", "id" LIMIT 1', eventId)
  return { ...event, entryRule: session?.entryRule ?? null }
}

export const parseSettings = (text: string) => JSON.parse(text) as EventSettings
export const parseEntryRule = (text: string | null) => (text === null ? { admissions: [] } : (JSON.parse(text) as EntryRule))

/** For each active delegation a text that changes whenever something that matching reads of it changed. */
export function loadStamps(sql: SyncSql, eventId: string, now: number): Map<string, string> {
  const rows = sql.all<{ id: string; side: string; organizationId: string; version: number; updatedAt: number }>(
    `SELECT d."id", d."side", d."organizationId", o."version", o."updatedAt" FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId"
     WHERE d."eventId" = ? AND d."status" = 'active'`, eventId)
  const preferences = sql.all<{ organizationId: string; versions: number; latest: number; many: number }>(
    `SELECT p."organizationId", SUM(p."version") AS "versions", MAX(p."updatedAt") AS "latest", COUNT(*) AS "many" FROM "Preference" p
     JOIN "Delegation" d ON d."organizationId" = p."organizationId" WHERE d."eventId" = ? GROUP BY p."organizationId"`, eventId)
  const wishes = new Map(preferences.map((row) => [row.organizationId, `${row.versions}:${row.latest}:${row.many}`]))
  const claims = new Map<string, string>()
  for (const row of loadClaims(sql, eventId)) claims.set(row.organizationId, `${claims.get(row.organizationId) ?? ''}${row.kind}:${row.value}:${isVerified(row, now)};`)
  return new Map(rows.map((row) => [row.id, [row.side, row.organizationId, row.version, row.updatedAt, wishes.get(row.organizationId), claims.get(row.organizationId)].join('|')]))
}

export function isVerified(claim: ClaimRow, now: number): boolean {
  return claim.state === 'verified' && (claim.expiresAt === null || claim.expiresAt > now)
}

export function loadClaims(sql: SyncSql, eventId: string): ClaimRow[] {
  return sql.all<ClaimRow>(
    `SELECT c."organizationId", c."kind", c."value", c."state", c."expiresAt" FROM "Claim" c
     JOIN "Delegation" d ON d."organizationId" = c."organizationId" WHERE d."eventId" = ? ORDER BY c."organizationId", c."id"`, eventId)
}

export type OrganizationRow = {
  delegationId: string
  organizationId: string
  side: Side
  kind: string
  subkind: string
  nameZh: string
  nameEn: string
  legalName: string
  oneLinerZh: string
  oneLinerEn: string
  region: string
  sectors: string[]
  labels: string[]
  stage: string
  round: string
  intakeClass: string
  aumBand: string
  valuation: MoneyRange | null
}

type RawRow = Omit<OrganizationRow, 'sectors' | 'labels' | 'valuation'> & { sectors: string; labels: string; valuation: string | null }

/** Every active delegation's organization, only the columns that matching and its cards read: one statement. */
export function loadOrganizations(sql: SyncSql, eventId: string): OrganizationRow[] {
  const rows = sql.all<RawRow>(
    `SELECT d."id" AS "delegationId", o."id" AS "organizationId", d."side", o."kind", o."subkind", o."nameZh", o."nameEn", o."legalName", o."oneLinerZh", o."oneLinerEn",
       o."region", o."sectors", o."labels", o."stage", o."round", o."intakeClass", o."aumBand", o."valuation"
     FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId" WHERE d."eventId" = ? AND d."status" = 'active' ORDER BY d."id"`, eventId)
  return rows.map((row) => ({
    ...row,
    sectors: JSON.parse(row.sectors) as string[],
    labels: JSON.parse(row.labels) as string[],
    valuation: row.valuation === null ? null : (JSON.parse(row.valuation) as MoneyRange | null),
  }))
}

export type Wishes = { thesis: Thesis | null; mandate: Mandate | null; need: Need | null }

export function loadPreferences(sql: SyncSql, eventId: string): Map<string, Wishes> {
  const rows = sql.all<{ organizationId: string; kind: keyof Wishes; body: string }>(
    `SELECT p."organizationId", p."kind", p."body" FROM "Preference" p JOIN "Delegation" d ON d."organizationId" = p."organizationId" WHERE d."eventId" = ?`, eventId)
  const wishes = new Map<string, Wishes>()
  for (const { organizationId, kind, body } of rows) {
    wishes.set(organizationId, { ...(wishes.get(organizationId) ?? { thesis: null, mandate: null, need: null }), [kind]: JSON.parse(body) })
  }
  return wishes
}

/** Pairs of organizations of this event that met at another one, `a|b` with the smaller id first. */
export function loadMetBefore(sql: SyncSql, eventId: string, now: number): Set<string> {
  const rows = sql.all<{ a: string; b: string }>(
    `SELECT DISTINCT a."organizationId" AS "a", b."organizationId" AS "b" FROM "Meeting" m
     JOIN "Delegation" a ON a."id" = m."aDelegationId" JOIN "Delegation" b ON b."id" = m."bDelegationId"
     WHERE m."eventId" <> ? AND m."state" = 'scheduled' AND m."endsAt" < ?
       AND a."organizationId" IN (SELECT "organizationId" FROM "Delegation" WHERE "eventId" = ?)`, eventId, now, eventId)
  return new Set(rows.map(({ a, b }) => pairKey(a, b)))
}

export const pairKey = (a: string, b: string): string => (a < b ? `${a}|${b}` : `${b}|${a}`)

import type { Quota, InvitationState } from '#server/domain/invitations/answering.ts'
import { noFilter, type GuestFacts, type GuestFilter } from '#server/domain/invitations/guest-filter.ts'
import type { RegistrationKind } from '#server/domain/registration/kinds.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'

export type ListRow = { id: string; eventId: string; nameZh: string; nameEn: string; kind: RegistrationKind; filter: GuestFilter; quotas: Quota[]; messageZh: string; messageEn: string; answerBy: number; remindDays: number; version: number }
type StoredList = Omit<ListRow, 'filter' | 'quotas'> & { filter: string; quotas: string }
const listColumns = `"id", "eventId", "nameZh", "nameEn", "kind", "filter", "quotas", "messageZh", "messageEn", "answerBy", "remindDays", "version"`
const toList = (row: StoredList): ListRow => ({ ...row, filter: { ...noFilter, ...(JSON.parse(row.filter) as Partial<GuestFilter>) }, quotas: JSON.parse(row.quotas) as Quota[] })

export function findList(sql: SyncSql, id: string): ListRow | null {
  const row = sql.get<StoredList>(`SELECT ${listColumns} FROM "InvitationList" WHERE "id" = ?`, id)
  return row === undefined ? null : toList(row)
}
export const listLists = (sql: SyncSql, eventId: string): ListRow[] => sql.all<StoredList>(`SELECT ${listColumns} FROM "InvitationList" WHERE "eventId" = ? ORDER BY "createdAt", "id"`, eventId).map(toList)

/** The list's id, or null where somebody else has saved since. */
export function writeList({ sql, now, newId }: QuickWork, { eventId, listId, version }: { eventId: string; listId: string; version: number }, list: Omit<ListRow, 'id' | 'eventId' | 'version'>): string | null {
  const values = [list.nameZh, list.nameEn, list.kind, JSON.stringify(list.filter), JSON.stringify(list.quotas), list.messageZh, list.messageEn, list.answerBy, list.remindDays] as const
  const id = listId === '' ? newId() : listId
  const written = listId === ''
    ? sql.run(`INSERT INTO "InvitationList" ("nameZh", "nameEn", "kind", "filter", "quotas", "messageZh", "messageEn", "answerBy", "remindDays", "id", "eventId", "version", "createdAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)`, ...values, id, eventId, now)
    : sql.run(`UPDATE "InvitationList" SET "nameZh" = ?, "nameEn" = ?, "kind" = ?, "filter" = ?, "quotas" = ?, "messageZh" = ?, "messageEn" = ?, "answerBy" = ?, "remindDays" = ?, "version" = "version" + 1 WHERE "id" = ? AND "eventId" = ? AND "version" = ?`, ...values, id, eventId, version)
  return written === 0 ? null : id
}

export type InvitationRow = { id: string; listId: string; eventId: string; personId: string; organizationId: string | null; segment: string; state: InvitationState; linkVersion: number; note: string; maybeUntil: number | null; openedAt: number | null; version: number }
const columns = `"id", "listId", "eventId", "personId", "organizationId", "segment", "state", "linkVersion", "note", "maybeUntil", "openedAt", "version"`
export const findInvitation = (sql: SyncSql, id: string): InvitationRow | null => sql.get<InvitationRow>(`SELECT ${columns} FROM "Invitation" WHERE "id" = ?`, id) ?? null

/** A new invitation; null where she is on the list already (the unique index decides). */
export function insertInvitation({ sql, now, newId }: QuickWork, of: { listId: string; eventId: string; personId: string; organizationId: string | null; segment: string }): string | null {
  const id = newId()
  const written = sql.run(`INSERT INTO "Invitation" ("id", "listId", "eventId", "personId", "organizationId", "segment", "state", "linkVersion", "version", "createdAt") VALUES (?, ?, ?, ?, ?, ?, 'invited', 1, 1, ?) ON CONFLICT ("listId", "personId") DO NOTHING`, id, of.listId, of.eventId, of.personId, of.organizationId, of.segment, now)
  return written === 0 ? null : id
}

export const markOpened = ({ sql, now }: QuickWork, id: string): boolean => sql.run(`UPDATE "Invitation" SET "openedAt" = ? WHERE "id" = ? AND "openedAt" IS NULL`, now, id) === 1

type Said = { state: InvitationState; note: string; maybeUntil?: number | null; delegateId?: string | null }

export const writeAnswer = ({ sql, now }: QuickWork, row: InvitationRow, { state, note, maybeUntil = null, delegateId = null }: Said): boolean =>
  sql.run(`UPDATE "Invitation" SET "state" = ?, "note" = ?, "maybeUntil" = ?, "delegateId" = COALESCE(?, "delegateId"), "answeredAt" = ?, "openedAt" = COALESCE("openedAt", ?), "version" = "version" + 1 WHERE "id" = ? AND "version" = ?`, state, note, maybeUntil, delegateId, now, now, row.id, row.version) === 1

/** Makes a yes of it while fewer than `places` of her segment have said so: the condition of the update decides. */
export const acceptWithin = ({ sql, now }: QuickWork, row: InvitationRow, { note, places }: { note: string; places: number | null }): boolean =>
  sql.run(
    `UPDATE "Invitation" SET "state" = 'accepted', "note" = ?, "maybeUntil" = NULL, "answeredAt" = COALESCE("answeredAt", ?), "openedAt" = COALESCE("openedAt", ?), "version" = "version" + 1
     WHERE "id" = ? AND "version" = ? AND (? IS NULL OR (SELECT COUNT(*) FROM "Invitation" o WHERE o."listId" = ? AND o."segment" = ? AND o."state" = 'accepted') < ?)`,
    note, now, now, row.id, row.version, places, row.listId, row.segment, places) === 1

/** Those of a list who said yes and wait, the first first; of one segment or all. */
export const listWaiting = (sql: SyncSql, listId: string, segment: string | null): InvitationRow[] =>
  sql.all<InvitationRow>(`SELECT ${columns} FROM "Invitation" WHERE "listId" = ? AND "state" = 'waiting' AND (? IS NULL OR "segment" = ?) ORDER BY "answeredAt", "id"`, listId, segment, segment)

/** Takes it back; its link opens nothing any more. */
export const withdraw = ({ sql }: QuickWork, row: InvitationRow): boolean =>
  sql.run(`UPDATE "Invitation" SET "state" = 'withdrawn', "linkVersion" = "linkVersion" + 1, "version" = "version" + 1 WHERE "id" = ? AND "version" = ?`, row.id, row.version) === 1

/** She has sent a form and hasn't given it up. */
const isRegistered = (personId: string, eventId: string): string => `EXISTS (SELECT 1 FROM "Registration" r WHERE r."eventId" = ${eventId} AND r."personId" = ${personId} AND r."state" NOT IN ('draft', 'cancelled', 'lapsed'))`

export const hasRegistered = (sql: SyncSql, { personId, eventId }: InvitationRow): boolean => sql.get(`SELECT 1 WHERE ${isRegistered('?', '?')}`, eventId, personId) !== undefined

/** Those of a list who haven't answered, haven't registered and weren't reminded, unless they have named a day to come; each is marked, so that nobody is reminded twice. */
export function takeToRemind({ sql, now }: QuickWork, listId: string): InvitationRow[] {
  const rows = sql.all<InvitationRow>(`SELECT ${columns} FROM "Invitation" WHERE "listId" = ? AND "state" IN ('invited', 'maybe') AND "remindedAt" IS NULL AND ("maybeUntil" IS NULL OR "maybeUntil" <= ?) AND NOT ${isRegistered('"Invitation"."personId"', '"Invitation"."eventId"')} ORDER BY "id"`, listId, now)
  return rows.filter((row) => sql.run(`UPDATE "Invitation" SET "remindedAt" = ? WHERE "id" = ? AND "remindedAt" IS NULL`, now, row.id) === 1)
}

export type Candidate = GuestFacts & { personId: string; organizationId: string; nameZh: string; nameEn: string; organizationZh: string; organizationEn: string; searchKey: string; isHere: boolean }
type StoredCandidate = Omit<Candidate, 'sectors' | 'intents' | 'aumClaims' | 'hasMet' | 'isHere'> & { sectors: string; thesis: string | null; hasMet: number; isHere: number }

const intentsOf = (thesis: string | null): string[] => (thesis === null ? [] : ((JSON.parse(thesis) as { intents?: string[] }).intents ?? []))

/**
 * Everybody who acted for an organization at one of these events, with her latest organization. `isHere`: registered or
 * taking part already at the event that invites. Two statements, however many they are.
 */
export function listCandidates(sql: SyncSql, eventId: string, sourceIds: readonly string[]): Candidate[] {
  if (sourceIds.length === 0) return []
  const sources = inList([...sourceIds])
  const rows = sql.all<StoredCandidate>(
    `SELECT p."id" AS "personId", p."nameZh", p."nameEn", p."titleZh", p."titleEn", p."locale", p."searchKey" || o."searchKey" AS "searchKey", o."id" AS "organizationId", o."nameZh" AS "organizationZh", o."nameEn" AS "organizationEn", o."kind", o."subkind", o."aumBand", o."parentGroup", o."sectors", d."side",
       (SELECT t."body" FROM "Preference" t WHERE t."organizationId" = o."id" AND t."kind" = 'thesis' LIMIT 1) AS "thesis",
       EXISTS (SELECT 1 FROM "MeetingAttendee" a JOIN "Meeting" m ON m."id" = a."meetingId" WHERE a."personId" = p."id" AND m."eventId" <> ? AND m."eventId" IN (${sources.marks}) AND m."state" = 'scheduled') AS "hasMet",
       (${isRegistered('p."id"', '?')} OR EXISTS (SELECT 1 FROM "Delegate" h JOIN "Delegation" e ON e."id" = h."delegationId" WHERE h."personId" = p."id" AND e."eventId" = ? AND e."status" = 'active')) AS "isHere"
     FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" JOIN "Person" p ON p."id" = g."personId" JOIN "Organization" o ON o."id" = d."organizationId"
     WHERE d."eventId" IN (${sources.marks}) ORDER BY p."sortKey", p."id", d."createdAt" DESC`,
    eventId, ...sources.values, eventId, eventId, ...sources.values)
  const claims = new Map<string, { state: string; expiresAtMs: number | null }[]>()
  for (const { organizationId, ...claim } of sql.all<{ organizationId: string; state: string; expiresAtMs: number | null }>(`SELECT "organizationId", "state", "expiresAt" AS "expiresAtMs" FROM "Claim" WHERE "kind" = 'aum'`)) claims.set(organizationId, [...(claims.get(organizationId) ?? []), claim])
  const seen = new Set<string>()
  return rows.filter(({ personId }) => !seen.has(personId) && seen.add(personId)).map((row) => ({ ...row, sectors: JSON.parse(row.sectors) as string[], intents: intentsOf(row.thesis), hasMet: row.hasMet === 1, isHere: row.isHere === 1, aumClaims: claims.get(row.organizationId) ?? [] }))
}

/** Events whose people an organizer knows: those she organizes; all for an administrator. */
export const listSourceIds = (sql: SyncSql, organized: readonly string[] | 'all'): string[] => (organized === 'all' ? sql.all<{ id: string }>(`SELECT "id" FROM "Event"`).map(({ id }) => id) : [...organized])

/** The invited of the event, and whoever was taken off this very list: it invites nobody a second time. */
export function alreadyListed(sql: SyncSql, { id, eventId }: Pick<ListRow, 'id' | 'eventId'>): { invited: Set<string>; takenOff: Set<string> } {
  const rows = sql.all<{ personId: string; listId: string; state: InvitationState }>(`SELECT "personId", "listId", "state" FROM "Invitation" WHERE "eventId" = ?`, eventId)
  return { invited: new Set(rows.flatMap((row) => (row.state === 'withdrawn' ? [] : row.personId))), takenOff: new Set(rows.flatMap((row) => (row.state === 'withdrawn' && row.listId === id ? row.personId : []))) }
}

export type ListedInvitation = { id: string; personId: string; nameZh: string; nameEn: string; organizationZh: string; organizationEn: string; segment: string; state: InvitationState; note: string; maybeUntil: number | null; openedAt: number | null; answeredAt: number | null; remindedAt: number | null; registration: string | null; arrivedAt: number | null; version: number }

/** The invited of a list, with what came of it at the registration and at the door. */
export function listInvitations(sql: SyncSql, listId: string): ListedInvitation[] {
  return sql.all<ListedInvitation>(
    `SELECT i."id", i."personId", p."nameZh", p."nameEn", COALESCE(o."nameZh", '') AS "organizationZh", COALESCE(o."nameEn", '') AS "organizationEn", i."segment", i."state", i."note", i."maybeUntil", i."openedAt", i."answeredAt", i."remindedAt", i."version", r."state" AS "registration", k."checkedInAt" AS "arrivedAt"
     FROM "Invitation" i JOIN "Person" p ON p."id" = i."personId" LEFT JOIN "Organization" o ON o."id" = i."organizationId" LEFT JOIN "Registration" r ON r."eventId" = i."eventId" AND r."personId" = i."personId" AND r."state" <> 'draft' LEFT JOIN "Ticket" k ON k."registrationId" = r."id"
     WHERE i."listId" = ? ORDER BY i."segment", p."sortKey", i."id"`, listId)
}

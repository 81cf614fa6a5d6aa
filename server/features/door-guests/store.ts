import { mayEnter, type EntryFacts, type EntryRule } from '#server/domain/events/entry-rules.ts'
import { doorHours, type DoorGuest, type DoorHours } from '#server/domain/door/decide.ts'
import type { RegistrationState } from '#server/domain/registration/standing.ts'
import type { Badge } from '#server/features/registration-line/store.ts'
import { badgeKey } from '#server/platform/badge-keys.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import type { DoorCard, DoorGuestCard } from '#server/protocol/door.ts'

export type DoorEvent = { id: string; slug: string; nameZh: string; nameEn: string; zone: string; startsAtMs: number; endsAtMs: number; hours: DoorHours; hoursVersion: number; opensAt: number | null; closesAt: number | null }

export function findDoorEvent(sql: SyncSql, eventId: string): DoorEvent | null {
  const row = sql.get<Omit<DoorEvent, 'hours'>>(
    `SELECT e."id", e."slug", e."nameZh", e."nameEn", e."zone", e."startsAt" AS "startsAtMs", e."endsAt" AS "endsAtMs", h."opensAt", h."closesAt", COALESCE(h."version", 0) AS "hoursVersion"
     FROM "Event" e LEFT JOIN "DoorHours" h ON h."eventId" = e."id" WHERE e."id" = ?`, eventId)
  return row === undefined ? null : { ...row, hours: doorHours(row, row) }
}

type SessionRow = DoorCard & { rule: EntryRule }

/** Sessions of an event as doors. Booked are those that a form offers or that have places of their own. */
function listSessionDoors(sql: SyncSql, eventId: string): SessionRow[] {
  const offered = new Set(sql.all<{ sessions: string }>(`SELECT v."sessions" FROM "RegistrationForm" f JOIN "RegistrationFormVersion" v ON v."formId" = f."id" AND v."version" = f."version" WHERE f."eventId" = ?`, eventId).flatMap(({ sessions }) => JSON.parse(sessions) as string[]))
  for (const { sessionId } of sql.all<{ sessionId: string }>(`SELECT DISTINCT "sessionId" FROM "RegistrationPool" WHERE "eventId" = ? AND "sessionId" <> ''`, eventId)) offered.add(sessionId)
  return sql
    .all<Omit<DoorCard, 'isBooked'> & { entryRule: string }>(`SELECT "id" AS "sessionId", "nameZh", "nameEn", "startsAt", "endsAt", "entryRule" FROM "EventSession" WHERE "eventId" = ? ORDER BY "startsAt", "id"`, eventId)
    .map(({ entryRule, ...session }) => ({ ...session, isBooked: offered.has(session.sessionId), rule: JSON.parse(entryRule) as EntryRule }))
}

/** The event's own door first, then one a session. */
export function listDoors(sql: SyncSql, event: DoorEvent): DoorCard[] {
  const sessions = listSessionDoors(sql, event.id).map(({ sessionId, nameZh, nameEn, startsAt, endsAt, isBooked }) => ({ sessionId, nameZh, nameEn, startsAt, endsAt, isBooked }))
  return [{ sessionId: '', nameZh: event.nameZh, nameEn: event.nameEn, startsAt: event.startsAtMs, endsAt: event.endsAtMs, isBooked: false }, ...sessions]
}

/** A registration as the door sees it. `guest` is what `decideAtDoor` looks at, `card` what phones may keep. */
export type DoorPerson = { registrationId: string; ticketId: string; guest: DoorGuest; card: DoorGuestCard; badge: Badge; code: string }

type Stored = { id: string; kind: string; segment: string; state: RegistrationState; reasonCode: string; badge: string; sessionIds: string; personKey: string; organizationKey: string; ticketId: string | null; code: string | null; ticketState: 'valid' | 'void' | null; organizationId: string | null; organizationKind: string; subkind: string }

const guestSql = `SELECT r."id", r."kind", r."segment", r."state", r."reasonCode", r."badge", r."sessionIds", p."searchKey" AS "personKey", k."id" AS "ticketId", k."code", k."state" AS "ticketState",
    o."id" AS "organizationId", COALESCE(o."searchKey", '') AS "organizationKey", COALESCE(o."kind", '') AS "organizationKind", COALESCE(o."subkind", '') AS "subkind"
  FROM "Registration" r JOIN "Person" p ON p."id" = r."personId" LEFT JOIN "Ticket" k ON k."registrationId" = r."id"
    LEFT JOIN "Organization" o ON o."id" = (SELECT d."organizationId" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE g."personId" = r."personId" AND d."eventId" = r."eventId" AND d."status" = 'active' ORDER BY d."createdAt" LIMIT 1)
  WHERE r."state" <> 'draft' AND `

type Around = { rules: { sessionId: string; rule: EntryRule }[]; claims: (organizationId: string) => EntryFacts['claims']; nowMs: number }

function barredFrom(row: Stored, { rules, claims, nowMs }: Around): DoorGuest['barred'] {
  return rules.flatMap(({ sessionId, rule }) => {
    const answer = mayEnter(rule, { kind: row.organizationKind, subkind: row.subkind, claims: claims(row.organizationId ?? '') }, nowMs)
    if (answer.ok) return []
    return [{ sessionId, reason: answer.reasons.some(({ code }) => code.startsWith('entry.claim')) ? ('not_verified' as const) : ('not_admitted' as const) }]
  })
}

function toPerson(row: Stored, around: Around): DoorPerson {
  const badge = JSON.parse(row.badge) as Badge
  const guest: DoorGuest = { state: row.state, isRefunded: row.reasonCode === 'refunded', ticket: row.ticketState ?? 'none', sessionIds: JSON.parse(row.sessionIds) as string[], barred: barredFrom(row, around) }
  const { nameZh, nameEn, organizationZh, organizationEn } = badge
  // Each word once: phones keep it for everybody.
  const key = ` ${[...new Set(`${row.personKey}${row.organizationKey}${badgeKey(badge)}`.split(' ').filter(Boolean))].join(' ')} `
  const card = { id: row.id, hash: row.code === null || row.ticketState !== 'valid' ? '' : hashSecret(row.code), nameZh, nameEn, organizationZh, organizationEn, key, kind: row.kind, segment: row.segment, state: guest.state, isRefunded: guest.isRefunded, ticket: guest.ticket, sessionIds: [...guest.sessionIds], barred: [...guest.barred] }
  return { registrationId: row.id, ticketId: row.ticketId ?? '', guest, card, badge, code: row.ticketState === 'valid' ? (row.code ?? '') : '' }
}

/** Claims of organizations, loaded only where a session's rule asks for them. */
function around(sql: SyncSql, eventId: string, nowMs: number): Around {
  const rules = listSessionDoors(sql, eventId).filter(({ rule }) => rule.admissions.length > 0)
  type Claimed = EntryFacts['claims'][number] & { organizationId: string }
  const all = rules.length === 0 ? [] : sql.all<Claimed>(
    `SELECT c."organizationId", c."kind", c."value", c."state", c."expiresAt" AS "expiresAtMs" FROM "Claim" c WHERE c."organizationId" IN (SELECT "organizationId" FROM "Delegation" WHERE "eventId" = ?)`, eventId)
  const byOrganization = new Map<string, Claimed[]>()
  for (const claim of all) byOrganization.set(claim.organizationId, [...(byOrganization.get(claim.organizationId) ?? []), claim])
  return { rules, claims: (organizationId) => byOrganization.get(organizationId) ?? [], nowMs }
}

/** Everybody who has sent a form, by name. */
export function listDoorPeople(sql: SyncSql, eventId: string, nowMs: number): DoorPerson[] {
  const facts = around(sql, eventId, nowMs)
  return sql.all<Stored>(`${guestSql} r."eventId" = ? ORDER BY p."sortKey", r."id"`, eventId).map((row) => toPerson(row, facts))
}

export function findDoorPerson(sql: SyncSql, eventId: string, registrationId: string, nowMs: number): DoorPerson | null {
  const row = sql.get<Stored>(`${guestSql} r."eventId" = ? AND r."id" = ?`, eventId, registrationId)
  return row === undefined ? null : toPerson(row, around(sql, eventId, nowMs))
}

/** Whose ticket has this code, here or at another event. */
export const findTicketByCode = (sql: SyncSql, code: string): { registrationId: string; eventId: string } | null =>
  sql.get<{ registrationId: string; eventId: string }>(`SELECT "registrationId", "eventId" FROM "Ticket" WHERE "code" = ?`, code) ?? null

/** The same for the hash that an offline phone has kept: seldom asked for, so all of the event's are looked through. */
export const findTicketByHash = (sql: SyncSql, eventId: string, hash: string): { registrationId: string; eventId: string } | null =>
  sql.all<{ registrationId: string; eventId: string; code: string }>(`SELECT "registrationId", "eventId", "code" FROM "Ticket" WHERE "eventId" = ?`, eventId).find(({ code }) => hashSecret(code) === hash) ?? null

import type { Phase } from '#server/domain/events/phases.ts'
import type { Line } from '#server/domain/events/setup.ts'
import { guestStates, type GuestState } from '#server/domain/seats/guest.ts'
import type { SeatPlan } from '#server/domain/seats/plan.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { countPlaces, freePlaces, moveDown as moveAllDown, takePlace, type PlaceTable } from '#server/platform/numbered-places.ts'
import type { GuestGroup } from '#server/protocol/inputs/seats.ts'

export type SeatEvent = { id: string; slug: string; nameZh: string; nameEn: string; summaryZh: string; summaryEn: string; venueZh: string; venueEn: string; zone: string; phase: Phase; startsAtMs: number; endsAtMs: number; line: Line }
export type PlanRow = SeatPlan & { version: number }
export type GuestRow = { id: string; eventId: string; personId: string; state: GuestState; rank: number | null; offeredUntil: number | null; invitedAt: number | null; version: number }
export type GuestCounts = Record<GuestState, number>

const seatNumbers: PlaceTable = { table: 'SeatTaken', pool: 'eventId', holder: 'guestId' }

const guestColumns = `"id", "eventId", "personId", "state", "rank", "offeredUntil", "invitedAt", "version"`

export function findSeatEvent(sql: SyncSql, eventId: string): SeatEvent | null {
  return sql.get<SeatEvent>(
    `SELECT e."id", e."slug", e."nameZh", e."nameEn", e."summaryZh", e."summaryEn", e."venueZh", e."venueEn", e."zone", e."phase", e."startsAt" AS "startsAtMs", e."endsAt" AS "endsAtMs", s."line"
     FROM "Event" e JOIN "Series" s ON s."id" = e."seriesId" WHERE e."id" = ?`, eventId) ?? null
}

export function readPlan(sql: SyncSql, eventId: string): PlanRow | null {
  const row = sql.get<Omit<PlanRow, 'isOpen'> & { isOpen: number }>(`SELECT "seats", "offerMinutes", "isOpen", "version" FROM "SeatPlan" WHERE "eventId" = ?`, eventId)
  return row === undefined ? null : { ...row, isOpen: row.isOpen === 1 }
}

/** False where somebody else has saved since `version`; 0 stands for no plan yet. */
export function writePlan({ sql, now }: QuickWork, eventId: string, version: number, { seats, offerMinutes, isOpen }: SeatPlan): boolean {
  const values = [seats, offerMinutes, isOpen ? 1 : 0, now] as const
  if (version === 0) return sql.run(`INSERT INTO "SeatPlan" ("seats", "offerMinutes", "isOpen", "updatedAt", "eventId", "version") VALUES (?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING`, ...values, eventId) === 1
  return sql.run(`UPDATE "SeatPlan" SET "seats" = ?, "offerMinutes" = ?, "isOpen" = ?, "updatedAt" = ?, "version" = "version" + 1 WHERE "eventId" = ? AND "version" = ?`, ...values, eventId, version) === 1
}

export const findGuest = (sql: SyncSql, guestId: string): GuestRow | null => sql.get<GuestRow>(`SELECT ${guestColumns} FROM "SeatGuest" WHERE "id" = ?`, guestId) ?? null

export const findGuestOf = (sql: SyncSql, eventId: string, personId: string): GuestRow | null =>
  sql.get<GuestRow>(`SELECT ${guestColumns} FROM "SeatGuest" WHERE "eventId" = ? AND "personId" = ?`, eventId, personId) ?? null

export const headOfLine = (sql: SyncSql, eventId: string): GuestRow | null =>
  sql.get<GuestRow>(`SELECT ${guestColumns} FROM "SeatGuest" WHERE "eventId" = ? AND "state" = 'waiting' ORDER BY "rank", "id" LIMIT 1`, eventId) ?? null

/** How many stand before this one, and itself. */
export const placeInLine = (sql: SyncSql, guest: GuestRow): number =>
  sql.get<{ place: number }>(`SELECT COUNT(*) AS "place" FROM "SeatGuest" WHERE "eventId" = ? AND "state" = 'waiting' AND "rank" <= ?`, guest.eventId, guest.rank ?? 0)?.place ?? 0

export const countTaken = (sql: SyncSql, eventId: string): number => countPlaces(sql, seatNumbers, eventId)

export function countGuests(sql: SyncSql, eventId: string): GuestCounts {
  const rows = sql.all<{ state: GuestState; many: number }>(`SELECT "state", COUNT(*) AS "many" FROM "SeatGuest" WHERE "eventId" = ? GROUP BY "state"`, eventId)
  return Object.fromEntries(guestStates.map((state) => [state, rows.find((row) => row.state === state)?.many ?? 0])) as GuestCounts
}

/** A new name on the list; null where it is there already (the unique index decides). */
export function insertGuest(held: QuickWork, eventId: string, personId: string, invitedAt: number | null): GuestRow | null {
  const id = held.newId()
  const written = held.sql.run(`INSERT INTO "SeatGuest" ("id", "eventId", "personId", "state", "invitedAt", "version") VALUES (?, ?, ?, 'invited', ?, 1) ON CONFLICT ("eventId", "personId") DO NOTHING`, id, eventId, personId, invitedAt)
  return written === 0 ? null : findGuest(held.sql, id)
}

type Moving = { state: GuestState; offeredUntil?: number; isAnswer?: boolean; isInvited?: boolean }

/** Moves a guest on if she still is as the caller saw her; who comes to wait stands at the end of the line. Null where somebody was quicker. */
export function moveGuest({ sql, now }: QuickWork, guest: GuestRow, { state, offeredUntil, isAnswer = false, isInvited = false }: Moving): GuestRow | null {
  const last = state === 'waiting' ? (sql.get<{ rank: number | null }>(`SELECT MAX("rank") AS "rank" FROM "SeatGuest" WHERE "eventId" = ?`, guest.eventId)?.rank ?? 0) + 1 : guest.rank
  const written = sql.run(
    `UPDATE "SeatGuest" SET "state" = ?, "rank" = ?, "offeredUntil" = ?, "answeredAt" = CASE WHEN ? = 1 THEN ? ELSE "answeredAt" END, "invitedAt" = CASE WHEN ? = 1 THEN ? ELSE "invitedAt" END, "version" = "version" + 1 WHERE "id" = ? AND "version" = ?`,
    state, last, offeredUntil ?? null, isAnswer ? 1 : 0, now, isInvited ? 1 : 0, now, guest.id, guest.version,
  )
  return written === 0 ? null : findGuest(sql, guest.id)
}

/** Takes the lowest seat that nobody has; false where all are gone. */
export const takeSeat = ({ sql }: Pick<QuickWork, 'sql'>, eventId: string, seats: number, guestId: string): boolean => takePlace(sql, seatNumbers, eventId, seats, guestId)

export const freeSeat = ({ sql }: QuickWork, guestId: string): boolean => freePlaces(sql, seatNumbers, guestId) === 1

/** Before a plan gets smaller: those on numbers that go come down to free ones. There are enough of them. */
export const moveDown = ({ sql }: QuickWork, eventId: string, seats: number): void => moveAllDown(sql, seatNumbers, eventId, seats)

export type EventPerson = { personId: string; nameZh: string; nameEn: string; organizationZh: string; organizationEn: string; group: Exclude<GuestGroup, 'everybody'> }

/** Who takes part in an event: people of its delegations first, then those with another part in it. Each once. */
export function listEventPeople(sql: SyncSql, eventId: string): EventPerson[] {
  const rows = sql.all<EventPerson>(
    `SELECT p."id" AS "personId", p."nameZh", p."nameEn", o."nameZh" AS "organizationZh", o."nameEn" AS "organizationEn", d."side" AS "group", p."sortKey"
     FROM "Delegation" d JOIN "Delegate" g ON g."delegationId" = d."id" JOIN "Person" p ON p."id" = g."personId" JOIN "Organization" o ON o."id" = d."organizationId" WHERE d."eventId" = ? AND d."status" = 'active'
     UNION ALL
     SELECT p."id", p."nameZh", p."nameEn", '', '', 'staff', p."sortKey" FROM "EventRole" r JOIN "Person" p ON p."id" = r."personId"
     WHERE r."eventId" = ? AND NOT EXISTS (SELECT 1 FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE g."personId" = p."id" AND d."eventId" = r."eventId")
     ORDER BY 7, 1`, eventId, eventId)
  const seen = new Set<string>()
  return rows.filter(({ personId }) => !seen.has(personId) && seen.add(personId)).map(({ personId, nameZh, nameEn, organizationZh, organizationEn, group }) => ({ personId, nameZh, nameEn, organizationZh, organizationEn, group }))
}

export type ListedGuest = { guestId: string; personId: string; nameZh: string; nameEn: string; state: GuestState; offeredUntil: number | null; rank: number | null; isInvited: boolean; version: number }

/** The list, those in line in their order. */
export function listGuests(sql: SyncSql, eventId: string): ListedGuest[] {
  return sql.all<Omit<ListedGuest, 'isInvited'> & { invitedAt: number | null }>(
    `SELECT g."id" AS "guestId", g."personId", p."nameZh", p."nameEn", g."state", g."offeredUntil", g."rank", g."invitedAt", g."version"
     FROM "SeatGuest" g JOIN "Person" p ON p."id" = g."personId" WHERE g."eventId" = ? AND g."state" <> 'removed'
     ORDER BY CASE g."state" WHEN 'going' THEN 0 WHEN 'offered' THEN 1 WHEN 'waiting' THEN 2 WHEN 'invited' THEN 3 ELSE 4 END, CASE g."state" WHEN 'waiting' THEN g."rank" END, p."sortKey", g."id"`, eventId)
    .map(({ invitedAt, ...row }) => ({ ...row, isInvited: invitedAt !== null }))
}

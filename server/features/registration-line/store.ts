import { registrationStates, type RegistrationState } from '#server/domain/registration/standing.ts'
import type { RegistrationKind } from '#server/domain/registration/kinds.ts'
import type { Joining } from '#server/domain/registration/kinds.ts'
import type { Answers } from '#server/domain/registration/questions.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { countPlaces, freePlaces, moveDown, takePlace, type PlaceTable } from '#server/platform/numbered-places.ts'

export type Badge = { nameZh: string; nameEn: string; organizationZh: string; organizationEn: string; titleZh: string; titleEn: string; phone: string }

export type RegistrationRow = {
  id: string; eventId: string; personId: string; formId: string; formVersion: number; kind: RegistrationKind; segment: string; state: RegistrationState
  answers: Answers; sessionIds: string[]; badge: Badge; uscc: string; leadId: string | null; invitationId: string | null
  rank: number | null; until: number | null; reasonCode: string; reasonText: string; submittedAt: number | null; confirmedAt: number | null; version: number
}
type Stored = Omit<RegistrationRow, 'answers' | 'sessionIds' | 'badge'> & { answers: string; sessionIds: string; badge: string }

export type FormRow = {
  id: string; eventId: string; kind: RegistrationKind; version: number; isOpen: boolean; needsApproval: boolean; isPaid: boolean; opensAt: number | null; closesAt: number | null
  cancelHours: number; offerMinutes: number; payMinutes: number; groupMost: number; joinsAs: Joining; nameZh: string; nameEn: string; introZh: string; introEn: string; segmentBy: string
}
type StoredForm = Omit<FormRow, 'isOpen' | 'needsApproval' | 'isPaid'> & { isOpen: number; needsApproval: number; isPaid: number }

export type RegistrationEvent = { id: string; slug: string; nameZh: string; nameEn: string; venueZh: string; venueEn: string; zone: string; phase: Phase; startsAtMs: number; endsAtMs: number }
export type PoolRow = { id: string; eventId: string; sessionId: string; kind: string; segment: string; places: number; version: number }

const columns = `"id", "eventId", "personId", "formId", "formVersion", "kind", "segment", "state", "answers", "sessionIds", "badge", "uscc", "leadId", "invitationId", "rank", "until", "reasonCode", "reasonText", "submittedAt", "confirmedAt", "version"`
const formColumns = `"id", "eventId", "kind", "version", "isOpen", "needsApproval", "isPaid", "opensAt", "closesAt", "cancelHours", "offerMinutes", "payMinutes", "groupMost", "joinsAs", "nameZh", "nameEn", "introZh", "introEn", "segmentBy"`
const poolColumns = `"id", "eventId", "sessionId", "kind", "segment", "places", "version"`
const numbers: PlaceTable = { table: 'RegistrationPlace', pool: 'poolId', holder: 'registrationId' }

function toRow(stored: Stored): RegistrationRow {
  return { ...stored, answers: JSON.parse(stored.answers) as Answers, sessionIds: JSON.parse(stored.sessionIds) as string[], badge: JSON.parse(stored.badge) as Badge }
}
const toForm = (stored: StoredForm): FormRow => ({ ...stored, isOpen: stored.isOpen === 1, needsApproval: stored.needsApproval === 1, isPaid: stored.isPaid === 1 })
const first = <Row, Made>(row: Row | undefined, make: (row: Row) => Made): Made | null => (row === undefined ? null : make(row))

export const findRegistration = (sql: SyncSql, id: string): RegistrationRow | null => first(sql.get<Stored>(`SELECT ${columns} FROM "Registration" WHERE "id" = ?`, id), toRow)
export const findOwn = (sql: SyncSql, eventId: string, personId: string): RegistrationRow | null => first(sql.get<Stored>(`SELECT ${columns} FROM "Registration" WHERE "eventId" = ? AND "personId" = ?`, eventId, personId), toRow)
export const listGroup = (sql: SyncSql, leadId: string): RegistrationRow[] => sql.all<Stored>(`SELECT ${columns} FROM "Registration" WHERE "leadId" = ? ORDER BY "id"`, leadId).map(toRow)
export const findForm = (sql: SyncSql, id: string): FormRow | null => first(sql.get<StoredForm>(`SELECT ${formColumns} FROM "RegistrationForm" WHERE "id" = ?`, id), toForm)
export const listForms = (sql: SyncSql, eventId: string): FormRow[] => sql.all<StoredForm>(`SELECT ${formColumns} FROM "RegistrationForm" WHERE "eventId" = ? ORDER BY "createdAt", "id"`, eventId).map(toForm)

export function findRegistrationEvent(sql: SyncSql, eventId: string): RegistrationEvent | null {
  return sql.get<RegistrationEvent>(`SELECT "id", "slug", "nameZh", "nameEn", "venueZh", "venueEn", "zone", "phase", "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs" FROM "Event" WHERE "id" = ?`, eventId) ?? null
}

export const listPools = (sql: SyncSql, eventId: string): PoolRow[] => sql.all<PoolRow>(`SELECT ${poolColumns} FROM "RegistrationPool" WHERE "eventId" = ? ORDER BY "sessionId", "kind", "segment"`, eventId)
export const countTaken = (sql: SyncSql, poolId: string): number => countPlaces(sql, numbers, poolId)
export const shrinkPool = (sql: SyncSql, poolId: string, places: number): void => moveDown(sql, numbers, poolId, places)

type Covered = Pick<RegistrationRow, 'eventId' | 'kind' | 'segment' | 'sessionIds'>

/** Pools of which a registration needs one place each. */
export function poolsFor(pools: readonly PoolRow[], { kind, segment, sessionIds }: Covered): PoolRow[] {
  return pools.filter((pool) => (pool.kind === '' || pool.kind === kind) && (pool.segment === '' || pool.segment === segment) && (pool.sessionId === '' || sessionIds.includes(pool.sessionId)))
}

/** A place in every pool that covers it, or none at all; null: taken, else the pool that is full. The places' key decides. */
export function takePlaces({ sql }: Pick<QuickWork, 'sql'>, row: RegistrationRow, pools: readonly PoolRow[]): PoolRow | null {
  for (const pool of poolsFor(pools, row)) {
    if (takePlace(sql, numbers, pool.id, pool.places, row.id)) continue
    freePlaces(sql, numbers, row.id)
    return pool
  }
  return null
}

export const freeAll = ({ sql }: Pick<QuickWork, 'sql'>, registrationId: string): number => freePlaces(sql, numbers, registrationId)

export const listWaiting = (sql: SyncSql, eventId: string): RegistrationRow[] =>
  sql.all<Stored>(`SELECT ${columns} FROM "Registration" WHERE "eventId" = ? AND "state" = 'waitlisted' ORDER BY "rank", "id"`, eventId).map(toRow)

/** Those of a form who have a place and were to pay for it. */
export const listToPay = (sql: SyncSql, formId: string): RegistrationRow[] => sql.all<Stored>(`SELECT ${columns} FROM "Registration" WHERE "formId" = ? AND "state" = 'approved' ORDER BY "id"`, formId).map(toRow)

/** How many stand before this one and itself, of those who wait for the same places: of its kind and segment where there is no bound. */
export function placeInLine(sql: SyncSql, row: RegistrationRow): number {
  const pools = listPools(sql, row.eventId)
  const own = poolsFor(pools, row)
  const isRival = (other: RegistrationRow): boolean => (own.length === 0 ? other.kind === row.kind && other.segment === row.segment : poolsFor(own, other).length > 0)
  return listWaiting(sql, row.eventId).filter((other) => (other.rank ?? 0) <= (row.rank ?? 0) && isRival(other)).length
}

export type Moving = { state: RegistrationState; until?: number | null; reasonCode?: string; reasonText?: string; decidedById?: string }

/** Moves a registration on if it still is as the caller saw it; who comes to wait stands at the end of the line. Null where somebody was quicker. */
export function moveRegistration({ sql, now }: QuickWork, row: RegistrationRow, { state, until = null, reasonCode, reasonText, decidedById }: Moving): RegistrationRow | null {
  const rank = state === 'waitlisted' && row.rank === null ? (sql.get<{ rank: number | null }>(`SELECT MAX("rank") AS "rank" FROM "Registration" WHERE "eventId" = ?`, row.eventId)?.rank ?? 0) + 1 : state === 'waitlisted' || state === 'offered' ? row.rank : null
  const written = sql.run(
    `UPDATE "Registration" SET "state" = ?, "rank" = ?, "until" = ?, "reasonCode" = ?, "reasonText" = ?, "decidedById" = COALESCE(?, "decidedById"),
       "decidedAt" = CASE WHEN ? IS NULL THEN "decidedAt" ELSE ? END, "submittedAt" = CASE WHEN ? = 'submitted' THEN ? ELSE "submittedAt" END,
       "confirmedAt" = CASE WHEN ? = 'confirmed' THEN ? ELSE "confirmedAt" END, "cancelledAt" = CASE WHEN ? = 'cancelled' THEN ? ELSE NULL END, "updatedAt" = ?, "version" = "version" + 1
     WHERE "id" = ? AND "version" = ?`,
    state, rank, until, reasonCode ?? '', reasonText ?? '', decidedById ?? null, decidedById ?? null, now, state, now, state, now, state, now, now, row.id, row.version,
  )
  return written === 0 ? null : findRegistration(sql, row.id)
}

export type TicketRow = { id: string; registrationId: string; eventId: string; code: string; state: 'valid' | 'void'; checkedInAt: number | null }
const ticketColumns = `"id", "registrationId", "eventId", "code", "state", "checkedInAt"`
export const findTicket = (sql: SyncSql, registrationId: string): TicketRow | null => sql.get<TicketRow>(`SELECT ${ticketColumns} FROM "Ticket" WHERE "registrationId" = ?`, registrationId) ?? null

/** Let in with a ticket that is good still; a ticket that was void before is none. */
export const hasArrived = (sql: SyncSql, registrationId: string): boolean => sql.get(`SELECT 1 FROM "Ticket" WHERE "registrationId" = ? AND "state" = 'valid' AND "checkedInAt" IS NOT NULL`, registrationId) !== undefined

/** A ticket for a confirmed registration; one that was void gets a new code, so that the old QR code opens nothing. */
export function issueTicket({ sql, now, newId }: QuickWork, row: RegistrationRow, code: string): void {
  sql.run(
    `INSERT INTO "Ticket" ("id", "registrationId", "eventId", "code", "state", "issuedAt") VALUES (?, ?, ?, ?, 'valid', ?)
     ON CONFLICT ("registrationId") DO UPDATE SET "code" = excluded."code", "state" = 'valid', "issuedAt" = excluded."issuedAt", "voidedAt" = NULL WHERE "Ticket"."state" = 'void'`,
    newId(), row.id, row.eventId, code, now)
}

export const voidTicket = ({ sql, now }: QuickWork, registrationId: string): boolean => sql.run(`UPDATE "Ticket" SET "state" = 'void', "voidedAt" = ? WHERE "registrationId" = ? AND "state" = 'valid'`, now, registrationId) === 1

export type StateCounts = Record<RegistrationState, number>

export function countStates(sql: SyncSql, eventId: string): StateCounts {
  const rows = sql.all<{ state: RegistrationState; many: number }>(`SELECT "state", COUNT(*) AS "many" FROM "Registration" WHERE "eventId" = ? GROUP BY "state"`, eventId)
  return Object.fromEntries(registrationStates.map((state) => [state, rows.find((row) => row.state === state)?.many ?? 0])) as StateCounts
}

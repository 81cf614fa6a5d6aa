import type { DoorReason, ScanKind } from '#server/domain/door/decide.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { DoorPresence } from '#server/protocol/door.ts'

export type CheckInRow = {
  id: string; eventId: string; sessionId: string; nonce: string; deviceId: string; byPersonId: string; kind: ScanKind; registrationId: string; ticketId: string
  outcome: 'accepted' | 'refused'; reason: DoorReason | ''; isOffline: boolean; wasLetIn: boolean; scannedAt: number; receivedAt: number; undoesId: string; isReentry: boolean; deposit: 'none' | 'asked' | 'already'
}
type Stored = Omit<CheckInRow, 'isOffline' | 'wasLetIn' | 'isReentry'> & { isOffline: number; wasLetIn: number; isReentry: number }
const columns = `"id", "eventId", "sessionId", "nonce", "deviceId", "byPersonId", "kind", "registrationId", "ticketId", "outcome", "reason", "isOffline", "wasLetIn", "scannedAt", "receivedAt", "undoesId", "isReentry", "deposit"`
const toRow = (row: Stored): CheckInRow => ({ ...row, isOffline: row.isOffline === 1, wasLetIn: row.wasLetIn === 1, isReentry: row.isReentry === 1 })
const first = (row: Stored | undefined): CheckInRow | null => (row === undefined ? null : toRow(row))

export const findByNonce = (sql: SyncSql, eventId: string, nonce: string): CheckInRow | null => first(sql.get<Stored>(`SELECT ${columns} FROM "CheckIn" WHERE "eventId" = ? AND "nonce" = ?`, eventId, nonce))

/** The scan that took this one back, if any did. */
export const findUndo = (sql: SyncSql, eventId: string, registrationId: string, checkInId: string): boolean => sql.get(`SELECT 1 FROM "CheckIn" WHERE "eventId" = ? AND "registrationId" = ? AND "undoesId" = ? AND "outcome" = 'accepted'`, eventId, registrationId, checkInId) !== undefined

/** Writes one line; false where its nonce is there already (the unique index decides). */
export function insertCheckIn({ sql }: Pick<QuickWork, 'sql'>, row: CheckInRow): boolean {
  return sql.run(
    `INSERT INTO "CheckIn" (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    row.id, row.eventId, row.sessionId, row.nonce, row.deviceId, row.byPersonId, row.kind, row.registrationId, row.ticketId, row.outcome, row.reason, row.isOffline, row.wasLetIn, row.scannedAt, row.receivedAt, row.undoesId, row.isReentry, row.deposit,
  ) === 1
}

export type ArrivalRow = { ticketId: string; sessionId: string; checkInId: string; at: number; isInside: boolean }
type At = { ticketId: string; sessionId: string }

export function findArrival(sql: SyncSql, { ticketId, sessionId }: At): ArrivalRow | null {
  const row = sql.get<Omit<ArrivalRow, 'isInside'> & { isInside: number }>(`SELECT "ticketId", "sessionId", "checkInId", "at", "isInside" FROM "Arrival" WHERE "ticketId" = ? AND "sessionId" = ?`, ticketId, sessionId)
  return row === undefined ? null : { ...row, isInside: row.isInside === 1 }
}

type Coming = At & { eventId: string; registrationId: string; checkInId: string; at: number }

/** Comes in for the first time; false where the ticket has come in at this door before. Nothing but the key of the table decides that. */
export const takeArrival = ({ sql }: Pick<QuickWork, 'sql'>, { ticketId, sessionId, eventId, registrationId, checkInId, at }: Coming): boolean =>
  sql.run(`INSERT INTO "Arrival" ("ticketId", "sessionId", "eventId", "registrationId", "checkInId", "at", "isInside") VALUES (?, ?, ?, ?, ?, ?, 1) ON CONFLICT DO NOTHING`, ticketId, sessionId, eventId, registrationId, checkInId, at) === 1

/** Comes in on another day, whether or not anybody saw her go. The scan by which she was in before decides which of two does. */
export const comeAgain = ({ sql }: Pick<QuickWork, 'sql'>, from: ArrivalRow, checkInId: string, at: number): boolean =>
  sql.run(`UPDATE "Arrival" SET "checkInId" = ?, "at" = ?, "isInside" = ? WHERE "ticketId" = ? AND "sessionId" = ? AND "checkInId" = ?`, checkInId, at, true, from.ticketId, from.sessionId, from.checkInId) === 1

/** Goes out (`false`) or comes back (`true`); false where it was so already. */
export const turn = ({ sql }: Pick<QuickWork, 'sql'>, { ticketId, sessionId }: At, isInside: boolean): boolean =>
  sql.run(`UPDATE "Arrival" SET "isInside" = ? WHERE "ticketId" = ? AND "sessionId" = ? AND "isInside" <> ?`, isInside, ticketId, sessionId, isInside) === 1

/** An earlier scan takes the place of the one that was written down. */
export const takeOverArrival = ({ sql }: Pick<QuickWork, 'sql'>, from: ArrivalRow, checkInId: string, at: number): boolean =>
  sql.run(`UPDATE "Arrival" SET "checkInId" = ?, "at" = ? WHERE "ticketId" = ? AND "sessionId" = ? AND "checkInId" = ?`, checkInId, at, from.ticketId, from.sessionId, from.checkInId) === 1

export const dropArrival = ({ sql }: Pick<QuickWork, 'sql'>, { ticketId, sessionId }: At, checkInId: string): boolean =>
  sql.run(`DELETE FROM "Arrival" WHERE "ticketId" = ? AND "sessionId" = ? AND "checkInId" = ?`, ticketId, sessionId, checkInId) === 1

const firstArrival = `(SELECT MIN("at") FROM "Arrival" WHERE "ticketId" = "Ticket"."id")`
/** The ticket says when its owner first came in anywhere: what invitations and lists of registrations show. An arrival is of the last day on which she came. */
export const markTicket = ({ sql }: Pick<QuickWork, 'sql'>, ticketId: string): void =>
  void sql.run(`UPDATE "Ticket" SET "checkedInAt" = ${firstArrival} WHERE "id" = ? AND ("checkedInAt" IS NULL OR "checkedInAt" > ${firstArrival})`, ticketId)
/** The same after an arrival was taken back. */
export const unmarkTicket = ({ sql }: Pick<QuickWork, 'sql'>, ticketId: string): void => void sql.run(`UPDATE "Ticket" SET "checkedInAt" = ${firstArrival} WHERE "id" = ?`, ticketId)

/** Who came in where; whoever came in before `since` has gone, seen or not. */
export function listPresences(sql: SyncSql, eventId: string, since: number): DoorPresence[] {
  return sql.all<Omit<DoorPresence, 'isInside'> & { isInside: number }>(`SELECT "registrationId", "sessionId", "at", "isInside" FROM "Arrival" WHERE "eventId" = ? ORDER BY "at", "ticketId", "sessionId"`, eventId).map((row) => ({ ...row, isInside: row.isInside === 1 && row.at >= since }))
}

export const insertConflict = ({ sql, now, newId }: QuickWork, of: { eventId: string; sessionId: string; registrationId: string; reason: string; checkInId: string; otherId: string }): string => {
  const id = newId()
  sql.run(`INSERT INTO "DoorConflict" ("id", "eventId", "sessionId", "registrationId", "reason", "checkInId", "otherId", "createdAt", "version") VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)`, id, of.eventId, of.sessionId, of.registrationId, of.reason, of.checkInId, of.otherId, now)
  return id
}

/** Whether a scan is one of two that clash, or one that should not have let in. */
export const hasConflict = (sql: SyncSql, eventId: string, checkInId: string): boolean => sql.get(`SELECT 1 FROM "DoorConflict" WHERE "eventId" = ? AND ("checkInId" = ? OR "otherId" = ?)`, eventId, checkInId, checkInId) !== undefined

export const seqOfDoor = (sql: SyncSql, room: string): number => sql.get<{ seq: number }>(`SELECT "seq" FROM "RoomHead" WHERE "room" = ?`, room)?.seq ?? 0

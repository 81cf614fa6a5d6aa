import type { Side } from '#server/domain/access/actor.ts'
import type { ClearingState } from '#server/domain/clearing/flow.ts'
import type { ClearingReport } from '#server/domain/clearing/outcome.ts'
import type { Wish, Wishes } from '#server/domain/clearing/ranks.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type ClearingRow = { state: ClearingState; version: number; pressedAt: number | null; report: ClearingReport | null }

/** Where an event's clearing stands; version 0 where there has been none. */
export function readClearing(sql: SyncSql, eventId: string): ClearingRow {
  const row = sql.get<Omit<ClearingRow, 'report'> & { report: string | null }>(`SELECT "state", "version", "pressedAt", "report" FROM "Clearing" WHERE "eventId" = ?`, eventId)
  if (row === undefined) return { state: 'closed', version: 0, pressedAt: null, report: null }
  return { ...row, report: row.report === null ? null : (JSON.parse(row.report) as ClearingReport) }
}

/** True for the one who saw the present version. */
export function saveClearing(sql: SyncSql, eventId: string, seen: number, next: Omit<ClearingRow, 'version'>, now: number): boolean {
  const report = next.report === null ? null : JSON.stringify(next.report)
  if (seen === 0) {
    return sql.run(`INSERT INTO "Clearing" ("eventId", "state", "version", "pressedAt", "report", "updatedAt") VALUES (?, ?, 1, ?, ?, ?) ON CONFLICT ("eventId") DO NOTHING`, eventId, next.state, next.pressedAt, report, now) === 1
  }
  return sql.run(`UPDATE "Clearing" SET "state" = ?, "pressedAt" = ?, "report" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "eventId" = ? AND "version" = ?`, next.state, next.pressedAt, report, now, eventId, seen) === 1
}

export type ClearingParty = { delegationId: string; side: Side; nameZh: string; nameEn: string; oneLinerZh: string; oneLinerEn: string; hasPitched: boolean }

/** Everybody who may be liked or like, by name; two statements' worth in one. */
export function listParties(sql: SyncSql, eventId: string): ClearingParty[] {
  return sql
    .all<Omit<ClearingParty, 'hasPitched'> & { hasPitched: number }>(
      `SELECT d."id" AS "delegationId", d."side", o."nameZh", o."nameEn", o."oneLinerZh", o."oneLinerEn",
         EXISTS (SELECT 1 FROM "ProgrammeItem" i WHERE i."delegationId" = d."id" AND i."kind" = 'pitch' AND i."releasedStartsAt" IS NOT NULL) AS "hasPitched"
       FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId" WHERE d."eventId" = ? AND d."status" = 'active' ORDER BY o."sortKey", d."id"`,
      eventId,
    )
    .map((row) => ({ ...row, hasPitched: row.hasPitched === 1 }))
}

/** Every wish of an event by whose it is. */
export function listWishes(sql: SyncSql, eventId: string): Wishes {
  const wishes = new Map<string, Wish[]>()
  const rows = sql.all<Wish & { delegationId: string }>(`SELECT "delegationId", "partnerId", "rank" FROM "ClearingWish" WHERE "eventId" = ? ORDER BY "delegationId", "rank" IS NULL, "rank", "partnerId"`, eventId)
  for (const { delegationId, partnerId, rank } of rows) {
    const own = wishes.get(delegationId)
    if (own === undefined) wishes.set(delegationId, [{ partnerId, rank }])
    else own.push({ partnerId, rank })
  }
  return wishes
}

export function listOwnWishes(sql: SyncSql, delegationId: string): Wish[] {
  return sql.all(`SELECT "partnerId", "rank" FROM "ClearingWish" WHERE "delegationId" = ? ORDER BY "rank" IS NULL, "rank", "partnerId"`, delegationId)
}

export function listWishedBy(sql: SyncSql, delegationId: string): string[] {
  return sql.all<{ delegationId: string }>(`SELECT "delegationId" FROM "ClearingWish" WHERE "partnerId" = ? ORDER BY "delegationId"`, delegationId).map((row) => row.delegationId)
}

export function listVersion(sql: SyncSql, delegationId: string): number {
  return sql.get<{ version: number }>(`SELECT "version" FROM "ClearingList" WHERE "delegationId" = ?`, delegationId)?.version ?? 0
}

/** Delegations that have saved a list, be it an empty one. */
export function listSaved(sql: SyncSql, eventId: string): Set<string> {
  const rows = sql.all<{ id: string }>(`SELECT l."delegationId" AS "id" FROM "ClearingList" l JOIN "Delegation" d ON d."id" = l."delegationId" WHERE d."eventId" = ?`, eventId)
  return new Set(rows.map((row) => row.id))
}

/** Replaces a list; false where a colleague was quicker. */
export function replaceWishes(sql: SyncSql, list: { eventId: string; delegationId: string; version: number; wishes: readonly Wish[]; personId: string }, now: number): boolean {
  const { eventId, delegationId, version, wishes, personId } = list
  const taken =
    version === 0
      ? sql.run(`INSERT INTO "ClearingList" ("delegationId", "version", "updatedAt") VALUES (?, 1, ?) ON CONFLICT ("delegationId") DO NOTHING`, delegationId, now)
      : sql.run(`UPDATE "ClearingList" SET "version" = "version" + 1, "updatedAt" = ? WHERE "delegationId" = ? AND "version" = ?`, now, delegationId, version)
  if (taken !== 1) return false
  sql.run(`DELETE FROM "ClearingWish" WHERE "delegationId" = ?`, delegationId)
  for (const { partnerId, rank } of wishes) sql.run(`INSERT INTO "ClearingWish" ("delegationId", "partnerId", "eventId", "rank", "setById", "updatedAt") VALUES (?, ?, ?, ?, ?, ?)`, delegationId, partnerId, eventId, rank, personId, now)
  return true
}

export type PairRequest = {
  id: string
  fromDelegationId: string
  toDelegationId: string
  state: string
  /** Set where a clearing weighed it. */
  weight: number | null
  /** Nobody's: a clearing said yes, not a person. */
  answeredById: string | null
  answeredAt: number | null
  createdAt: number
  expiresAt: number
}

/** Requests between two sides that are open or wait for a timetable; a pair that meets already is not among them. */
export function listPairRequests(sql: SyncSql, eventId: string): PairRequest[] {
  return sql.all(
    `SELECT r."id", r."fromDelegationId", r."toDelegationId", r."state", r."weight", r."answeredById", r."answeredAt", r."createdAt", r."expiresAt" FROM "MeetingRequest" r
     WHERE r."eventId" = ? AND r."state" IN ('pending', 'accepted') AND r."id" NOT IN (SELECT m."requestId" FROM "Meeting" m WHERE m."eventId" = ? AND m."requestId" IS NOT NULL) ORDER BY r."createdAt", r."id"`,
    eventId, eventId,
  )
}

/** Accepted by a clearing since an instant and without a meeting: what a press made, or left over. */
export function listMadeSince(sql: SyncSql, eventId: string, since: number): PairRequest[] {
  return listPairRequests(sql, eventId).filter((request) => isOfClearing(request) && (request.answeredAt ?? 0) >= since)
}

export const isOfClearing = ({ state, weight, answeredById }: Pick<PairRequest, 'state' | 'weight' | 'answeredById'>): boolean => state === 'accepted' && weight !== null && answeredById === null

/** A wish was taken back since: what the clearing had agreed falls with it; what people had agreed themselves only loses its rank. */
export function dropWished(sql: SyncSql, request: PairRequest): void {
  const state = isOfClearing(request) ? 'withdrawn' : request.state
  sql.run(`UPDATE "MeetingRequest" SET "state" = ?, "weight" = NULL, "version" = "version" + 1 WHERE "id" = ?`, state, request.id)
}

/** As if the press had not been: what it made is gone, what waited for an answer waits again. */
export function undoWished(sql: SyncSql, request: PairRequest, openKey: string, now: number): void {
  if (request.createdAt === request.answeredAt) {
    sql.run(`DELETE FROM "MeetingRequest" WHERE "id" = ?`, request.id)
    return
  }
  const isOver = request.expiresAt <= now || sql.get(`SELECT "id" FROM "MeetingRequest" WHERE "openKey" = ?`, openKey) !== undefined
  sql.run(`UPDATE "MeetingRequest" SET "state" = ?, "openKey" = ?, "answeredAt" = NULL, "weight" = NULL, "version" = "version" + 1 WHERE "id" = ?`, isOver ? 'expired' : 'pending', isOver ? null : openKey, request.id)
}

/** A request that both sides have wished for: accepted, whoever asked first. */
export function acceptWished(sql: SyncSql, request: Pick<PairRequest, 'id'>, weight: number, now: number): void {
  sql.run(
    `UPDATE "MeetingRequest" SET "weight" = ?, "openKey" = NULL, "version" = "version" + 1, "answeredAt" = COALESCE("answeredAt", ?), "state" = 'accepted' WHERE "id" = ?`,
    weight, now, request.id,
  )
}

export function insertWished(sql: SyncSql, request: { id: string; eventId: string; fundId: string; startupId: string; lengthMinutes: number; weight: number; createdById: string }, now: number): void {
  sql.run(
    `INSERT INTO "MeetingRequest" ("id", "eventId", "fromDelegationId", "toDelegationId", "createdById", "state", "message", "lengthMinutes", "expiresAt", "declineReason", "declineNote", "weight", "answeredAt", "version", "createdAt")
     VALUES (?, ?, ?, ?, ?, 'accepted', '', ?, ?, '', '', ?, ?, 1, ?)`,
    request.id, request.eventId, request.fundId, request.startupId, request.createdById, request.lengthMinutes, now, request.weight, now, now,
  )
}

/** Pairs of delegations that have a meeting which stands. */
export function listMet(sql: SyncSql, eventId: string): { aDelegationId: string; bDelegationId: string; startsAt: number; tableCode: string | null }[] {
  return sql.all(
    `SELECT m."aDelegationId", m."bDelegationId", m."startsAt", t."code" AS "tableCode" FROM "Meeting" m LEFT JOIN "MeetingTable" t ON t."id" = m."tableId"
     WHERE m."eventId" = ? AND m."state" = 'scheduled' ORDER BY m."startsAt", m."id"`,
    eventId,
  )
}

/** Who of each fund saved its list, to stand behind the requests that are made of it; by delegation. */
export function wishersOf(sql: SyncSql, eventId: string): Map<string, string> {
  const rows = sql.all<{ delegationId: string; personId: string }>(`SELECT "delegationId", MIN("setById") AS "personId" FROM "ClearingWish" WHERE "eventId" = ? GROUP BY "delegationId"`, eventId)
  return new Map(rows.map((row) => [row.delegationId, row.personId]))
}

/** Delegates by delegation, for the facts of their own rooms. */
export function listPeople(sql: SyncSql, eventId: string): { delegationId: string; personId: string }[] {
  return sql.all(`SELECT g."delegationId", g."personId" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE d."eventId" = ? ORDER BY g."id"`, eventId)
}

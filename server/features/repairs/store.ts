import type { PlacedMeeting, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import type { Frame } from '#server/domain/timetable/frame.ts'
import type { Trouble } from '#server/domain/timetable/trouble.ts'
import type { RepairedPlan } from '#server/platform/repairer.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type RepairState = 'ready' | 'applied' | 'dismissed' | 'outdated' | 'taken_back'

/** What was asked, and the meetings as they stood then: `versions` by their name in the problem. */
export type Question = {
  trouble: Trouble
  noticeMinutes: number
  frame: Frame
  /** With all changes: the one that the plan answers. */
  problem: TimetableProblem
  standing: PlacedMeeting[]
  versions: Record<string, { meetingId: string; version: number }>
}

export type RepairRow = { id: string; eventId: string; state: RepairState; version: number; createdAt: number; question: Question; plan: RepairedPlan }

type Row = Omit<RepairRow, 'question' | 'plan'> & { question: string; plan: string }

const columns = `"id", "eventId", "state", "version", "createdAt", "question", "plan"`
const toRepair = (row: Row): RepairRow => ({ ...row, question: JSON.parse(row.question) as Question, plan: JSON.parse(row.plan) as RepairedPlan })

export function findRepair(sql: SyncSql, id: string): RepairRow | null {
  const row = sql.get<Row>(`SELECT ${columns} FROM "TimetableRepair" WHERE "id" = ?`, id)
  return row === undefined ? null : toRepair(row)
}

/** Proposals that wait for an answer, newest first. */
export function listReady(sql: SyncSql, eventId: string): RepairRow[] {
  return sql.all<Row>(`SELECT ${columns} FROM "TimetableRepair" WHERE "eventId" = ? AND "state" = 'ready' ORDER BY "createdAt" DESC, "id" DESC`, eventId).map(toRepair)
}

export function insertRepair(sql: SyncSql, repair: Pick<RepairRow, 'id' | 'eventId' | 'question' | 'plan'> & { createdById: string }, now: number): void {
  sql.run(
    `INSERT INTO "TimetableRepair" ("id", "eventId", "state", "question", "plan", "version", "createdById", "createdAt", "updatedAt") VALUES (?, ?, 'ready', ?, ?, 1, ?, ?, ?)`,
    repair.id, repair.eventId, JSON.stringify(repair.question), JSON.stringify(repair.plan), repair.createdById, now, now,
  )
}

/** A better answer to the same question; false where somebody has answered meanwhile. */
export function betterPlan(sql: SyncSql, id: string, plan: RepairedPlan, now: number): boolean {
  return sql.run(`UPDATE "TimetableRepair" SET "plan" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "state" = 'ready'`, JSON.stringify(plan), now, id) === 1
}

/** Ends a proposal; true for the one who saw its present version. */
export function settleRepair(sql: SyncSql, id: string, version: number, state: RepairState, now: number): boolean {
  return sql.run(`UPDATE "TimetableRepair" SET "state" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "version" = ? AND "state" = 'ready'`, state, now, id, version) === 1
}

/** The timetable has changed: what was worked out for the old one can't be approved any more. */
export function outdateOthers(sql: SyncSql, eventId: string, now: number): void {
  sql.run(`UPDATE "TimetableRepair" SET "state" = 'outdated', "version" = "version" + 1, "updatedAt" = ? WHERE "eventId" = ? AND "state" = 'ready'`, now, eventId)
}

export const absenceOwner = (repairId: string): string => `away:${repairId}`

/** Somebody's absence in the book of claims, so that nobody is booked into it; what is taken already stays taken. */
export function claimAbsence(sql: SyncSql, owner: string, resource: string, ticks: readonly number[]): void {
  for (const tick of ticks) sql.run(`INSERT INTO "Occupancy" ("resource", "tick", "owner") VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, resource, tick, owner)
}

export function blockTable(sql: SyncSql, block: { id: string; eventId: string; tableId: string; fromMs: number; untilMs: number }): void {
  sql.run(`INSERT INTO "GridBlock" ("id", "eventId", "tableId", "startsAt", "endsAt", "labelZh", "labelEn") VALUES (?, ?, ?, ?, ?, '', '')`, block.id, block.eventId, block.tableId, block.fromMs, block.untilMs)
}

/** Another time or table: the calendar entry's sequence rises, its uid stays. False where it was changed meanwhile. */
export function moveMeeting(sql: SyncSql, meeting: { id: string; version: number }, to: { startsAtMs: number; endsAtMs: number; tableId: string | null }, was: object, now: number): boolean {
  const changed = sql.run(
    `UPDATE "Meeting" SET "startsAt" = ?, "endsAt" = ?, "tableId" = ?, "was" = ?, "sequence" = "sequence" + 1, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "version" = ? AND "state" = 'scheduled'`,
    to.startsAtMs, to.endsAtMs, to.tableId, JSON.stringify(was), now, meeting.id, meeting.version,
  )
  return changed === 1
}

export function cancelMeeting(sql: SyncSql, meeting: { id: string; version: number }, reason: string, now: number): boolean {
  const changed = sql.run(
    `UPDATE "Meeting" SET "state" = 'cancelled', "cancelReason" = ?, "sequence" = "sequence" + 1, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "version" = ? AND "state" = 'scheduled'`,
    reason, now, meeting.id, meeting.version,
  )
  return changed === 1
}

/** Frees people and table of a meeting that moves; its pair stays taken. */
export function freeTimes(sql: SyncSql, owner: string): void {
  sql.run(`DELETE FROM "Occupancy" WHERE "owner" = ? AND "tick" > 0`, owner)
}

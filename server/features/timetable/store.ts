import type { PlanStatus, Reason, TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import type { Frame } from '#server/domain/timetable/frame.ts'
import type { Measures } from '#server/domain/timetable/measures.ts'
import type { Pin } from '#server/domain/timetable/pins.ts'
import type { TracePoint } from '#server/domain/timetable/trace.ts'
import { verdictOf, type Verdict } from '#server/domain/timetable/verdict.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type DraftState = 'computing' | 'ready' | 'failed' | 'released'

/** The column `measures`: how it was computed, what came of it, and its numbers once it is ready. */
export type DraftNumbers = {
  seconds: number
  seed: number
  failure: ErrorCode | null
  status: PlanStatus | null
  measures: Measures | null
  /** Where it was proved that there is no timetable: the smallest contradiction found. */
  core: Reason | null
  /** Meetings that were pinned when the bounds were proved; without one of these pins they prove nothing. */
  provedWith: string[]
}

/** One line of the list of drafts; instants in ms. */
export type DraftSummary = { id: string; eventId: string; name: string; state: DraftState; version: number; createdAt: number; updatedAt: number; verdict: Verdict } & DraftNumbers

/** A draft whole. `problem` is without pins. */
export type Draft = DraftSummary & { frame: Frame; problem: TimetableProblem; plan: TimetablePlan | null; pins: Pin[]; trace: TracePoint[] }

type SummaryRow = { id: string; eventId: string; name: string; state: DraftState; version: number; createdAt: number; updatedAt: number; measures: string }
type DraftRow = SummaryRow & { problem: string; plan: string | null; pins: string; trace: string | null }

const summaryColumns = `"id", "eventId", "name", "state", "version", "createdAt", "updatedAt", "measures"`

function toSummary({ measures, ...row }: SummaryRow): DraftSummary {
  const numbers = { core: null, provedWith: [], ...(JSON.parse(measures) as Omit<DraftNumbers, 'core' | 'provedWith'> & Partial<DraftNumbers>) }
  return { ...row, ...numbers, verdict: verdictOf(numbers.status, numbers.measures) }
}

/** The event's drafts, newest first, without their plans. */
export function listDrafts(sql: SyncSql, eventId: string): DraftSummary[] {
  return sql.all<SummaryRow>(`SELECT ${summaryColumns} FROM "TimetableDraft" WHERE "eventId" = ? ORDER BY "createdAt" DESC, "id" DESC`, eventId).map(toSummary)
}

export function findDraft(sql: SyncSql, draftId: string): Draft | null {
  const row = sql.get<DraftRow>(`SELECT ${summaryColumns}, "problem", "plan", "pins", "trace" FROM "TimetableDraft" WHERE "id" = ?`, draftId)
  if (row === undefined) return null
  const { problem, plan, pins, trace, ...summary } = row
  return {
    ...toSummary(summary),
    ...(JSON.parse(problem) as { frame: Frame; problem: TimetableProblem }),
    plan: plan === null ? null : (JSON.parse(plan) as TimetablePlan),
    pins: JSON.parse(pins) as Pin[],
    trace: trace === null ? [] : (JSON.parse(trace) as TracePoint[]),
  }
}

export type NewDraft = { id: string; eventId: string; name: string; createdById: string; frame: Frame; problem: TimetableProblem; pins: Pin[]; seconds: number; seed: number }

export function insertDraft(sql: SyncSql, draft: NewDraft, now: number): void {
  const numbers: DraftNumbers = { seconds: draft.seconds, seed: draft.seed, failure: null, status: null, measures: null, core: null, provedWith: draft.pins.map((pin) => pin.meeting) }
  sql.run(
    `INSERT INTO "TimetableDraft" ("id", "eventId", "name", "state", "problem", "plan", "measures", "pins", "version", "createdById", "createdAt", "updatedAt")
     VALUES (?, ?, ?, 'computing', ?, NULL, ?, ?, 1, ?, ?, ?)`,
    draft.id, draft.eventId, draft.name, JSON.stringify({ frame: draft.frame, problem: draft.problem }), JSON.stringify(numbers), JSON.stringify(draft.pins), draft.createdById, now, now,
  )
}

/** Ends a computation, well or badly, and answers with the draft's version (it may have been renamed meanwhile); null where somebody else ended it before. */
export function endComputing(sql: SyncSql, draftId: string, outcome: { plan: TimetablePlan | null; numbers: DraftNumbers; trace: readonly TracePoint[] }, now: number): number | null {
  const state: DraftState = outcome.numbers.failure === null ? 'ready' : 'failed'
  const row = sql.get<{ version: number }>(
    `UPDATE "TimetableDraft" SET "state" = ?, "plan" = ?, "measures" = ?, "trace" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "state" = 'computing' RETURNING "version"`,
    state, outcome.plan === null ? null : JSON.stringify(outcome.plan), JSON.stringify(outcome.numbers), JSON.stringify(outcome.trace), now, draftId,
  )
  return row?.version ?? null
}

/** Saves an edited plan or other pins; true for the one editor whose version is still the present one. */
export function saveDraft(sql: SyncSql, draft: Draft, next: { plan: TimetablePlan; pins: Pin[]; measures: Measures }, now: number): boolean {
  const { seconds, seed, provedWith } = draft
  const numbers: DraftNumbers = { seconds, seed, failure: null, status: next.plan.status, measures: next.measures, core: null, provedWith }
  const changed = sql.run(
    `UPDATE "TimetableDraft" SET "plan" = ?, "pins" = ?, "measures" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "version" = ? AND "state" = 'ready'`,
    JSON.stringify(next.plan), JSON.stringify(next.pins), JSON.stringify(numbers), now, draft.id, draft.version,
  )
  return changed === 1
}

export function renameDraft(sql: SyncSql, draftId: string, version: number, name: string, now: number): boolean {
  return sql.run(`UPDATE "TimetableDraft" SET "name" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "version" = ?`, name, now, draftId, version) === 1
}

/** Only a draft that is neither being computed nor released can go. */
export function deleteDraft(sql: SyncSql, draftId: string): boolean {
  return sql.run(`DELETE FROM "TimetableDraft" WHERE "id" = ? AND "state" IN ('ready', 'failed')`, draftId) === 1
}

export function markReleased(sql: SyncSql, draftId: string, version: number, now: number): boolean {
  return sql.run(`UPDATE "TimetableDraft" SET "state" = 'released', "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "version" = ? AND "state" = 'ready'`, now, draftId, version) === 1
}

export function listComputing(sql: SyncSql): DraftSummary[] {
  return sql.all<SummaryRow>(`SELECT ${summaryColumns} FROM "TimetableDraft" WHERE "state" = 'computing'`).map(toSummary)
}

export const drafts = { listDrafts, findDraft, saveDraft, renameDraft, markReleased }
export type Drafts = typeof drafts

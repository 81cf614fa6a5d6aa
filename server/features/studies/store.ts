import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import type { RehearsalReport } from '#server/domain/timetable/rehearsal.ts'
import type { VariantKind } from '#server/domain/timetable/variants.ts'
import type { WhatIfAnswer } from '#server/domain/timetable/what-if.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type StudyState = 'queued' | 'running' | 'ready' | 'stopped' | 'failed'

/** Answers in the order of the questions; `skipped` can't be asked of this draft. */
export type WhatIfResult = { answers: WhatIfAnswer[]; skipped: VariantKind[]; total: number }

export type WhatIfAsked = { kind: 'what_if'; input: { seconds: number; seed: number }; result: WhatIfResult | null }
export type RehearsalAsked = { kind: 'rehearsal'; input: { decline: number; late: number; noShow: number; runs: number; seed: number }; result: RehearsalReport | null }

/** A question about a draft. `draftVersion`: the draft that it was asked of; instants in ms. */
export type Study = {
  id: string
  eventId: string
  draftId: string
  draftVersion: number
  state: StudyState
  failure: ErrorCode | ''
  version: number
  createdAt: number
  updatedAt: number
} & (WhatIfAsked | RehearsalAsked)

type Row = Omit<Study, 'input' | 'result' | 'kind'> & { kind: string; input: string; result: string | null }

const columns = `"id", "eventId", "draftId", "draftVersion", "kind", "state", "input", "result", "failure", "version", "createdAt", "updatedAt"`

function toStudy({ input, result, ...row }: Row): Study {
  return { ...row, input: JSON.parse(input) as unknown, result: result === null ? null : (JSON.parse(result) as unknown) } as Study
}

export type NewStudy = Pick<Study, 'id' | 'eventId' | 'draftId' | 'draftVersion' | 'kind' | 'input'> & { createdById: string }

/** False where the same question of the same draft is being worked on: the unique index on `openKey` decides. */
export function insertStudy(sql: SyncSql, study: NewStudy, now: number): boolean {
  const inserted = sql.run(
    `INSERT INTO "TimetableStudy" ("id", "eventId", "draftId", "draftVersion", "kind", "state", "openKey", "input", "createdById", "createdAt", "updatedAt")
     VALUES (?, ?, ?, ?, ?, 'queued', ?, ?, ?, ?, ?) ON CONFLICT ("openKey") DO NOTHING`,
    study.id, study.eventId, study.draftId, study.draftVersion, study.kind, `${study.draftId}:${study.kind}`, JSON.stringify(study.input), study.createdById, now, now,
  )
  return inserted === 1
}

export function findStudy(sql: SyncSql, id: string): Study | null {
  const row = sql.get<Row>(`SELECT ${columns} FROM "TimetableStudy" WHERE "id" = ?`, id)
  return row === undefined ? null : toStudy(row)
}

/** All questions asked of a draft, newest first. */
export function listStudies(sql: SyncSql, draftId: string): Study[] {
  return sql.all<Row>(`SELECT ${columns} FROM "TimetableStudy" WHERE "draftId" = ? ORDER BY "createdAt" DESC, "id" DESC`, draftId).map(toStudy)
}

/** Old answers to the same question go, but for the newest `keep`. */
export function forgetOld(sql: SyncSql, draftId: string, kind: string, keep: number): void {
  sql.run(
    `DELETE FROM "TimetableStudy" WHERE "draftId" = ? AND "kind" = ? AND "openKey" IS NULL AND "id" NOT IN
       (SELECT "id" FROM "TimetableStudy" WHERE "draftId" = ? AND "kind" = ? AND "openKey" IS NULL ORDER BY "createdAt" DESC, "id" DESC LIMIT ?)`,
    draftId, kind, draftId, kind, keep,
  )
}

/** The oldest that waits, now running; of several processes exactly one gets it. */
export function takeNext(sql: SyncSql, now: number): Study | null {
  const next = sql.get<{ id: string }>(`SELECT "id" FROM "TimetableStudy" WHERE "state" = 'queued' ORDER BY "createdAt", "id" LIMIT 1`)
  if (next === undefined || sql.run(`UPDATE "TimetableStudy" SET "state" = 'running', "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "state" = 'queued'`, now, next.id) !== 1) return null
  return findStudy(sql, next.id)
}

/** What has been found so far; false where the study was stopped or is gone. */
export function saveResult(sql: SyncSql, id: string, result: Study['result'], now: number): number | null {
  const row = sql.get<{ version: number }>(`UPDATE "TimetableStudy" SET "result" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "state" = 'running' RETURNING "version"`, JSON.stringify(result), now, id)
  return row?.version ?? null
}

/** Ends an open study, its result as it was saved last; null where somebody else ended it before. */
export function endStudy(sql: SyncSql, id: string, end: { state: 'ready' | 'stopped' | 'failed'; failure: ErrorCode | '' }, now: number): number | null {
  const row = sql.get<{ version: number }>(
    `UPDATE "TimetableStudy" SET "state" = ?, "openKey" = NULL, "failure" = ?, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "openKey" IS NOT NULL RETURNING "version"`,
    end.state, end.failure, now, id,
  )
  return row?.version ?? null
}

/** Studies that a stopped server left running wait again; their answers so far are kept. */
export function requeueLost(sql: SyncSql, before: number, now: number): number {
  return sql.run(`UPDATE "TimetableStudy" SET "state" = 'queued', "version" = "version" + 1, "updatedAt" = ? WHERE "state" = 'running' AND "updatedAt" < ?`, now, before)
}

import type { Schedule } from '#server/domain/programme/schedule.ts'
import type { StageToMake } from '#server/domain/programme/take-over.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type ScheduleDraft = { id: string; eventId: string; fileName: string; format: string; schedule: Schedule; state: 'draft' | 'applied'; createdAt: number }

export function insertDraft(sql: SyncSql, draft: Omit<ScheduleDraft, 'state'> & { createdById: string }): void {
  const { id, eventId, fileName, format, schedule, createdById, createdAt } = draft
  sql.run(`INSERT INTO "ProgrammeImport" ("id", "eventId", "fileName", "format", "schedule", "state", "createdById", "createdAt") VALUES (?, ?, ?, ?, ?, 'draft', ?, ?)`, id, eventId, fileName, format, JSON.stringify(schedule), createdById, createdAt)
}

export function findDraft(sql: SyncSql, eventId: string, importId: string): ScheduleDraft | null {
  const row = sql.get<Omit<ScheduleDraft, 'schedule'> & { schedule: string }>(`SELECT "id", "eventId", "fileName", "format", "schedule", "state", "createdAt" FROM "ProgrammeImport" WHERE "id" = ? AND "eventId" = ?`, importId, eventId)
  return row === undefined ? null : { ...row, schedule: JSON.parse(row.schedule) as Schedule }
}

/** Only one press applies a draft. From then on the row keeps the stages that it made instead of the schedule. */
export function markApplied(sql: SyncSql, importId: string, editId: string, stages: readonly StageToMake[]): boolean {
  const kept: Schedule = { title: '', zone: null, rooms: stages.map((stage) => stage.id), talks: [] }
  return sql.run(`UPDATE "ProgrammeImport" SET "state" = 'applied', "editId" = ?, "schedule" = ? WHERE "id" = ? AND "state" = 'draft'`, editId, JSON.stringify(kept), importId) === 1
}

/** Takes away the stages that an import made, where nothing stands on them. */
export function dropImportedStages(sql: SyncSql, editId: string): void {
  const row = sql.get<{ schedule: string }>(`SELECT "schedule" FROM "ProgrammeImport" WHERE "editId" = ?`, editId)
  for (const stageId of row === undefined ? [] : (JSON.parse(row.schedule) as Schedule).rooms) {
    sql.run(
      `DELETE FROM "Stage" WHERE "id" = ? AND NOT EXISTS (SELECT 1 FROM "ProgrammeItem" WHERE "stageId" = ? OR "releasedStageId" = ?) AND NOT EXISTS (SELECT 1 FROM "EventSession" WHERE "stageId" = ?)
       AND NOT EXISTS (SELECT 1 FROM "Question" WHERE "stageId" = ?) AND NOT EXISTS (SELECT 1 FROM "Poll" WHERE "stageId" = ?) AND NOT EXISTS (SELECT 1 FROM "StageRun" WHERE "stageId" = ?)`,
      ...Array.from({ length: 7 }, () => stageId),
    )
  }
}

export function deleteDraft(sql: SyncSql, eventId: string, importId: string): boolean {
  return sql.run(`DELETE FROM "ProgrammeImport" WHERE "id" = ? AND "eventId" = ? AND "state" = 'draft'`, importId, eventId) === 1
}

/** Stages for rooms that the event didn't have, after those it had. */
export function insertStages(sql: SyncSql, eventId: string, stages: readonly StageToMake[]): void {
  const last = sql.get<{ last: number | null }>(`SELECT MAX("position") AS "last" FROM "Stage" WHERE "eventId" = ?`, eventId)?.last ?? -1
  stages.forEach(({ id, name }, at) => sql.run(`INSERT INTO "Stage" ("id", "eventId", "nameZh", "nameEn", "placeZh", "placeEn", "position") VALUES (?, ?, ?, ?, '', '', ?)`, id, eventId, name, name, last + 1 + at))
}

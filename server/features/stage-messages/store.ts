import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { StageMessage } from '#server/protocol/stage.ts'

/** The message that is shown on a stage's monitor now. */
export function shownMessage(sql: SyncSql, stageId: string): StageMessage | null {
  return sql.get<StageMessage>(`SELECT "id", "text", "tone", "createdAt" AS "at" FROM "StageMessage" WHERE "stageId" = ? AND "clearedAt" IS NULL ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`, stageId) ?? null
}

/** Takes away whatever is shown. */
export function clearMessages(held: QuickWork, stageId: string): void {
  held.sql.run(`UPDATE "StageMessage" SET "clearedAt" = ? WHERE "stageId" = ? AND "clearedAt" IS NULL`, held.now, stageId)
}

export function insertMessage(held: QuickWork, message: StageMessage & { stageId: string; createdById: string }): void {
  held.sql.run(
    `INSERT INTO "StageMessage" ("id", "stageId", "text", "tone", "createdById", "createdAt") VALUES (?, ?, ?, ?, ?, ?)`,
    message.id, message.stageId, message.text, message.tone, message.createdById, message.at,
  )
}

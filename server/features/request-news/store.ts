import type { RequestNewsKind } from '#server/domain/messages/request-news.ts'
import type { SyncSql, Tx } from '#server/platform/db.ts'

/** The newest that happened to a request, for one who hears of it; told not before `at` (ms). */
export function noteNews(sql: SyncSql, of: { personId: string; requestId: string; eventId: string; kind: RequestNewsKind; at: number }): void {
  sql.run(
    `INSERT INTO "RequestNews" ("personId", "requestId", "eventId", "kind", "at", "toldKind") VALUES (?, ?, ?, ?, ?, '')
     ON CONFLICT ("personId", "requestId") DO UPDATE SET "kind" = excluded."kind", "at" = excluded."at"`,
    of.personId, of.requestId, of.eventId, of.kind, of.at)
}

export type UntoldRow = { requestId: string; kind: RequestNewsKind }

/** What has come since `sinceMs`, may be told by `untilMs` and isn't what she was last told of that request. */
export function untoldOf(sql: SyncSql, of: { personId: string; eventId: string; sinceMs: number; untilMs: number }): UntoldRow[] {
  return sql.all<UntoldRow>(
    `SELECT "requestId", "kind" FROM "RequestNews" WHERE "personId" = ? AND "eventId" = ? AND "kind" <> "toldKind" AND "at" >= ? AND "at" <= ? ORDER BY "at", "requestId"`,
    of.personId, of.eventId, of.sinceMs, of.untilMs)
}

/** Notes what a mail has said; where something newer came while it was on its way, that stays untold. */
export async function noteTold(tx: Tx, personId: string, told: readonly UntoldRow[]): Promise<void> {
  for (const { requestId, kind } of told) await tx.requestNews.updateMany({ where: { personId, requestId, kind }, data: { toldKind: kind } })
}

import { swapKey, type SwapState } from '#server/domain/pitching/swap.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'

export type SwapRow = { id: string; eventId: string; fromItemId: string; toItemId: string; fromDelegationId: string; toDelegationId: string; state: SwapState; endsAt: number; answeredById: string | null; version: number }

const columns = `"id", "eventId", "fromItemId", "toItemId", "fromDelegationId", "toDelegationId", "state", "endsAt", "answeredById", "version"`

export function findSwap(sql: SyncSql, id: string): SwapRow | null {
  return sql.get<SwapRow>(`SELECT ${columns} FROM "PitchSwap" WHERE "id" = ?`, id) ?? null
}

/** The open proposal about two slots, whoever made it. */
export function findOpenSwap(sql: SyncSql, one: string, other: string): SwapRow | null {
  return sql.get<SwapRow>(`SELECT ${columns} FROM "PitchSwap" WHERE "openKey" = ?`, swapKey(one, other)) ?? null
}

/** The last proposal from one slot to another that was agreed to. */
export function findDoneSwap(sql: SyncSql, about: { fromItemId: string; toItemId: string; delegationId: string }): SwapRow | null {
  const { fromItemId, toItemId, delegationId } = about
  return sql.get<SwapRow>(
    `SELECT ${columns} FROM "PitchSwap" WHERE "state" = 'accepted' AND (("fromItemId" = ? AND "toItemId" = ? AND "fromDelegationId" = ?) OR ("fromItemId" = ? AND "toItemId" = ? AND "toDelegationId" = ?)) ORDER BY "answeredAt" DESC, "id" DESC LIMIT 1`,
    fromItemId, toItemId, delegationId, toItemId, fromItemId, delegationId,
  ) ?? null
}

export type NewSwap = { eventId: string; fromItemId: string; toItemId: string; fromDelegationId: string; toDelegationId: string; message: string; endsAt: number; proposedById: string }

/** Writes a proposal; null where one about the two slots is open (the unique index decides). */
export function insertSwap(held: QuickWork, swap: NewSwap): string | null {
  const id = held.newId()
  const written = held.sql.run(
    `INSERT INTO "PitchSwap" ("id", "eventId", "fromItemId", "toItemId", "fromDelegationId", "toDelegationId", "message", "state", "openKey", "endsAt", "proposedById", "version", "createdAt")
     VALUES (?, ?, ?, ?, ?, ?, ?, 'proposed', ?, ?, ?, 1, ?) ON CONFLICT ("openKey") DO NOTHING`,
    id, swap.eventId, swap.fromItemId, swap.toItemId, swap.fromDelegationId, swap.toDelegationId, swap.message, swapKey(swap.fromItemId, swap.toItemId), swap.endsAt, swap.proposedById, held.now,
  )
  return written === 0 ? null : id
}

/** Ends a proposal if it still is what the caller saw; false where somebody was quicker. */
export function endSwap(held: QuickWork, row: SwapRow, state: Exclude<SwapState, 'proposed'>, answeredById: string | null): boolean {
  return held.sql.run(
    `UPDATE "PitchSwap" SET "state" = ?, "openKey" = NULL, "answeredById" = ?, "answeredAt" = ?, "version" = "version" + 1 WHERE "id" = ? AND "version" = ? AND "state" = 'proposed'`,
    state, answeredById, held.now, row.id, row.version,
  ) === 1
}

/** Ends every open proposal about slots that have another owner now; answers with the delegations concerned. */
export function voidSwaps(held: QuickWork, itemIds: readonly string[]): string[] {
  const list = inList(itemIds)
  const rows = held.sql.all<SwapRow>(`SELECT ${columns} FROM "PitchSwap" WHERE "state" = 'proposed' AND ("fromItemId" IN (${list.marks}) OR "toItemId" IN (${list.marks})) ORDER BY "id"`, ...list.values, ...list.values)
  for (const row of rows) endSwap(held, row, 'void', null)
  return [...new Set(rows.flatMap((row) => [row.fromDelegationId, row.toDelegationId]))]
}

import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

export const refundKinds = ['full', 'partial', 'policy', 'deposit', 'no_seat'] as const
export type RefundKind = (typeof refundKinds)[number]
export type RefundRow = { id: string; orderId: string; onceKey: string; kind: RefundKind; amount: number; reason: string; state: 'asked' | 'pending' | 'succeeded' | 'failed'; stripeId: string | null; problem: string; createdAt: number }

const columns = `"id", "orderId", "onceKey", "kind", "amount", "reason", "state", "stripeId", "problem", "createdAt"`
export const findRefund = (sql: SyncSql, id: string): RefundRow | null => sql.get<RefundRow>(`SELECT ${columns} FROM "Refund" WHERE "id" = ?`, id) ?? null
export const findRefundByKey = (sql: SyncSql, onceKey: string): RefundRow | null => sql.get<RefundRow>(`SELECT ${columns} FROM "Refund" WHERE "onceKey" = ?`, onceKey) ?? null
export const listRefunds = (sql: SyncSql, orderId: string): RefundRow[] => sql.all<RefundRow>(`SELECT ${columns} FROM "Refund" WHERE "orderId" = ? ORDER BY "createdAt", "id"`, orderId)

/** What is on its way back but not in what the payment service has told of the order. */
export const onItsWay = (sql: SyncSql, orderId: string): number => sql.get<{ sum: number | null }>(`SELECT SUM("amount") AS "sum" FROM "Refund" WHERE "orderId" = ? AND "stripeId" IS NULL AND "state" = 'asked'`, orderId)?.sum ?? 0

/** Of a line's deposit; the first key is the usual one, the next are for when the payment service has refused it before. */
export const depositKey = (lineId: string, refusedBefore: number): string => (refusedBefore === 0 ? `deposit:${lineId}` : `deposit:${lineId}:${refusedBefore + 1}`)
export const listDepositRefunds = (sql: SyncSql, lineId: string): RefundRow[] => sql.all<RefundRow>(`SELECT ${columns} FROM "Refund" WHERE "onceKey" = ? OR "onceKey" LIKE ? ORDER BY "createdAt", "id"`, depositKey(lineId, 0), `${depositKey(lineId, 0)}:%`)

/** What went back of a line's deposit, or is on its way. */
export const depositBack = (sql: SyncSql, lineId: string): number => listDepositRefunds(sql, lineId).reduce((sum, { state, amount }) => (state === 'failed' ? sum : sum + amount), 0)

/** Null where this very refund was asked for already: its key is unique. */
export function insertRefund({ sql, now, newId }: QuickWork, refund: { orderId: string; onceKey: string; kind: RefundKind; amount: number; reason: string; askedById: string | null }): string | null {
  const id = newId()
  const written = sql.run(
    `INSERT INTO "Refund" ("id", "orderId", "onceKey", "kind", "amount", "reason", "state", "problem", "askedById", "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, 'asked', '', ?, ?, ?) ON CONFLICT ("onceKey") DO NOTHING`,
    id, refund.orderId, refund.onceKey, refund.kind, refund.amount, refund.reason, refund.askedById, now, now)
  return written === 1 ? id : null
}

export function writeRefund({ sql, now }: QuickWork, id: string, to: { state: RefundRow['state']; stripeId: string | null; problem: string }): void {
  sql.run(`UPDATE "Refund" SET "state" = ?, "stripeId" = COALESCE(?, "stripeId"), "problem" = ?, "updatedAt" = ? WHERE "id" = ? AND "state" IN ('asked', 'pending')`, to.state, to.stripeId, to.problem, now, id)
}

/** All refunds of an event in one statement. */
export const listRefundsOfEvent = (sql: SyncSql, eventId: string): RefundRow[] =>
  sql.all<RefundRow>(`SELECT r."id", r."orderId", r."onceKey", r."kind", r."amount", r."reason", r."state", r."stripeId", r."problem", r."createdAt" FROM "Refund" r JOIN "TicketOrder" o ON o."id" = r."orderId" WHERE o."eventId" = ? ORDER BY r."createdAt", r."id"`, eventId)

import type { Said } from '#server/domain/billing/order-state.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { CheckoutSeen, PaymentNews } from '#server/platform/stripe.ts'

export type PaymentRow = { orderId: string; attempt: number; sessionId: string | null; paymentIntentId: string | null; url: string; asked: number; heard: number; said: Said | null }
type Raw = Omit<PaymentRow, 'said'> & { said: string | null }
const columns = `"orderId", "attempt", "sessionId", "paymentIntentId", "url", "asked", "heard", "said"`
const shown = (row: Raw | undefined): PaymentRow | null => (row === undefined ? null : { ...row, said: row.said === null ? null : (JSON.parse(row.said) as Said) })

export const findPayment = (sql: SyncSql, orderId: string): PaymentRow | null => shown(sql.get<Raw>(`SELECT ${columns} FROM "Payment" WHERE "orderId" = ?`, orderId))

/** Written before the payment service is asked, so that a page whose address got lost can be found again. */
export function beginPayment({ sql, now }: QuickWork, orderId: string): void {
  sql.run(`INSERT INTO "Payment" ("orderId", "attempt", "url", "asked", "heard", "updatedAt") VALUES (?, 1, '', 0, 0, ?) ON CONFLICT ("orderId") DO NOTHING`, orderId, now)
}

export const keepSession = ({ sql, now }: QuickWork, orderId: string, { sessionId, url }: { sessionId: string; url: string }): boolean =>
  sql.run(`UPDATE "Payment" SET "sessionId" = ?, "url" = ?, "updatedAt" = ? WHERE "orderId" = ? AND "sessionId" IS NULL`, sessionId, url, now, orderId) === 1

/** A failure that the service keeps under its key: the next try needs another. */
export function nextAttempt({ sql }: QuickWork, orderId: string, attempt: number): void {
  sql.run(`UPDATE "Payment" SET "attempt" = "attempt" + 1 WHERE "orderId" = ? AND "attempt" = ? AND "sessionId" IS NULL`, orderId, attempt)
}

/** Numbers a question to the payment service, before it is asked. */
export const askAgain = ({ sql }: QuickWork, orderId: string): number => sql.get<{ asked: number }>(`UPDATE "Payment" SET "asked" = "asked" + 1 WHERE "orderId" = ? RETURNING "asked"`, orderId)?.asked ?? 0

/** Takes an answer over unless a later question was answered already: this update decides. */
export const hear = ({ sql, now }: QuickWork, orderId: string, asked: number, seen: CheckoutSeen): boolean =>
  sql.run(
    `UPDATE "Payment" SET "heard" = ?, "said" = ?, "paymentIntentId" = COALESCE(?, "paymentIntentId"), "chargeId" = COALESCE(?, "chargeId"), "url" = ?, "updatedAt" = ? WHERE "orderId" = ? AND "heard" < ?`,
    asked, JSON.stringify(seen.said), seen.paymentIntentId, seen.chargeId, seen.url, now, orderId, asked) === 1

/** False where the event is known: its id is the key. */
export const insertNews = ({ sql, now }: QuickWork, news: PaymentNews, orderId: string | null, source: 'webhook' | 'reconciliation'): boolean =>
  sql.run(`INSERT INTO "WebhookEvent" ("id", "type", "objectId", "orderId", "source", "createdAt", "receivedAt") VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT ("id") DO NOTHING`, news.id, news.type, news.objectId, orderId, source, news.createdAt, now) === 1

/** Which order an event is about, by what we know ourselves; what the event says of itself counts only where we have asked for such a page. */
export function orderOfNews(sql: SyncSql, { sessionId, paymentIntentId, orderId }: PaymentNews): string | null {
  const found = sql.get<{ orderId: string }>(
    `SELECT "orderId" FROM "Payment" WHERE "sessionId" = ? OR "paymentIntentId" = ? OR "orderId" = ? ORDER BY CASE WHEN "sessionId" = ? THEN 0 WHEN "paymentIntentId" = ? THEN 1 ELSE 2 END LIMIT 1`,
    sessionId ?? '', paymentIntentId ?? '', orderId ?? '', sessionId ?? '', paymentIntentId ?? '')
  return found?.orderId ?? null
}

/** Orders that wait for something from the payment service and have not been asked about since `before`. */
export const listUnsettled = (sql: SyncSql, before: number, most: number): string[] =>
  sql.all<{ id: string }>(
    `SELECT o."id" FROM "TicketOrder" o JOIN "Payment" p ON p."orderId" = o."id" WHERE (o."state" IN ('held', 'pending', 'returning', 'review') OR EXISTS (SELECT 1 FROM "Refund" r WHERE r."orderId" = o."id" AND r."state" IN ('asked', 'pending'))) AND p."updatedAt" <= ? ORDER BY p."updatedAt" LIMIT ?`,
    before, most).map(({ id }) => id)

/** Payments whose refunds move on as the service says. */
export function syncRefunds({ sql, now }: QuickWork, seen: CheckoutSeen): void {
  for (const { stripeId, refundId, state } of seen.refunds) {
    sql.run(`UPDATE "Refund" SET "state" = ?, "stripeId" = ?, "updatedAt" = ? WHERE ("stripeId" = ? OR "id" = ?) AND ("state" <> ? OR "stripeId" IS NULL)`, state, stripeId, now, stripeId, refundId ?? '', state)
  }
}

export type Buyer = { email: string; locale: string; nameZh: string; nameEn: string }
export const findBuyer = (sql: SyncSql, personId: string): Buyer | null => sql.get<Buyer>(`SELECT "email", "locale", "nameZh", "nameEn" FROM "Person" WHERE "id" = ?`, personId) ?? null

/** What came in for each order of an event, as the payment service last said. */
export function receivedByOrder(sql: SyncSql, eventId: string): Map<string, number> {
  const rows = sql.all<{ orderId: string; said: string | null }>(`SELECT p."orderId", p."said" FROM "Payment" p JOIN "TicketOrder" o ON o."id" = p."orderId" WHERE o."eventId" = ?`, eventId)
  return new Map(rows.map(({ orderId, said }) => [orderId, said === null ? 0 : (JSON.parse(said) as Said).received]))
}

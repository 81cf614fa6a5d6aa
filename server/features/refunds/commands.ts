import { system, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type * as OrderStore from '#server/features/orders/store.ts'
import type { LineRow, OrderRow } from '#server/features/orders/store.ts'
import type * as PaymentStore from '#server/features/payments/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { PaymentService, RefundSeen } from '#server/platform/stripe.ts'
import type { RefundOrderInput } from '#server/protocol/inputs/money.ts'

import { sendRefundJob } from './jobs.ts'
import { depositKey, findRefund, findRefundByKey, insertRefund, listDepositRefunds, onItsWay, writeRefund, type RefundKind, type RefundRow } from './store.ts'

type Parts = { db: Database; quick: RunQuickWork; service: PaymentService | null; orders: typeof OrderStore; payments: typeof PaymentStore; lookJob: (orderId: string) => JobRequest }
type Asked = { order: OrderRow; kind: RefundKind; onceKey: string; amount: number; reason: string; askedById: string | null }

/** The payment service keeps a failure of its own under the key it came with; after so many tries the key is a new one. */
const triesPerKey = 3

/** Money goes back, each amount once: by its key here, and by the same key at the payment service. */
export function createRefundCommands({ db, quick, service, orders, payments, lookJob }: Parts) {
  /** How much may still go back: what came, less what went and what is on its way. */
  const left = ({ sql }: { sql: SyncSql }, order: OrderRow): number => (payments.findPayment(sql, order.id)?.said?.received ?? 0) - order.refunded - onItsWay(sql, order.id)

  function ask(held: QuickWork, { order, kind, onceKey, amount, reason, askedById }: Asked): Result<{ refundId: string; amount: number }> {
    const before = findRefundByKey(held.sql, onceKey)
    if (before !== null) return ok({ refundId: before.id, amount: before.amount })
    if (amount < 1 || amount > left(held, order)) return err('order.not_refundable')
    const refundId = insertRefund(held, { orderId: order.id, onceKey, kind, amount, reason, askedById })
    if (refundId === null) return err('record.changed')
    held.audit('order:refund', `ticket_order:${order.id}`, { eventId: order.eventId, kind, amount })
    held.job(sendRefundJob.request({ refundId }))
    return ok({ refundId, amount })
  }

  /** A line's deposit, once, whoever gives it back: the door or the desk. One that the payment service has refused may be asked for again. */
  function askDeposit(held: QuickWork, order: OrderRow, line: { id: string; deposit: number }, by: Pick<Asked, 'reason' | 'askedById'>): 'asked' | 'already' | 'none' {
    const before = listDepositRefunds(held.sql, line.id)
    if (before.some(({ state }) => state !== 'failed')) return 'already'
    return ask(held, { order, kind: 'deposit', onceKey: depositKey(line.id, before.length), amount: Math.min(line.deposit, left(held, order)), ...by }).ok ? 'asked' : 'none'
  }

  /** The deposits of an order that haven't gone back, by the desk: the door gives them back no more. Pressed again it answers with what went. */
  function refundDeposits(held: QuickWork, order: OrderRow, version: number, by: Pick<Asked, 'reason' | 'askedById'>): Result<{ refundId: string; amount: number }> {
    const lines = orders.listOpenLines(held.sql, order.id).filter(({ deposit }) => deposit > 0)
    const gone = (): RefundRow[] => lines.flatMap(({ id }) => listDepositRefunds(held.sql, id)).filter(({ state }) => state !== 'failed')
    const [before] = gone()
    if (order.version !== version) return before === undefined ? err('record.changed') : ok({ refundId: before.id, amount: gone().reduce((sum, { amount }) => sum + amount, 0) })
    if (!lines.map((line) => askDeposit(held, order, line, by)).includes('asked')) return err('order.not_refundable')
    orders.writeVerdict(held, order.id, order)
    return ok({ refundId: gone().at(-1)?.id ?? '', amount: gone().reduce((sum, { amount }) => sum + amount, 0) })
  }

  function refundOnce(held: QuickWork, actor: Actor, { eventId, orderId, version, amount, reason, onlyDeposit = false }: RefundOrderInput): Result<{ refundId: string; amount: number }> {
    if (!can(actor, 'order:refund', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
    const order = orders.findOrder(held.sql, orderId)
    if (order === null || order.eventId !== eventId) return err('record.not_found')
    const by = { reason, askedById: actor.kind === 'person' ? actor.personId : null }
    if (onlyDeposit) return refundDeposits(held, order, version, by)
    const onceKey = `refund:${orderId}:${version}`
    const before = findRefundByKey(held.sql, onceKey)
    if (before !== null) return ok({ refundId: before.id, amount: before.amount })
    if (order.version !== version) return err('record.changed')
    const most = left(held, order)
    if (most < 1) return err('order.not_refundable')
    const asked = ask(held, { order, kind: amount === 0 || amount === most ? 'full' : 'partial', onceKey, amount: amount === 0 ? most : amount, ...by })
    // The next press of the button is another refund, and must have seen this one.
    if (asked.ok) orders.writeVerdict(held, orderId, order)
    return asked
  }

  /** What an earlier try did whose answer got lost is in the list of the service. */
  async function findSent(to: PaymentService, sessionId: string, refundId: string): Promise<RefundSeen | null> {
    const seen = await to.readCheckout(sessionId)
    if (!seen.ok) throw new Error('the payment service is away')
    return seen.value.refunds.find((one) => one.refundId === refundId) ?? null
  }

  async function send(refundId: string, attempt: number): Promise<void> {
    const refund = db.read((sql) => findRefund(sql, refundId))
    const payment = refund === null ? null : db.read((sql) => payments.findPayment(sql, refund.orderId))
    if (refund?.state !== 'asked' || service === null || payment?.sessionId == null || payment.paymentIntentId === null) return
    const before = attempt > 1 ? await findSent(service, payment.sessionId, refundId) : null
    const key = `${refund.onceKey}:${Math.floor((attempt - 1) / triesPerKey)}`
    const done = before === null ? await service.refund({ paymentIntentId: payment.paymentIntentId, amount: refund.amount, orderId: refund.orderId, refundId }, key) : ok(before)
    if (!done.ok && done.error.code === 'payment.unreachable') throw new Error('the payment service is away')
    await quick(system, (held) => {
      if (done.ok) writeRefund(held, refundId, { state: done.value.state, stripeId: done.value.stripeId, problem: '' })
      else writeRefund(held, refundId, { state: 'failed', stripeId: null, problem: String((done.error.detail as { code?: string } | undefined)?.code ?? done.error.code) })
      held.job(lookJob(refund.orderId))
      return ok()
    })
  }

  return {
    send, left,
    /** All or a part, or the deposits alone, by the organizer, with a reason. The same version of the order twice is one refund. */
    refund: (actor: Actor, input: RefundOrderInput): Promise<Result<{ refundId: string; amount: number }>> => quick(actor, (held) => refundOnce(held, actor, input)),
    /** What the policy gives for an order that is cancelled, or for one line of it; each once. */
    askPolicyRefund: (held: QuickWork, order: OrderRow, amount: number, lineId: string | null = null): void =>
      void ask(held, { order, kind: 'policy', onceKey: lineId === null ? `policy:${order.id}` : `policy:line:${lineId}`, amount: Math.min(amount, left(held, order)), reason: '', askedById: order.personId }),
    /** Everything, of an order for which nothing can be given. */
    giveBackAll: (held: QuickWork, order: OrderRow, received: number): void => {
      const amount = received - order.refunded - onItsWay(held.sql, order.id)
      if (amount < 1) return
      const refundId = insertRefund(held, { orderId: order.id, onceKey: `all:${order.id}`, kind: 'no_seat', amount, reason: '', askedById: null })
      if (refundId !== null) held.job(sendRefundJob.request({ refundId }))
    },
    /** What was paid for one line of an order that was given out to the others. */
    giveBackLine: (held: QuickWork, order: OrderRow, { id, amount, deposit }: LineRow): void =>
      void ask(held, { order, kind: 'no_seat', onceKey: `line:${id}`, amount: Math.min(amount + deposit, left(held, order)), reason: '', askedById: null }),
    /** At the door: the deposit of a registration's ticket, once, inside the transaction that checks it in. */
    returnDeposit(held: QuickWork, registrationId: string): 'asked' | 'already' | 'none' {
      const line = held.sql.get<{ id: string; orderId: string; deposit: number }>(`SELECT "id", "orderId", "deposit" FROM "OrderLine" WHERE "openKey" = ?`, registrationId)
      const order = line === undefined ? null : orders.findOrder(held.sql, line.orderId)
      if (line === undefined || order === null || line.deposit === 0 || order.fulfilledAt === null) return 'none'
      return askDeposit(held, order, line, { reason: '', askedById: null })
    },
  }
}

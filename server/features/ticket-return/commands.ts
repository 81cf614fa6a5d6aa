import { freeOfCharge, isSold } from '#server/domain/billing/order-state.ts'
import { priceOrder } from '#server/domain/billing/pricing.ts'
import { lineRefund, policyRefund, shareAt } from '#server/domain/billing/refund-policy.ts'
import type { OrderSettling, OrderTemplate } from '#server/features/order-settling/commands.ts'
import type * as OrderStore from '#server/features/orders/store.ts'
import type { LineRow, OrderRow } from '#server/features/orders/store.ts'
import type * as PaymentStore from '#server/features/payments/store.ts'
import type * as RefundStore from '#server/features/refunds/store.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import type * as TicketTypes from '#server/features/ticket-types/store.ts'
import type { ShopRow } from '#server/features/ticket-types/store.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

/** What giving up a registration brings back, and to whom: `isOthers` where somebody else has paid for it. */
export type ReturnQuote = { amount: number; currency: string; isOthers: boolean }

/** An order on which somebody is with so many others: nobody has begun to pay it, its payment page is or was open, or it is paid. `isOthers`: somebody else pays. */
export type SharedOrder = { others: number; isOthers: boolean; stage: 'unpaid' | 'paying' | 'paid' }

type Parts = {
  orders: typeof OrderStore
  payments: Pick<typeof PaymentStore, 'findPayment'>
  tell: TellByMail<OrderTemplate>
  ticketTypes: typeof TicketTypes
  refundStore: Pick<typeof RefundStore, 'onItsWay' | 'depositBack'>
  left: (held: { sql: SyncSql }, order: OrderRow) => number
  askPolicyRefund: (held: QuickWork, order: OrderRow, amount: number, lineId?: string) => void
  holdEndsJob: (orderId: string) => JobRequest
  settling: OrderSettling
  newShop: ShopRow
}

/** Tickets that were bought and are given up: what the stated policy brings back, for a whole order or one seat of it. */
export function createTicketReturn({ orders, payments, tell, ticketTypes, refundStore, left, askPolicyRefund, holdEndsJob, settling, newShop }: Parts) {
  function share(sql: SyncSql, order: OrderRow, now: number): number {
    const startsAt = ticketTypes.findSellingEvent(sql, order.eventId)?.startsAtMs ?? 0
    return shareAt((ticketTypes.readShop(sql, order.eventId) ?? newShop).refundSteps, startsAt, now)
  }

  /** Of the whole order, now. */
  function bringsBack(sql: SyncSql, order: OrderRow, now: number): number {
    const lines = orders.listLines(sql, order.id).map((line) => ({ ...line, isGivenUp: line.givenUpAt !== null }))
    return policyRefund({ lines, received: order.amount, refunded: order.refunded + refundStore.onItsWay(sql, order.id) }, share(sql, order, now))
  }

  const lineBringsBack = (sql: SyncSql, order: OrderRow, line: LineRow, now: number): number =>
    lineRefund(line, { depositBack: refundStore.depositBack(sql, line.id), left: Math.max(0, left({ sql }, order)) }, share(sql, order, now))

  /** Of an order that was given out and whose buyer has asked for its end. Nothing may be left to give, and it is cancelled all the same. */
  function cancelSold(held: QuickWork, order: OrderRow): void {
    const back = bringsBack(held.sql, order, held.now)
    if (back > 0) askPolicyRefund(held, order, back)
    settling.settle(held, order.id, { ...freeOfCharge(order.currency), amount: order.amount, received: order.amount, refunded: order.refunded, dispute: order.dispute })
  }

  function orderOf(sql: SyncSql, registrationId: string): { line: LineRow; order: OrderRow; isLast: boolean } | null {
    const line = orders.findOpenLine(sql, registrationId)
    const order = line === null ? null : orders.findOrder(sql, line.orderId)
    return line === null || order === null ? null : { line, order, isLast: orders.listOpenLines(sql, order.id).length === 1 }
  }

  /** Off an order that nobody has begun to pay: the others go on with it, at what they cost by themselves. */
  function takeOff(held: QuickWork, order: OrderRow, line: LineRow): void {
    orders.takeOffLine(held, line)
    const rest = orders.listOpenLines(held.sql, order.id)
    const wanted = rest.map(({ ticketTypeId, unitPrice, unitDeposit, taxBp, quantity }) => ({ type: { id: ticketTypeId, currency: order.currency, price: unitPrice, deposit: unitDeposit, taxBp }, quantity }))
    const discounted = priceOrder(wanted, order.codeId === null ? null : ticketTypes.findCodeById(held.sql, order.codeId))
    // A code that was for her ticket alone brings the others nothing.
    const priced = discounted.ok ? discounted : priceOrder(wanted, null)
    // What is left can't be paid by itself: the order ends, and is made anew.
    if (!priced.ok) return void (orders.askToCancel(held, order.id, order.version) && held.job(holdEndsJob(order.id)))
    orders.writePrices(held, order.id, rest, priced.value)
    if (priced.value.amount === 0) settling.settle(held, order.id, freeOfCharge(order.currency))
  }

  /**
   * Out of an order with others that isn't paid. Where its payment page was opened it asks for her share still: the page is
   * closed and the order ends, unless it was paid by then; then it is given out and her share goes back.
   */
  function leave(held: QuickWork, order: OrderRow, line: LineRow): void {
    held.audit('order:left', `ticket_order:${order.id}`, { eventId: order.eventId })
    if (payments.findPayment(held.sql, order.id) !== null) {
      if (orders.giveUpLine(held, line, line.amount + line.deposit) && order.state === 'held') held.job(holdEndsJob(order.id))
      return
    }
    takeOff(held, order, line)
    const after = orders.findOrder(held.sql, order.id)
    const isHers = line.registrationId !== null && orders.isRegistrationOf(held.sql, line.registrationId, order.personId)
    if (after?.state === 'held' && !after.cancelAsked && !isHers) tell(held, { template: 'order_smaller', eventId: order.eventId, subjectId: order.id, revision: after.version, personIds: [order.personId] })
  }

  return {
    bringsBack, cancelSold,

    /** For the same page: whom else the order is for; null where it is for nobody else. */
    shared(sql: SyncSql, registrationId: string, personId: string): SharedOrder | null {
      const found = orderOf(sql, registrationId)
      if (found === null || found.isLast || found.order.cancelAsked) return null
      const { order } = found
      const others = orders.listOpenLines(sql, order.id).reduce((sum, { quantity }) => sum + quantity, 0) - found.line.quantity
      return { others, isOthers: order.personId !== personId, stage: isSold(order) ? 'paid' : payments.findPayment(sql, order.id) === null ? 'unpaid' : 'paying' }
    },

    /** An order holds a seat for this registration: unpaid so far, on its way, or paid. */
    isBeingPaid: (sql: SyncSql, registrationId: string): boolean => orders.findOpenLine(sql, registrationId) !== null,

    /** For the page on which somebody is about to give up; null where nothing was paid for it. */
    quote(sql: SyncSql, registrationId: string, personId: string, now: number): ReturnQuote | null {
      const found = orderOf(sql, registrationId)
      if (found === null || !isSold(found.order) || found.order.amount === 0) return null
      const { line, order, isLast } = found
      return { amount: isLast ? bringsBack(sql, order, now) : lineBringsBack(sql, order, line, now), currency: order.currency, isOthers: order.personId !== personId }
    },

    /** A registration was given up, in the transaction that gives it up: its seat goes back on sale and the policy pays. One that isn't paid yet goes on for the others, if there are any. */
    giveUp(held: QuickWork, registrationId: string): void {
      const found = orderOf(held.sql, registrationId)
      if (found === null) return
      const { line, order, isLast } = found
      if (order.fulfilledAt !== null && !isLast) {
        const back = lineBringsBack(held.sql, order, line, held.now)
        if (!orders.giveUpLine(held, line, back)) return
        held.audit('order:seat_given_up', `ticket_order:${order.id}`, { eventId: order.eventId, amount: back })
        if (back > 0) askPolicyRefund(held, order, back, line.id)
        return
      }
      if (order.fulfilledAt === null && !isLast) {
        if (!order.cancelAsked) leave(held, order, line)
        return
      }
      if (!orders.askToCancel(held, order.id, order.version)) return
      held.audit('order:cancelled', `ticket_order:${order.id}`, { eventId: order.eventId })
      if (order.fulfilledAt !== null) cancelSold(held, order)
      else held.job(holdEndsJob(order.id))
    },
  }
}

export type TicketReturn = ReturnType<typeof createTicketReturn>

import { isSold, judgeOrder, noSeatLeft, type Said, type Verdict } from '#server/domain/billing/order-state.ts'
import type { PaidOutcome, UnpaidReason } from '#server/domain/registration/standing.ts'
import type * as OrderStore from '#server/features/orders/store.ts'
import type { LineRow, OrderRow } from '#server/features/orders/store.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'

export type OrderTemplate = 'order_paid' | 'order_refunded' | 'order_failed' | 'order_returned' | 'order_smaller' | 'order_ended'

/** What registrations lend to whoever takes money; both are called inside the transaction that decides an order. */
export type RegistrationSeam = {
  onPaid: (held: QuickWork, registrationId: string) => PaidOutcome
  onUnpaid: (held: QuickWork, registrationId: string, reason: UnpaidReason) => void
}
type Parts = { orders: typeof OrderStore; seam: RegistrationSeam; tell: TellByMail<OrderTemplate>; giveBackAll: (held: QuickWork, order: OrderRow, received: number) => void; giveBackLine: (held: QuickWork, order: OrderRow, line: LineRow) => void }

/** Brings an order to what it is, from what the payment service says of it. The one place where tickets are given out or taken back. */
export function createOrderSettling({ orders, seam, tell, giveBackAll, giveBackLine }: Parts) {
  const registrationsOf = (held: QuickWork, orderId: string): string[] => orders.listOpenLines(held.sql, orderId).flatMap(({ registrationId }) => registrationId ?? [])

  /** Gives every registration its ticket; who can't have her place any more has her share of the money back. False where nobody can. */
  function giveOut(held: QuickWork, order: OrderRow): boolean {
    const lines = orders.listOpenLines(held.sql, order.id)
    const without = lines.filter(({ registrationId }) => registrationId !== null && seam.onPaid(held, registrationId) === 'no_place')
    if (without.length > 0 && without.length === lines.length) return false
    for (const line of without) orders.giveUpLine(held, line, line.amount + line.deposit)
    return orders.markFulfilled(held, order.id)
  }

  /** What can in fact be done of a verdict: seats that are wanted may be gone. */
  function carryOut(held: QuickWork, order: OrderRow, verdict: Verdict): Verdict {
    if (verdict.seats === 'wanted' && !orders.retakeSeats(held, order)) return noSeatLeft
    if (!verdict.isDue || order.fulfilledAt !== null) return verdict
    if (giveOut(held, order)) return verdict
    return verdict.state === 'refunded' ? { ...verdict, seats: 'free', isDue: false } : noSeatLeft
  }

  function takeBack(held: QuickWork, order: OrderRow, state: OrderRow['state']): void {
    if (!orders.freeSeats(held, order)) return
    const isUndone = state === 'refunded' || (state === 'cancelled' && order.fulfilledAt !== null)
    const reason: UnpaidReason = isUndone ? 'refunded' : state === 'cancelled' && !order.cancelAsked ? 'interrupted' : 'expired'
    for (const registrationId of registrationsOf(held, order.id)) seam.onUnpaid(held, registrationId, reason)
  }

  /** All the money has gone back: whoever was paid for has no ticket any more. */
  function takeBackPriced(held: QuickWork, order: OrderRow): void {
    for (const { registrationId } of orders.giveUpPriced(held, order.id)) if (registrationId !== null) seam.onUnpaid(held, registrationId, 'refunded')
  }

  function tellBuyer(held: QuickWork, before: OrderRow, after: OrderRow): void {
    const say = (template: OrderTemplate): void => tell(held, { template, eventId: after.eventId, subjectId: after.id, revision: after.refunded, personIds: [after.personId] })
    // No receipt for money that was gone before it could be given out, though what cost nothing is.
    if (before.fulfilledAt === null && after.fulfilledAt !== null && after.state !== 'refunded') say('order_paid')
    if (after.refunded > before.refunded) say('order_refunded')
    if (before.state !== after.state && after.state === 'failed') say('order_failed')
    if (before.state !== after.state && after.state === 'returning') say('order_returned')
    if (before.state !== after.state && after.state === 'cancelled' && after.fulfilledAt === null && orders.wasLeft(held.sql, after)) say('order_ended')
  }

  return {
    /** The order as it is afterwards; null where there is none. `said` null: the payment service knows nothing of it. */
    settle(held: QuickWork, orderId: string, said: Said | null): OrderRow | null {
      const before = orders.findOrder(held.sql, orderId)
      if (before === null) return null
      const judged = judgeOrder(orders.keptOf(held.sql, before), said, held.now)
      if (judged.seats === 'unpriced') takeBackPriced(held, before)
      const verdict = carryOut(held, before, judged)
      if (verdict.seats === 'free') takeBack(held, orders.findOrder(held.sql, orderId) ?? before, verdict.state)
      if (verdict.givesBack && said !== null) giveBackAll(held, before, said.received)
      const refunded = said?.refunded ?? before.refunded
      const dispute = said?.dispute ?? before.dispute
      const isSame = before.state === verdict.state && before.refunded === refunded && before.dispute === dispute && before.problem === verdict.problem
      if (!isSame) {
        orders.writeVerdict(held, orderId, { state: verdict.state, refunded, dispute, problem: verdict.problem })
        held.audit('order:settled', `ticket_order:${orderId}`, { eventId: before.eventId, from: before.state, state: verdict.state, refunded, dispute })
      }
      const after = orders.findOrder(held.sql, orderId)
      if (after !== null) tellBuyer(held, before, after)
      // Paid for, and given up or lost before it could be given out.
      if (after !== null && before.fulfilledAt === null && after.fulfilledAt !== null) for (const line of orders.listGivenUp(held.sql, orderId)) giveBackLine(held, after, line)
      return after
    },

    isSold,
  }
}

export type OrderSettling = ReturnType<typeof createOrderSettling>

import { err, ok, type Result } from '../shared/result.ts'

import { isTooLittle, leastPerOrder, plainAmount, type Currency } from './currency.ts'

/** A ticket for a person, a sponsor's package, or nothing but a deposit that comes back at check-in. */
export const ticketKinds = ['ticket', 'sponsor', 'deposit'] as const
export type TicketKind = (typeof ticketKinds)[number]

/** What decides whether something can be bought now. Instants in ms. */
export type Saleable = { isOnSale: boolean; opensAt: number | null; closesAt: number | null; capacity: number; taken: number }

export type SaleState = 'off' | 'not_yet' | 'open' | 'over' | 'sold_out'

/** How a ticket type stands; a window is half-open: sold from its first ms on, no longer in its last. */
export function saleState({ isOnSale, opensAt, closesAt, capacity, taken }: Saleable, now: number): SaleState {
  if (!isOnSale) return 'off'
  if (opensAt !== null && now < opensAt) return 'not_yet'
  if (closesAt !== null && now >= closesAt) return 'over'
  return taken >= capacity ? 'sold_out' : 'open'
}

/** What an organizer says of a ticket type, as far as the parts must fit together. */
export type TicketPlan = { kind: TicketKind; currency: Currency; price: number; deposit: number; capacity: number; opensAt: number | null; closesAt: number | null; needsRegistration: boolean; perOrder: number }

/** Errors: `ticket.window_backwards`, `ticket.below_taken`, `ticket.currency_fixed`, `ticket.deposit_only`, `ticket.one_each`, `ticket.too_cheap`. */
export function checkTicketPlan(plan: TicketPlan, before: { taken: number; currency: string } | null): Result<undefined> {
  if (plan.opensAt !== null && plan.closesAt !== null && plan.opensAt >= plan.closesAt) return err('ticket.window_backwards', { fields: [{ path: 'closesAt', code: 'ticket.window_backwards' }] })
  if (before !== null && plan.capacity < before.taken) return err('ticket.below_taken', { params: { taken: before.taken } })
  if (before !== null && before.taken > 0 && before.currency !== plan.currency) return err('ticket.currency_fixed')
  if (plan.kind === 'deposit' && (plan.price > 0 || plan.deposit === 0)) return err('ticket.deposit_only', { fields: [{ path: 'deposit', code: 'ticket.deposit_only' }] })
  // One alone can be bought: what it costs must be something that can be paid.
  if (isTooLittle(plan.price + plan.deposit, plan.currency)) return err('ticket.too_cheap', { fields: [{ path: plan.price > 0 ? 'price' : 'deposit', code: 'ticket.too_cheap', params: { least: plainAmount(leastPerOrder[plan.currency]), currency: plan.currency } }], params: { least: plainAmount(leastPerOrder[plan.currency]), currency: plan.currency } })
  if (plan.needsRegistration && plan.perOrder !== 1) return err('ticket.one_each', { fields: [{ path: 'perOrder', code: 'ticket.one_each' }] })
  return ok()
}

/** How many of each type an order wants: lines of the same type count together. */
export function summed(lines: readonly { ticketTypeId: string; quantity: number }[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { ticketTypeId, quantity } of lines) sums.set(ticketTypeId, (sums.get(ticketTypeId) ?? 0) + quantity)
  return sums
}

const codeShape = /^[A-Z0-9][A-Z0-9-]{2,31}$/

/** A code as typed (any width or case) → how it is kept; null where no code looks like that. */
export function parseDiscountCode(text: string): string | null {
  const code = text.length > 80 ? '' : text.normalize('NFKC').trim().toUpperCase()
  return codeShape.test(code) ? code : null
}

import type { Tone } from '#app/ui/status.tsx'
import type { Dispute, OrderState } from '#server/domain/billing/order-state.ts'
import type { SaleState } from '#server/domain/billing/sale.ts'

/** What an action answers. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; error: { message: string; fields: Record<string, string> } }

export const orderTones: Record<OrderState, Tone> = { held: 'waiting', pending: 'waiting', paid: 'confirmed', part_refunded: 'confirmed', refunded: 'neutral', returning: 'waiting', review: 'live', failed: 'neutral', expired: 'neutral', cancelled: 'neutral' }
export const saleTones: Record<SaleState, Tone> = { off: 'neutral', not_yet: 'waiting', open: 'confirmed', over: 'neutral', sold_out: 'live' }

/** Orders at which somebody of the organizer must look. */
export function needsLook({ state, dispute, refunds }: { state: OrderState; dispute: Dispute; refunds: readonly { state: string }[] }): boolean {
  return state === 'review' || dispute === 'open' || refunds.some((refund) => refund.state === 'failed')
}

/** Hundredths of a percent as people write percents: 600 → `6`, 1250 → `12.5`. */
export const percentText = (bp: number): string => String(bp / 100)

import type { Tone } from '#app/ui/status.tsx'
import type { OrderState } from '#server/domain/billing/order-state.ts'
import type { SaleState } from '#server/domain/billing/sale.ts'

/** What an action answers. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; error: { message: string; fields: Record<string, string> } }

export const orderTones: Record<OrderState, Tone> = { held: 'waiting', pending: 'waiting', paid: 'confirmed', part_refunded: 'confirmed', refunded: 'neutral', returning: 'waiting', review: 'live', failed: 'neutral', expired: 'neutral', cancelled: 'neutral' }
export const saleTones: Record<SaleState, Tone> = { off: 'neutral', not_yet: 'waiting', open: 'confirmed', over: 'neutral', sold_out: 'live' }

/** Hundredths of a percent as people write percents: 600 → `6`, 1250 → `12.5`. */
export const percentText = (bp: number): string => String(bp / 100)

type Priced = { id: string; currency: string; price: number; deposit: number }
/** Minor units; `amount` with the deposits in it. */
export type ChosenSum = { currency: string; amount: number; deposit: number }

/** What the lines of a form cost that are chosen so far, each currency by itself, before any discount. Nothing chosen: no sums. */
export function chosenSums(form: Iterable<[string, FormDataEntryValue]>, offers: readonly Priced[]): ChosenSum[] {
  const fields = new Map(form)
  const sums = new Map<string, ChosenSum>()
  for (const [name, typeId] of fields) {
    const line = /^(lines\.\d+)\.ticketTypeId$/.exec(name)?.[1]
    const offer = offers.find(({ id }) => id === typeId)
    const quantity = line === undefined ? 0 : Number(fields.get(`${line}.quantity`) ?? 0)
    if (offer === undefined || quantity === 0) continue
    const { currency, amount, deposit } = sums.get(offer.currency) ?? { currency: offer.currency, amount: 0, deposit: 0 }
    sums.set(currency, { currency, amount: amount + quantity * (offer.price + offer.deposit), deposit: deposit + quantity * offer.deposit })
  }
  return [...sums.values()]
}

import { err, ok, type Result } from '../shared/result.ts'

import { isCurrency, isTooLittle, leastPerOrder, mostPerOrder, plainAmount } from './currency.ts'

export type PricedType = { id: string; currency: string; price: number; deposit: number; taxBp: number }
/** Either a share of the prices in hundredths of a percent, or an amount off the order in its currency. Empty `ticketTypeIds`: all. */
export type Discount = { percentBp: number; amount: number; currency: string; ticketTypeIds: readonly string[] }

export type PricedLine = { ticketTypeId: string; quantity: number; unitPrice: number; unitDeposit: number; taxBp: number; discount: number; amount: number; deposit: number; tax: number }
/** Amounts in minor units. `amount` is what is paid: prices less discount plus deposits; `tax` is within the prices. */
export type PricedOrder = { currency: string; lines: PricedLine[]; amount: number; discount: number; tax: number; deposit: number }

/** The tax within an amount that includes it, to the nearest minor unit (halves up). */
export function taxWithin(amount: number, taxBp: number): number {
  return Math.floor((amount * taxBp * 2 + 10_000 + taxBp) / (2 * (10_000 + taxBp)))
}

/**
 * Prices an order. The discount is never larger than what it is taken from, comes off whole minor units, and leaves
 * deposits alone; an amount off is shared out over the lines by their price, what is left over going to the first ones.
 * Errors: `order.empty`, `order.mixed_currencies`, `order.too_much`, `order.too_little`, `code.other_currency`, `code.not_for_these`.
 */
export function priceOrder(wanted: readonly { type: PricedType; quantity: number }[], discount: Discount | null): Result<PricedOrder> {
  const [first] = wanted
  if (first === undefined || wanted.some(({ quantity }) => quantity < 1)) return err('order.empty')
  const { currency } = first.type
  if (wanted.some(({ type }) => type.currency !== currency)) return err('order.mixed_currencies')
  const full = wanted.map(({ type, quantity }) => type.price * quantity)
  const off = discount === null ? ok(full.map(() => 0)) : discounts(wanted, full, discount, currency)
  if (!off.ok) return off
  const lines = wanted.map(({ type, quantity }, at): PricedLine => {
    const less = off.value[at] ?? 0
    const amount = (full[at] ?? 0) - less
    return { ticketTypeId: type.id, quantity, unitPrice: type.price, unitDeposit: type.deposit, taxBp: type.taxBp, discount: less, amount, deposit: type.deposit * quantity, tax: taxWithin(amount, type.taxBp) }
  })
  const sum = (of: (line: PricedLine) => number): number => lines.reduce((total, line) => total + of(line), 0)
  const amount = sum((line) => line.amount + line.deposit)
  if (amount > mostPerOrder) return err('order.too_much')
  if (isTooLittle(amount, currency) && isCurrency(currency)) return err('order.too_little', { params: { least: plainAmount(leastPerOrder[currency]), currency } })
  return ok({ currency, lines, amount, discount: sum((line) => line.discount), tax: sum((line) => line.tax), deposit: sum((line) => line.deposit) })
}

function discounts(wanted: readonly { type: PricedType }[], full: readonly number[], discount: Discount, currency: string): Result<number[]> {
  const covers = wanted.map(({ type }) => discount.ticketTypeIds.length === 0 || discount.ticketTypeIds.includes(type.id))
  const base = full.map((amount, at) => (covers[at] ? amount : 0))
  if (!covers.includes(true)) return err('code.not_for_these')
  if (discount.percentBp > 0) return ok(base.map((amount) => Math.floor((amount * Math.min(discount.percentBp, 10_000)) / 10_000)))
  if (discount.currency !== currency) return err('code.other_currency')
  return ok(shareOut(Math.min(discount.amount, base.reduce((a, b) => a + b, 0)), base))
}

/** Shares `amount` out in proportion to `base`, each share at most its base and all of them together exactly `amount`. */
export function shareOut(amount: number, base: readonly number[]): number[] {
  const whole = base.reduce((a, b) => a + b, 0)
  if (whole === 0) return base.map(() => 0)
  const shares = base.map((part) => Math.floor((amount * part) / whole))
  let rest = amount - shares.reduce((a, b) => a + b, 0)
  return shares.map((share, at) => {
    const more = Math.min(rest, (base[at] ?? 0) - share, 1)
    rest -= more
    return share + more
  })
}

import { saleState, type Saleable } from './sale.ts'

/**
 * Why nobody who is approved with a paid form can pay: no ticket is meant for her; none of those that are is listed; their
 * sale is over; it begins when her time to pay has run out; all are sold while somebody waits to pay.
 */
export const ticketGaps = ['none', 'off', 'over', 'too_late', 'sold_out'] as const
export type TicketGap = (typeof ticketGaps)[number]

type Sold = Saleable & { needsRegistration: boolean; registrationKind: string }
/** `waiting`: have a place and no order yet. */
type PaidForm = { kind: string; isPaid: boolean; payMinutes: number; waiting: number }

/** A ticket confirms a registration only where it is bought for one, and for one of its kind. */
const isFor = ({ needsRegistration, registrationKind }: Sold, kind: string): boolean => needsRegistration && (registrationKind === '' || registrationKind === kind)

/** Null where a form asks for no money, or there is a ticket for whoever is approved now. */
export function ticketGapOf(form: PaidForm, types: readonly Sold[], now: number): TicketGap | null {
  if (!form.isPaid) return null
  const meant = types.filter((type) => isFor(type, form.kind))
  if (meant.length === 0) return 'none'
  const states = meant.map((type) => saleState(type, now))
  if (states.includes('open')) return null
  const soonest = Math.min(...meant.map((type) => (saleState(type, now) === 'not_yet' ? (type.opensAt ?? Infinity) : Infinity)))
  if (soonest < now + form.payMinutes * 60_000) return null
  if (soonest < Infinity) return 'too_late'
  if (states.includes('sold_out')) return form.waiting > 0 ? 'sold_out' : null
  return states.includes('over') ? 'over' : 'off'
}

/** A listed ticket that nobody can buy: it wants a registration that is to be paid, and no form makes such a one. */
export const lacksForm = (type: Sold, forms: readonly Pick<PaidForm, 'kind' | 'isPaid'>[]): boolean =>
  type.isOnSale && type.needsRegistration && !forms.some(({ kind, isPaid }) => isPaid && isFor(type, kind))

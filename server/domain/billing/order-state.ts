/**
 * Life of an order. `held`: seats are kept while somebody pays; `pending`: paid by a method whose money takes a while;
 * `returning`: paid, but there is nothing to give for it, so the money goes back; `review`: a person must look at it.
 */
export const orderStates = ['held', 'pending', 'paid', 'part_refunded', 'refunded', 'returning', 'review', 'failed', 'expired', 'cancelled'] as const
export type OrderState = (typeof orderStates)[number]

export type Dispute = 'none' | 'open' | 'won' | 'lost'

/** What the payment service says of an order, all of it at one moment. Amounts in minor units. */
export type Said = {
  session: 'open' | 'complete' | 'expired'
  isPaid: boolean
  /** How the last try to pay went. */
  attempt: 'none' | 'processing' | 'succeeded' | 'failed'
  /** What was asked for there; must be what we ask for here. */
  amount: number
  currency: string
  received: number
  refunded: number
  dispute: Dispute
}

/** What we keep of an order. `holdUntil` in ms; a fulfilled order has had its ticket and receipt; the money of one that is returning has been sent back, and may not have arrived. */
export type Kept = { amount: number; currency: string; keepsSeats: boolean; isFulfilled: boolean; cancelAsked: boolean; isReturning: boolean; /** Lines that cost nothing are among those it still has. */ hasUnpriced: boolean; /** Somebody on it gave up before it was paid. */ isShort: boolean; holdUntil: number }

/** `seats`: go on as they are, to be taken (back) first, to be set free, or only those that cost nothing are kept. `givesBack`: all that was received goes back. */
export type Verdict = { state: OrderState; seats: 'as_they_are' | 'wanted' | 'free' | 'unpriced'; isDue: boolean; givesBack: boolean; problem: '' | 'amount_mismatch' }

const verdict = (state: OrderState, more: Partial<Verdict> = {}): Verdict => ({ state, seats: 'as_they_are', isDue: false, givesBack: false, problem: '', ...more })
const over = (kept: Kept): Verdict => verdict(kept.cancelAsked || kept.isShort ? 'cancelled' : 'expired', { seats: 'free' })

/**
 * What an order is, from what the payment service says of it now and nothing else: what came before, how often and in which
 * order it was told makes no difference. `isDue`: ticket and receipt are to be given out, if they weren't.
 */
export function judgeOrder(kept: Kept, said: Said | null, now: number): Verdict {
  const isOver = kept.cancelAsked || kept.isShort || now >= kept.holdUntil || !kept.keepsSeats
  if (said === null) return isOver ? over(kept) : verdict('held')
  if (said.isPaid) return judgePaid(kept, said)
  if (said.session === 'expired') return over(kept)
  if (said.session === 'open') return isOver ? over(kept) : verdict('held')
  return said.attempt === 'failed' ? verdict('failed', { seats: 'free' }) : verdict('pending')
}

function judgePaid(kept: Kept, said: Said): Verdict {
  if (said.amount !== kept.amount || said.currency !== kept.currency) return verdict('review', { problem: 'amount_mismatch' })
  if (said.received > 0 && said.refunded >= said.received) {
    // Nobody paid for what cost nothing: it is given up by who has it, not by money that goes back.
    const keepsUnpriced = kept.hasUnpriced && kept.keepsSeats && !kept.cancelAsked && !kept.isReturning
    return keepsUnpriced ? verdict('refunded', { seats: 'unpriced', isDue: true }) : verdict('refunded', { seats: 'free' })
  }
  const state = said.refunded > 0 ? 'part_refunded' : 'paid'
  // What was given out and given back keeps whatever the policy didn't return.
  if (kept.isFulfilled) return kept.cancelAsked ? verdict('cancelled', { seats: 'free' }) : verdict(state)
  if (kept.cancelAsked || kept.isReturning) return verdict('returning', { seats: 'free', givesBack: true })
  return kept.keepsSeats ? verdict(state, { isDue: true }) : verdict(state, { seats: 'wanted', isDue: true })
}

/** What is so of an order that costs nothing: nobody needs to be asked. */
export const freeOfCharge = (currency: string): Said => ({ session: 'complete', isPaid: true, attempt: 'succeeded', amount: 0, currency, received: 0, refunded: 0, dispute: 'none' })

/** The verdict where the seats of a paid order are gone and can't be had again. */
export const noSeatLeft: Verdict = verdict('returning', { seats: 'free', givesBack: true })

/** Questions to the payment service are numbered as they are asked. An answer counts only if no later question was answered already: it may be older than what is known. */
export const isNews = (asked: number, heard: number): boolean => asked > heard

/** States in which more may come from the payment service without anybody here doing anything. */
export const unsettledStates: readonly OrderState[] = ['held', 'pending', 'returning', 'review']

const soldStates: readonly OrderState[] = ['paid', 'part_refunded']

/** An order that has been given out and not wholly taken back. */
export const isSold = ({ state, keepsSeats }: { state: OrderState; keepsSeats: boolean }): boolean => soldStates.includes(state) || (state === 'refunded' && keepsSeats)

/** Orders at which somebody of the organizer must look. */
export function needsLook({ state, dispute, refunds }: { state: OrderState; dispute: Dispute; refunds: readonly { state: string }[] }): boolean {
  return state === 'review' || dispute === 'open' || refunds.some((refund) => refund.state === 'failed')
}

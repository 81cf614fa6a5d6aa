import { err, ok, type Result } from '../shared/result.ts'

/**
 * Life of a registration. `approved`: has a place and waits for its payment; `offered`: has a place for a while, which came
 * free while it stood in line; `lapsed`: neither taken nor paid in time; `confirmed`: has a ticket.
 */
export const registrationStates = ['draft', 'submitted', 'approved', 'declined', 'waitlisted', 'offered', 'lapsed', 'confirmed', 'cancelled'] as const
export type RegistrationState = (typeof registrationStates)[number]

/** What others need to know of a registration: whose it is and whether money may be taken for it now. */
export type RegistrationStanding = { registrationId: string; eventId: string; personId: string; kind: string; segment: string; state: RegistrationState; mayPay: boolean }

/** What became of a payment: the place is hers, it was already, or none is left and the money must go back. */
export type PaidOutcome = 'confirmed' | 'already' | 'no_place'

/** Why an order is no longer paid. An expired order leaves the place to its own time limit; one that somebody else has ended gives time for another. */
export type UnpaidReason = 'refunded' | 'expired' | 'interrupted' | 'disputed'

/** States that hold a place in each pool that covers the registration. */
export const holdsPlace = (state: RegistrationState): boolean => state === 'approved' || state === 'offered' || state === 'confirmed'

/** Who still counts in her lead's group; whoever gave up, was declined or ran out of time makes room for somebody. */
export const countsInGroup = (state: RegistrationState): boolean => state !== 'cancelled' && state !== 'declined' && state !== 'lapsed'

/** Only an approved place is paid for; before the approval nobody is asked for money. */
export const mayPay = (state: RegistrationState, isPaid: boolean): boolean => isPaid && state === 'approved'

export const registrationActs = ['submit', 'approve', 'decline', 'wait', 'offer', 'take', 'lapse', 'confirm', 'cancel', 'reopen'] as const
export type RegistrationAct = (typeof registrationActs)[number]

const steps: Record<RegistrationAct, Partial<Record<RegistrationState, RegistrationState>>> = {
  submit: { draft: 'submitted' },
  approve: { submitted: 'approved', declined: 'approved', waitlisted: 'approved', lapsed: 'approved' },
  decline: { submitted: 'declined', waitlisted: 'declined' },
  wait: { submitted: 'waitlisted', declined: 'waitlisted', lapsed: 'waitlisted' },
  offer: { waitlisted: 'offered' },
  take: { offered: 'approved' },
  lapse: { offered: 'lapsed', approved: 'lapsed' },
  confirm: { approved: 'confirmed', lapsed: 'confirmed' },
  cancel: { draft: 'cancelled', submitted: 'cancelled', approved: 'cancelled', waitlisted: 'cancelled', offered: 'cancelled', lapsed: 'cancelled', confirmed: 'cancelled' },
  reopen: { declined: 'draft', lapsed: 'draft', cancelled: 'draft' },
}

/** The state after an act; `registration.offer_over` for an offer that ended, `registration.not_possible` for the rest. */
export function nextState(state: RegistrationState, act: RegistrationAct): Result<RegistrationState> {
  const next = steps[act][state]
  if (next !== undefined) return ok(next)
  return err(act === 'take' ? 'registration.offer_over' : 'registration.not_possible', { params: { state } })
}

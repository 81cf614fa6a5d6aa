import { err, ok, type Result } from '../shared/result.ts'

/**
 * Life of a name on the invitation list. `going` and `offered` hold a seat, `waiting` a place in line; `lapsed`: what was
 * offered went unanswered.
 */
export const guestStates = ['invited', 'going', 'waiting', 'offered', 'lapsed', 'declined', 'removed'] as const
export type GuestState = (typeof guestStates)[number]

/** What a guest may answer. `leave`: out of the line. */
export const seatAnswers = ['go', 'take', 'decline', 'leave'] as const
export type SeatAnswer = (typeof seatAnswers)[number]

/** What an answer asks for: a seat or else a place in line, the seat that is offered, nothing any more, or no change. */
export type AnswerStep = 'seat' | 'take' | 'give_up' | 'stay'

const steps: Record<SeatAnswer, Partial<Record<GuestState, AnswerStep>>> = {
  go: { invited: 'seat', declined: 'seat', lapsed: 'seat', offered: 'take', going: 'stay', waiting: 'stay' },
  take: { offered: 'take', going: 'stay' },
  decline: { invited: 'give_up', going: 'give_up', waiting: 'give_up', offered: 'give_up', lapsed: 'give_up', declined: 'stay' },
  leave: { waiting: 'give_up', declined: 'stay' },
}

/** The same answer twice is no change. Refuses with `seat.not_invited`, `seat.offer_over` or `seat.not_waiting`. */
export function answerStep(state: GuestState, answer: SeatAnswer): Result<AnswerStep> {
  const step = steps[answer][state]
  if (step !== undefined) return ok(step)
  if (state === 'removed') return err('seat.not_invited')
  return err(answer === 'take' ? 'seat.offer_over' : 'seat.not_waiting')
}

export const holdsSeat = (state: GuestState): boolean => state === 'going' || state === 'offered'

/** What a guest's page shows as the acts that are open, the likeliest first. */
export function answersFor(state: GuestState | null): SeatAnswer[] {
  switch (state) {
    case null:
      return ['go']
    case 'invited':
    case 'lapsed':
      return ['go', 'decline']
    case 'offered':
      return ['take', 'decline']
    case 'waiting':
      return ['leave']
    case 'going':
      return ['decline']
    case 'declined':
      return ['go']
    case 'removed':
      return []
  }
}

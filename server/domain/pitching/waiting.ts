import { err, ok, type Result } from '../shared/result.ts'

/** Life of a place in line: `waiting` and `offered` are open, the rest are ends. */
export const waitingStates = ['waiting', 'offered', 'taken', 'expired', 'declined', 'left'] as const
export type WaitingState = (typeof waitingStates)[number]

export type WaitingAct = 'offer' | 'take' | 'decline' | 'expire' | 'leave' | 'withdraw_offer'

const steps: Record<WaitingAct, Partial<Record<WaitingState, WaitingState>>> = {
  offer: { waiting: 'offered' },
  take: { offered: 'taken' },
  decline: { offered: 'declined' },
  expire: { offered: 'expired' },
  leave: { waiting: 'left', offered: 'left' },
  // The slot was taken off the programme: back in line, at the same place.
  withdraw_offer: { offered: 'waiting' },
}

/** Refuses with `pitch.offer_over` what comes too late for an offer, `pitch.not_waiting` what finds no place in line. */
export function nextWaiting(state: WaitingState, act: WaitingAct): Result<WaitingState> {
  const next = steps[act][state]
  if (next !== undefined) return ok(next)
  return err(act === 'take' || act === 'decline' || act === 'expire' ? 'pitch.offer_over' : 'pitch.not_waiting')
}

/**
 * Who is offered a freed slot: the first in line who may have it now. Those who can't keep their place.
 */
export function headOfLine<Entry extends { rank: number; id: string }>(line: readonly Entry[], canHave: (entry: Entry) => boolean): Entry | null {
  return [...line].sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1)).find(canHave) ?? null
}

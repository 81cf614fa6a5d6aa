import type { Side } from '../access/actor.ts'
import { err, ok, type Result } from '../shared/result.ts'

/**
 * closed: nobody is asked. liking: funds say whom they want to meet, and in which order. ranking: those lists stand, and each
 * startup puts in order the funds that want it. running: being cleared into the timetable. cleared: done; may be begun again
 * for those who have not met.
 */
export const clearingStates = ['closed', 'liking', 'ranking', 'running', 'cleared'] as const
export type ClearingState = (typeof clearingStates)[number]

/** What the organizer does; `clear` is the one press, the others open and close the lists. */
export const clearingSteps = ['open', 'rank', 'back', 'clear', 'reopen', 'close'] as const
export type ClearingStep = (typeof clearingSteps)[number]

const next: Record<ClearingStep, Partial<Record<ClearingState, ClearingState>>> = {
  open: { closed: 'liking' },
  rank: { liking: 'ranking' },
  back: { ranking: 'liking' },
  clear: { ranking: 'running' },
  reopen: { cleared: 'liking' },
  close: { liking: 'closed', ranking: 'closed', cleared: 'closed' },
}

/** A run that was cut off so long ago may be begun again. */
export const runLimitMs = 120_000

export function stepFrom(state: ClearingState, step: ClearingStep, runningForMs: number): Result<ClearingState> {
  if (state === 'running' && step === 'clear' && runningForMs > runLimitMs) return ok('running')
  const to = next[step][state]
  return to === undefined ? err('clearing.not_possible', { params: { state } }) : ok(to)
}

export function stepsFrom(state: ClearingState, runningForMs: number): ClearingStep[] {
  return clearingSteps.filter((step) => stepFrom(state, step, runningForMs).ok)
}

/** Whose turn it is: funds like while `liking`, startups rank while `ranking`. */
export type Turn = 'funds' | 'startups'
export function turnOf(side: Side): Turn {
  return side === 'investor' || side === 'acquirer' ? 'funds' : 'startups'
}

export function passTurn(state: ClearingState, side: Side): Result<undefined> {
  const open: Record<ClearingState, Turn | null> = { closed: null, liking: 'funds', ranking: 'startups', running: null, cleared: null }
  return open[state] === turnOf(side) ? ok() : err('clearing.not_your_turn', { params: { state } })
}

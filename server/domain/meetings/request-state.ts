import { err, ok, type Result } from '../shared/result.ts'

export const requestStates = ['pending', 'accepted', 'declined', 'expired', 'withdrawn', 'countered'] as const
export type RequestState = (typeof requestStates)[number]

/** Who acts on a request: somebody of the delegation that was asked, of the one that asked, or time itself. */
export type RequestParty = 'receiver' | 'sender' | 'time'
export type RequestAct = 'accept' | 'decline' | 'counter' | 'delegate' | 'withdraw' | 'expire' | 'undo'

type Step = { from: readonly RequestState[]; to: RequestState; by: RequestParty }

/** Everything that can happen to a request. What isn't here can't. */
export const steps: Record<RequestAct, Step> = {
  accept: { from: ['pending'], to: 'accepted', by: 'receiver' },
  decline: { from: ['pending'], to: 'declined', by: 'receiver' },
  counter: { from: ['pending'], to: 'countered', by: 'receiver' },
  delegate: { from: ['pending'], to: 'pending', by: 'receiver' },
  withdraw: { from: ['pending'], to: 'withdrawn', by: 'sender' },
  expire: { from: ['pending'], to: 'expired', by: 'time' },
  undo: { from: ['accepted', 'declined'], to: 'pending', by: 'receiver' },
}

/** An answer can be taken back for so long. */
export const undoWindowMs = 10_000

/** The state after an act, or why it can't be: somebody else's business, or already answered. */
export function nextState(state: RequestState, act: RequestAct, party: RequestParty): Result<RequestState> {
  const step = steps[act]
  if (step.by !== party) return err('auth.forbidden')
  if (!step.from.includes(state)) return err('request.over', { params: { state } })
  return ok(step.to)
}

/** May an answer given at `answeredAtMs` still be taken back? */
export function passUndo(answeredAtMs: number | null, nowMs: number): Result<undefined> {
  const open = answeredAtMs !== null && nowMs - answeredAtMs <= undoWindowMs
  return open ? ok() : err('request.undo_over', { params: { seconds: undoWindowMs / 1000 } })
}

/** Why a request is declined; sentences are in the `requests` namespace. */
export const declineReasons = ['not_a_fit', 'too_early', 'too_late', 'no_time', 'already_in_touch', 'conflict', 'other'] as const
export type DeclineReason = (typeof declineReasons)[number]

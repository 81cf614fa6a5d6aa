import { err, ok, type Result } from '../shared/result.ts'

/** `void`: one of the two slots has another owner or is gone, so that there is nothing left to agree to. */
export const swapStates = ['proposed', 'accepted', 'declined', 'withdrawn', 'expired', 'void'] as const
export type SwapState = (typeof swapStates)[number]
export type SwapAct = 'accept' | 'decline' | 'withdraw' | 'expire'

const ends: Record<SwapAct, SwapState> = { accept: 'accepted', decline: 'declined', withdraw: 'withdrawn', expire: 'expired' }

/** Only the side that was asked answers, only the side that asked withdraws; an answer once given stays. */
export function nextSwap(state: SwapState, act: SwapAct, by: 'proposer' | 'asked' | 'system'): Result<SwapState> {
  const allowed = by === 'system' ? act === 'expire' : by === 'proposer' ? act === 'withdraw' : act === 'accept' || act === 'decline'
  if (!allowed) return err('auth.forbidden')
  return state === 'proposed' ? ok(ends[act]) : err('pitch.swap_over')
}

/** The two slots in order: at most one open proposal concerns a pair, whoever made it. */
export function swapKey(one: string, other: string): string {
  return [one, other].sort().join(':')
}

/** A proposal stands for a day, and never beyond the time at which either slot can no longer be changed. */
export function swapEnds(nowMs: number, slots: readonly { startsAtMs: number }[], noticeMinutes: number): number {
  const latest = Math.min(...slots.map((slot) => slot.startsAtMs)) - noticeMinutes * 60_000
  return Math.max(nowMs + 60_000, Math.min(nowMs + 86_400_000, latest))
}

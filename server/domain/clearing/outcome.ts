import type { StabilityReport } from './stability.ts'

/** What is kept of a clearing, for the organizer. `failure`: why the last press brought no timetable; what was wished is kept. */
export type ClearingReport = {
  number: number
  /** Milliseconds from the press to the release. */
  tookMs: number
  failure: string | null
  stability: StabilityReport | null
}

/**
 * What became of a wish, as the one who wished may know it. `not_mutual`: the other side did not want it or wants others
 * more than its list holds; `own_full`: the own delegation has as many meetings as it may have; `no_common_place`: no time and
 * table was left for the two; `called_off`: it was scheduled and is no more. Nothing of it says how full the other one's day is.
 */
export const wishOutcomes = ['met', 'not_mutual', 'own_full', 'no_common_place', 'called_off'] as const
export type WishOutcome = (typeof wishOutcomes)[number]

/** `leftOut`: what the last press said of the pair; null where it had nothing to say, because they met or not both wished it. */
export function outcomeOf(facts: { isMet: boolean; isMutual: boolean; leftOut: { why: string; isOwnFull: boolean } | null }): WishOutcome {
  if (facts.isMet) return 'met'
  if (facts.leftOut === null) return facts.isMutual ? 'called_off' : 'not_mutual'
  if (facts.leftOut.why !== 'participant_max') return 'no_common_place'
  return facts.leftOut.isOwnFull ? 'own_full' : 'not_mutual'
}

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
 * table was left for the two. Nothing of it says how full the other one's day is.
 */
export const wishOutcomes = ['met', 'not_mutual', 'own_full', 'no_common_place'] as const
export type WishOutcome = (typeof wishOutcomes)[number]

export function outcomeOf(facts: { isMet: boolean; isMutual: boolean; ownMeetings: number; ownMost: number | null }): WishOutcome {
  if (facts.isMet) return 'met'
  if (!facts.isMutual) return 'not_mutual'
  return facts.ownMost !== null && facts.ownMeetings >= facts.ownMost ? 'own_full' : 'no_common_place'
}

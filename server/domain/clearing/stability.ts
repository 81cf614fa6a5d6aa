import type { MutualPair } from './ranks.ts'

/**
 * Why a pair that wants each other has no meeting: the engine's code, or why it was never put to the engine. A side is full
 * where it has all the meetings it may have, or no time left in which this one could have been.
 */
export type LeftOutPair = { fundId: string; startupId: string; why: string; isFundFull: boolean; isStartupFull: boolean }

/** One side of a pair that was left out. */
export type Standing =
  | 'has_room'      // could take one more: it would take this one as well
  | 'prefers'       // full, and would give up one of its meetings for this one
  | 'content'       // full of meetings that it wants at least as much

export type LeftOut = MutualPair & {
  why: string
  fund: Standing
  startup: Standing
  /** Both would rather have this meeting: a blocking pair in the sense of stable matching. Its reason is `why`. */
  isBlocking: boolean
}

export type StabilityReport = {
  pairs: number
  met: number
  leftOut: LeftOut[]
  blocking: number
}

export type StabilityInput = {
  pairs: readonly MutualPair[]
  /** Pairs that meet, this clearing's and those that stood before. */
  met: readonly { fundId: string; startupId: string }[]
  /** Reasons by pair; every pair that doesn't meet has one. */
  reasons: readonly LeftOutPair[]
}

const keyOf = ({ fundId, startupId }: { fundId: string; startupId: string }): string => `${fundId} ${startupId}`

/**
 * Looks for pairs that would both rather meet than have what they got (blocking pairs: D. Gale, L. Shapley, College admissions
 * and the stability of marriage, 1962, for many partners a side). A timetable has slots and tables as well as wishes, so such
 * pairs can remain; each is named with what stood in its way.
 */
export function stability({ pairs, met, reasons }: StabilityInput): StabilityReport {
  const meeting = new Set(met.map(keyOf))
  const reasonOf = new Map(reasons.map((reason) => [keyOf(reason), reason]))
  const gotten = new Map<string, number[]>()
  const give = (id: string, points: number): void => void gotten.set(id, [...(gotten.get(id) ?? []), points])
  const points = new Map(pairs.map((pair) => [keyOf(pair), pair]))
  for (const pair of met) {
    // What stood before nobody ranked: it is kept, and no wish competes with it.
    const wished = points.get(keyOf(pair))
    give(pair.fundId, wished?.fundPoints ?? Number.POSITIVE_INFINITY)
    give(pair.startupId, wished?.startupPoints ?? Number.POSITIVE_INFINITY)
  }
  const standing = (id: string, isFull: boolean, wanted: number): Standing => {
    if (!isFull) return 'has_room'
    return (gotten.get(id) ?? []).some((points) => points < wanted) ? 'prefers' : 'content'
  }
  const leftOut = pairs
    .filter((pair) => !meeting.has(keyOf(pair)))
    .map((pair): LeftOut => {
      const reason = reasonOf.get(keyOf(pair))
      const fund = standing(pair.fundId, reason?.isFundFull ?? false, pair.fundPoints)
      const startup = standing(pair.startupId, reason?.isStartupFull ?? false, pair.startupPoints)
      return { ...pair, why: reason?.why ?? 'not_chosen', fund, startup, isBlocking: fund !== 'content' && startup !== 'content' }
    })
  return { pairs: pairs.length, met: pairs.length - leftOut.length, leftOut, blocking: leftOut.filter((pair) => pair.isBlocking).length }
}

import type { DoorDecision, DoorReason } from './decide.ts'

/** A scan of which the server hears late, and who came in with the same ticket as far as it knows. */
export type LateScan = { decision: DoorDecision; wasLetIn: boolean; scannedAt: number; arrivedAt: number | null }

/**
 * What becomes of it. `accepted`: stands; `takesOver`: it was the first to come in, the one that was written down before is
 * the one that doesn't fit. `conflict`: somebody is inside who shouldn't be, which a person has to settle.
 */
export type LateOutcome = { accepted: boolean; takesOver: boolean; conflict: DoorReason | null }

/**
 * A phone that was offline has let people in already; nothing said now brings them out. Of two who came in with one ticket
 * the earlier one (by the devices' corrected clocks; the one written down first where they are equal) is the rightful
 * one. Somebody who was turned away leaves no conflict.
 */
export function judgeLate({ decision, wasLetIn, scannedAt, arrivedAt }: LateScan): LateOutcome {
  if (decision.letIn) return { accepted: true, takesOver: false, conflict: null }
  const { reason } = decision
  if (!wasLetIn) return { accepted: false, takesOver: false, conflict: null }
  if (reason !== 'already_in' || arrivedAt === null) return { accepted: false, takesOver: false, conflict: reason }
  const isFirst = scannedAt < arrivedAt
  return { accepted: isFirst, takesOver: isFirst, conflict: reason }
}

/** A device's clock is believed within these bounds: never ahead of the server's, never more than a week behind. */
const oldestMs = 7 * 86_400_000
export const believable = (scannedAt: number, nowMs: number): number => Math.min(nowMs, Math.max(nowMs - oldestMs, scannedAt))

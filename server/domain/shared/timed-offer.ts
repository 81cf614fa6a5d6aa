/** When an offer ends: after its minutes, but never later than `deadlineMs`, and a minute is always left. Times in ms. */
export function timedOfferEnds(nowMs: number, minutes: number, deadlineMs: number): number {
  return Math.max(nowMs + 60_000, Math.min(nowMs + minutes * 60_000, deadlineMs))
}

import { err, ok, type Result } from '../shared/result.ts'

/** Whoever cancels at least so many hours before the event gets so much of the price back (hundredths of a percent). */
export type RefundStep = { hoursBefore: number; shareBp: number }

export const defaultRefundSteps: readonly RefundStep[] = [{ hoursBefore: 14 * 24, shareBp: 10_000 }, { hoursBefore: 3 * 24, shareBp: 5_000 }]
const hourMs = 3_600_000

/** Latest first, and giving back less the later it gets. Error: `ticket.policy_backwards`. */
export function checkRefundSteps(steps: readonly RefundStep[]): Result<RefundStep[]> {
  const sorted = [...steps].sort((a, b) => b.hoursBefore - a.hoursBefore)
  const falls = sorted.every((step, at) => at === 0 || (step.hoursBefore < (sorted[at - 1]?.hoursBefore ?? 0) && step.shareBp <= (sorted[at - 1]?.shareBp ?? 0)))
  return falls ? ok(sorted) : err('ticket.policy_backwards')
}

/** The share of the price that a cancellation at `now` brings back; the instant of a step itself still counts. */
export function shareAt(steps: readonly RefundStep[], startsAtMs: number, now: number): number {
  const open = steps.filter(({ hoursBefore }) => now <= startsAtMs - hoursBefore * hourMs)
  return open.reduce((most, { shareBp }) => Math.max(most, shareBp), 0)
}

type PricedLine = { amount: number; deposit: number }
/** A line whose seat was given up by itself has had its share: `givenBack`. */
export type RefundFacts = { lines: readonly (PricedLine & { isGivenUp?: boolean; givenBack?: number })[]; received: number; refunded: number }

const dueOf = ({ amount, deposit }: PricedLine, shareBp: number): number => Math.floor((amount * shareBp) / 10_000) + deposit

/** What a buyer gets who cancels now: of each price its share, in whole minor units, and the deposits; less what went back before. */
export function policyRefund({ lines, received, refunded }: RefundFacts, shareBp: number): number {
  const due = lines.reduce((sum, line) => sum + (line.isGivenUp ? 0 : dueOf(line, shareBp)), 0)
  const forGivenUp = lines.reduce((sum, line) => sum + (line.isGivenUp ? (line.givenBack ?? 0) : 0), 0)
  return Math.max(0, Math.min(due - Math.max(0, refunded - forGivenUp), received - refunded))
}

/** What giving up one seat of an order brings back; `depositBack` of it was returned at the door, and there is no more than `left`. */
export function lineRefund(line: PricedLine, { depositBack, left }: { depositBack: number; left: number }, shareBp: number): number {
  return Math.max(0, Math.min(dueOf(line, shareBp) - depositBack, left))
}

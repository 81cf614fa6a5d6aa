import { isOpen, type Phase } from '../events/phases.ts'
import { instantFromWall, localDay, shiftDay } from '../shared/time.ts'

/**
 * What one side says came of a meeting, from nothing to a deal in sight. The first four are what matchmaking tools ask for (b2match: did
 * not take place, insufficient interest, informative, cooperation possible); the last two are the next steps of an investment.
 */
export const outcomeAnswers = ['not_held', 'no_interest', 'keep_in_touch', 'second_meeting', 'due_diligence', 'term_sheet'] as const
export type OutcomeAnswer = (typeof outcomeAnswers)[number]

/** Wants to go on. Staying in touch is said out of courtesy too, and does not count. */
export const goesOn = (answer: OutcomeAnswer | null): boolean => answer === 'second_meeting' || answer === 'due_diligence' || answer === 'term_sheet'

/** The one thing that either side ever learns of the other's answer: that both want to go on. */
export const isMutual = (own: OutcomeAnswer | null, other: OutcomeAnswer | null): boolean => goesOn(own) && goesOn(other)

/** Of how many sides of a meeting there is an answer. */
export const outcomeShares = ['both', 'one', 'none'] as const
export type OutcomeShare = (typeof outcomeShares)[number]
export const isOutcomeShare = (text: unknown): text is OutcomeShare => outcomeShares.includes(text as OutcomeShare)

/** Answers can be given and changed for so many days after the event's last day: a month beyond the last nudge. */
export const followUpDays = 120

export type EventEnd = { endsAtMs: number; zone: string }

/** The last day of an event on its own wall; one that ends at midnight ends on the day before. */
export const lastDayOf = ({ endsAtMs, zone }: EventEnd): string => localDay(endsAtMs - 1, zone)

/** First instant (ms) at which nothing can be answered any more: midnight on the event's wall. */
export function followUpEndsAt(event: EventEnd): number {
  const day = shiftDay(lastDayOf(event), followUpDays + 1)
  // Where clocks go forward at midnight, the day begins an hour later.
  return instantFromWall(`${day}T00:00`, event.zone) ?? instantFromWall(`${day}T01:00`, event.zone) ?? event.endsAtMs + (followUpDays + 1) * 86_400_000
}

/** `none`: there is nothing to say of it, it was called off; `ahead`: it is not over yet; `shut`: the event's phase knows of no outcomes; `over`: the follow-up has closed. */
export type OutcomeState = 'none' | 'ahead' | 'shut' | 'open' | 'over'

export function outcomeState(meeting: { state: 'scheduled' | 'cancelled'; endsAtMs: number }, event: EventEnd & { phase: Phase }, nowMs: number): OutcomeState {
  if (meeting.state === 'cancelled') return 'none'
  if (nowMs < meeting.endsAtMs) return 'ahead'
  if (!isOpen('outcome:record', event.phase)) return 'shut'
  return nowMs < followUpEndsAt(event) ? 'open' : 'over'
}

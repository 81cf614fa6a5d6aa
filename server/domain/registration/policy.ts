import type { Phase } from '../events/phases.ts'
import { err, ok, type Result } from '../shared/result.ts'
import type { RegistrationState } from './standing.ts'

export type Window = { isOpen: boolean; opensAt: number | null; closesAt: number | null }
type Around = { phase: Phase; endsAtMs: number }

/** Nobody is approved, offered a place or invited any more: the hour has come, or the event was closed before it. */
export const isEventOver = ({ phase, endsAtMs }: Around, nowMs: number): boolean => phase === 'closed' || nowMs >= endsAtMs

/** Half-open: at `closesAt` it is closed. Refuses with `registration.closed`, `registration.not_open` or `registration.over`. */
export function withinWindow({ isOpen, opensAt, closesAt }: Window, event: Around, nowMs: number): Result<undefined> {
  if (isEventOver(event, nowMs)) return err('registration.over')
  if (!isOpen || event.phase === 'draft') return err('registration.closed')
  if (opensAt !== null && nowMs < opensAt) return err('registration.not_open')
  return closesAt !== null && nowMs >= closesAt ? err('registration.closed') : ok()
}

/** Until when people may cancel by themselves. */
export const cancelBefore = (startsAtMs: number, cancelHours: number): number => startsAtMs - cancelHours * 3_600_000

type Cancelling = { nowMs: number; startsAtMs: number; cancelHours: number; /** She has been let in at a door. */ hasArrived: boolean }

/** What holds a place may be given back until the stated hour, and not from inside; a wish that holds none at any time. */
export function mayCancel(state: RegistrationState, { nowMs, startsAtMs, cancelHours, hasArrived }: Cancelling): Result<undefined> {
  const isHeld = state === 'confirmed' || state === 'approved'
  return isHeld && (hasArrived || nowMs >= cancelBefore(startsAtMs, cancelHours)) ? err('registration.too_late_to_cancel') : ok()
}

/** Reasons for which an organizer declines; what the applicant reads is in the locale files. */
export const declineReasons = ['not_the_audience', 'incomplete', 'not_verified', 'no_places', 'duplicate', 'other'] as const
export type DeclineReason = (typeof declineReasons)[number]

/** Reasons for which an organizer takes back a place or takes somebody out of the line. */
export const cancelReasons = ['own_wish', 'not_admitted', 'other'] as const

/** The verdicts that need a reason, with those there are. */
export const verdictReasons: Partial<Record<string, readonly string[]>> = { decline: declineReasons, cancel: cancelReasons }

/** Whether there is a sentence of its own for a reason; for the others the organizer's own words have to do. */
export const hasSentence = (reasonCode: string): boolean => !['', 'other', 'own_wish', 'refunded'].includes(reasonCode)

/** What an organizer may take back. Who hasn't been decided on is declined instead. */
export const mayBeTakenBack = (state: RegistrationState): boolean => state === 'waitlisted' || state === 'offered' || state === 'approved' || state === 'confirmed'

/** Who gave up or ran out of time may ask again, unless an organizer doesn't admit her; who was declined only where something was missing. */
export const mayReopen = (state: RegistrationState, reasonCode: string): boolean => (state === 'cancelled' && reasonCode !== 'not_admitted') || state === 'lapsed' || (state === 'declined' && reasonCode === 'incomplete')

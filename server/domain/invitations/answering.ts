import type { Phase } from '../events/phases.ts'
import { err, ok, type Result } from '../shared/result.ts'

/** `waiting`: said yes while all that are wanted of her segment had said so before. */
export const invitationStates = ['invited', 'accepted', 'waiting', 'maybe', 'declined', 'delegated', 'withdrawn'] as const
export type InvitationState = (typeof invitationStates)[number]

/** What the invited may answer; changing one's mind is possible until the date, but whoever was named instead stays invited. */
export const invitationAnswers = ['accepted', 'maybe', 'delegated', 'declined'] as const
export type InvitationAnswer = (typeof invitationAnswers)[number]

export function mayAnswer(state: InvitationState, answerByMs: number, nowMs: number): Result<undefined> {
  if (state === 'withdrawn' || nowMs >= answerByMs) return err('invitation.over')
  return state === 'delegated' ? err('invitation.not_possible') : ok()
}

/** After the event nobody answers any more, whatever the list says. Instants in ms. */
export const answersUntil = (answerByMs: number, event: { phase: Phase; endsAtMs: number }): number => (event.phase === 'closed' ? 0 : Math.min(answerByMs, event.endsAtMs))

/** So many of one segment are wanted. */
export type Quota = { segment: string; places: number }

/** How many of a segment may have said yes; null: as many as like. */
export const placesFor = (quotas: readonly Quota[], segment: string): number | null => quotas.find((one) => one.segment === segment)?.places ?? null

/** How far the invited of one segment have come; each step counts those of the step before. `quota` null: none is set. */
export type FunnelRow = { segment: string; invited: number; opened: number; accepted: number; arrived: number; waiting: number; declined: number; quota: number | null }

type Step = { segment: string; state: InvitationState; isOpened: boolean; /** Has sent her form, answered or not, and stands by it. */ isRegistered: boolean; hasArrived: boolean }

/** One row for each segment that has a quota or guests, those with the largest quota first. Withdrawn ones aren't counted. */
export function funnelOf(steps: readonly Step[], quotas: readonly Quota[]): FunnelRow[] {
  const counted = steps.filter((one) => one.state !== 'withdrawn')
  const segments = [...new Set([...quotas.map((one) => one.segment), ...counted.map((one) => one.segment)])]
  return segments.map((segment) => {
    const own = counted.filter((one) => one.segment === segment)
    const isComing = (one: Step): boolean => one.isRegistered || one.hasArrived
    const count = (fits: (one: Step) => boolean): number => own.filter(fits).length
    return {
      segment, invited: own.length,
      // An answer is an opening, whichever way it came; so is coming. Who registers has said yes, whatever she answered before.
      opened: count((one) => one.isOpened || one.state !== 'invited' || isComing(one)),
      accepted: count((one) => one.state === 'accepted' || isComing(one)),
      arrived: count((one) => one.hasArrived),
      waiting: count((one) => one.state === 'waiting' && !isComing(one)),
      declined: count((one) => (one.state === 'declined' || one.state === 'delegated') && !isComing(one)),
      quota: placesFor(quotas, segment),
    }
  }).sort((a, b) => (b.quota ?? 0) - (a.quota ?? 0) || b.invited - a.invited || (a.segment < b.segment ? -1 : 1))
}

import { diffPlans, type PlanChanges } from './diff.ts'
import type { Appointment, Frame } from './frame.ts'

/** A meeting as it stands when a release is written. */
export type StandingMeeting = Appointment & { meetingId: string; version: number }

export type ReleaseStep =
  /** A request becomes a meeting. */
  | { kind: 'new'; to: Appointment; requestId: string }
  | { kind: 'moved'; to: Appointment; meetingId: string }

/**
 * What a release has to do so that the timetable becomes true. Meetings that were called off since the draft was
 * computed and requests that are no longer accepted are passed over; meetings made since are left as they are, and so are
 * those that were moved since and that the draft had left in place.
 */
export function releaseSteps(frame: Frame, planned: readonly Appointment[], standing: ReadonlyMap<string, StandingMeeting>, openRequests: ReadonlySet<string>): ReleaseStep[] {
  return planned.flatMap((to): ReleaseStep[] => {
    const now = standing.get(to.key)
    if (now !== undefined) {
      const stood = frame.meetings[to.key]?.stood
      const wasLeft = stood?.startsAtMs === to.startsAtMs && stood.tableId === to.tableId
      const isSame = now.startsAtMs === to.startsAtMs && now.endsAtMs === to.endsAtMs && now.tableId === to.tableId
      return isSame || wasLeft ? [] : [{ kind: 'moved', to, meetingId: now.meetingId }]
    }
    const about = frame.meetings[to.key]
    if (!about || about.meetingId !== null || about.requestId === null || !openRequests.has(about.requestId)) return []
    return [{ kind: 'new', to, requestId: about.requestId }]
  })
}

/** Ids only, so that it can be kept for good. */
export type Changelog = PlanChanges

/** What a release changes against the one before it, or against an empty timetable. */
export function changelog(previous: readonly Appointment[] | null, next: readonly Appointment[]): Changelog {
  return diffPlans(previous ?? [], next)
}

import type { PlacedMeeting, ReasonCode, TimetableProblem, UnplacedMeeting } from '../scheduling/problem.ts'
import type { Frame, LeftOut } from '../timetable/frame.ts'

import type { MutualPair } from './ranks.ts'
import type { LeftOutPair } from './stability.ts'

/** Reasons besides the engine's: no length is set for a meeting of these two sides; there was no time or table for anybody. */
export type ClearingReason = ReasonCode | LeftOut['why'] | 'pair_not_planned' | 'nothing_to_plan'

/** What the engine was asked and what it answered. */
export type Computed = { frame: Frame; problem: TimetableProblem; placed: readonly PlacedMeeting[]; unplaced: readonly UnplacedMeeting[] }

export type LeftOutInput = {
  pairs: readonly MutualPair[]
  /** Null: there was nothing to compute. */
  computed: Computed | null
  /** Both sides of each request that is open. */
  requests: ReadonlyMap<string, { fromDelegationId: string; toDelegationId: string }>
  /** People by delegation. */
  peopleOf: ReadonlyMap<string, readonly string[]>
}

const keyOf = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`)

/** A reason for every pair: the engine's where it was asked, what kept the pair from the engine where not. */
export function leftOutPairs({ pairs, computed, requests, peopleOf }: LeftOutInput): LeftOutPair[] {
  if (computed === null) return pairs.map(({ fundId, startupId }) => ({ fundId, startupId, why: 'nothing_to_plan' satisfies ClearingReason, isFundFull: false, isStartupFull: false }))
  const { frame, problem } = computed
  const unplaced = new Map<string, UnplacedMeeting>()
  for (const one of computed.unplaced) {
    const about = frame.meetings[one.meeting]
    if (about) unplaced.set(keyOf(about.aDelegationId, about.bDelegationId), one)
  }
  const before = new Map<string, LeftOut['why']>()
  for (const { requestId, why } of frame.leftOut) {
    const request = requests.get(requestId)
    if (request) before.set(keyOf(request.fromDelegationId, request.toDelegationId), why)
  }
  const fullness = fullnessOf(problem, computed.placed)
  return pairs.map(({ fundId, startupId }): LeftOutPair => {
    const key = keyOf(fundId, startupId)
    const one = unplaced.get(key)
    if (one === undefined) return { fundId, startupId, why: before.get(key) ?? ('pair_not_planned' satisfies ClearingReason), isFundFull: false, isStartupFull: false }
    const isFull = (delegationId: string): boolean => (peopleOf.get(delegationId) ?? []).some((personId) => fullness(one.meeting, personId))
    return { fundId, startupId, why: one.why, isFundFull: isFull(fundId), isStartupFull: isFull(startupId) }
  })
}

/** Whether somebody who would attend a meeting has as many as she may have, or no time left that it could be at. */
function fullnessOf(problem: TimetableProblem, placed: readonly PlacedMeeting[]): (meetingId: string, personId: string) => boolean {
  const meetings = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]))
  const people = new Map(problem.participants.map((participant) => [participant.id, participant]))
  const busy = new Map<string, Set<number>>()
  const counts = new Map<string, number>()
  for (const { meeting: id, slot } of placed) {
    const meeting = meetings.get(id)
    for (const personId of meeting?.participants ?? []) {
      counts.set(personId, (counts.get(personId) ?? 0) + 1)
      const taken = busy.get(personId) ?? new Set()
      for (let at = slot; at < slot + (meeting?.length ?? 1); at += 1) taken.add(at)
      busy.set(personId, taken)
    }
  }
  return (meetingId, personId) => {
    const [meeting, person] = [meetings.get(meetingId), people.get(personId)]
    if (!meeting?.participants.includes(personId) || !person) return false
    if (person.max !== undefined && (counts.get(personId) ?? 0) >= person.max) return true
    const closed = new Set([...(person.unavailable ?? []), ...(busy.get(personId) ?? [])])
    const starts = meeting.allowed ?? Array.from({ length: problem.slots }, (_, slot) => slot)
    const fits = (start: number): boolean => Array.from({ length: meeting.length ?? 1 }, (_, at) => start + at).every((slot) => slot < problem.slots && !closed.has(slot))
    return !starts.some(fits)
  }
}

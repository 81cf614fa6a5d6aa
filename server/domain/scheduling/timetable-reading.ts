import { tablesOf, type Meeting, type Participant, type PlacedMeeting, type TimetablePlan, type TimetableProblem } from './problem.ts'

/** A placed meeting with the slots it covers. */
export type Held = { meeting: Meeting; first: number; last: number; table: string }

/** A plan read against its problem, for the list of constraints. */
export type Reading = {
  problem: TimetableProblem
  plan: Pick<TimetablePlan, 'placed' | 'unplaced'>
  held: Held[]
  byId: Map<string, Held>
  /** Each participant's meetings in order of time. */
  days: { participant: Participant; day: Held[] }[]
}

export function readTimetable(problem: TimetableProblem, plan: Reading['plan']): Reading {
  const meetings = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]))
  const held = plan.placed.flatMap(({ meeting: id, slot, table }: PlacedMeeting): Held[] => {
    const meeting = meetings.get(id)
    return meeting ? [{ meeting, first: slot, last: slot + (meeting.length ?? 1) - 1, table }] : []
  })
  const days = problem.participants.map((participant) => ({ participant, day: held.filter((one) => one.meeting.participants.includes(participant.id)).sort((a, b) => a.first - b.first) }))
  return { problem, plan, held, byId: new Map(held.map((one) => [one.meeting.id, one])), days }
}

export function slotsOf({ first, last }: Held): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** The idle runs of a day: lengths, in order. */
export function breaksOf(day: readonly Held[]): number[] {
  return day.slice(1).map((next, at) => next.first - day[at]!.last - 1).filter((idle) => idle > 0)
}

/** Meetings that stand at the same time as another of the list. */
export function clashing(list: readonly Held[]): Held[] {
  return list.filter((a, at) => list.some((b, other) => other !== at && a.first <= b.last && b.first <= a.last))
}

/** Slots in which a table can't be used; null for a table that doesn't exist. */
export function closedSlots(problem: TimetableProblem, table: string): readonly number[] | null {
  const found = tablesOf(problem).find((one) => one.id === table)
  return found ? (found.unavailable ?? []) : null
}

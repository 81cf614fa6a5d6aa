import type { PlacedMeeting, TimetableProblem } from '../scheduling/problem.ts'

/** A meeting that stays at this slot and table. */
export type Pin = PlacedMeeting

/** The problem with its pins: a pinned meeting must be held, there and then. Pins of unknown meetings and tables are dropped. */
export function withPins(problem: TimetableProblem, pins: readonly Pin[]): TimetableProblem {
  const byMeeting = new Map(pins.filter((pin) => hasTable(problem, pin.table)).map((pin) => [pin.meeting, pin]))
  if (byMeeting.size === 0) return problem
  return {
    ...problem,
    meetings: problem.meetings.map((meeting) => {
      const pin = byMeeting.get(meeting.id)
      return pin === undefined ? meeting : { ...meeting, must: true, slot: pin.slot, table: pin.table }
    }),
  }
}

function hasTable({ tables }: TimetableProblem, id: string): boolean {
  return typeof tables === 'number' || tables.some((table) => table.id === id)
}

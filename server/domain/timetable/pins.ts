import type { PlacedMeeting, TimetableProblem } from '../scheduling/problem.ts'
import { slotAt, type Frame } from './frame.ts'

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

/**
 * Pins of another frame, in time where they were: the grid may have been cut anew since. Those whose meeting, time or table
 * is gone are let go; the meeting is planned like any other then.
 */
export function carryPins(pins: readonly Pin[], from: Frame, to: Frame): Pin[] {
  const tables = new Set(to.tables.map((table) => table.id))
  return pins.flatMap((pin) => {
    const stood = from.slots[pin.slot]
    const slot = stood ? slotAt(to, stood.startsAtMs) : -1
    return slot >= 0 && tables.has(pin.table) && to.meetings[pin.meeting] !== undefined ? [{ ...pin, slot }] : []
  })
}

function hasTable({ tables }: TimetableProblem, id: string): boolean {
  return typeof tables === 'number' || tables.some((table) => table.id === id)
}

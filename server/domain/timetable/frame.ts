import type { GridSlot, Stretch } from '../events/grid.ts'
import type { PlacedMeeting } from '../scheduling/problem.ts'

/**
 * What one of the engine's slots stands for. Null is a seam: a slot in which nothing may lie, put between two sittings
 * where some meeting is longer than a slot, so that none can span a break.
 */
export type FrameSlot = (Stretch & { sitting: number }) | null

/** A meeting of the problem; its name there is the request's id, or the meeting's where no request stands behind it. */
export type FrameMeeting = {
  requestId: string | null
  /** Set where it stands already. */
  meetingId: string | null
  aDelegationId: string
  bDelegationId: string
  personIds: string[]
  lengthMinutes: number
  /** Where it stood when the problem was made. */
  stood: { startsAtMs: number; tableId: string } | null
}

/** Requests that no timetable can hold, told apart before the engine is asked. */
export type LeftOut = { requestId: string; why: 'nobody_attends' | 'same_person' | 'pair_met' | 'not_taking_part' }

/** The meaning of a problem's numbers; kept with the draft, so that later changes of the grid can't bend it. */
export type Frame = {
  slots: FrameSlot[]
  slotMinutes: number
  tables: { id: string; code: string }[]
  meetings: Record<string, FrameMeeting>
  leftOut: LeftOut[]
}

/** A meeting in time: the engine's answer back in instants. */
export type Appointment = Stretch & { key: string; tableId: string }

/** The grid's slots with a seam between sittings where `hasLong`. */
export function frameSlots(slots: readonly GridSlot[], hasLong: boolean): FrameSlot[] {
  const framed: FrameSlot[] = []
  slots.forEach(({ startsAtMs, endsAtMs, sitting }, at) => {
    if (hasLong && at > 0 && slots[at - 1]?.sitting !== sitting) framed.push(null)
    framed.push({ startsAtMs, endsAtMs, sitting })
  })
  return framed
}

/** The slot that starts at an instant, or −1. */
export function slotAt(frame: Pick<Frame, 'slots'>, startsAtMs: number): number {
  return frame.slots.findIndex((slot) => slot?.startsAtMs === startsAtMs)
}

/** Where each placed meeting is in time, in the plan's order; what the frame doesn't know is left out. */
export function fromPlan(frame: Frame, placed: readonly PlacedMeeting[]): Appointment[] {
  return placed.flatMap(({ meeting, slot, table }) => {
    const start = frame.slots[slot]
    const about = frame.meetings[meeting]
    if (!start || !about) return []
    return [{ key: meeting, startsAtMs: start.startsAtMs, endsAtMs: start.startsAtMs + about.lengthMinutes * 60_000, tableId: table }]
  })
}

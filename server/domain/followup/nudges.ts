import { shiftDay, wallFromInstant } from '../shared/time.ts'

import { lastDayOf, type EventEnd } from './outcomes.ts'

/** So many days after the event's last day people are asked what came of their meetings. */
export const nudgeDays = [14, 30, 90] as const
export type NudgeDay = (typeof nudgeDays)[number]

/** In the morning, on the reader's wall. */
const nudgeTime = '09:00'
/** A nudge whose day went by while nothing ran is still sent for so many days; after that the next one is near enough. */
const lateDays = 7

/** Which nudge is due for a reader, or null. Compared as wall times, so that no change of clocks moves the hour or leaves a day out. */
export function nudgeDue(nowMs: number, event: EventEnd, readerZone: string): NudgeDay | null {
  const wall = wallFromInstant(nowMs, readerZone)
  const lastDay = lastDayOf(event)
  return nudgeDays.find((days) => {
    const day = shiftDay(lastDay, days)
    return wall >= `${day}T${nudgeTime}` && wall < `${shiftDay(day, lateDays)}T${nudgeTime}`
  }) ?? null
}

import { clockTime, localDay, shiftDay } from '../shared/time.ts'

/** From when until when, on the event's wall, tomorrow's meetings are told: later than that the day itself is near enough. */
const fromTime = '18:00'
const untilTime = '22:00'

/** The day (in the event's zone) of which people are reminded at `nowMs`, or null at other hours. */
export function dayToRemind(nowMs: number, zone: string): string | null {
  const time = clockTime(nowMs, zone)
  return time >= fromTime && time < untilTime ? shiftDay(localDay(nowMs, zone), 1) : null
}

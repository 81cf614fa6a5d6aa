import { instantFromWall, localDay, shiftDay, wallFromInstant } from '../shared/time.ts'

/** Minutes of the day on the reader's wall, from which until which she wants no mail; over midnight where `from` is later. */
export type QuietHours = { isOn: boolean; fromMinute: number; toMinute: number }

export const defaultQuietHours: QuietHours = { isOn: true, fromMinute: 22 * 60, toMinute: 8 * 60 }

/** What concerns the next so many ms is told at any hour. */
export const soonMs = 12 * 3_600_000
/** … and what the reader could not act upon any more once she is up. */
const leadMs = 3_600_000

const hourMs = 3_600_000

const two = (number: number): string => String(number).padStart(2, '0')

/** First instant at or after wall time `day` `minute`: a wall time that a clock change skips is the first one after it, of one that it repeats the first. */
function instantAt(day: string, minute: number, zone: string): number | null {
  for (let at = minute; at < minute + 180; at += 15) {
    const [onDay, inDay] = at >= 1440 ? [shiftDay(day, 1), at - 1440] : [day, at]
    const instant = instantFromWall(`${onDay}T${two(Math.floor(inDay / 60))}:${two(inDay % 60)}`, zone)
    if (instant !== null) return wallFromInstant(instant - hourMs, zone) === wallFromInstant(instant, zone) ? instant - hourMs : instant
  }
  // No clock is put forward by three hours.
  return null
}

/** The end of the quiet hours that hold at `nowMs` in the reader's zone, or null where there are none now. */
export function quietUntil(hours: QuietHours, zone: string, nowMs: number): number | null {
  const { isOn, fromMinute, toMinute } = hours
  if (!isOn || fromMinute === toMinute) return null
  const today = localDay(nowMs, zone)
  const wall = wallFromInstant(nowMs, zone)
  const minute = Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16))
  const isOvernight = fromMinute > toMinute
  const isQuiet = isOvernight ? minute >= fromMinute || minute < toMinute : minute >= fromMinute && minute < toMinute
  if (!isQuiet) return null
  const until = instantAt(isOvernight && minute >= fromMinute ? shiftDay(today, 1) : today, toMinute, zone)
  // The hour that a clock change repeats has its end behind it the second time.
  return until !== null && until > nowMs ? until : null
}

/**
 * Until when a mail waits, or null where it leaves now. `soonestMs`: the earliest that what it tells of begins or ends; what
 * is near, or would be over before the reader could act, passes at any hour.
 */
export function heldUntil(mail: { isUrgent: boolean; soonestMs: number | null }, hours: QuietHours, zone: string, nowMs: number): number | null {
  if (mail.isUrgent) return null
  const until = quietUntil(hours, zone, nowMs)
  if (until === null) return null
  const { soonestMs } = mail
  const isNear = soonestMs !== null && soonestMs > nowMs && (soonestMs - nowMs <= soonMs || soonestMs <= until + leadMs)
  return isNear ? null : until
}

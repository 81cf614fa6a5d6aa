import { DateTime, IANAZone, Interval } from 'luxon'

/** The smallest unit in which people, tables and stages are occupied: five minutes, counted from the Unix epoch in UTC. */
export const tickMs = 300_000

/** Instant in ms since the epoch → the tick that contains it. */
export function tickOf(instantMs: number): number {
  return Math.floor(instantMs / tickMs)
}

/** Ticks of the half-open interval [startsAt, endsAt) in ms; a started tick counts whole. */
export function ticksBetween(startsAtMs: number, endsAtMs: number): number[] {
  const first = tickOf(startsAtMs)
  const last = Math.ceil(endsAtMs / tickMs)
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => first + i)
}

export function isZone(name: string): boolean {
  return IANAZone.isValidZone(name)
}

/** Wall time `2026-12-01T14:20` in an IANA zone → ms since the epoch, or null where it is malformed or falls into a DST gap. */
export function instantFromWall(wall: string, zone: string): number | null {
  const time = DateTime.fromISO(wall, { zone })
  if (!time.isValid) return null
  const back = time.toFormat("yyyy-MM-dd'T'HH:mm")
  return back === wall.slice(0, 16) ? time.toMillis() : null
}

/** RFC 3339 with an offset → ms since the epoch, or null where it is malformed. */
export function instantFromOffset(text: string): number | null {
  const time = DateTime.fromISO(text, { setZone: true })
  return time.isValid ? time.toMillis() : null
}

/** ms since the epoch → `2026-12-01T14:20` on the wall of the zone. */
export function wallFromInstant(instantMs: number, zone: string): string {
  return DateTime.fromMillis(instantMs, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")
}

/** `14:20` on the wall of the zone. */
export function clockTime(instantMs: number, zone: string): string {
  return DateTime.fromMillis(instantMs, { zone }).toFormat('HH:mm')
}

/** `14:20–14:40`. */
export function clockRange(startMs: number, endMs: number, zone: string): string {
  return `${clockTime(startMs, zone)}–${clockTime(endMs, zone)}`
}

/** Calendar day on the wall of the zone, `2026-12-01`. */
export function localDay(instantMs: number, zone: string): string {
  return DateTime.fromMillis(instantMs, { zone }).toFormat('yyyy-MM-dd')
}

/** Calendar day so many days later: `2026-12-31`, 1 → `2027-01-01`. */
export function shiftDay(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd')
}

/** A day for people: `12月1日 周二` / `Tue 1 Dec`. */
export function dayLabel(instantMs: number, zone: string, locale: string): string {
  const time = DateTime.fromMillis(instantMs, { zone }).setLocale(locale)
  return locale.startsWith('zh') ? time.toFormat('L月d日 ccc') : time.toFormat('ccc d LLL')
}

/** Day and clock of a stretch, `Tue 1 Dec 09:00–18:00`; where it ends on another day both are named: `Tue 1 Dec 09:00 – Wed 2 Dec 17:00`. What ends at midnight ends on the day before. */
export function spanLabel(startMs: number, endMs: number, zone: string, locale: string): string {
  const day = (at: number): string => dayLabel(at, zone, locale)
  return localDay(startMs, zone) === localDay(endMs - 1, zone) ? `${day(startMs)} ${clockRange(startMs, endMs, zone)}` : `${day(startMs)} ${clockTime(startMs, zone)} – ${day(endMs)} ${clockTime(endMs, zone)}`
}

/** RFC 3339 with the zone's offset, seconds precision. */
export function rfc3339(instantMs: number, zone = 'utc'): string {
  return DateTime.fromMillis(instantMs, { zone }).toISO({ suppressMilliseconds: true }) ?? ''
}

/** Offset and name of a zone at an instant, `UTC+8`. */
export function zoneOffsetLabel(instantMs: number, zone: string): string {
  const minutes = DateTime.fromMillis(instantMs, { zone }).offset
  const sign = minutes < 0 ? '−' : '+'
  const hours = Math.floor(Math.abs(minutes) / 60)
  const rest = Math.abs(minutes) % 60
  return rest === 0 ? `UTC${sign}${hours}` : `UTC${sign}${hours}:${String(rest).padStart(2, '0')}`
}

/** `20261201T142000` on the wall of the zone, as calendar files write it. */
export function calendarWall(instantMs: number, zone: string): string {
  return DateTime.fromMillis(instantMs, { zone }).toFormat("yyyyMMdd'T'HHmmss")
}

/** Minutes by which the zone's wall is ahead of UTC at an instant. */
export function offsetMinutes(instantMs: number, zone: string): number {
  return DateTime.fromMillis(instantMs, { zone }).offset
}

/** Half-open overlap of two intervals in ms: touching ends do not overlap. */
export function overlaps(a: { startsAtMs: number; endsAtMs: number }, b: { startsAtMs: number; endsAtMs: number }): boolean {
  if (a.startsAtMs >= a.endsAtMs || b.startsAtMs >= b.endsAtMs) return false
  return Interval.fromDateTimes(DateTime.fromMillis(a.startsAtMs), DateTime.fromMillis(a.endsAtMs)).overlaps(
    Interval.fromDateTimes(DateTime.fromMillis(b.startsAtMs), DateTime.fromMillis(b.endsAtMs)),
  )
}

import { instantFromWall, localDay, shiftDay } from '../shared/time.ts'

/**
 * Since when those who came in count as inside: the last four in the morning at the event's place. People go home without
 * being scanned, and come again the next day; whoever dances past midnight is inside still. Instants in ms.
 */
export function insideSince(atMs: number, zone: string): number {
  const today = localDay(atMs, zone)
  const early = [today, shiftDay(today, -1)].map((day) => instantFromWall(`${day}T04:00`, zone) ?? 0)
  return early.find((instant) => instant <= atMs) ?? 0
}

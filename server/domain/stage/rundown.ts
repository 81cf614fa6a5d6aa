import type { ReleasedItem } from '../programme/item.ts'
import { localDay } from '../shared/time.ts'

import type { Line } from './model.ts'

const minuteMs = 60_000

export type Rundown = { items: ReleasedItem[]; lines: Line[]; /** Added to all planned times. */ shiftMs: number }

/**
 * What one stage goes through on one day: the day of `now` on the wall of the zone, else the next day that has something,
 * else the last. Planned times are moved so that it begins with the next full minute always (a rehearsal), on another day
 * than planned (a live stage), or never (what is only looked at).
 */
export function rundownOf(items: readonly ReleasedItem[], at: { now: number; zone: string; shifted: 'always' | 'other_day' | 'never' }): Rundown {
  const today = localDay(at.now, at.zone)
  const days = [...new Set(items.map((item) => localDay(item.startsAtMs, at.zone)))].sort()
  const day = days.find((one) => one >= today) ?? days.at(-1)
  const chosen = items.filter((item) => localDay(item.startsAtMs, at.zone) === day).sort((a, b) => a.startsAtMs - b.startsAtMs)
  const first = chosen[0]?.startsAtMs ?? at.now
  const isShifted = at.shifted === 'always' || (at.shifted === 'other_day' && day !== today)
  const shiftMs = isShifted ? Math.ceil(at.now / minuteMs) * minuteMs - first : 0
  return { items: chosen, lines: chosen.map((item) => lineOf(item, shiftMs)), shiftMs }
}

/** A released item as a line that waits. Its questions are the last part of its time, and a talk is left before them. */
export function lineOf(item: ReleasedItem, shiftMs: number): Line {
  const length = item.endsAtMs - item.startsAtMs
  const qaMs = Math.max(0, Math.min(item.qaMinutes * minuteMs, length - minuteMs))
  return {
    id: item.id, kind: item.kind, plannedAt: item.startsAtMs + shiftMs, plannedEndsAt: item.endsAtMs + shiftMs, talkMs: Math.max(minuteMs, length - qaMs), qaMs,
    bufferMs: item.bufferMinutes * minuteMs, isFixed: !item.isLinked, outcome: null, startedAt: null, endedAt: null,
  }
}

import type { ReleasedItem } from '../programme/item.ts'
import { localDay } from '../shared/time.ts'

import type { Line } from './model.ts'

const minuteMs = 60_000

export type Rundown = { items: ReleasedItem[]; lines: Line[]; /** Added to all planned times. */ shiftMs: number }

/** What follows within so many hours after midnight still belongs to the evening. */
const nightMs = 3 * 3_600_000

/** One day of a stage: the day of the zone's wall on which it begins, what stands there in order of time, and when the last of it ends. */
type Day = { wall: string; items: ReleasedItem[]; endsAtMs: number }

function daysOf(items: readonly ReleasedItem[], zone: string): Day[] {
  const days: Day[] = []
  for (const item of [...items].sort((a, b) => a.startsAtMs - b.startsAtMs)) {
    const day = days.at(-1)
    const wall = localDay(item.startsAtMs, zone)
    if (day !== undefined && (wall === day.wall || item.startsAtMs - day.endsAtMs < nightMs)) Object.assign(day, { items: [...day.items, item], endsAtMs: Math.max(day.endsAtMs, item.endsAtMs) })
    else days.push({ wall, items: [item], endsAtMs: item.endsAtMs })
  }
  return days
}

/**
 * What one stage goes through on one day: the day of `now` on the wall of the zone, else the next day that has something,
 * else the last; an evening that runs past midnight is one day. Planned times are moved so that it begins with the next
 * full minute always (a rehearsal), on another day than planned (a live stage), or never (what is only looked at).
 */
export function rundownOf(items: readonly ReleasedItem[], at: { now: number; zone: string; shifted: 'always' | 'other_day' | 'never' }): Rundown {
  const today = localDay(at.now, at.zone)
  const days = daysOf(items, at.zone)
  const isOver = (day: Day): boolean => day.wall < today && at.now >= day.endsAtMs + nightMs
  const day = days.find((one) => !isOver(one)) ?? days.at(-1)
  const chosen = day?.items ?? []
  const first = chosen[0]?.startsAtMs ?? at.now
  const isShifted = at.shifted === 'always' || (at.shifted === 'other_day' && (day === undefined || today < day.wall || isOver(day)))
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

import { err, ok, type Result } from '../shared/result.ts'
import { instantFromWall, shiftDay, localDay, wallFromInstant } from '../shared/time.ts'
import type { Stretch } from './grid.ts'
import type { SetupParts } from './setup.ts'

/** An event about to be created: its parts with provisional ids, which saving replaces. */
export type EventPlan = SetupParts & Stretch

/** Wall time `2026-12-01T14:20` in a zone; `setup.time_gap` where the clocks skip it, `input.bad_date` where it is malformed. */
export function wallTime(wall: string, zone: string): Result<number> {
  const instant = instantFromWall(wall, zone)
  if (instant !== null) return ok(instant)
  // The same wall time exists in UTC, so it is well formed and only this zone's clocks skip it.
  const skipped = instantFromWall(wall, 'utc') !== null
  return skipped ? err('setup.time_gap', { params: { wall: wall.replace('T', ' '), zone } }) : err('input.bad_date')
}

/**
 * The same event on another day: every time keeps its wall time, whatever the clocks do in between. Parts on the n-th
 * day of the old event come to the n-th day of the new one. Refused with `setup.time_gap` where a time would not exist.
 */
export function moveToDate(plan: EventPlan, zone: string, date: string): Result<EventPlan> {
  const days = daysFrom(localDay(plan.startsAtMs, zone), date)
  if (days === null) return err('input.bad_date')
  let refused: Result<never> | null = null
  const move = (instantMs: number): number => {
    const [day, clock] = wallFromInstant(instantMs, zone).split('T') as [string, string]
    const moved = wallTime(`${shiftDay(day, days)}T${clock}`, zone)
    if (moved.ok) return moved.value
    refused ??= moved
    return instantMs
  }
  const shift = <Row extends Stretch>(row: Row): Row => ({ ...row, startsAtMs: move(row.startsAtMs), endsAtMs: move(row.endsAtMs) })
  const moved: EventPlan = {
    ...shift(plan),
    windows: plan.windows.map(shift),
    blocks: plan.blocks.map(shift),
    sessions: plan.sessions.map(shift),
  }
  return refused ?? ok(moved)
}

function daysFrom(from: string, to: string): number | null {
  const a = instantFromWall(`${from}T00:00`, 'utc')
  const b = /^\d{4}-\d{2}-\d{2}$/.test(to) ? instantFromWall(`${to}T00:00`, 'utc') : null
  return a === null || b === null ? null : Math.round((b - a) / 86_400_000)
}

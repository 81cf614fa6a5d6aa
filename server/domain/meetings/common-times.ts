import type { Stretch } from '../events/grid.ts'
import { ticksBetween } from '../shared/time.ts'

/** Ticks at which somebody or something is taken. */
export type BusyTicks = ReadonlySet<number>

/** One side's diaries. `everyone`: all of them must be free (named attendees); otherwise one of them is enough. */
export type SideDiary = { people: readonly BusyTicks[]; everyone: boolean; unavailable: readonly Stretch[] }

export type TableDiary = { id: string; busy: BusyTicks; blocks: readonly Stretch[] }

export type CommonTimesInput = {
  /** Legal starts of the grid, in order of time. */
  starts: readonly { startsAtMs: number }[]
  lengthMs: number
  /** Free time that people keep after a meeting. */
  bufferMs: number
  sides: readonly SideDiary[]
  /** Empty: the event has no tables, and none is needed. */
  tables: readonly TableDiary[]
  /** Nothing starts before it. */
  notBeforeMs: number
  /** Requests that already wait for a time. */
  waiting?: (startsAtMs: number) => number
}

export type CommonTime = Stretch & { freeTables: number; waiting: number }

/** Is nobody needed taken between start and end (people: plus the buffer)? */
export function sideIsFree(side: SideDiary, time: Stretch, bufferMs: number): boolean {
  if (side.people.length === 0 || side.unavailable.some((away) => touches(away, time))) return false
  const ticks = ticksBetween(time.startsAtMs, time.endsAtMs + bufferMs)
  const isFree = (busy: BusyTicks): boolean => !ticks.some((tick) => busy.has(tick))
  return side.everyone ? side.people.every(isFree) : side.people.some(isFree)
}

export function tableIsFree(table: TableDiary, time: Stretch): boolean {
  if (table.blocks.some((block) => touches(block, time))) return false
  return !ticksBetween(time.startsAtMs, time.endsAtMs).some((tick) => table.busy.has(tick))
}

/**
 * Times at which both sides and a table are free. Best first: fewest others waiting for it, then next to a meeting that
 * one of them already has (a day without holes), then the earliest.
 */
export function commonTimes(input: CommonTimesInput): CommonTime[] {
  const found: (CommonTime & { adjacent: number })[] = []
  for (const { startsAtMs } of input.starts) {
    if (startsAtMs < input.notBeforeMs) continue
    const time = { startsAtMs, endsAtMs: startsAtMs + input.lengthMs }
    if (!input.sides.every((side) => sideIsFree(side, time, input.bufferMs))) continue
    const freeTables = input.tables.filter((table) => tableIsFree(table, time)).length
    if (input.tables.length > 0 && freeTables === 0) continue
    found.push({ ...time, freeTables, waiting: input.waiting?.(startsAtMs) ?? 0, adjacent: input.sides.filter((side) => isNextToMeeting(side, time)).length })
  }
  found.sort((a, b) => a.waiting - b.waiting || b.adjacent - a.adjacent || a.startsAtMs - b.startsAtMs)
  return found.map(({ adjacent: _, ...time }) => time)
}

function isNextToMeeting(side: SideDiary, time: Stretch): boolean {
  const before = ticksBetween(time.startsAtMs, time.endsAtMs)
  const first = before.at(0) ?? 0
  const last = before.at(-1) ?? 0
  return side.people.some((busy) => busy.has(first - 1) || busy.has(last + 1))
}

const touches = (a: Stretch, b: Stretch): boolean => a.startsAtMs < b.endsAtMs && b.startsAtMs < a.endsAtMs

import type { GridSlot, Stretch } from '../events/grid.ts'

type Grid = {
  slots: readonly GridSlot[]
  slotMinutes: number
  tables: readonly { id: string }[]
  tableBlocks: readonly (Stretch & { tableId: string })[]
}

/** `table`: it has none, or one that is gone. `outside`: of the meeting hours. `between`: no slot begins when it does. `blocked`: its table is closed then. */
export type OffGridWhy = 'table' | 'outside' | 'between' | 'blocked'

const touches = (a: Stretch, b: Stretch): boolean => a.startsAtMs < b.endsAtMs && b.startsAtMs < a.endsAtMs

/** Slots of one sitting that a meeting covers from the one that starts with it; empty where the grid has none for it. */
export function slotsUnder({ slots, slotMinutes }: Pick<Grid, 'slots' | 'slotMinutes'>, meeting: Stretch): GridSlot[] {
  const first = slots.findIndex((slot) => slot.startsAtMs === meeting.startsAtMs)
  if (first < 0) return []
  const needed = Math.ceil((meeting.endsAtMs - meeting.startsAtMs) / 60_000 / slotMinutes)
  const covered = slots.slice(first, first + needed)
  return covered.length === needed && covered.at(-1)?.sitting === slots[first]?.sitting ? covered : []
}

/** Why the grid as it is now has no place for a meeting that stands; null where it has. */
export function offGridWhy(grid: Grid, meeting: Stretch & { tableId: string | null }): OffGridWhy | null {
  if (slotsUnder(grid, meeting).length === 0) {
    const hours = grid.slots.filter((slot) => touches(slot, meeting))
    const [first, last] = [hours[0], hours.at(-1)]
    const isWithin = first && last && first.sitting === last.sitting && first.startsAtMs <= meeting.startsAtMs && meeting.endsAtMs <= last.endsAtMs
    return isWithin ? 'between' : 'outside'
  }
  // An event without any table has meetings without one.
  if (meeting.tableId === null && grid.tables.length === 0) return null
  if (!grid.tables.some((table) => table.id === meeting.tableId)) return 'table'
  return grid.tableBlocks.some((block) => block.tableId === meeting.tableId && touches(block, meeting)) ? 'blocked' : null
}

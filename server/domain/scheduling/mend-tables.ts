import type { Model } from './model.ts'

const deepest = 4

/** Tables as announced; −1 where there was none or it is gone. */
export type AnnouncedTables = { before: Int32Array; fixed: Uint8Array }

/** Placed meetings before and after each meeting in the days of its participants. */
function neighbours(model: Model, slotOf: Int32Array): number[][] {
  const around: number[][] = Array.from({ length: model.meetings }, () => [])
  for (let participant = 0; participant < model.participants; participant++) {
    const own: number[] = []
    for (let i = model.meetingsOf.start[participant]!; i < model.meetingsOf.start[participant + 1]!; i++) {
      if (slotOf[model.meetingsOf.items[i]!]! >= 0) own.push(model.meetingsOf.items[i]!)
    }
    own.sort((a, b) => slotOf[a]! - slotOf[b]!)
    for (let i = 1; i < own.length; i++) {
      around[own[i]!]!.push(own[i - 1]!)
      around[own[i - 1]!]!.push(own[i]!)
    }
  }
  return around
}

/** Gives every placed meeting a table, the announced one wherever it can be kept; −1 for those that find none. */
export function mendTables(model: Model, slotOf: Int32Array, announced: AnnouncedTables): Int32Array {
  const tableOf = new Int32Array(model.meetings).fill(-1)
  const usedBy = new Int32Array(model.tables * model.slots).fill(-1)
  const around = neighbours(model, slotOf)
  const endOf = (meeting: number): number => slotOf[meeting]! + model.length[meeting]!
  const isStuck = (meeting: number): boolean => model.boundTable[meeting]! >= 0 || announced.fixed[meeting] === 1

  /** Who sits there meanwhile; null where the table is closed or somebody can't leave. */
  function sitting(meeting: number, table: number): number[] | null {
    const found: number[] = []
    for (let at = table * model.slots + slotOf[meeting]!; at < table * model.slots + endOf(meeting); at++) {
      if (model.tableOpen[at] === 0) return null
      const other = usedBy[at]!
      if (other < 0 || other === found.at(-1)) continue
      if (isStuck(other)) return null
      found.push(other)
    }
    return found
  }

  function set(meeting: number, table: number, on: boolean): void {
    tableOf[meeting] = on ? table : -1
    for (let s = slotOf[meeting]!; s < endOf(meeting); s++) usedBy[table * model.slots + s] = on ? meeting : -1
  }

  const isFree = (meeting: number, table: number): boolean => sitting(meeting, table)?.length === 0

  /** The table where fewest of its people have to get up. */
  function freeTable(meeting: number): number {
    for (const other of around[meeting]!) if (tableOf[other]! >= 0 && isFree(meeting, tableOf[other]!)) return tableOf[other]!
    for (let table = 0; table < model.tables; table++) if (isFree(meeting, table)) return table
    return -1
  }

  /** Somebody makes room and finds another table; who has been asked already is not asked again. */
  function squeeze(meeting: number, depth: number, asked: Set<number>): boolean {
    const free = freeTable(meeting)
    if (free >= 0) return (set(meeting, free, true), true)
    if (depth === 0) return false
    for (let table = 0; table < model.tables; table++) {
      const others = asked.has(table) ? null : sitting(meeting, table)
      if (others === null) continue
      asked.add(table)
      for (const other of others) set(other, table, false)
      set(meeting, table, true)
      if (others.every((other) => squeeze(other, depth - 1, asked))) return true
      set(meeting, table, false)
      for (const other of others) if (tableOf[other]! >= 0) set(other, tableOf[other]!, false)
      for (const other of others) set(other, table, true)
    }
    return false
  }

  const placed = [...slotOf.keys()].filter((meeting) => slotOf[meeting]! >= 0)
  const rank = (meeting: number): number => (model.boundTable[meeting]! >= 0 ? 0 : announced.fixed[meeting] === 1 ? 1 : announced.before[meeting]! >= 0 ? 2 : 3)
  placed.sort((a, b) => rank(a) - rank(b) || model.length[b]! - model.length[a]! || model.weight[b]! - model.weight[a]! || a - b)
  const seeking = placed.filter((meeting) => {
    const wanted = model.boundTable[meeting]! >= 0 ? model.boundTable[meeting]! : announced.before[meeting]!
    if (wanted < 0 || !isFree(meeting, wanted)) return true
    set(meeting, wanted, true)
    return false
  })
  for (const meeting of seeking) if (model.boundTable[meeting]! < 0) squeeze(meeting, deepest, new Set())
  return tableOf
}

import type { Model } from './model.ts'

const deepest = 4

/** Tables as announced, and the slots they were announced for; −1 where there was none or it is gone. */
export type AnnouncedTables = { before: Int32Array; slots: Int32Array; fixed: Uint8Array }

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

/** Who sits where; tables change hands until everybody has one. */
class Seating {
  readonly tableOf: Int32Array
  private readonly model: Model
  private readonly slotOf: Int32Array
  private readonly announced: AnnouncedTables
  private readonly usedBy: Int32Array
  private readonly around: number[][]

  constructor(model: Model, slotOf: Int32Array, announced: AnnouncedTables) {
    this.model = model
    this.slotOf = slotOf
    this.announced = announced
    this.tableOf = new Int32Array(model.meetings).fill(-1)
    this.usedBy = new Int32Array(model.tables * model.slots).fill(-1)
    this.around = neighbours(model, slotOf)
  }

  isFree(meeting: number, table: number): boolean {
    return this.sitting(meeting, table)?.length === 0
  }

  set(meeting: number, table: number, on: boolean): void {
    this.tableOf[meeting] = on ? table : -1
    for (let s = this.slotOf[meeting]!; s < this.endOf(meeting); s++) this.usedBy[table * this.model.slots + s] = on ? meeting : -1
  }

  /** Somebody makes room and finds another table; a table that was asked already is not asked again. */
  squeeze(meeting: number, depth: number, asked: Set<number>): boolean {
    const free = this.freeTable(meeting)
    if (free >= 0) this.set(meeting, free, true)
    if (free >= 0 || depth === 0) return free >= 0
    for (let table = 0; table < this.model.tables; table++) {
      const others = asked.has(table) ? null : this.sitting(meeting, table)
      if (others === null) continue
      asked.add(table)
      for (const other of others) this.set(other, table, false)
      this.set(meeting, table, true)
      if (others.every((other) => this.squeeze(other, depth - 1, asked))) return true
      this.set(meeting, table, false)
      for (const other of others) if (this.tableOf[other]! >= 0) this.set(other, this.tableOf[other]!, false)
      for (const other of others) this.set(other, table, true)
    }
    return false
  }

  private endOf(meeting: number): number {
    return this.slotOf[meeting]! + this.model.length[meeting]!
  }

  /** Who sits there meanwhile; null where the table is closed or somebody can't leave. */
  private sitting(meeting: number, table: number): number[] | null {
    const { model, slotOf, announced } = this
    const found: number[] = []
    for (let at = table * model.slots + slotOf[meeting]!; at < table * model.slots + this.endOf(meeting); at++) {
      if (model.tableOpen[at] === 0) return null
      const other = this.usedBy[at]!
      if (other < 0 || other === found.at(-1)) continue
      if (model.boundTable[other]! >= 0 || announced.fixed[other] === 1) return null
      found.push(other)
    }
    return found
  }

  /** The table where fewest of its people have to get up. */
  private freeTable(meeting: number): number {
    for (const other of this.around[meeting]!) if (this.tableOf[other]! >= 0 && this.isFree(meeting, this.tableOf[other]!)) return this.tableOf[other]!
    for (let table = 0; table < this.model.tables; table++) if (this.isFree(meeting, table)) return table
    return -1
  }
}

/**
 * Gives every placed meeting a table, the announced one wherever it can be kept; −1 for those that find none. Whoever keeps the
 * time keeps the table too: it is the meeting that moves that looks for another one.
 */
export function mendTables(model: Model, slotOf: Int32Array, announced: AnnouncedTables): Int32Array {
  const seating = new Seating(model, slotOf, announced)
  const placed = [...slotOf.keys()].filter((meeting) => slotOf[meeting]! >= 0)
  const rank = (meeting: number): number => {
    if (model.boundTable[meeting]! >= 0) return 0
    if (announced.fixed[meeting] === 1) return 1
    if (announced.before[meeting]! < 0) return 4
    return announced.slots[meeting] === slotOf[meeting] ? 2 : 3
  }
  placed.sort((a, b) => rank(a) - rank(b) || model.length[b]! - model.length[a]! || model.weight[b]! - model.weight[a]! || a - b)
  const seeking = placed.filter((meeting) => {
    const wanted = model.boundTable[meeting]! >= 0 ? model.boundTable[meeting]! : announced.before[meeting]!
    if (wanted < 0 || !seating.isFree(meeting, wanted)) return true
    seating.set(meeting, wanted, true)
    return false
  })
  for (const meeting of seeking) if (model.boundTable[meeting]! < 0) seating.squeeze(meeting, deepest, new Set())
  return seating.tableOf
}

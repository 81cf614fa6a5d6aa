import type { Model } from './model.ts'
import { keepLinks } from './table-links.ts'

/** Meetings that would best be held at one table, one after another. */
type Group = { meetings: number[]; table: number }

function overlaps(model: Model, slotOf: Int32Array, a: readonly number[], b: readonly number[]): boolean {
  return a.some((x) => b.some((y) => slotOf[x]! < slotOf[y]! + model.length[y]! && slotOf[y]! < slotOf[x]! + model.length[x]!))
}

/** Joins the ends of links that can be kept, contiguous ones first, as long as nothing overlaps and no two tables are demanded. */
function groupsOf(model: Model, slotOf: Int32Array): { groups: Group[]; leastMoves: number } {
  const { kept, leastMoves } = keepLinks(model, slotOf)
  const groupOf = new Map<number, Group>()
  slotOf.forEach((slot, meeting) => slot >= 0 && groupOf.set(meeting, { meetings: [meeting], table: model.boundTable[meeting]! }))
  kept.sort((a, b) => Number(b.contiguous) - Number(a.contiguous))
  for (const { from, to } of kept) {
    const [a, b] = [groupOf.get(from)!, groupOf.get(to)!]
    if (a === b || (a.table >= 0 && b.table >= 0 && a.table !== b.table) || overlaps(model, slotOf, a.meetings, b.meetings)) continue
    const joined = { meetings: [...a.meetings, ...b.meetings], table: Math.max(a.table, b.table) }
    for (const meeting of joined.meetings) groupOf.set(meeting, joined)
  }
  return { groups: [...new Set(groupOf.values())], leastMoves }
}

/** Who sits where: table t in slot s at [t × slots + s], −1 for nobody. */
export class Seating {
  readonly tableOf: Int32Array
  readonly usedBy: Int32Array
  private readonly model: Model
  private readonly slotOf: Int32Array

  constructor(model: Model, slotOf: Int32Array) {
    this.model = model
    this.slotOf = slotOf
    this.tableOf = new Int32Array(model.meetings).fill(-1)
    this.usedBy = new Int32Array(model.tables * model.slots).fill(-1)
  }

  fits(meeting: number, table: number): boolean {
    const { model, slotOf } = this
    for (let s = slotOf[meeting]!; s < slotOf[meeting]! + model.length[meeting]!; s++) {
      const at = table * model.slots + s
      if (model.tableOpen[at] === 0 || this.usedBy[at]! >= 0) return false
    }
    return true
  }

  seat(meeting: number, table: number): void {
    this.tableOf[meeting] = table
    const slot = this.slotOf[meeting]!
    this.usedBy.fill(meeting, table * this.model.slots + slot, table * this.model.slots + slot + this.model.length[meeting]!)
  }

  /** Puts meetings at a table with room for all of them; where there is none, as many of the first ones together as possible. */
  seatTogether(meetings: readonly number[], bound: number): void {
    let rest = [...meetings].sort((a, b) => this.slotOf[a]! - this.slotOf[b]!)
    while (rest.length > 0) {
      let best = -1
      let most = 0
      for (let table = bound >= 0 ? bound : 0; table < (bound >= 0 ? bound + 1 : this.model.tables) && most < rest.length; table++) {
        let count = 0
        while (count < rest.length && this.fits(rest[count]!, table)) count++
        if (count > most) [best, most] = [table, count]
      }
      for (const meeting of rest.slice(0, most)) this.seat(meeting, best)
      rest = rest.slice(Math.max(1, most))
    }
  }
}

/** Bound groups first; the others as their first meeting comes, so that groups without holes fit wherever there are tables enough. */
export function seatGroups(model: Model, slotOf: Int32Array): { seating: Seating; leastMoves: number } {
  const seating = new Seating(model, slotOf)
  const { groups, leastMoves } = groupsOf(model, slotOf)
  const bound = groups.filter(({ table }) => table >= 0)
  // A bound table may be wanted for itself by no more than one of its group: such meetings go before all others.
  for (const { meetings } of bound) for (const meeting of meetings) if (model.boundTable[meeting]! >= 0 && seating.fits(meeting, model.boundTable[meeting]!)) seating.seat(meeting, model.boundTable[meeting]!)
  const first = (group: Group): number => group.meetings.reduce((least, meeting) => Math.min(least, slotOf[meeting]!), Infinity)
  const open = [...groups].sort((a, b) => Number(b.table >= 0) - Number(a.table >= 0) || first(a) - first(b) || b.meetings.length - a.meetings.length)
  for (const { meetings, table } of open) {
    const standing = meetings.filter((meeting) => seating.tableOf[meeting]! < 0 && model.boundTable[meeting]! === -1)
    if (table >= 0) for (const meeting of standing) if (seating.fits(meeting, table)) seating.seat(meeting, table)
    seating.seatTogether(standing.filter((meeting) => seating.tableOf[meeting]! < 0), -1)
  }
  return { seating, leastMoves }
}

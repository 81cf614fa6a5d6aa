import { hasBit, lowestBit, popcount } from './bits.ts'
import type { Model } from './model.ts'
import type { Totals } from './totals.ts'

/** Leaving out a meeting that was already announced is as bad as moving so many. */
const droppedAsMoves = 6

/**
 * A timetable without clashes: every change keeps participants, bound tables, capacity and maxima. Musts, minima, order and
 * fairness may be broken for a while and are counted in `totals`. Tables are chosen later; only their number counts here.
 */
export class State {
  readonly model: Model
  readonly slotOf: Int32Array
  /** Meeting of resource r in slot s at [r × slots + s], −1 for none. */
  readonly occupant: Int32Array
  readonly mask: Int32Array
  readonly used: Int32Array
  readonly full: Int32Array
  readonly count: Int32Array
  readonly breaksOf: Int32Array
  readonly idleOf: Int32Array
  /** How many participants have how many breaks. */
  readonly histogram: Int32Array
  /** Meetings, the placed ones first. */
  readonly order: Int32Array
  readonly anchor: Int32Array
  readonly fixed: Uint8Array
  readonly startingAt: Int32Array
  readonly startingCount: Int32Array
  readonly totals: Totals
  placed = 0
  shapeBreaks = 0
  shapeIdle = 0
  readonly perSlot: number
  private readonly orderAt: Int32Array
  private readonly startingPosition: Int32Array
  private readonly journal: number[] = []

  constructor(model: Model) {
    const { meetings, resources, slots, words } = model
    this.model = model
    this.slotOf = new Int32Array(meetings).fill(-1)
    this.occupant = new Int32Array(resources * slots).fill(-1)
    this.mask = new Int32Array(resources * words)
    this.used = new Int32Array(slots)
    this.full = new Int32Array(words)
    this.count = new Int32Array(resources)
    this.breaksOf = new Int32Array(model.participants)
    this.idleOf = new Int32Array(model.participants)
    this.histogram = new Int32Array(slots + 1)
    this.histogram[0] = model.participants
    this.order = Int32Array.from({ length: meetings }, (_, index) => index)
    this.orderAt = this.order.slice()
    this.anchor = new Int32Array(meetings).fill(-1)
    this.fixed = new Uint8Array(meetings)
    this.perSlot = Math.max(1, model.tables)
    this.startingAt = new Int32Array(slots * this.perSlot)
    this.startingCount = new Int32Array(slots)
    this.startingPosition = new Int32Array(meetings)
    this.totals = { weight: 0, breaks: 0, idle: 0, missing: 0, deficit: 0, disordered: 0, moved: 0 }
    for (let m = 0; m < meetings; m++) this.totals.missing += model.must[m]!
    for (let p = 0; p < model.participants; p++) this.totals.deficit += model.min[p]!
    for (let slot = 0; slot < slots; slot++) this.refreshFull(slot)
  }

  /** True where the meeting may start here and nobody, no bound table, no maximum and no full slot stands in its way. */
  fits(meeting: number, slot: number): boolean {
    const { model } = this
    if (!hasBit(model.starts, meeting, model.words, slot)) return false
    const end = slot + model.length[meeting]!
    for (let s = slot; s < end; s++) if (this.used[s]! >= model.capacity[s]!) return false
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      const resource = model.resourcesOf.items[i]!
      if (this.count[resource]! >= model.max[resource]!) return false
      for (let s = slot; s < end; s++) if (this.occupant[resource * model.slots + s]! >= 0) return false
    }
    return true
  }

  /** From now on it costs something when this meeting, not placed yet, ends up elsewhere or nowhere. */
  holdOnTo(meeting: number, slot: number): void {
    this.anchor[meeting] = slot
    this.totals.moved += droppedAsMoves
  }

  place(meeting: number, slot: number): void {
    this.slotOf[meeting] = slot
    this.occupy(meeting, slot, true)
    const { model, totals } = this
    totals.weight += model.weight[meeting]!
    totals.missing -= model.must[meeting]!
    if (this.anchor[meeting]! >= 0) totals.moved += (this.anchor[meeting] === slot ? 0 : 1) - droppedAsMoves
    if (model.ordered) totals.disordered += this.disorder(meeting, slot)
    this.list(meeting, slot)
    this.reorder(meeting, this.placed++)
    this.journal.push(meeting, -1)
  }

  remove(meeting: number): void {
    const slot = this.slotOf[meeting]!
    const { model, totals } = this
    if (model.ordered) totals.disordered -= this.disorder(meeting, slot)
    this.slotOf[meeting] = -1
    this.occupy(meeting, slot, false)
    totals.weight -= model.weight[meeting]!
    totals.missing += model.must[meeting]!
    if (this.anchor[meeting]! >= 0) totals.moved -= (this.anchor[meeting] === slot ? 0 : 1) - droppedAsMoves
    this.unlist(meeting, slot)
    this.reorder(meeting, --this.placed)
    this.journal.push(meeting, slot)
  }

  /** Forgets what `undo` could take back. */
  keep(): void {
    this.journal.length = 0
  }

  /** Takes back every change since the last `keep`. */
  undo(): void {
    const { journal } = this
    for (let i = journal.length - 2; i >= 0; i -= 2) {
      if (journal[i + 1] === -1) this.remove(journal[i]!)
      else this.place(journal[i]!, journal[i + 1]!)
    }
    this.journal.length = 0
  }

  /** Breaks and idle slots of one participant as they would be with its bits at `a` and `b` flipped (−1 flips nothing). */
  shape(participant: number, a: number, b: number): void {
    const words = this.model.words
    const base = participant * words
    const { mask } = this
    if (a >= 0) mask[base + (a >> 5)]! ^= 1 << (a & 31)
    if (b >= 0) mask[base + (b >> 5)]! ^= 1 << (b & 31)
    let carry = 0
    let runs = 0
    let busy = 0
    let first = -1
    let last = -1
    for (let w = 0; w < words; w++) {
      const word = mask[base + w]!
      if (word !== 0) {
        runs += popcount(word & ~((word << 1) | carry))
        busy += popcount(word)
        if (first < 0) first = w * 32 + lowestBit(word)
        last = w * 32 + 31 - Math.clz32(word)
      }
      carry = word >>> 31
    }
    if (a >= 0) mask[base + (a >> 5)]! ^= 1 << (a & 31)
    if (b >= 0) mask[base + (b >> 5)]! ^= 1 << (b & 31)
    this.shapeBreaks = runs > 0 ? runs - 1 : 0
    this.shapeIdle = runs > 0 ? last - first + 1 - busy : 0
  }

  /** Sum over participants of the breaks beyond what fairness permits. */
  unfairness(): number {
    const { model, histogram } = this
    if (model.fair < 0) return 0
    const limit = this.fairLimit()
    let excess = 0
    for (let b = limit + 1; b < histogram.length; b++) excess += histogram[b]! * (b - limit)
    return excess
  }

  fairLimit(): number {
    let least = 0
    while (least < this.model.slots && this.histogram[least] === 0) least++
    return least + this.model.fair
  }

  private occupy(meeting: number, slot: number, on: boolean): void {
    const { model, occupant, mask } = this
    const length = model.length[meeting]!
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      const resource = model.resourcesOf.items[i]!
      for (let s = slot; s < slot + length; s++) {
        occupant[resource * model.slots + s] = on ? meeting : -1
        mask[resource * model.words + (s >> 5)]! ^= 1 << (s & 31)
      }
      this.recount(resource, on ? 1 : -1)
    }
    for (let s = slot; s < slot + length; s++) {
      this.used[s]! += on ? 1 : -1
      this.refreshFull(s)
    }
  }

  private recount(resource: number, by: number): void {
    const before = this.count[resource]!
    this.count[resource] = before + by
    const { model, totals } = this
    if (resource >= model.participants) return
    if ((by > 0 ? before : before - 1) < model.min[resource]!) totals.deficit -= by
    this.shape(resource, -1, -1)
    totals.breaks += this.shapeBreaks - this.breaksOf[resource]!
    totals.idle += this.shapeIdle - this.idleOf[resource]!
    this.histogram[this.breaksOf[resource]!]!--
    this.histogram[this.shapeBreaks]!++
    this.breaksOf[resource] = this.shapeBreaks
    this.idleOf[resource] = this.shapeIdle
  }

  /** Change in the number of disordered pairs between this meeting left out and this meeting at `slot`. */
  private disorder(meeting: number, slot: number): number {
    const { predecessors, successors, length } = this.model
    let change = 0
    for (let i = predecessors.start[meeting]!; i < predecessors.start[meeting + 1]!; i++) {
      const other = predecessors.items[i]!
      if (this.slotOf[other]! < 0 || this.slotOf[other]! + length[other]! > slot) change++
    }
    for (let i = successors.start[meeting]!; i < successors.start[meeting + 1]!; i++) {
      const other = this.slotOf[successors.items[i]!]!
      if (other >= slot + length[meeting]!) change--
    }
    return change
  }

  private refreshFull(slot: number): void {
    const bit = 1 << (slot & 31)
    if (this.used[slot]! >= this.model.capacity[slot]!) this.full[slot >> 5]! |= bit
    else this.full[slot >> 5]! &= ~bit
  }

  private list(meeting: number, slot: number): void {
    const position = this.startingCount[slot]!++
    this.startingAt[slot * this.perSlot + position] = meeting
    this.startingPosition[meeting] = position
  }

  private unlist(meeting: number, slot: number): void {
    const last = this.startingAt[slot * this.perSlot + --this.startingCount[slot]!]!
    const position = this.startingPosition[meeting]!
    this.startingAt[slot * this.perSlot + position] = last
    this.startingPosition[last] = position
  }

  private reorder(meeting: number, to: number): void {
    const from = this.orderAt[meeting]!
    const other = this.order[to]!
    this.order[to] = meeting
    this.order[from] = other
    this.orderAt[meeting] = to
    this.orderAt[other] = from
  }
}

import { popcount } from './bits.ts'
import type { Model } from './model.ts'
import { Occupancy } from './occupancy.ts'

/** What a repair starts from. Slots are −1 where a meeting was not announced. */
export type Announced = {
  slotOf: Int32Array
  /** May neither move nor go: it has begun or is about to. */
  fixed: Uint8Array
  /** Where several compete for a slot that has become too narrow, those marked give way, then the lightest. */
  yields: Uint8Array
  /** Permitted first slots, those before the horizon taken out. */
  starts: Int32Array
}

/** An announced timetable laid out for mending: who is where, and what is broken. Every change keeps people, bound tables and capacity. */
export class MendBoard extends Occupancy {
  readonly announced: Announced
  /** Announced meetings that can't stay where they are: whatever happens to them is not our doing. */
  readonly hit: Uint8Array
  breaks = 0
  missing = 0
  deficit = 0
  /** Meetings that stood well and were moved or dropped. */
  disturbed = 0

  constructor(model: Model, announced: Announced) {
    super(model)
    const { meetings } = model
    this.announced = announced
    this.hit = new Uint8Array(meetings)
    for (let m = 0; m < meetings; m++) this.missing += model.must[m]!
    for (let p = 0; p < model.participants; p++) this.deficit += model.min[p]!
    this.lay()
  }

  isAnnounced(meeting: number): boolean {
    return this.announced.slotOf[meeting]! >= 0
  }

  /** Broken hard rules that a plan may still have while it is unfinished. */
  broken(): number {
    return this.missing + this.deficit + this.unfairness()
  }

  breaksAt(participant: number): number {
    return this.breaksOf[participant]!
  }

  place(meeting: number, slot: number): void {
    this.slotOf[meeting] = slot
    this.missing -= this.model.must[meeting]!
    this.disturb(meeting, slot, 1)
    this.occupy(meeting, slot, true)
  }

  remove(meeting: number): void {
    const slot = this.slotOf[meeting]!
    this.slotOf[meeting] = -1
    this.missing += this.model.must[meeting]!
    this.disturb(meeting, slot, -1)
    this.occupy(meeting, slot, false)
  }

  /** Nobody, no bound table, no maximum, no full slot and no order in the way. */
  fits(meeting: number, slot: number): boolean {
    return this.isFree(this.announced.starts, meeting, slot) && this.inOrder(meeting, slot)
  }

  /** After everything that it follows, before everything that follows it; nothing follows a meeting that is left out. */
  inOrder(meeting: number, slot: number): boolean {
    const { predecessors, successors, length } = this.model
    for (let i = predecessors.start[meeting]!; i < predecessors.start[meeting + 1]!; i++) {
      const other = predecessors.items[i]!
      if (this.slotOf[other]! < 0 || this.slotOf[other]! + length[other]! > slot) return false
    }
    for (let i = successors.start[meeting]!; i < successors.start[meeting + 1]!; i++) {
      const other = this.slotOf[successors.items[i]!]!
      if (other >= 0 && other < slot + length[meeting]!) return false
    }
    return true
  }

  isFollowed(meeting: number): boolean {
    const { successors } = this.model
    for (let i = successors.start[meeting]!; i < successors.start[meeting + 1]!; i++) if (this.slotOf[successors.items[i]!]! >= 0) return true
    return false
  }

  /** Takes out, one after another, whatever follows a meeting that has been taken out. */
  withdrawFollowers(meeting: number): void {
    const { successors } = this.model
    for (let i = successors.start[meeting]!; i < successors.start[meeting + 1]!; i++) {
      const other = successors.items[i]!
      if (this.slotOf[other]! < 0) continue
      this.remove(other)
      this.withdrawFollowers(other)
    }
  }

  /** Puts every announced meeting where it was if it still can be there; frozen ones first, heavy before light. */
  private lay(): void {
    const { model, announced } = this
    const known = [...announced.slotOf.keys()].filter((m) => announced.slotOf[m]! >= 0)
    known.sort((a, b) => announced.fixed[b]! - announced.fixed[a]! || model.must[b]! - model.must[a]! || announced.yields[a]! - announced.yields[b]! || model.weight[b]! - model.weight[a]! || a - b)
    for (const meeting of known) this.hit[meeting] = 1
    const rest = known.filter((meeting) => !this.layOne(meeting))
    // What follows others can only be laid after them.
    for (let left = rest, before = -1; left.length !== before; ) {
      before = left.length
      left = left.filter((meeting) => !this.layOne(meeting))
    }
  }

  private layOne(meeting: number): boolean {
    const slot = this.announced.slotOf[meeting]!
    if (!this.fits(meeting, slot)) return false
    this.hit[meeting] = 0
    this.disturbed++
    this.place(meeting, slot)
    return true
  }

  private disturb(meeting: number, slot: number, by: 1 | -1): void {
    const home = this.announced.slotOf[meeting]!
    if (home >= 0 && this.hit[meeting] === 0 && slot === home) this.disturbed -= by
  }

  protected recount(resource: number, by: 1 | -1): void {
    const before = this.count[resource]!
    this.count[resource] = before + by
    if (resource >= this.model.participants) return
    if ((by > 0 ? before : before - 1) < this.model.min[resource]!) this.deficit -= by
    const breaks = this.countBreaks(resource)
    this.breaks += breaks - this.breaksOf[resource]!
    this.rebreak(resource, breaks)
  }

  private countBreaks(participant: number): number {
    const { words } = this.model
    let runs = 0
    let carry = 0
    for (let w = participant * words; w < (participant + 1) * words; w++) {
      const word = this.mask[w]!
      runs += popcount(word & ~((word << 1) | carry))
      carry = word >>> 31
    }
    return runs > 0 ? runs - 1 : 0
  }
}

import { hasBit, popcount } from './bits.ts'
import type { Model } from './model.ts'

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
export class MendBoard {
  readonly model: Model
  readonly announced: Announced
  readonly slotOf: Int32Array
  /** Meeting of resource r in slot s at [r × slots + s], −1 for none. */
  readonly occupant: Int32Array
  readonly mask: Int32Array
  readonly used: Int32Array
  readonly full: Int32Array
  readonly count: Int32Array
  /** Announced meetings that can't stay where they are: whatever happens to them is not our doing. */
  readonly hit: Uint8Array
  breaks = 0
  missing = 0
  deficit = 0
  /** Meetings that stood well and were moved or dropped. */
  disturbed = 0
  private readonly breaksOf: Int32Array
  private readonly histogram: Int32Array

  constructor(model: Model, announced: Announced) {
    const { meetings, resources, slots, words } = model
    this.model = model
    this.announced = announced
    this.slotOf = new Int32Array(meetings).fill(-1)
    this.occupant = new Int32Array(resources * slots).fill(-1)
    this.mask = new Int32Array(resources * words)
    this.used = new Int32Array(slots)
    this.full = new Int32Array(words)
    this.count = new Int32Array(resources)
    this.hit = new Uint8Array(meetings)
    this.breaksOf = new Int32Array(model.participants)
    this.histogram = new Int32Array(slots + 1)
    this.histogram[0] = model.participants
    for (let m = 0; m < meetings; m++) this.missing += model.must[m]!
    for (let p = 0; p < model.participants; p++) this.deficit += model.min[p]!
    for (let slot = 0; slot < slots; slot++) this.refreshFull(slot)
    this.lay()
  }

  isAnnounced(meeting: number): boolean {
    return this.announced.slotOf[meeting]! >= 0
  }

  /** Broken hard rules that a plan may still have while it is unfinished. */
  broken(): number {
    return this.missing + this.deficit + this.unfairness()
  }

  /** Sum over participants of the breaks beyond what fairness permits. */
  unfairness(): number {
    const { model, histogram } = this
    if (model.fair < 0) return 0
    let excess = 0
    for (let b = this.fairLimit() + 1; b < histogram.length; b++) excess += histogram[b]! * (b - this.fairLimit())
    return excess
  }

  fairLimit(): number {
    let least = 0
    while (least < this.model.slots && this.histogram[least] === 0) least++
    return least + this.model.fair
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
    const { model } = this
    if (!hasBit(this.announced.starts, meeting, model.words, slot)) return false
    const end = slot + model.length[meeting]!
    for (let s = slot; s < end; s++) if (this.used[s]! >= model.capacity[s]!) return false
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      const resource = model.resourcesOf.items[i]!
      if (this.count[resource]! >= model.max[resource]!) return false
      for (let s = slot; s < end; s++) if (this.occupant[resource * model.slots + s]! >= 0) return false
    }
    return this.inOrder(meeting, slot)
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

  private occupy(meeting: number, slot: number, on: boolean): void {
    const { model, occupant, mask } = this
    const end = slot + model.length[meeting]!
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      const resource = model.resourcesOf.items[i]!
      for (let s = slot; s < end; s++) {
        occupant[resource * model.slots + s] = on ? meeting : -1
        mask[resource * model.words + (s >> 5)]! ^= 1 << (s & 31)
      }
      this.recount(resource, on ? 1 : -1)
    }
    for (let s = slot; s < end; s++) {
      this.used[s]! += on ? 1 : -1
      this.refreshFull(s)
    }
  }

  private recount(resource: number, by: 1 | -1): void {
    const before = this.count[resource]!
    this.count[resource] = before + by
    if (resource >= this.model.participants) return
    if ((by > 0 ? before : before - 1) < this.model.min[resource]!) this.deficit -= by
    const breaks = this.countBreaks(resource)
    this.breaks += breaks - this.breaksOf[resource]!
    this.histogram[this.breaksOf[resource]!]!--
    this.histogram[breaks]!++
    this.breaksOf[resource] = breaks
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

  private refreshFull(slot: number): void {
    const bit = 1 << (slot & 31)
    if (this.used[slot]! >= this.model.capacity[slot]!) this.full[slot >> 5]! |= bit
    else this.full[slot >> 5]! &= ~bit
  }
}

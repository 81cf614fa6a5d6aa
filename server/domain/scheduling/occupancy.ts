import { hasBit } from './bits.ts'
import type { Model } from './model.ts'

/**
 * Who is where: participants, bound tables and slots as placed meetings fill them. Whatever else is counted along is up to
 * those who extend it; they hear of every participant whose day changes.
 */
export abstract class Occupancy {
  readonly model: Model
  /** First slot of each meeting, −1 where it is left out. */
  readonly slotOf: Int32Array
  /** Meeting of resource r in slot s at [r × slots + s], −1 for none. */
  readonly occupant: Int32Array
  readonly mask: Int32Array
  readonly used: Int32Array
  readonly full: Int32Array
  readonly count: Int32Array
  readonly breaksOf: Int32Array
  /** How many participants have how many breaks. */
  readonly histogram: Int32Array

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
    this.histogram = new Int32Array(slots + 1)
    this.histogram[0] = model.participants
    for (let slot = 0; slot < slots; slot++) this.refreshFull(slot)
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

  /** The day of a participant, or the hours of a bound table, has one meeting more or fewer. */
  protected abstract recount(resource: number, by: 1 | -1): void

  /** True where the meeting may start here by `starts` and nobody, no bound table, no maximum and no full slot stands in its way. */
  protected isFree(starts: Int32Array, meeting: number, slot: number): boolean {
    const { model } = this
    if (!hasBit(starts, meeting, model.words, slot)) return false
    const end = slot + model.length[meeting]!
    for (let s = slot; s < end; s++) if (this.used[s]! >= model.capacity[s]!) return false
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      const resource = model.resourcesOf.items[i]!
      if (this.count[resource]! >= model.max[resource]!) return false
      for (let s = slot; s < end; s++) if (this.occupant[resource * model.slots + s]! >= 0) return false
    }
    return true
  }

  protected occupy(meeting: number, slot: number, on: boolean): void {
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

  protected rebreak(participant: number, breaks: number): void {
    this.histogram[this.breaksOf[participant]!]!--
    this.histogram[breaks]!++
    this.breaksOf[participant] = breaks
  }

  private refreshFull(slot: number): void {
    const bit = 1 << (slot & 31)
    if (this.used[slot]! >= this.model.capacity[slot]!) this.full[slot >> 5]! |= bit
    else this.full[slot >> 5]! &= ~bit
  }
}

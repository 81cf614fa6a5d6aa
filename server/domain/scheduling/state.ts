import { IndexSet } from './index-set.ts'
import { leastBreaksTable } from './least-breaks.ts'
import type { Model } from './model.ts'
import { Occupancy } from './occupancy.ts'
import { RowShape } from './row-shape.ts'
import type { Totals } from './totals.ts'

/**
 * A timetable without clashes: every change keeps participants, bound tables, capacity and maxima. Musts, minima, order and
 * fairness may be broken for a while and are counted in `totals`. Tables are chosen later; only their number counts here.
 */
export class State extends Occupancy {
  readonly idleOf: Int32Array
  readonly loneOf: Int32Array
  /** Participants with more breaks than their number of meetings and their absences force upon them. */
  readonly troubled: IndexSet
  /** Placed meetings that start before something they follow has ended. */
  readonly early: IndexSet
  /** Meetings, the placed ones first. */
  readonly order: Int32Array
  readonly startingAt: Int32Array
  readonly startingCount: Int32Array
  readonly totals: Totals
  placed = 0
  /** Answer of the last `shape`. */
  readonly shaped = new RowShape()
  readonly perSlot: number
  private readonly orderAt: Int32Array
  private readonly startingPosition: Int32Array
  /** Fewest breaks of participant p with n busy slots at [p × (slots + 1) + n]. */
  private readonly leastOf: Uint16Array
  private readonly journal: number[] = []

  constructor(model: Model) {
    super(model)
    const { meetings, slots } = model
    this.idleOf = new Int32Array(model.participants)
    this.loneOf = new Int32Array(model.participants)
    this.troubled = new IndexSet(model.participants)
    this.leastOf = leastBreaksTable(model)
    this.early = new IndexSet(meetings)
    this.order = Int32Array.from({ length: meetings }, (_, index) => index)
    this.orderAt = this.order.slice()
    this.perSlot = Math.max(1, model.tables)
    this.startingAt = new Int32Array(slots * this.perSlot)
    this.startingCount = new Int32Array(slots)
    this.startingPosition = new Int32Array(meetings)
    this.totals = { weight: 0, breaks: 0, idle: 0, lone: 0, missing: 0, deficit: 0, disordered: 0 }
    for (let m = 0; m < meetings; m++) this.totals.missing += model.must[m]!
    for (let p = 0; p < model.participants; p++) this.totals.deficit += model.min[p]!
  }

  /** True where the meeting may start here and nobody, no bound table, no maximum and no full slot stands in its way. */
  fits(meeting: number, slot: number): boolean {
    return this.isFree(this.model.starts, meeting, slot)
  }

  place(meeting: number, slot: number): void {
    this.slotOf[meeting] = slot
    this.occupy(meeting, slot, true)
    const { model, totals } = this
    totals.weight += model.weight[meeting]!
    totals.missing -= model.must[meeting]!
    if (model.ordered) {
      totals.disordered += this.disorder(meeting, slot)
      this.relate(meeting)
    }
    this.list(meeting, slot)
    this.reorder(meeting, this.placed++)
    this.journal.push(meeting, -1)
  }

  remove(meeting: number): void {
    const slot = this.slotOf[meeting]!
    const { model, totals } = this
    if (model.ordered) totals.disordered -= this.disorder(meeting, slot)
    this.slotOf[meeting] = -1
    if (model.ordered) this.relate(meeting)
    this.occupy(meeting, slot, false)
    totals.weight -= model.weight[meeting]!
    totals.missing += model.must[meeting]!
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

  /** Fills `shaped` with the day of one participant as it would be with its bits at `a` and `b` flipped (−1 flips nothing). */
  shape(participant: number, a: number, b: number): void {
    this.shaped.read(this.mask, participant, this.model.words, a, b)
  }

  protected recount(resource: number, by: 1 | -1): void {
    const before = this.count[resource]!
    this.count[resource] = before + by
    const { model, totals } = this
    if (resource >= model.participants) return
    if ((by > 0 ? before : before - 1) < model.min[resource]!) totals.deficit -= by
    this.shape(resource, -1, -1)
    const { breaks, idle, lone, busy } = this.shaped
    totals.breaks += breaks - this.breaksOf[resource]!
    totals.idle += idle - this.idleOf[resource]!
    totals.lone += lone - this.loneOf[resource]!
    this.rebreak(resource, breaks)
    this.idleOf[resource] = idle
    this.loneOf[resource] = lone
    this.troubled.put(resource, breaks > this.leastOf[resource * (model.slots + 1) + busy]!)
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

  /** The first placed meeting that this one should not start before the end of, −1 where there is none. */
  inItsWay(meeting: number): number {
    const { predecessors, length } = this.model
    const slot = this.slotOf[meeting]!
    for (let i = predecessors.start[meeting]!; i < predecessors.start[meeting + 1]!; i++) {
      const other = predecessors.items[i]!
      if (this.slotOf[other]! >= 0 && this.slotOf[other]! + length[other]! > slot) return other
    }
    return -1
  }

  /** A meeting has come or gone: is it too early now, or one that follows it? */
  private relate(meeting: number): void {
    const { successors } = this.model
    const look = (one: number): void => this.early.put(one, this.slotOf[one]! >= 0 && this.inItsWay(one) >= 0)
    look(meeting)
    for (let i = successors.start[meeting]!; i < successors.start[meeting + 1]!; i++) look(successors.items[i]!)
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

import { hasBit } from './bits.ts'
import type { State } from './state.ts'
import type { Price } from './totals.ts'

const longestChain = 120

/**
 * A Kempe chain: meetings of two slots that are connected by shared resources. Exchanging their slots causes no clash, and
 * only participants who have a meeting in just one of the two slots look different afterwards, so its cost is known
 * before anything is changed.
 */
export class Chain {
  readonly members: Int32Array
  size = 0
  a = 0
  b = 0
  /** Net number of meetings that leave slot a. */
  surplus = 0
  breaks = 0
  idle = 0
  lone = 0
  unfair = 0
  private readonly state: State
  private readonly stamp: Int32Array
  private mark = 0
  private fairLimit = 0

  constructor(state: State) {
    this.state = state
    this.members = new Int32Array(state.model.meetings)
    this.stamp = new Int32Array(state.model.meetings)
  }

  begin(a: number, b: number): void {
    this.mark++
    this.size = 0
    this.a = a
    this.b = b
    this.surplus = 0
    this.breaks = 0
    this.idle = 0
    this.lone = 0
    this.unfair = 0
    if (this.state.model.fair >= 0) this.fairLimit = this.state.fairLimit()
  }

  holds(meeting: number): boolean {
    return this.stamp[meeting] === this.mark
  }

  /** Adds the chain of one meeting that stands in slot a or b; false where some member can't change its slot. */
  add(meeting: number): boolean {
    const { state, members } = this
    const { model } = state
    let next = this.size
    this.stamp[meeting] = this.mark
    members[this.size++] = meeting
    for (; next < this.size; next++) {
      const member = members[next]!
      const from = state.slotOf[member]!
      const to = from === this.a ? this.b : this.a
      if (model.length[member] !== 1 || !hasBit(model.starts, member, model.words, to)) return false
      this.surplus += from === this.a ? 1 : -1
      for (let i = model.resourcesOf.start[member]!; i < model.resourcesOf.start[member + 1]!; i++) {
        const resource = model.resourcesOf.items[i]!
        const other = state.occupant[resource * model.slots + to]!
        if (other < 0) this.reshape(resource)
        else if (this.stamp[other] !== this.mark) {
          if (this.size >= longestChain) return false
          this.stamp[other] = this.mark
          members[this.size++] = other
        }
      }
    }
    return true
  }

  /** Slot that would hold too many meetings, −1 where both have room. */
  overfull(): number {
    const { used, model } = this.state
    if (used[this.b]! + this.surplus > model.capacity[this.b]!) return this.b
    if (used[this.a]! - this.surplus > model.capacity[this.a]!) return this.a
    return -1
  }

  cost(price: Price): number {
    return (
      price.breaks * this.breaks +
      price.idle * this.idle -
      price.lone * this.lone +
      price.hard * (this.unfair + (this.state.model.ordered ? this.disorder() : 0))
    )
  }

  commit(): void {
    const { state, members } = this
    const targets: number[] = []
    for (let i = 0; i < this.size; i++) {
      const member = members[i]!
      targets.push(state.slotOf[member] === this.a ? this.b : this.a)
      state.remove(member)
    }
    for (let i = 0; i < this.size; i++) state.place(members[i]!, targets[i]!)
  }

  private reshape(resource: number): void {
    const { state } = this
    if (resource >= state.model.participants) return
    state.shape(resource, this.a, this.b)
    const before = state.breaksOf[resource]!
    const { breaks, idle, lone } = state.shaped
    this.breaks += breaks - before
    this.idle += idle - state.idleOf[resource]!
    this.lone += lone - state.loneOf[resource]!
    if (state.model.fair < 0) return
    this.unfair += Math.max(0, breaks - this.fairLimit) - Math.max(0, before - this.fairLimit)
  }

  private slotAfter(meeting: number): number {
    const slot = this.state.slotOf[meeting]!
    if (this.stamp[meeting] !== this.mark) return slot
    return slot === this.a ? this.b : this.a
  }

  private disorder(): number {
    const { state } = this
    const { predecessors, successors, length } = state.model
    let change = 0
    for (let i = 0; i < this.size; i++) {
      const member = this.members[i]!
      const before = state.slotOf[member]!
      const after = this.slotAfter(member)
      for (let j = predecessors.start[member]!; j < predecessors.start[member + 1]!; j++) {
        const other = predecessors.items[j]!
        const stands = state.slotOf[other]!
        if (stands < 0) continue
        change += (this.slotAfter(other) + length[other]! > after ? 1 : 0) - (stands + length[other]! > before ? 1 : 0)
      }
      for (let j = successors.start[member]!; j < successors.start[member + 1]!; j++) {
        const other = successors.items[j]!
        const stands = state.slotOf[other]!
        if (stands < 0 || this.stamp[other] === this.mark) continue
        change += (after + length[member]! > stands ? 1 : 0) - (before + length[member]! > stands ? 1 : 0)
      }
    }
    return change
  }
}

import { lowestBit } from './bits.ts'
import { Chain } from './chain.ts'
import { Choices } from './choices.ts'
import type { Prng } from './prng.ts'
import type { State } from './state.ts'
import { costOf, type Price } from './totals.ts'

const pairingTries = 2

/** The changes local search may try. Each is accepted or refused by the Metropolis rule at the current temperature. */
export class Moves {
  price: Price = { weight: 1, breaks: 1, idle: 0, lone: 0, hard: 20 }
  temperature = 1
  readonly state: State
  private readonly random: Prng
  private readonly chain: Chain
  private readonly choices: Choices
  private readonly ejected: number[] = []

  constructor(state: State, random: Prng) {
    this.state = state
    this.random = random
    this.chain = new Chain(state)
    this.choices = new Choices(state, random)
  }

  /** Exchanges a placed meeting, and whatever is chained to it, with another slot. */
  exchange(): boolean {
    const { state, random } = this
    if (state.placed === 0) return false
    const meeting = this.choices.meetingToMove()
    const from = state.slotOf[meeting]!
    const to = this.choices.target >= 0 ? this.choices.target : random.below(state.model.slots)
    if (to === from) return false
    if (state.model.length[meeting] !== 1) return this.relocate(meeting)
    if (!this.grow(meeting, from, to)) return false
    if (!this.accepts(this.chain.cost(this.price))) return false
    this.chain.commit()
    state.keep()
    return true
  }

  /** Puts an unplaced meeting in, throws out what is in its way and tries to place that elsewhere. */
  insert(): boolean {
    const { state } = this
    const meeting = this.choices.meetingToInsert()
    if (meeting < 0) return false
    const slot = this.choices.slotToInsert(meeting)
    if (slot < 0) return false
    const before = this.cost()
    this.ejected.length = 0
    if (!this.clear(meeting, slot)) return this.refuse()
    state.place(meeting, slot)
    for (const other of this.ejected) this.resettle(other)
    return this.accepts(this.cost() - before) ? this.confirm() : this.refuse()
  }

  /** Leaves out a meeting that may be left out: for rules, or objectives, that fewer meetings serve better. */
  withdraw(): boolean {
    const { state, random } = this
    if (state.placed === 0) return false
    const meeting = state.order[random.below(state.placed)]!
    if (state.model.must[meeting] === 1) return false
    const before = this.cost()
    state.remove(meeting)
    return this.accepts(this.cost() - before) ? this.confirm() : this.refuse()
  }

  /** Frees a slot for an unplaced meeting along a Kempe chain, as edge colouring does. */
  thread(): boolean {
    const { state, random } = this
    const { model } = state
    const meeting = this.choices.meetingToInsert()
    if (meeting < 0 || model.length[meeting] !== 1) return false
    const slot = this.choices.slotToInsert(meeting)
    const other = random.below(model.slots)
    if (slot < 0 || other === slot) return false
    const first = model.resourcesOf.start[meeting]!
    const resource = model.resourcesOf.items[first + random.below(model.resourcesOf.start[meeting + 1]! - first)]!
    const blocker = state.occupant[resource * model.slots + slot]!
    if (blocker < 0 || !this.grow(blocker, slot, other)) return false
    const before = this.cost()
    this.chain.commit()
    if (!state.fits(meeting, slot)) return this.refuse()
    state.place(meeting, slot)
    return this.accepts(this.cost() - before) ? this.confirm() : this.refuse()
  }

  cost(): number {
    return costOf(this.state.totals, this.state.unfairness(), this.price)
  }

  private accepts(change: number): boolean {
    return change <= 0 || (this.temperature > 0 && this.random.unit() < Math.exp(-change / this.temperature))
  }

  private confirm(): true {
    this.state.keep()
    return true
  }

  private refuse(): false {
    this.state.undo()
    return false
  }

  /** Collects the chain of a meeting, and a second one where a slot would otherwise hold too many. */
  private grow(meeting: number, from: number, to: number): boolean {
    const { chain, state, random } = this
    chain.begin(from, to)
    if (!chain.add(meeting)) return false
    for (let tries = 0; ; tries++) {
      const overfull = chain.overfull()
      if (overfull < 0) return true
      const listed = state.startingCount[overfull]!
      if (tries >= pairingTries || listed === 0) return false
      const partner = state.startingAt[overfull * state.perSlot + random.below(listed)]!
      if (chain.holds(partner) || !chain.add(partner)) return false
    }
  }

  /** Throws out every meeting in the way of this one; false where that is not enough. */
  private clear(meeting: number, slot: number): boolean {
    const { state } = this
    const { model } = state
    const end = slot + model.length[meeting]!
    for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
      const resource = model.resourcesOf.items[i]!
      for (let s = slot; s < end; s++) {
        const other = state.occupant[resource * model.slots + s]!
        if (other >= 0) this.eject(other)
      }
      if (state.count[resource]! >= model.max[resource]! && !this.ejectOneOf(resource)) return false
    }
    for (let s = slot; s < end; s++) {
      if (state.used[s]! < model.capacity[s]!) continue
      const listed = state.startingCount[s]!
      if (listed === 0) return false
      this.eject(state.startingAt[s * state.perSlot + this.random.below(listed)]!)
    }
    return true
  }

  private eject(meeting: number): void {
    this.state.remove(meeting)
    this.ejected.push(meeting)
  }

  private ejectOneOf(resource: number): boolean {
    const { meetingsOf } = this.state.model
    const first = meetingsOf.start[resource]!
    const number = meetingsOf.start[resource + 1]! - first
    const shift = this.random.below(number)
    for (let k = 0; k < number; k++) {
      const meeting = meetingsOf.items[first + ((shift + k) % number)]!
      if (this.state.slotOf[meeting]! < 0) continue
      this.eject(meeting)
      return true
    }
    return false
  }

  /** Places a meeting where nothing is in its way, at the cheapest such slot. */
  private resettle(meeting: number): boolean {
    const { state } = this
    const { words, starts, resourcesOf } = state.model
    let best = -1
    let bestCost = Infinity
    for (let w = 0; w < words; w++) {
      let open = starts[meeting * words + w]! & ~state.full[w]!
      for (let i = resourcesOf.start[meeting]!; i < resourcesOf.start[meeting + 1]!; i++) open &= ~state.mask[resourcesOf.items[i]! * words + w]!
      for (; open !== 0; open &= open - 1) {
        const slot = w * 32 + lowestBit(open)
        const cost = this.settlingCost(meeting, slot)
        if (cost < bestCost && state.fits(meeting, slot)) {
          best = slot
          bestCost = cost
        }
      }
    }
    if (best >= 0) state.place(meeting, best)
    return best >= 0
  }

  private settlingCost(meeting: number, slot: number): number {
    const { state, price } = this
    const { resourcesOf, participants, length } = state.model
    let cost = 0
    if (length[meeting] !== 1) return cost
    for (let i = resourcesOf.start[meeting]!; i < resourcesOf.start[meeting + 1]!; i++) {
      const resource = resourcesOf.items[i]!
      if (resource >= participants) continue
      state.shape(resource, slot, -1)
      const { breaks, idle, lone } = state.shaped
      cost += price.breaks * (breaks - state.breaksOf[resource]!) + price.idle * (idle - state.idleOf[resource]!) - price.lone * (lone - state.loneOf[resource]!)
    }
    return cost + this.random.unit() * 0.01
  }

  /** Moves a long meeting to another start, throwing out what is in its way. */
  private relocate(meeting: number): boolean {
    const { state } = this
    const slot = this.choices.start(meeting)
    if (slot < 0 || slot === state.slotOf[meeting]) return false
    const before = this.cost()
    this.ejected.length = 0
    state.remove(meeting)
    if (!this.clear(meeting, slot)) return this.refuse()
    state.place(meeting, slot)
    for (const other of this.ejected) this.resettle(other)
    return this.accepts(this.cost() - before) ? this.confirm() : this.refuse()
  }
}

import { nthBit, popcount } from './bits.ts'
import type { Prng } from './prng.ts'
import type { State } from './state.ts'

/** What to try next: random, leaning towards what is likely to help. */
export class Choices {
  private readonly state: State
  private readonly random: Prng

  constructor(state: State, random: Prng) {
    this.state = state
    this.random = random
  }

  /** Where the meeting last chosen should go, −1 for anywhere. */
  target = -1

  /** Half the time a meeting at the edge of a break that need not be, with a slot beside other meetings for it; otherwise any. */
  meetingToMove(): number {
    const { state, random } = this
    const { troubled, model } = state
    this.target = -1
    if (state.early.size > 0 && (random.next() & 7) === 0) return this.oneTooEarly()
    if (troubled.size > 0 && (random.next() & 1) === 0) {
      const participant = troubled.items[random.below(troubled.size)]!
      const slot = this.edgeOfBreak(participant)
      if (slot >= 0) {
        this.target = this.besideMeetings(participant)
        return state.occupant[participant * model.slots + slot]!
      }
    }
    return state.order[random.below(state.placed)]!
  }

  /** A meeting that starts too early, to somewhere later, or what it follows to somewhere sooner. */
  private oneTooEarly(): number {
    const { state, random } = this
    const { length, slots } = state.model
    const meeting = state.early.items[random.below(state.early.size)]!
    const before = state.inItsWay(meeting)
    const end = state.slotOf[before]! + length[before]!
    const room = state.slotOf[meeting]! - length[before]! + 1
    if (end < slots && (room <= 0 || (random.next() & 1) === 0)) {
      this.target = end + random.below(slots - end)
      return meeting
    }
    if (room > 0) this.target = random.below(room)
    return before
  }

  /** An idle slot next to a busy one, −1 where the word looked at has none. */
  private besideMeetings(participant: number): number {
    const { state, random } = this
    const { model } = state
    const w = model.words === 1 ? 0 : random.below(model.words)
    const word = state.mask[participant * model.words + w]!
    const rest = model.slots - w * 32
    const beside = ((word << 1) | (word >>> 1)) & ~word & (rest >= 32 ? -1 : (1 << rest) - 1)
    return beside === 0 ? -1 : w * 32 + nthBit(beside, random.below(popcount(beside)))
  }

  private edgeOfBreak(participant: number): number {
    const { state, random } = this
    const { model } = state
    const start = random.below(model.words)
    for (let k = 0; k < model.words; k++) {
      const w = (start + k) % model.words
      const word = state.mask[participant * model.words + w]!
      const edges = word & ~((word << 1) & (word >>> 1))
      if (edges !== 0) return w * 32 + nthBit(edges, random.below(popcount(edges)))
    }
    return -1
  }

  /** Some meeting that is not placed, −1 where there is none. */
  meetingToInsert(): number {
    const { state, random } = this
    const waiting = state.model.meetings - state.placed
    if (waiting === 0) return -1
    return state.order[state.placed + random.below(waiting)]!
  }

  /** A permitted start, half the time one at which some participant is free; −1 where there is none. */
  slotToInsert(meeting: number): number {
    const { state, random } = this
    const { model } = state
    const first = model.resourcesOf.start[meeting]!
    const resource = model.resourcesOf.items[first + random.below(model.resourcesOf.start[meeting + 1]! - first)]!
    const wanted = random.next() & 1
    return this.start(meeting, wanted ? resource : -1)
  }

  /** Random permitted start at which the resource (−1: nobody in particular) is free; −1 where there is none. */
  start(meeting: number, resource = -1): number {
    const { state, random } = this
    const { words, starts } = state.model
    const shift = random.below(words)
    for (let k = 0; k < words; k++) {
      const w = (shift + k) % words
      let open = starts[meeting * words + w]!
      if (resource >= 0) open &= ~state.mask[resource * words + w]!
      if (open !== 0) return w * 32 + nthBit(open, random.below(popcount(open)))
    }
    return -1
  }
}

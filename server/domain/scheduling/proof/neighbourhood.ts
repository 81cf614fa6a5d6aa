import type { Model } from '../model.ts'
import { Prng } from '../prng.ts'
import { meetingsOf } from './time-variables.ts'

/** Meetings freed at first, at the fewest and, as a share of all, at the most. */
const first = 40
const fewest = 12
const mostShare = 0.8

/** Where somebody with a break is idle: between two of its meetings. */
type Break = { participant: number; from: number; to: number }

/** All breaks of a timetable; `slots` has the first slot of each meeting, −1 where it is left out. */
function breaksOf(model: Model, slots: Int32Array): Break[] {
  const found: Break[] = []
  for (let participant = 0; participant < model.participants; participant++) {
    const busy = new Uint8Array(model.slots)
    for (const meeting of meetingsOf(model, participant)) if (slots[meeting]! >= 0) busy.fill(1, slots[meeting]!, slots[meeting]! + model.length[meeting]!)
    for (let slot = busy.indexOf(1), end = -1; slot >= 0 && slot < busy.length; slot++) {
      if (busy[slot] !== 1) continue
      if (end >= 0 && slot > end + 1) found.push({ participant, from: end + 1, to: slot })
      end = slot
    }
  }
  return found
}

/**
 * Which part of a timetable is worth searching anew: what surrounds one of its breaks, in people or in time. How much is
 * searched at once follows from how it went: more where there was surely nothing to find, less where that could not be told.
 */
export class Neighbourhoods {
  private readonly model: Model
  private readonly random: Prng
  private size: number

  constructor(model: Model, seed: number) {
    this.model = model
    this.random = new Prng(seed)
    this.size = Math.min(first, model.meetings)
  }

  /** 1 for every meeting to be freed. */
  choose(slots: Int32Array): Uint8Array {
    const { model, random } = this
    const breaks = breaksOf(model, slots)
    const seed = breaks[random.below(Math.max(1, breaks.length))] ?? { participant: random.below(model.participants), from: 0, to: model.slots }
    const freed = new Uint8Array(model.meetings)
    if (random.below(3) === 0) this.freeHours(freed, slots, seed)
    else this.freePeople(freed, seed.participant)
    return freed
  }

  /** The last neighbourhood was searched to the end without a find (`wider`), or given up. */
  adapt(wider: boolean): void {
    const most = Math.max(fewest, mostShare * this.model.meetings)
    this.size = Math.min(most, Math.max(fewest, this.size * (wider ? 1.1 : 0.95)))
  }

  /** Somebody's whole day, then whole days of those met, of those met by them and so on. */
  private freePeople(freed: Uint8Array, participant: number): void {
    const { model, random } = this
    const reached = [participant]
    const known = new Set(reached)
    for (let count = 0; count < this.size && reached.length > 0; ) {
      const at = random.below(reached.length)
      const person = reached[at]!
      reached[at] = reached.at(-1)!
      reached.pop()
      for (const meeting of meetingsOf(model, person)) {
        if (freed[meeting] === 0) count++
        freed[meeting] = 1
        for (let i = model.resourcesOf.start[meeting]!; i < model.resourcesOf.start[meeting + 1]!; i++) {
          const other = model.resourcesOf.items[i]!
          if (other >= model.participants || known.has(other)) continue
          known.add(other)
          reached.push(other)
        }
      }
    }
  }

  /** Everything in some neighbouring slots around a break, and the whole day of whoever has it. */
  private freeHours(freed: Uint8Array, slots: Int32Array, around: Break): void {
    const { model, random } = this
    for (const meeting of meetingsOf(model, around.participant)) freed[meeting] = 1
    let from = around.from + random.below(Math.max(1, around.to - around.from))
    let to = from
    const within = (slot: number): number => slots.reduce((sum, own) => (own === slot ? sum + 1 : sum), 0)
    for (let count = 0; count < this.size && to - from < model.slots; ) {
      const back = from > 0 && (to >= model.slots || random.below(2) === 0)
      count += within(back ? --from : to++)
    }
    slots.forEach((slot, meeting) => slot >= from && slot < to && (freed[meeting] = 1))
  }
}

/** A seeded source of choices (mulberry32): the same seed gives the same demo, everywhere. */
export type Dice = {
  /** 0 ≤ n < 1. */
  next(): number
  /** Whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  pick<T>(items: readonly T[]): T
  /** `count` different items, in the order in which they stand. */
  some<T>(items: readonly T[], count: number): T[]
  chance(share: number): boolean
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    pick: (items) => items[between(0, items.length - 1)] as (typeof items)[number],
    some: (items, count) => {
      const marked = items.map((item, at) => ({ item, at, lot: next() })).sort((a, b) => a.lot - b.lot)
      return marked.slice(0, count).sort((a, b) => a.at - b.at).map(({ item }) => item)
    },
    chance: (share) => next() < share,
  }
}

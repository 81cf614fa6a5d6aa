import { lowestBit, popcount } from './bits.ts'

/** How one day looks, read off its busy slots. All zero for an empty day. */
export class RowShape {
  breaks = 0
  /** Idle slots within breaks. */
  idle = 0
  /** Busy stretches of a single slot, where there are breaks at all: those are the easiest to do away with. */
  lone = 0
  busy = 0

  /** Reads row `row` as it would be with the bits at `a` and `b` flipped (−1 flips nothing). */
  read(rows: Int32Array, row: number, words: number, a: number, b: number): void {
    if (words === 1) return this.readWord(rows[row]! ^ (a >= 0 ? 1 << a : 0) ^ (b >= 0 ? 1 << b : 0))
    const base = row * words
    if (a >= 0) rows[base + (a >> 5)]! ^= 1 << (a & 31)
    if (b >= 0) rows[base + (b >> 5)]! ^= 1 << (b & 31)
    this.readWords(rows, base, words)
    if (a >= 0) rows[base + (a >> 5)]! ^= 1 << (a & 31)
    if (b >= 0) rows[base + (b >> 5)]! ^= 1 << (b & 31)
  }

  private readWord(word: number): void {
    if (word === 0) return this.clear()
    const starts = word & ~(word << 1)
    this.busy = popcount(word)
    this.breaks = popcount(starts) - 1
    this.idle = 32 - Math.clz32(word) - lowestBit(word) - this.busy
    this.lone = this.breaks > 0 ? popcount(starts & ~(word >>> 1)) : 0
  }

  private readWords(rows: Int32Array, base: number, words: number): void {
    let carry = 0
    let runs = 0
    let first = -1
    let last = -1
    this.clear()
    for (let w = 0; w < words; w++) {
      const word = rows[base + w]!
      if (word !== 0) {
        const starts = word & ~((word << 1) | carry)
        const followed = (word >>> 1) | (w + 1 < words ? rows[base + w + 1]! << 31 : 0)
        runs += popcount(starts)
        this.lone += popcount(starts & ~followed)
        this.busy += popcount(word)
        if (first < 0) first = w * 32 + lowestBit(word)
        last = w * 32 + 31 - Math.clz32(word)
      }
      carry = word >>> 31
    }
    if (runs === 0) return
    this.breaks = runs - 1
    this.idle = last - first + 1 - this.busy
    if (runs === 1) this.lone = 0
  }

  private clear(): void {
    this.breaks = 0
    this.idle = 0
    this.lone = 0
    this.busy = 0
  }
}

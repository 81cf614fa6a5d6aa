/** Sets of slots as 32-bit words in an Int32Array: bit s of a row lies in word s >> 5. */

export function popcount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}

export function hasBit(rows: Int32Array, row: number, words: number, bit: number): boolean {
  return ((rows[row * words + (bit >> 5)]! >>> (bit & 31)) & 1) === 1
}

export function setBit(rows: Int32Array, row: number, words: number, bit: number): void {
  const at = row * words + (bit >> 5)
  rows[at] = rows[at]! | (1 << (bit & 31))
}

export function countBits(rows: Int32Array, row: number, words: number): number {
  let total = 0
  for (let w = row * words; w < (row + 1) * words; w++) total += popcount(rows[w]!)
  return total
}

/** Position of the n-th set bit (from 0) of a word that has more than n. */
export function nthBit(word: number, n: number): number {
  let rest = word
  for (let i = 0; i < n; i++) rest &= rest - 1
  return lowestBit(rest)
}

export function listBits(rows: Int32Array, row: number, words: number): number[] {
  const found: number[] = []
  for (let w = 0; w < words; w++) {
    let rest = rows[row * words + w]!
    while (rest !== 0) {
      found.push(w * 32 + lowestBit(rest))
      rest &= rest - 1
    }
  }
  return found
}

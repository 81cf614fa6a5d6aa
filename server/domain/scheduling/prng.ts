/** Seeded random numbers (sfc32, Chris Doty-Humphrey's small fast chaotic generator). Same seed, same sequence, on every machine. */
export class Prng {
  private a: number
  private b: number
  private c: number
  private d: number

  constructor(seed: number) {
    this.a = 0x9e3779b9 | 0
    this.b = 0x243f6a88 | 0
    this.c = seed | 0
    this.d = 1
    for (let i = 0; i < 16; i++) this.next()
  }

  /** Unsigned 32-bit integer. */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0
    this.d = (this.d + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (this.c << 21) | (this.c >>> 11)
    this.c = (this.c + t) | 0
    return t >>> 0
  }

  /** 0 ≤ x < 1. */
  unit(): number {
    return this.next() * 2.3283064365386963e-10
  }

  /** Integer 0 ≤ x < n, n ≤ 2^31. */
  below(n: number): number {
    return (this.next() * 2.3283064365386963e-10 * n) | 0
  }
}

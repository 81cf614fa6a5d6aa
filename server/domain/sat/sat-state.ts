import { ActivityHeap } from './activity-heap.ts'
import { Lists } from './lists.ts'

/** In `reason`: the variable was decided, assumed or is a fact. Other values: a clause, or ~literal for a clause of two. */
export const noReason = -0x80000000
/** Before the literals of a clause in the arena: size, LBD (0 for a given clause), times it was of use lately. */
export const headerSize = 3
function grown<T extends Int32Array | Int8Array | Uint8Array | Float64Array>(old: T, fresh: T): T {
  fresh.set(old as never)
  return fresh
}

/**
 * The working memory of the SAT solver. Literal 2v is variable v (from 0), literal 2v + 1 its negation. Everything that
 * inner loops touch lies in typed arrays.
 */
export class SatState {
  variables = 0
  /** Per literal: 1 true, −1 false, 0 open. */
  value = new Int8Array(0)
  level = new Int32Array(0)
  reason = new Int32Array(0)
  /** Per variable: the value it is tried with first, 1 or −1. */
  phase = new Int8Array(0)
  seen = new Uint8Array(0)
  /** Per literal: clauses to be looked at once it is true, each as a pair (a literal that makes it true, the clause). */
  watches = new Lists()
  /** Per literal: what else must be true once it is, from clauses of two. */
  pairs = new Lists()
  heap = new ActivityHeap()
  trail = new Int32Array(0)
  trailSize = 0
  propagated = 0
  levelStart: number[] = []
  arena = new Int32Array(1 << 16)
  arenaSize = 0
  wasted = 0
  learnt: number[] = []
  given: number[] = []
  /** False once the clauses were refuted without any assumption. */
  consistent = true
  propagations = 0
  /** By a binary conflict: its two literals. */
  conflictPair: [number, number] = [0, 0]

  addVariable(): number {
    const variable = this.variables++
    if (this.level.length < this.variables) this.reserve(Math.max(1024, 2 * this.variables))
    this.reason[variable] = noReason
    this.phase[variable] = -1
    this.heap.insert(variable)
    return variable
  }

  private reserve(capacity: number): void {
    this.value = grown(this.value, new Int8Array(2 * capacity))
    this.level = grown(this.level, new Int32Array(capacity))
    this.reason = grown(this.reason, new Int32Array(capacity))
    this.phase = grown(this.phase, new Int8Array(capacity))
    this.seen = grown(this.seen, new Uint8Array(capacity))
    this.trail = grown(this.trail, new Int32Array(capacity))
    this.heap.grow(capacity)
    this.watches.reserve(2 * capacity)
    this.pairs.reserve(2 * capacity)
  }

  /** Writes a clause of three or more down and has its first two literals watched. */
  store(literals: readonly number[] | Int32Array, lbd: number): number {
    const needed = this.arenaSize + headerSize + literals.length
    if (needed > this.arena.length) this.arena = grown(this.arena, new Int32Array(Math.max(needed, this.arena.length * 2)))
    const clause = this.arenaSize
    this.arena[clause] = literals.length
    this.arena[clause + 1] = lbd
    this.arena[clause + 2] = 2
    for (let i = 0; i < literals.length; i++) this.arena[clause + headerSize + i] = literals[i]!
    this.arenaSize = needed
    ;(lbd > 0 ? this.learnt : this.given).push(clause)
    this.watch(clause)
    return clause
  }

  watch(clause: number): void {
    const [first, second] = [this.arena[clause + headerSize]!, this.arena[clause + headerSize + 1]!]
    this.watches.pushPair(first ^ 1, second, clause)
    this.watches.pushPair(second ^ 1, first, clause)
  }

  storePair(first: number, second: number): void {
    this.pairs.push(first ^ 1, second)
    this.pairs.push(second ^ 1, first)
  }

  assign(literal: number, reason: number): void {
    const variable = literal >> 1
    this.value[literal] = 1
    this.value[literal ^ 1] = -1
    this.level[variable] = this.levelStart.length
    this.reason[variable] = reason
    this.trail[this.trailSize++] = literal
  }

  backtrack(level: number): void {
    if (this.levelStart.length <= level) return
    const from = this.levelStart[level]!
    const { trail, value, phase, heap } = this
    for (let i = this.trailSize - 1; i >= from; i--) {
      const literal = trail[i]!
      value[literal] = 0
      value[literal ^ 1] = 0
      phase[literal >> 1] = (literal & 1) === 0 ? 1 : -1
      heap.insert(literal >> 1)
    }
    this.trailSize = from
    this.propagated = from
    this.levelStart.length = level
  }
}

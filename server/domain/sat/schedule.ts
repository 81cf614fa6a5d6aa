import type { Analyzer } from './analyze.ts'
import type { SatState } from './sat-state.ts'

const firstModeConflicts = 1000
const firstReduction = 2000
const reductionStep = 300
const stableUnit = 1024

/** A small generator of chance (xorshift32). */
class Chance {
  private word: number

  constructor(seed: number) {
    this.word = (Math.imul(seed + 1, 0x9e3779b1) | 0) || 1
    for (let i = 0; i < 8; i++) this.next()
  }

  next(): number {
    this.word ^= this.word << 13
    this.word ^= this.word >>> 17
    this.word ^= this.word << 5
    return this.word >>> 0
  }
}

/**
 * When to restart, to forget and to change one's mind about values. Two modes in turn, as in CaDiCaL: quick restarts while the
 * LBD of learnt clauses is worse than usual, which finds refutations; rare restarts around the longest
 * conflict-free assignment seen, which finds solutions.
 */
export class Schedule {
  stable = false
  private readonly state: SatState
  private readonly analyzer: Analyzer
  private readonly chance: Chance
  private quick = 0
  private slow = 0
  private conflicts = 0
  private sinceRestart = 0
  private modeUntil = firstModeConflicts
  private modes = 0
  private modeWork = 0
  private reductionAt = firstReduction
  private reductions = 0
  private target: Int8Array = new Int8Array(0)
  private best: Int8Array = new Int8Array(0)
  private original: Int8Array = new Int8Array(0)
  private targetSize = 0
  private bestSize = 0
  private luby = { u: 1, v: 1 }
  private restartAt = stableUnit
  private rephaseAt = 1000
  private rephases = 0

  constructor(state: SatState, analyzer: Analyzer, seed: number) {
    this.state = state
    this.analyzer = analyzer
    this.chance = new Chance(seed)
  }

  keepPreferences(): void {
    this.original = this.state.phase.slice(0, this.state.variables)
    this.target = this.original.slice()
    this.targetSize = 0
    this.best = this.original.slice()
    this.bestSize = 0
  }

  wishFor(variable: number): number {
    return this.stable && variable < this.target.length && this.target[variable] !== 0 ? this.target[variable]! : this.state.phase[variable]!
  }

  /** Remembers the assignment before a conflict where it was longer than any other. */
  beforeBacktrack(): void {
    const { state } = this
    const size = state.levelStart.length === 0 ? 0 : state.levelStart.at(-1)!
    if (this.stable && size > this.targetSize) {
      this.targetSize = size
      this.target = this.snapshot(size, this.target)
    }
    if (size > this.bestSize) {
      this.bestSize = size
      this.best = this.snapshot(size, this.best)
    }
  }

  learnt(lbd: number): void {
    this.conflicts++
    this.sinceRestart++
    this.quick += (lbd - this.quick) * (this.conflicts < 33 ? 1 / this.conflicts : 0.03)
    this.slow += (lbd - this.slow) * (this.conflicts < 100_000 ? Math.max(1e-5, 1 / this.conflicts) : 1e-5)
  }

  wantsRestart(): boolean {
    if (this.stable) return this.sinceRestart >= this.restartAt
    return this.sinceRestart > 2 && this.quick > 1.1 * this.slow
  }

  restart(keepLevels: number): void {
    this.sinceRestart = 0
    this.state.backtrack(this.wantsReduction() ? 0 : Math.min(keepLevels, this.state.levelStart.length))
    if (this.stable) this.nextLuby()
    this.changeMode()
    if (this.conflicts >= this.rephaseAt) this.rephase()
  }

  wantsReduction(): boolean {
    return this.conflicts >= this.reductionAt
  }

  reduced(): void {
    this.reductions++
    this.reductionAt = this.conflicts + firstReduction + reductionStep * this.reductions
  }

  private snapshot(size: number, old: Int8Array): Int8Array {
    const { state } = this
    const now = old.length === state.variables ? old : new Int8Array(state.variables)
    for (let i = 0; i < size; i++) now[state.trail[i]! >> 1] = (state.trail[i]! & 1) === 0 ? 1 : -1
    return now
  }

  private nextLuby(): void {
    const { u, v } = this.luby
    this.luby = (u & -u) === v ? { u: u + 1, v: 1 } : { u, v: 2 * v }
    this.restartAt = this.luby.v * stableUnit
  }

  /** The first change after some conflicts; from then on both modes get the same work, growing quadratically. */
  private changeMode(): void {
    if (this.modes === 0 ? this.conflicts < this.modeUntil : this.state.propagations < this.modeUntil) return
    if (this.modes === 0) this.modeWork = this.state.propagations
    this.modes++
    const rounds = (this.modes >> 1) + 1
    this.modeUntil = this.state.propagations + this.modeWork * rounds * rounds
    this.stable = !this.stable
    this.analyzer.decay = this.stable ? 0.97 : 0.92
    if (this.stable) {
      this.luby = { u: 1, v: 1 }
      this.restartAt = stableUnit
      this.targetSize = 0
    }
  }

  /** Starts from other values now and then: the preferred, the opposite, the longest conflict-free, chance. */
  private rephase(): void {
    const { phase, variables } = this.state
    const turn = this.rephases++
    this.rephaseAt = this.conflicts + 1000 * (this.rephases + 1)
    const kinds = ['best', 'original', 'best', 'flip', 'best', 'chance'] as const
    const kind = kinds[turn % kinds.length]
    for (let v = 0; v < variables; v++) {
      if (kind === 'best') phase[v] = this.best[v] || phase[v]!
      else if (kind === 'original') phase[v] = this.original[v] || phase[v]!
      else if (kind === 'flip') phase[v] = -phase[v]!
      else phase[v] = (this.chance.next() & 64) === 0 ? 1 : -1
    }
    this.targetSize = 0
    this.bestSize = 0
    this.target = new Int8Array(0)
  }
}

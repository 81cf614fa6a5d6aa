import { Analyzer } from './analyze.ts'
import type { ClauseSink } from './cardinality.ts'
import { noConflict, propagate } from './propagate.ts'
import { reduceClauses } from './reduce.ts'
import { noReason, SatState } from './sat-state.ts'
import { Schedule } from './schedule.ts'

export type SatAnswer = 'sat' | 'unsat' | 'unknown'

export type SatLimits = { conflicts?: number; shouldStop?: () => boolean }

const internal = (literal: number) => (literal > 0 ? 2 * literal - 2 : -2 * literal - 1)
const external = (literal: number) => ((literal & 1) === 0 ? (literal >> 1) + 1 : -(literal >> 1) - 1)

/**
 * A conflict-driven clause-learning SAT solver: literals are ±variable, variables count from 1. Deterministic: the same clauses,
 * calls and seed give the same answers. Clauses may be added between calls.
 */
export class SatSolver implements ClauseSink {
  readonly state = new SatState()
  conflicts = 0
  decisions = 0
  /** After `unsat` under assumptions: some of them that can't hold together; empty where the clauses alone are refuted. */
  core: number[] = []
  private readonly analyzer = new Analyzer(this.state)
  private readonly schedule: Schedule
  private assumptions: number[] = []
  private model = new Int8Array(0)

  constructor(seed = 1) {
    this.schedule = new Schedule(this.state, this.analyzer, seed)
  }

  newVariable(): number {
    return this.state.addVariable() + 1
  }

  /** Value that a variable is tried with first. */
  prefer(literal: number): void {
    this.state.phase[internal(literal) >> 1] = literal > 0 ? 1 : -1
  }

  /** Remembers the present preferences as the ones to come back to. */
  keepPreferences(): void {
    this.schedule.keepPreferences()
  }

  clause(literals: readonly number[]): void {
    const { state } = this
    state.backtrack(0)
    if (!state.consistent) return
    const kept: number[] = []
    for (const given of literals) {
      const literal = internal(given)
      if (state.value[literal] === 1 || kept.includes(literal ^ 1)) return
      if (state.value[literal] === 0 && !kept.includes(literal)) kept.push(literal)
    }
    if (kept.length === 0) state.consistent = false
    else if (kept.length === 1) state.assign(kept[0]!, noReason)
    else if (kept.length === 2) state.storePair(kept[0]!, kept[1]!)
    else state.store(kept, 0)
  }

  isTrue(literal: number): boolean {
    return this.model[internal(literal)] === 1
  }

  /** Whether a literal is decided by the clauses alone, as far as was found: 1 true, −1 false, 0 open. */
  fact(literal: number): number {
    const own = internal(literal)
    return this.state.value[own] !== 0 && this.state.level[own >> 1] === 0 ? this.state.value[own]! : 0
  }

  solve(assumptions: readonly number[] = [], limits: SatLimits = {}): SatAnswer {
    const { state } = this
    this.core = []
    this.assumptions = assumptions.map(internal)
    state.backtrack(0)
    const until = this.conflicts + (limits.conflicts ?? Infinity)
    const answer = this.search(until, limits.shouldStop)
    if (answer === 'sat') this.model = state.value.slice(0, 2 * state.variables)
    state.backtrack(0)
    return answer
  }

  private search(until: number, shouldStop: (() => boolean) | undefined): SatAnswer {
    const { state, schedule } = this
    if (!state.consistent) return 'unsat'
    for (;;) {
      const conflict = propagate(state)
      if (conflict !== noConflict) {
        if (!this.resolve(conflict)) return 'unsat'
        if (this.conflicts >= until || ((this.conflicts & 127) === 0 && shouldStop?.())) return 'unknown'
        continue
      }
      if (schedule.wantsRestart()) {
        schedule.restart(this.assumptions.length)
        if (state.levelStart.length === 0 && schedule.wantsReduction()) this.reduce()
        continue
      }
      const next = this.decide()
      if (next === refuted) return 'unsat'
      if (next === complete) return 'sat'
    }
  }

  private reduce(): void {
    reduceClauses(this.state)
    this.schedule.reduced()
  }

  /** Learns from a conflict; false where nothing is left to undo. */
  private resolve(conflict: number): boolean {
    const { state, analyzer } = this
    this.conflicts++
    if (state.levelStart.length === 0) {
      state.consistent = false
      return false
    }
    this.schedule.beforeBacktrack()
    analyzer.learn(conflict)
    const { learnt } = analyzer
    state.backtrack(analyzer.backLevel)
    this.schedule.learnt(analyzer.lbd)
    if (learnt.length === 1) state.assign(learnt[0]!, noReason)
    else if (learnt.length === 2) {
      state.storePair(learnt[0]!, learnt[1]!)
      state.assign(learnt[0]!, ~learnt[1]!)
    } else state.assign(learnt[0]!, state.store(learnt, analyzer.lbd))
    return true
  }

  private decide(): number {
    const { state } = this
    while (state.levelStart.length < this.assumptions.length) {
      const literal = this.assumptions[state.levelStart.length]!
      if (state.value[literal] === -1) {
        this.core = this.analyzer.assumptionsAgainst(literal).map(external)
        return refuted
      }
      state.levelStart.push(state.trailSize)
      if (state.value[literal] === 0) {
        state.assign(literal, noReason)
        return decided
      }
    }
    let variable: number
    do {
      if (state.heap.size === 0) return complete
      variable = state.heap.removeTop()
    } while (state.value[2 * variable] !== 0)
    this.decisions++
    state.levelStart.push(state.trailSize)
    state.assign(2 * variable + (this.schedule.wishFor(variable) > 0 ? 0 : 1), noReason)
    return decided
  }
}

const refuted = 0
const complete = 1
const decided = 2

import { pairConflict } from './propagate.ts'
import { headerSize, noReason, type SatState } from './sat-state.ts'

const rescaleAt = 1e100
const deepest = 500

/** Learns a clause from each conflict: first unique implication point, shortened by what other literals imply. */
export class Analyzer {
  /** The clause learnt last; its first literal is to be asserted. */
  readonly learnt: number[] = []
  backLevel = 0
  lbd = 0
  step = 1
  decay = 0.92
  private readonly state: SatState
  private readonly marked: number[] = []
  private levelStamp = new Int32Array(1024)
  private stamp = 0
  private open = 0

  constructor(state: SatState) {
    this.state = state
  }

  bump(variable: number): void {
    const { heap } = this.state
    heap.activity[variable]! += this.step
    if (heap.activity[variable]! > rescaleAt) {
      for (let v = 0; v < this.state.variables; v++) heap.activity[v]! *= 1 / rescaleAt
      this.step /= rescaleAt
    }
    heap.raised(variable)
  }

  /** Learns from a conflict above level 0; see `learnt`, `backLevel` and `lbd`. */
  learn(conflict: number): void {
    const { state, learnt } = this
    const { seen, trail } = state
    learnt.length = 1
    this.open = 0
    if (conflict === pairConflict) state.conflictPair.forEach((literal) => this.take(literal))
    else this.takeClause(conflict, -1)
    let at = state.trailSize
    let literal = 0
    for (;;) {
      do literal = trail[--at]!
      while (seen[literal >> 1] === 0)
      this.open--
      if (this.open === 0) break
      seen[literal >> 1] = 2
      const reason = state.reason[literal >> 1]!
      if (reason < 0) this.take(~reason)
      else this.takeClause(reason, literal)
    }
    learnt[0] = literal ^ 1
    for (let i = 1; i < learnt.length; i++) seen[learnt[i]! >> 1] = 1
    this.shorten()
    this.finish()
  }

  private takeClause(clause: number, except: number): void {
    const { arena } = this.state
    const end = clause + headerSize + arena[clause]!
    if (arena[clause + 1]! > 0) this.refresh(clause)
    for (let i = clause + headerSize; i < end; i++) if (arena[i] !== except) this.take(arena[i]!)
  }

  /** A learnt clause that is of use again: note it, and its LBD where that has sunk. */
  private refresh(clause: number): void {
    const { arena } = this.state
    const lbd = arena[clause + 1]!
    arena[clause + 2] = 2
    if (lbd <= 2) return
    const now = this.levelsAmong(arena, clause + headerSize, clause + headerSize + arena[clause]!)
    if (now < lbd) arena[clause + 1] = now
  }

  private take(literal: number): void {
    const { seen, level, levelStart } = this.state
    const variable = literal >> 1
    if (seen[variable] !== 0 || level[variable] === 0) return
    seen[variable] = 1
    this.marked.push(variable)
    this.bump(variable)
    if (level[variable] === levelStart.length) this.open++
    else this.learnt.push(literal)
  }

  private levelsAmong(literals: ArrayLike<number>, from: number, to: number): number {
    const { level, levelStart } = this.state
    if (this.levelStamp.length <= levelStart.length) this.levelStamp = new Int32Array(levelStart.length * 2)
    this.stamp++
    let count = 0
    for (let i = from; i < to; i++) {
      const own = level[literals[i]! >> 1]!
      if (own === 0 || this.levelStamp[own] === this.stamp) continue
      this.levelStamp[own] = this.stamp
      count++
    }
    return count
  }

  /** Leaves out literals that the rest of the clause implies. Marks: 1 in the clause, 2 resolved, 3 implied, 4 not implied. */
  private shorten(): void {
    const { learnt, state } = this
    const levels = new Set<number>()
    for (let i = 1; i < learnt.length; i++) levels.add(state.level[learnt[i]! >> 1]!)
    for (const variable of this.marked) if (state.seen[variable] === 2) state.seen[variable] = 0
    state.seen[learnt[0]! >> 1] = 1
    let kept = 1
    for (let i = 1; i < learnt.length; i++) {
      const literal = learnt[i]!
      if (state.reason[literal >> 1] === noReason || !this.isImplied(literal, levels, 0)) learnt[kept++] = literal
    }
    learnt.length = kept
  }

  /** Whether the reasons of a false literal lead to the clause and facts alone. */
  private isImplied(literal: number, levels: ReadonlySet<number>, depth: number): boolean {
    const { arena, reason } = this.state
    const variable = literal >> 1
    const why = reason[variable]!
    if (why < 0) return this.isRedundant(~why, levels, depth)
    const end = why + headerSize + arena[why]!
    for (let i = why + headerSize; i < end; i++) {
      if (arena[i]! >> 1 !== variable && !this.isRedundant(arena[i]!, levels, depth)) return false
    }
    return true
  }

  private isRedundant(literal: number, levels: ReadonlySet<number>, depth: number): boolean {
    const { seen, reason, level } = this.state
    const variable = literal >> 1
    const mark = seen[variable]!
    if (level[variable] === 0 || mark === 1 || mark === 3) return true
    if (mark === 4 || reason[variable] === noReason || depth > deepest || !levels.has(level[variable]!)) return false
    const implied = this.isImplied(literal, levels, depth + 1)
    seen[variable] = implied ? 3 : 4
    this.marked.push(variable)
    return implied
  }

  private finish(): void {
    const { learnt, state } = this
    this.lbd = this.levelsAmong(learnt, 0, learnt.length)
    this.backLevel = 0
    for (let i = 1; i < learnt.length; i++) {
      const own = state.level[learnt[i]! >> 1]!
      if (own <= this.backLevel) continue
      this.backLevel = own
      const literal = learnt[i]!
      learnt[i] = learnt[1]!
      learnt[1] = literal
    }
    for (const variable of this.marked) state.seen[variable] = 0
    this.marked.length = 0
    this.step /= this.decay
  }

  /** Which of the assumptions refute a false assumption: its negation follows from the negations of the answer's others. */
  assumptionsAgainst(literal: number): number[] {
    const { state } = this
    const found = [literal]
    if (state.level[literal >> 1] === 0) return found
    const { seen } = state
    seen[literal >> 1] = 1
    for (let i = state.trailSize - 1; i >= state.levelStart[0]!; i--) {
      const variable = state.trail[i]! >> 1
      if (seen[variable] === 0) continue
      seen[variable] = 0
      const why = state.reason[variable]!
      if (why === noReason) found.push(state.trail[i]!)
      else if (why < 0) {
        if (state.level[~why >> 1]! > 0) seen[~why >> 1] = 1
      } else {
        const end = why + headerSize + state.arena[why]!
        for (let j = why + headerSize; j < end; j++) if (state.level[state.arena[j]! >> 1]! > 0 && state.arena[j]! >> 1 !== variable) seen[state.arena[j]! >> 1] = 1
      }
    }
    return found
  }
}

import { assembleContradiction, assemblePlan, type Bound } from './assemble.ts'
import { boundBreaks } from './break-bound.ts'
import { findContradiction } from './contradiction.ts'
import { compile, type Model } from './model.ts'
import { Prng } from './prng.ts'
import type { Reason, TimetablePlan, TimetableProblem } from './problem.ts'
import { TableSearch } from './tables.ts'
import { TimeSearch } from './time-search.ts'
import { relaxWeight } from './weight-bound.ts'

/** `proof`: nothing better is searched for by chance any more; it is proved how good the best is. */
export type SolvePhase = 'times' | 'tables' | 'done' | 'proof'

/** How far a search has come. `fraction` 0 … 1 of the time or steps; `value` of the best timetable so far. */
export type SolveProgress = {
  phase: SolvePhase
  fraction: number
  steps: number
  value: { weight: number; breaks: number; breakSlots: number }
  bound: { weight: number; breaks: number }
  /** Meetings that the best timetable so far holds. */
  placed: number
  /** False while a must, a minimum or fairness is still broken. */
  complete: boolean
  elapsedMs: number
}

export type SolveOptions = {
  seed: number
  /** Ends after so many changes were tried. The same problem, seed and budget give the same plan. */
  stepBudget?: number
  /** A clock in ms that never runs backwards; without one only steps count. */
  now?: () => number
  /** Time to spend, in ms from the start. */
  deadlineMs?: number
  onProgress?: (progress: SolveProgress) => void
  shouldStop?: () => boolean
  /** Called once when the slots are settled, before tables are chosen: the last moment to `adopt`. */
  onTimesOver?: (search: Search) => void
  /** Several searches for one problem and seed go different ways by having different lanes, from 0. */
  lane?: number
}

/** Far enough apart that the lanes of one seed are not those of another. */
const laneStride = 0x5bd1e995
const defaultSteps = 400_000
const chunk = 1000
const tableShare = 0.08
const longestTablePhaseMs = 1500
const quickTableSteps = 20_000

/** A search that runs in small pieces, so that whoever drives it can report and stop at any time and keep the best plan. */
export class Search {
  phase: SolvePhase = 'times'
  steps = 0
  readonly core: Reason | null
  private readonly problem: TimetableProblem
  private readonly options: SolveOptions
  private readonly model: Model
  private readonly random: Prng
  private readonly bound: Bound
  private times: TimeSearch
  private isBounded = false
  private tables: TableSearch | null = null
  private readonly startedMs: number
  private tablesFromMs = 0
  private tablesFromSteps = 0
  private stopped = false

  constructor(problem: TimetableProblem, options: SolveOptions) {
    this.problem = problem
    this.options = options
    this.startedMs = this.clock()
    this.model = compile(problem)
    this.core = findContradiction(problem, this.model)
    this.random = new Prng(options.seed + laneStride * (options.lane ?? 0))
    const everything = this.model.weight.reduce((sum, weight) => sum + weight, 0)
    this.bound = { weight: this.core ? 0 : everything, breaks: this.core ? 0 : boundBreaks(this.model) }
    this.times = new TimeSearch(this.model, this.random, { bound: this.bound.weight, held: new Uint8Array(this.model.meetings) })
    if (this.core) this.phase = 'done'
  }

  /** Does a piece of work of a millisecond or two; false once there is nothing left to do. */
  advance(): boolean {
    if (this.phase === 'times') this.advanceTimes()
    else if (this.phase === 'tables') this.advanceTables()
    return this.phase !== 'done'
  }

  /** Ends the search for better slots; choosing tables takes some ten milliseconds more. */
  stop(): void {
    this.stopped = true
  }

  /** Slot of every meeting, in the problem's order, in the best timetable so far; −1 where it is left out. */
  incumbent(): Int32Array {
    return this.times.best.slice()
  }

  /** Offers a timetable found elsewhere; true where it is better than the best one here and the search goes on from it. */
  adopt(slotOf: Int32Array): boolean {
    return this.phase === 'times' && this.times.adopt(slotOf)
  }

  /** Bounds proved elsewhere: the search ends as soon as it stands at them. */
  learn(bound: Partial<Bound>): void {
    this.bound.weight = Math.min(this.bound.weight, bound.weight ?? Infinity)
    this.bound.breaks = Math.max(this.bound.breaks, bound.breaks ?? 0)
    this.times.weightBound = this.bound.weight
  }

  progress(): SolveProgress {
    const { objective } = this.model
    const figures = new Map(objective.filter((term) => term !== 'tableMoves').map((term, index) => [term, this.times.bestRank[index + 1] ?? 0]))
    const value = { weight: -figures.get('weight')!, breaks: figures.get('breaks')!, breakSlots: figures.get('breakSlots')! }
    const fraction = this.phase === 'done' ? 1 : Math.min(1, this.fraction())
    return { phase: this.phase, fraction, steps: this.steps, value, bound: { ...this.bound }, placed: this.times.best.reduce((count, slot) => (slot >= 0 ? count + 1 : count), 0), complete: this.times.bestRank[0] === 0, elapsedMs: this.elapsed() }
  }

  /** The best plan found so far. */
  plan(): TimetablePlan {
    const run = { seed: this.options.seed, seconds: Math.round(this.elapsed()) / 1000 }
    if (this.core) return assembleContradiction(this.problem, this.core, run)
    const tables = this.tables ?? new TableSearch(this.model, this.times.best, this.random)
    return assemblePlan(this.problem, this.model, this.times.best, tables.best, this.bound, run)
  }

  private clock(): number {
    return this.options.now?.() ?? 0
  }

  private elapsed(): number {
    return this.clock() - this.startedMs
  }

  private stepBudget(): number | undefined {
    return this.options.stepBudget ?? (this.options.deadlineMs === undefined || !this.options.now ? defaultSteps : undefined)
  }

  /** Steps rule where a budget is given, so that the clock can't change the outcome except by ending it. */
  private fraction(): number {
    const budget = this.stepBudget()
    return budget === undefined ? this.elapsed() / this.options.deadlineMs! : this.steps / Math.max(1, budget)
  }

  private isOver(): boolean {
    if (this.stopped || this.options.shouldStop?.()) return true
    return this.options.now !== undefined && this.options.deadlineMs !== undefined && this.elapsed() >= this.options.deadlineMs
  }

  /** There is a timetable before there is a bound: on a large day the flow takes longer than filling it twice. */
  private boundTimes(): void {
    const relaxed = relaxWeight(this.model)
    const first = this.times.best
    this.bound.weight = Math.min(this.bound.weight, relaxed.bound)
    this.times = new TimeSearch(this.model, this.random, { ...relaxed, bound: this.bound.weight })
    this.times.adopt(first)
    this.isBounded = true
  }

  private advanceTimes(): void {
    if (!this.isBounded) this.boundTimes()
    const fraction = this.fraction() / (1 - this.shareOfTables())
    if (fraction >= 1 || this.isOver() || this.times.isDone(this.bound.breaks)) {
      this.options.onTimesOver?.(this)
      this.phase = 'tables'
      this.tablesFromMs = this.elapsed()
      this.tablesFromSteps = this.steps
      this.tables = new TableSearch(this.model, this.times.best, this.random)
      return
    }
    this.times.run(chunk, fraction)
    this.steps += chunk
    this.report()
  }

  private advanceTables(): void {
    const spent = this.steps - this.tablesFromSteps
    const fraction = this.tableFraction(spent)
    if (fraction >= 1 || this.tables!.bestCost === this.tables!.leastMoves || (this.isOver() && spent >= quickTableSteps)) {
      this.phase = 'done'
      this.options.onProgress?.(this.progress())
      return
    }
    this.tables!.run(chunk, fraction)
    this.steps += chunk
    this.report()
  }

  /** Exchanging tables is thorough only where fewer changes of table were asked for. */
  private tableFraction(spent: number): number {
    const budget = this.stepBudget()
    if (!this.model.asked.includes('tableMoves') || this.stopped) return spent / quickTableSteps
    if (budget !== undefined) return spent / Math.max(quickTableSteps, budget * tableShare)
    return (this.elapsed() - this.tablesFromMs) / Math.max(1, this.options.deadlineMs! * this.shareOfTables())
  }

  private shareOfTables(): number {
    if (!this.model.asked.includes('tableMoves')) return 0.01
    const { deadlineMs } = this.options
    return this.stepBudget() === undefined && deadlineMs! > 0 ? Math.min(tableShare, longestTablePhaseMs / deadlineMs!) : tableShare
  }

  private report(): void {
    this.options.onProgress?.(this.progress())
  }
}

/** Searches to the end and returns the best plan found. Reads no clock and no chance but those it is given. */
export function solve(problem: TimetableProblem, options: SolveOptions): TimetablePlan {
  const search = new Search(problem, options)
  while (search.advance());
  return search.plan()
}

import { countOf, type Count } from '../../sat/cardinality.ts'
import { SatSolver } from '../../sat/solver.ts'
import { boundBreaks } from '../break-bound.ts'
import type { Model } from '../model.ts'
import { breakClauses } from './break-clauses.ts'
import { crowdClauses } from './crowd-clauses.ts'
import { timeVariables, type TimeVariables } from './time-variables.ts'

/** `improve` looks for a plan with fewer breaks, `refute` for a proof that there is none with so few; `both` takes turns. */
export type ProofRole = 'both' | 'improve' | 'refute'

export type ProofOptions = {
  seed: number
  role?: ProofRole
  /** First slot of each meeting (−1 where left out) of a plan that keeps all rules, and its breaks. */
  incumbent?: { slots: Int32Array; breaks: number }
  shouldStop?: () => boolean
}

/** Conflicts that one side gets before it is the other's turn, at first; more each time. */
const firstTurn = 1000
const longestTurn = 20_000

/** Whether breaks are what decides between plans: weight is not asked for before them, or can't differ. */
export function canProveBreaks(model: Model): boolean {
  const first = model.asked.find((term) => term !== 'weight' || model.must.some((must) => must === 0))
  return first === 'breaks' && model.meetings > 0
}

/**
 * Exact search for the fewest breaks: the rules as clauses, a unary count of all breaks, and a SAT solver that is asked
 * "at most k?" from below and from above until both meet. Every bound it states was proved by refutation.
 */
export class BreakProver {
  /** No plan has fewer breaks. */
  lower: number
  /** Fewest breaks of a plan known; `Infinity` while there is none. */
  upper = Infinity
  /** First slots of the best plan found or given. */
  best: Int32Array | null = null
  infeasible = false
  /** All timetables were refuted although one is known: a mistake in the clauses or the solver, never to be believed. */
  isDefective = false
  private readonly solver: SatSolver
  private readonly times: TimeVariables
  private readonly breaks: Count[]
  private total: Count = []
  private readonly model: Model
  private readonly options: ProofOptions
  private turn = 0

  constructor(model: Model, options: ProofOptions) {
    this.model = model
    this.options = options
    this.lower = boundBreaks(model)
    this.solver = new SatSolver(options.seed)
    this.times = timeVariables(this.solver, model)
    crowdClauses(this.solver, model, this.times)
    this.breaks = breakClauses(this.solver, model, this.times)
    if (options.incumbent) this.take(options.incumbent.slots, options.incumbent.breaks)
    this.count()
    if (options.incumbent) this.imitate(options.incumbent.slots)
  }

  get conflicts(): number {
    return this.solver.conflicts
  }

  get isDone(): boolean {
    return this.infeasible || this.isDefective || this.lower >= this.upper
  }

  /** What was found out elsewhere about the same problem: a proved bound, and breaks of a plan that keeps all rules. */
  learn(lower: number, upper: number): void {
    this.lower = Math.max(this.lower, lower)
    this.upper = Math.min(this.upper, upper)
  }

  /** Works for some thousand conflicts; false once all is proved. */
  advance(): boolean {
    if (this.isDone) return false
    const conflicts = Math.min(longestTurn, firstTurn * (1 + (this.turn >> 1)))
    const atMost = this.isRefuting() ? this.lower : this.upper - 1
    this.turn++
    const assumptions = atMost < this.total.length ? [-this.total[atMost]!] : []
    const answer = this.solver.solve(assumptions, { conflicts, shouldStop: this.options.shouldStop })
    if (answer === 'sat') this.takeModel()
    if (answer === 'unsat') this.refuted(assumptions.length === 0 || this.solver.core.length === 0, atMost)
    return !this.isDone
  }

  private isRefuting(): boolean {
    const { role = 'both' } = this.options
    return role === 'both' ? this.turn % 2 === 1 && this.upper < Infinity : role === 'refute'
  }

  private refuted(altogether: boolean, atMost: number): void {
    if (altogether) {
      if (this.upper < Infinity) this.isDefective = true
      else this.infeasible = true
      return
    }
    this.lower = Math.max(this.lower, atMost + 1)
    this.solver.clause([this.total[atMost]!])
  }

  private take(slots: Int32Array, breaks: number): void {
    if (breaks >= this.upper) return
    this.upper = breaks
    this.best = slots.slice()
  }

  /** Plans with as many breaks as the best known, or more, are of no interest: nothing beyond is counted. */
  private count(): void {
    const all = this.breaks.flat()
    const most = Math.min(all.length, this.upper)
    this.total = countOf(this.solver, all, { most, atLeast: true, atMost: false })
  }

  private takeModel(): void {
    const slots = new Int32Array(this.model.meetings).fill(-1)
    this.times.starts.forEach((own, meeting) => {
      for (const [slot, variable] of own) if (this.solver.isTrue(variable)) slots[meeting] = slot
    })
    const breaks = this.breaks.flat().filter((literal) => this.solver.isTrue(literal)).length
    this.take(slots, breaks)
  }

  /** Lets the solver try the values of a plan first. */
  private imitate(slots: Int32Array): void {
    const pinned: number[] = []
    slots.forEach((slot, meeting) => {
      const variable = this.times.starts[meeting]!.get(slot)
      if (variable !== undefined) pinned.push(variable)
    })
    this.solver.solve(pinned, { conflicts: 1 })
    this.solver.keepPreferences()
  }
}

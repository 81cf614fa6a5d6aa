import { boundBreaks } from '../break-bound.ts'
import type { Model } from '../model.ts'
import { BreakFormula } from './break-formula.ts'
import { Neighbourhoods } from './neighbourhood.ts'

/**
 * `improve` looks for a plan with fewer breaks, anywhere and near the best known in turn; `refute` for a proof that there is none with
 * so few; `both` takes turns between all three.
 */
export type ProofRole = 'both' | 'improve' | 'refute'

export type ProofOptions = {
  seed: number
  role?: ProofRole
  /** First slot of each meeting (−1 where left out) of a plan that keeps all rules, and its breaks. */
  incumbent?: { slots: Int32Array; breaks: number }
  shouldStop?: () => boolean
  /** Conflicts of the first turn of each side. */
  firstTurn?: number
}

/** Conflicts that one side gets before it is the other's turn, at first; more each time. */
const usualFirstTurn = 1000
const longestTurn = 20_000
/** Conflicts after which a neighbourhood is given up. */
const nearbyConflicts = 500
/** Rounds without looking nearby: what is easy is over by then. */
const directRounds = 2
const turnsOf = { improve: ['anywhere', 'nearby'], refute: ['refute'], both: ['anywhere', 'refute', 'nearby'] } as const

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
  private readonly formula: BreakFormula
  /** A second solver, so that what is near the best plan doesn't lead the first astray; made when it is first needed. */
  private near: BreakFormula | null = null
  /** A third solver, for a question of the refuting side that took long: what is asked there is a fact, so clauses become shorter. */
  private hard: { atMost: number; formula: BreakFormula } | null = null
  /** What was asked last without an answer. */
  private unsettled = -1
  private conflictsBefore = 0
  private readonly neighbourhoods: Neighbourhoods
  private readonly model: Model
  private readonly options: ProofOptions
  private readonly firstTurn: number
  private turn = 0

  constructor(model: Model, options: ProofOptions) {
    this.model = model
    this.options = options
    this.firstTurn = options.firstTurn ?? usualFirstTurn
    this.neighbourhoods = new Neighbourhoods(model, options.seed)
    this.lower = boundBreaks(model)
    if (options.incumbent) this.take(options.incumbent)
    this.formula = new BreakFormula(model, options.seed, this.upper)
    if (this.best) this.formula.imitate(this.best)
  }

  get conflicts(): number {
    return [this.formula, this.near, this.hard?.formula].reduce((sum, formula) => sum + (formula?.solver.conflicts ?? 0), this.conflictsBefore)
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
    const turns = turnsOf[this.options.role ?? 'both']
    const kind = turns[this.turn % turns.length]!
    const round = Math.floor(this.turn / turns.length)
    const conflicts = Math.min(longestTurn, this.firstTurn * (1 + round))
    this.turn++
    if (kind === 'nearby') this.searchNearby(round < directRounds ? 0 : conflicts)
    // With one break between the bounds both sides ask the same question, each in its own way.
    else if (this.upper < Infinity && (kind === 'refute' || this.upper - 1 === this.lower)) this.refute(conflicts)
    else this.ask(this.upper - 1, conflicts)
    return !this.isDone
  }

  /** Asks for as few breaks as are not refuted yet: soon stated as a fact, to a solver of its own. */
  private refute(conflicts: number): void {
    const asked = this.lower
    if (this.unsettled !== asked) {
      this.unsettled = asked
      return this.ask(asked, Math.min(conflicts, this.firstTurn))
    }
    const formula = this.hardFormula(asked)
    const answer = formula.solver.solve([], { conflicts, shouldStop: this.options.shouldStop })
    if (answer === 'sat') this.take(formula.found())
    if (answer === 'unsat') this.refuted(false, asked)
  }

  private hardFormula(atMost: number): BreakFormula {
    if (this.hard?.atMost === atMost) return this.hard.formula
    this.conflictsBefore += this.hard?.formula.solver.conflicts ?? 0
    const formula = new BreakFormula(this.model, this.options.seed, atMost + 1)
    formula.allow(atMost)
    if (this.best) formula.imitate(this.best)
    this.hard = { atMost, formula }
    return formula
  }

  private ask(atMost: number, conflicts: number): void {
    const { solver } = this.formula
    const assumptions = this.formula.limit(atMost)
    const answer = solver.solve(assumptions, { conflicts, shouldStop: this.options.shouldStop })
    if (answer === 'sat') this.take(this.formula.found())
    if (answer === 'unsat') this.refuted(assumptions.length === 0 || solver.core.length === 0, atMost)
  }

  /**
   * Large-neighbourhood search: all but some meetings stay where the best plan has them, and fewer breaks are asked of the
   * rest. What is learnt holds for the whole problem, for pinning is an assumption and no clause.
   */
  private searchNearby(conflicts: number): void {
    if (this.best === null || conflicts === 0) return
    this.near ??= new BreakFormula(this.model, this.options.seed, this.upper)
    const { near, neighbourhoods } = this
    const until = near.solver.conflicts + conflicts
    // Most are settled by a handful of conflicts, some by none: their number is limited too.
    for (let tries = conflicts / 10; tries > 0 && near.solver.conflicts < until && !this.isDone && !this.options.shouldStop?.(); tries--) {
      const freed = neighbourhoods.choose(this.best)
      const assumptions = [...near.limit(this.upper - 1), ...near.pins(this.best, (meeting) => freed[meeting] === 0)]
      const answer = near.solver.solve(assumptions, { conflicts: nearbyConflicts, shouldStop: this.options.shouldStop })
      if (answer === 'sat') this.take(near.found())
      else neighbourhoods.adapt(answer === 'unsat')
    }
  }

  private refuted(altogether: boolean, atMost: number): void {
    if (altogether) {
      if (this.upper < Infinity) this.isDefective = true
      else this.infeasible = true
      return
    }
    this.lower = Math.max(this.lower, atMost + 1)
    this.formula.forbid(atMost)
  }

  private take({ slots, breaks }: { slots: Int32Array; breaks: number }): void {
    if (breaks >= this.upper) return
    this.upper = breaks
    this.best = slots.slice()
  }
}

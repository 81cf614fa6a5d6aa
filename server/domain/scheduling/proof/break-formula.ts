import { countOf, type Count } from '../../sat/cardinality.ts'
import { SatSolver } from '../../sat/solver.ts'
import type { Model } from '../model.ts'
import { breakClauses } from './break-clauses.ts'
import { crowdClauses } from './crowd-clauses.ts'
import { timeVariables, type TimeVariables } from './time-variables.ts'

/** All rules of a timetable and a unary count of its breaks, in a solver of their own. */
export class BreakFormula {
  readonly solver: SatSolver
  private readonly times: TimeVariables
  private readonly breaks: Count[]
  private readonly total: Count
  private readonly model: Model

  /** More than `most` breaks are of no interest and not told apart. */
  constructor(model: Model, seed: number, most: number) {
    this.model = model
    this.solver = new SatSolver(seed)
    this.times = timeVariables(this.solver, model)
    crowdClauses(this.solver, model, this.times)
    this.breaks = breakClauses(this.solver, model, this.times)
    const all = this.breaks.flat()
    this.total = countOf(this.solver, all, { most: Math.min(all.length, most), atLeast: true, atMost: false })
  }

  /** What to assume for at most so many breaks; nothing where there can't be more. */
  limit(atMost: number): number[] {
    return atMost < this.total.length ? [-this.total[atMost]!] : []
  }

  /** From now on only timetables with more breaks count. */
  forbid(atMost: number): void {
    this.solver.clause([this.total[atMost]!])
  }

  /** From now on only timetables with at most so many breaks count. */
  allow(atMost: number): void {
    for (const literal of this.limit(atMost)) this.solver.clause([literal])
  }

  /** What to assume so that some meetings start where a timetable has them. */
  pins(slots: Int32Array, which: (meeting: number) => boolean): number[] {
    const pinned: number[] = []
    slots.forEach((slot, meeting) => {
      const variable = this.times.starts[meeting]!.get(slot)
      if (variable !== undefined && which(meeting)) pinned.push(variable)
    })
    return pinned
  }

  /** Lets the solver try the values of a timetable first. */
  imitate(slots: Int32Array): void {
    this.solver.solve(this.pins(slots, () => true), { conflicts: 1 })
    this.solver.keepPreferences()
  }

  /** The timetable that the solver has just found: first slots, −1 where a meeting is left out, and its breaks. */
  found(): { slots: Int32Array; breaks: number } {
    const slots = new Int32Array(this.model.meetings).fill(-1)
    this.times.starts.forEach((own, meeting) => {
      for (const [slot, variable] of own) if (this.solver.isTrue(variable)) slots[meeting] = slot
    })
    return { slots, breaks: this.breaks.flat().filter((literal) => this.solver.isTrue(literal)).length }
  }
}

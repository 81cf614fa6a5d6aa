import { SatSolver } from '../../sat/solver.ts'
import type { Model } from '../model.ts'
import type { Reason } from '../problem.ts'
import { breakClauses } from './break-clauses.ts'
import { crowdClauses } from './crowd-clauses.ts'
import { timeVariables } from './time-variables.ts'

/** Which rules are looked at besides availability, order and one meeting at a time. */
type Rules = { tables: boolean; fairness: boolean }

const trialConflicts = 3000

/** No meeting must be held any more: whether it is becomes an assumption that can be blamed. */
function withoutMusts(model: Model): Model {
  return { ...model, must: new Uint8Array(model.meetings) }
}

class Trial {
  private readonly solver: SatSolver
  private readonly held: number[]

  constructor(model: Model, rules: Rules, seed: number) {
    this.solver = new SatSolver(seed)
    const times = timeVariables(this.solver, withoutMusts(model))
    if (rules.tables) crowdClauses(this.solver, model, times)
    if (rules.fairness) breakClauses(this.solver, withoutMusts(model), times)
    this.held = times.held
  }

  /** Some of the meetings that can't all be held; null where they can, or where it could not be told in time. */
  clash(meetings: readonly number[], conflicts: number, shouldStop?: () => boolean): number[] | null {
    if (this.solver.solve(meetings.map((meeting) => this.held[meeting]!), { conflicts, shouldStop }) !== 'unsat') return null
    const blamed = new Set(this.solver.core)
    return meetings.filter((meeting) => blamed.has(this.held[meeting]!))
  }
}

/**
 * Explains a problem that was refuted: meetings that can't all be held together, under as few kinds of rules as were
 * needed, none of which can be spared as far as a short trial tells. Every answer was itself refuted; null where
 * the time was too short for that.
 */
export function explainClash(model: Model, options: { seed: number; conflicts: number; shouldStop?: () => boolean }): Reason | null {
  const musts = Array.from({ length: model.meetings }, (_, meeting) => meeting).filter((meeting) => model.must[meeting])
  const stages = [
    { code: 'musts_clash', tables: false, fairness: false },
    { code: 'musts_clash_tables', tables: true, fairness: false },
    { code: 'musts_clash_fairness', tables: true, fairness: true },
  ] as const
  for (const { code, ...rules } of stages) {
    if (rules.fairness && model.fair < 0) continue
    const trial = new Trial(model, rules, options.seed)
    const first = trial.clash(musts, options.conflicts, options.shouldStop)
    if (!first) continue
    let kept = first
    for (const meeting of first) {
      if (options.shouldStop?.()) break
      if (!kept.includes(meeting)) continue
      kept = trial.clash(kept.filter((other) => other !== meeting), trialConflicts, options.shouldStop) ?? kept
    }
    const meetings = kept.map((meeting) => model.meetingIds[meeting]!)
    return { code, params: { meetings, needed: meetings.length, ...(rules.fairness && { limit: model.fair }) } }
  }
  return null
}

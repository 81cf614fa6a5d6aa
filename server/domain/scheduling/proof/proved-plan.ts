import { assembleContradiction, assemblePlan } from '../assemble.ts'
import type { Model } from '../model.ts'
import { Prng } from '../prng.ts'
import type { Reason, TimetablePlan, TimetableProblem } from '../problem.ts'
import { TableSearch } from '../tables.ts'

const tableSteps = 40_000

/** What a proof came to; `slots` are null where it found nothing better than the plan it started from. */
export type ProofResult = { lower: number; slots: Int32Array | null; infeasible: Reason | null }

export function slotsOf(model: Model, plan: Pick<TimetablePlan, 'placed'>): Int32Array {
  const slot = new Map(plan.placed.map((placed) => [placed.meeting, placed.slot]))
  return Int32Array.from(model.meetingIds, (id) => slot.get(id) ?? -1)
}

/** The plan that a proof started from with all that was found out since: better times, a higher bound, a verdict. */
export function provedPlan(problem: TimetableProblem, model: Model, plan: TimetablePlan, result: ProofResult, seconds: number): TimetablePlan {
  const run = { seed: plan.seed, seconds }
  if (result.infeasible) return assembleContradiction(problem, result.infeasible, run)
  const bound = { ...plan.bound, weight: plan.bound?.weight ?? 0, breaks: Math.max(plan.bound?.breaks ?? 0, result.lower) }
  const found = result.slots && withTables(problem, model, result.slots, bound, run)
  // Times for which no tables were found are of no use; the bound holds all the same.
  if (found && found.status !== 'unknown') return found
  const least = { ...bound, breakSlots: bound.breaks, tableMoves: 0 }
  const isOptimal = plan.status === 'feasible' && model.asked.every((term) => plan.value[term] === least[term])
  return { ...plan, ...run, bound, status: isOptimal ? 'optimal' : plan.status }
}

function withTables(problem: TimetableProblem, model: Model, slots: Int32Array, bound: { weight: number; breaks: number }, run: { seed: number; seconds: number }): TimetablePlan {
  const tables = new TableSearch(model, slots, new Prng(run.seed))
  tables.run(tableSteps, 0)
  return assemblePlan(problem, model, slots, tables.best, bound, run)
}

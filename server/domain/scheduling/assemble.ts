import { explainAll } from './explain.ts'
import type { Model } from './model.ts'
import { planFormat, type PlacedMeeting, type PlanStatus, type PlanValue, type Reason, type TimetablePlan, type TimetableProblem } from './problem.ts'
import { State } from './state.ts'
import { leastTableMoves } from './table-bound.ts'
import { keepLinks } from './table-links.ts'
import { brokenRules } from './totals.ts'

export type Bound = { weight: number; breaks: number }

/** Leaves out what has no table and, one after another, what would stand before something it follows. */
function tenable(model: Model, slotOf: Int32Array, tableOf: Int32Array): Int32Array {
  const kept = slotOf.map((slot, meeting) => (tableOf[meeting]! < 0 ? -1 : slot))
  for (let changed = true; changed; ) {
    changed = false
    for (let m = 0; m < model.meetings; m++) {
      for (let i = model.predecessors.start[m]!; kept[m]! >= 0 && i < model.predecessors.start[m + 1]!; i++) {
        const first = model.predecessors.items[i]!
        if (kept[first]! >= 0 && kept[first]! + model.length[first]! <= kept[m]!) continue
        kept[m] = -1
        changed = true
      }
    }
  }
  return kept
}

function countTableMoves(model: Model, slotOf: Int32Array, tableOf: Int32Array): number {
  let moves = 0
  for (let participant = 0; participant < model.participants; participant++) {
    const own = Array.from(model.meetingsOf.items.subarray(model.meetingsOf.start[participant], model.meetingsOf.start[participant + 1]))
    const held = own.filter((meeting) => slotOf[meeting]! >= 0).sort((a, b) => slotOf[a]! - slotOf[b]!)
    for (let i = 1; i < held.length; i++) if (tableOf[held[i]!] !== tableOf[held[i - 1]!]) moves++
  }
  return moves
}

function tableBounds(model: Model, slotOf: Int32Array, finished: boolean, breaks: number): { tableMoves?: number; tableMovesInTheseSlots: number } {
  const tableMovesInTheseSlots = keepLinks(model, slotOf).leastMoves
  const tableMoves = finished ? leastTableMoves(model, breaks) : null
  return { ...(tableMoves !== null && { tableMoves }), tableMovesInTheseSlots }
}

/** `optimal` only where every figure asked for stands at its proved bound, none skipped. */
function statusOf(model: Model, finished: boolean, value: PlanValue, bound: Bound & { tableMoves?: number }): PlanStatus {
  if (!finished) return 'unknown'
  const least: PlanValue = { weight: bound.weight, breaks: bound.breaks, breakSlots: bound.breaks, tableMoves: bound.tableMoves ?? 0 }
  return model.asked.every((term) => value[term] === least[term]) ? 'optimal' : 'feasible'
}

export function assemblePlan(problem: TimetableProblem, model: Model, slotOf: Int32Array, tableOf: Int32Array, bound: Bound, run: { seed: number; seconds: number }): TimetablePlan {
  const kept = tenable(model, slotOf, tableOf)
  const state = new State(model)
  kept.forEach((slot, meeting) => slot >= 0 && state.place(meeting, slot))
  const placed: (PlacedMeeting & { order: number })[] = []
  kept.forEach((slot, meeting) => {
    if (slot >= 0) placed.push({ meeting: model.meetingIds[meeting]!, slot, table: model.tableIds[tableOf[meeting]!]!, order: tableOf[meeting]! })
  })
  placed.sort((a, b) => a.slot - b.slot || a.order - b.order)
  const { totals } = state
  const value = { weight: totals.weight, breaks: totals.breaks, breakSlots: totals.idle, tableMoves: countTableMoves(model, kept, tableOf) }
  const finished = brokenRules(totals, state.unfairness()) === 0
  const proved = { ...bound, ...tableBounds(model, kept, finished, totals.breaks) }
  const rows = placed.map(({ meeting, slot, table }) => ({ meeting, slot, table }))
  return {
    format: planFormat,
    status: statusOf(model, finished, value, proved),
    placed: rows,
    unplaced: explainAll(problem, { placed: rows }),
    value,
    bound: proved,
    ...run,
  }
}

/** The answer to a problem that was proved to have none: nothing is placed and the contradiction is named. */
export function assembleContradiction(problem: TimetableProblem, core: Reason, run: { seed: number; seconds: number }): TimetablePlan {
  const named = core.params['meetings'] ?? core.params['meeting']
  const blamed = new Set(Array.isArray(named) ? named.map(String) : [String(named)])
  return {
    format: planFormat,
    status: 'infeasible',
    placed: [],
    unplaced: problem.meetings.map(({ id }) => {
      const own = blamed.has(id) || !('meetings' in core.params || 'meeting' in core.params)
      return own ? { meeting: id, why: core.code, detail: core.params } : { meeting: id, why: 'better_without', detail: {} }
    }),
    value: { weight: 0, breaks: 0, breakSlots: 0, tableMoves: 0 },
    core,
    ...run,
  }
}

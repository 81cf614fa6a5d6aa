import type { Model } from './model.ts'
import type { PlacedMeeting, PlanDiff, PlanValue, TimetableProblem } from './problem.ts'

/** What became of every meeting that the problem still knows. */
export function diffOf(problem: TimetableProblem, announced: ReadonlyMap<string, PlacedMeeting>, placed: readonly PlacedMeeting[]): PlanDiff {
  const now = new Map(placed.map((entry) => [entry.meeting, entry]))
  const diff: PlanDiff = { moved: [], dropped: [], added: [], retabled: [] }
  for (const { id } of problem.meetings) {
    const [before, after] = [announced.get(id), now.get(id)]
    if (before && !after) diff.dropped.push(id)
    else if (!before && after) diff.added.push(id)
    else if (before && after && before.slot !== after.slot) diff.moved.push(id)
    else if (before && after && before.table !== after.table) diff.retabled.push(id)
  }
  return diff
}

/** The figures of a finished plan. */
export function valueOf(model: Model, slotOf: Int32Array, tableOf: Int32Array): PlanValue {
  const value: PlanValue = { weight: 0, breaks: 0, breakSlots: 0, tableMoves: 0 }
  for (let meeting = 0; meeting < model.meetings; meeting++) if (slotOf[meeting]! >= 0) value.weight += model.weight[meeting]!
  for (let participant = 0; participant < model.participants; participant++) {
    const own = Array.from(model.meetingsOf.items.subarray(model.meetingsOf.start[participant]!, model.meetingsOf.start[participant + 1]!))
    const day = own.filter((meeting) => slotOf[meeting]! >= 0).sort((a, b) => slotOf[a]! - slotOf[b]!)
    for (let i = 1; i < day.length; i++) {
      const idle = slotOf[day[i]!]! - slotOf[day[i - 1]!]! - model.length[day[i - 1]!]!
      if (idle > 0) value.breaks++
      value.breakSlots += idle
      if (tableOf[day[i]!] !== tableOf[day[i - 1]!]) value.tableMoves++
    }
  }
  return value
}

import { createBoard, place } from '../scheduling/board.ts'
import { explainAll } from '../scheduling/explain.ts'
import type { Reason, TimetablePlan, TimetableProblem } from '../scheduling/problem.ts'
import { unfinishedCodes, verify, type Violation } from '../scheduling/verify.ts'

export type Moved = { ok: true; plan: TimetablePlan } | { ok: false; reasons: Reason[] }

/** Faults that no plan may have, whatever its status; an unfinished one may lack a meeting that must be held. */
export function faultsOf(problem: TimetableProblem, plan: TimetablePlan): Violation[] {
  const { violations } = verify(problem, plan)
  return plan.status === 'unknown' || plan.status === 'infeasible' ? violations.filter(({ code }) => !unfinishedCodes.includes(code)) : violations
}

/** The plan with one meeting somewhere else, or every reason against it. `slot` null takes it off the board. */
export function moveInPlan(problem: TimetableProblem, plan: TimetablePlan, meetingId: string, to: { slot: number; table: string } | null): Moved {
  const meeting = problem.meetings.find((one) => one.id === meetingId)
  if (meeting === undefined) return { ok: false, reasons: [{ code: 'meeting_unknown', params: { meeting: meetingId } }] }
  if (to === null) {
    if (meeting.slot !== undefined) return { ok: false, reasons: [{ code: 'pinned_slot', params: { slot: meeting.slot } }] }
    return { ok: true, plan: recount(problem, plan, plan.placed.filter((one) => one.meeting !== meetingId)) }
  }
  const placement = place(createBoard(problem, plan), meetingId, to.slot, to.table)
  if (!placement.ok) return placement
  const rest = plan.placed.filter((one) => one.meeting !== meetingId)
  return { ok: true, plan: recount(problem, plan, [...rest, { meeting: meetingId, slot: to.slot, table: to.table }]) }
}

/** The same plan with other places: figures and reasons are worked out afresh, what was proved stays proved. */
export function recount(problem: TimetableProblem, plan: TimetablePlan, placed: TimetablePlan['placed']): TimetablePlan {
  const next = { ...plan, placed, unplaced: explainAll(problem, { placed }) }
  const { value, violations } = verify(problem, next)
  const unfinished = violations.some(({ code }) => unfinishedCodes.includes(code))
  return { ...next, value, status: unfinished ? 'unknown' : 'feasible' }
}

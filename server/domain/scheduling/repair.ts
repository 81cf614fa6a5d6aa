import { changeProblem } from './change-problem.ts'
import { tablesOf, type Meeting, type PlacedMeeting, type PlanDiff, type Repair, type TimetablePlan, type TimetableProblem } from './problem.ts'
import { Search, type SolveOptions } from './solve.ts'
import { indexProblem, staticReasons, type ProblemIndex } from './static-reasons.ts'

/** Moving an announced meeting by a slot or by ten is worth two of the weight that a middling meeting has. */
const movePrice = 2
/** Changes of table that must be saved before an announced table is changed. */
const tableLoyalty = 3

export type RepairOptions = Pick<SolveOptions, 'seed' | 'stepBudget' | 'now' | 'deadlineMs' | 'onProgress' | 'shouldStop'>

/** `problem` is the one that the plan answers: the given one with all changes. */
export type Repaired = { problem: TimetableProblem; plan: TimetablePlan & { diff: PlanDiff } }

type Announced = ReadonlyMap<string, PlacedMeeting>

/** Meetings that started before the horizon and can still be held as announced; where tables were lost, the lightest give way. */
function frozenMeetings(index: ProblemIndex, announced: Announced, horizon: number): Set<string> {
  const room = Array.from({ length: index.problem.slots }, (_, slot) => tablesOf(index.problem).filter((table) => !table.unavailable?.includes(slot)).length)
  const past = index.problem.meetings.filter((meeting) => {
    const slot = announced.get(meeting.id)?.slot
    return slot !== undefined && slot < horizon && staticReasons(index, meeting, slot).every((reason) => reason.code === 'pinned_slot')
  })
  past.sort((a, b) => announced.get(a.id)!.slot - announced.get(b.id)!.slot || Number(b.must ?? false) - Number(a.must ?? false) || (b.weight ?? 1) - (a.weight ?? 1))
  const frozen = new Set<string>()
  for (const meeting of past) {
    const covered = Array.from({ length: meeting.length ?? 1 }, (_, i) => announced.get(meeting.id)!.slot + i)
    if (covered.some((slot) => room[slot]! <= 0)) continue
    for (const slot of covered) room[slot]!--
    frozen.add(meeting.id)
  }
  return frozen
}

/** Nothing new may be held before the horizon: what is frozen is pinned, all else may only be later. */
function freeze(problem: TimetableProblem, announced: Announced, frozen: ReadonlySet<string>, horizon: number): TimetableProblem {
  const later = Array.from({ length: Math.max(0, problem.slots - horizon) }, (_, index) => horizon + index)
  const limit = (meeting: Meeting): Meeting => {
    if (frozen.has(meeting.id)) return { ...meeting, slot: announced.get(meeting.id)!.slot }
    return { ...meeting, allowed: meeting.allowed ? meeting.allowed.filter((slot) => slot >= horizon) : later }
  }
  return horizon <= 0 ? problem : { ...problem, meetings: problem.meetings.map(limit) }
}

/** The announced tables that still exist and are open when they are needed. */
function tablesBefore(problem: TimetableProblem, announced: Announced): Int32Array {
  const index = new Map(tablesOf(problem).map((table, position) => [table.id, { position, closed: new Set(table.unavailable) }]))
  return Int32Array.from(problem.meetings, (meeting) => {
    const entry = announced.get(meeting.id)
    const table = entry && index.get(entry.table)
    if (!entry || !table) return -1
    for (let slot = entry.slot; slot < entry.slot + (meeting.length ?? 1); slot++) if (table.closed.has(slot)) return -1
    return table.position
  })
}

function diffOf(problem: TimetableProblem, announced: Announced, plan: TimetablePlan): PlanDiff {
  const placed = new Map(plan.placed.map((entry) => [entry.meeting, entry]))
  const diff: PlanDiff = { moved: [], dropped: [], added: [], retabled: [] }
  for (const { id } of problem.meetings) {
    const [before, after] = [announced.get(id), placed.get(id)]
    if (before && !after) diff.dropped.push(id)
    else if (!before && after) diff.added.push(id)
    else if (before && after && before.slot !== after.slot) diff.moved.push(id)
    else if (before && after && before.table !== after.table) diff.retabled.push(id)
  }
  return diff
}

/**
 * Mends an announced timetable after changes. What starts before `now + notice` stays as it is unless it can no longer be held;
 * of the rest as little as possible is dropped, then moved, then put at another table. A must that can't be kept doesn't
 * stop the repair: the plan is then the best that can be had, with status `infeasible` and the contradiction in `core`.
 */
export function repairPlan(problem: TimetableProblem, placed: readonly PlacedMeeting[], repair: Repair, options: RepairOptions): Repaired {
  const changed = changeProblem(problem, repair)
  const announced: Announced = new Map(placed.map((entry) => [entry.meeting, entry]))
  const horizon = repair.now + repair.notice
  const frozen = frozenMeetings(indexProblem(changed), announced, horizon)
  const limited = freeze(changed, announced, frozen, horizon)
  const fixed = Uint8Array.from(limited.meetings, (meeting) => (frozen.has(meeting.id) ? 1 : 0))
  const slotOf = Int32Array.from(limited.meetings, (meeting) => announced.get(meeting.id)?.slot ?? -1)
  const before = tablesBefore(limited, announced)
  const search = new Search(limited, {
    ...options,
    heritage: { slotOf, fixed, movePrice },
    tableWishes: { before, loyalty: tableLoyalty, fixed: fixed.map((flag, meeting) => (flag === 1 && before[meeting]! >= 0 ? 1 : 0)) },
  })
  while (search.advance());
  const plan = search.plan()
  return { problem: changed, plan: { ...plan, diff: diffOf(changed, announced, plan) } }
}

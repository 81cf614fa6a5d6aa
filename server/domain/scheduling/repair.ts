import { hasBit } from './bits.ts'
import { findContradiction } from './contradiction.ts'
import { changeProblem } from './change-problem.ts'
import { explainAll } from './explain.ts'
import { mendTables, type AnnouncedTables } from './mend-tables.ts'
import { Mender } from './mend.ts'
import { compile, type Model } from './model.ts'
import { Prng } from './prng.ts'
import { planFormat, tablesOf, type Meeting, type PlacedMeeting, type PlanDiff, type PlanStatus, type Repair, type TimetablePlan, type TimetableProblem } from './problem.ts'
import { diffOf, valueOf } from './repaired-plan.ts'
import type { SolveOptions } from './solve.ts'
import { indexProblem, staticReasons, type ProblemIndex } from './static-reasons.ts'
import { boundWeight } from './weight-bound.ts'

/** `stepBudget` counts positions looked at after the first answer; without it and without a deadline there is only that. */
export type RepairOptions = Pick<SolveOptions, 'seed' | 'stepBudget' | 'now' | 'deadlineMs' | 'shouldStop'>

/** `problem` is the one that the plan answers: the given one with all changes. */
export type Repaired = { problem: TimetableProblem; plan: TimetablePlan & { diff: PlanDiff } }

/** Share of the weight for which others than those at a lost table give way. */
const worthwhile = 0.0005

type AnnouncedAt = ReadonlyMap<string, PlacedMeeting>

/** Meetings that started before the horizon and can still be held as announced; where tables were lost, the lightest give way. */
function frozenMeetings(index: ProblemIndex, announced: AnnouncedAt, horizon: number): Set<string> {
  const tables = tablesOf(index.problem)
  const room = Array.from({ length: index.problem.slots }, (_, slot) => tables.filter((table) => !table.unavailable?.includes(slot)).length)
  const past = index.problem.meetings.filter((meeting) => {
    const slot = announced.get(meeting.id)?.slot
    return slot !== undefined && slot < horizon && staticReasons(index, meeting, slot).every((reason) => reason.code === 'pinned_slot')
  })
  const weight = (meeting: Meeting): number => meeting.weight ?? 1
  past.sort((a, b) => announced.get(a.id)!.slot - announced.get(b.id)!.slot || Number(b.must ?? false) - Number(a.must ?? false) || weight(b) - weight(a))
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
function freeze(problem: TimetableProblem, announced: AnnouncedAt, frozen: ReadonlySet<string>, horizon: number): TimetableProblem {
  const later = Array.from({ length: Math.max(0, problem.slots - horizon) }, (_, index) => horizon + index)
  const limit = (meeting: Meeting): Meeting => {
    if (frozen.has(meeting.id)) return { ...meeting, slot: announced.get(meeting.id)!.slot }
    return { ...meeting, allowed: meeting.allowed ? meeting.allowed.filter((slot) => slot >= horizon) : later }
  }
  return horizon <= 0 ? problem : { ...problem, meetings: problem.meetings.map(limit) }
}

/** The announced tables that still exist and are open when they are needed. */
function tablesBefore(problem: TimetableProblem, announced: AnnouncedAt): Int32Array {
  const index = new Map(tablesOf(problem).map((table, position) => [table.id, { position, closed: new Set(table.unavailable) }]))
  return Int32Array.from(problem.meetings, (meeting) => {
    const entry = announced.get(meeting.id)
    const table = entry && index.get(entry.table)
    if (!entry || !table) return -1
    for (let slot = entry.slot; slot < entry.slot + (meeting.length ?? 1); slot++) if (table.closed.has(slot)) return -1
    return table.position
  })
}

/** The compiled problem in which only what is still possible is permitted, without listing every slot of every meeting. */
function limitStarts(problem: TimetableProblem, model: Model, announced: AnnouncedAt, frozen: ReadonlySet<string>, horizon: number): Int32Array {
  const starts = model.starts.slice()
  problem.meetings.forEach(({ id }, meeting) => {
    const kept = frozen.has(id) ? announced.get(id)!.slot : -1
    for (let slot = 0; slot < model.slots; slot++) {
      if (!hasBit(starts, meeting, model.words, slot)) continue
      if (kept >= 0 ? slot !== kept : slot < horizon) starts[meeting * model.words + (slot >> 5)]! &= ~(1 << (slot & 31))
    }
    // A pin that was announced otherwise is kept as announced.
    if (kept >= 0) starts[meeting * model.words + (kept >> 5)]! |= 1 << (kept & 31)
  })
  return starts
}

/**
 * A repair that runs in pieces: `answer` gives a complete answer at once, `improve` looks for a better one for as long as
 * somebody likes. What starts before `now + notice` stays as it is unless it can no longer be held; of the rest as
 * little as possible is dropped, then moved, then put at another table; what was waiting gets what became free.
 */
export class RepairSearch {
  readonly problem: TimetableProblem
  private readonly announced: AnnouncedAt
  private readonly frozen: ReadonlySet<string>
  private readonly horizon: number
  private readonly model: Model
  private readonly menders: Mender[]
  private mender: Mender
  private readonly tables: AnnouncedTables
  private readonly seed: number
  /** Of the changed problem with nothing frozen: what holds for that holds for every plan that keeps the past as well. */
  private readonly weightBound: number

  constructor(problem: TimetableProblem, placed: readonly PlacedMeeting[], repair: Repair, seed: number) {
    this.seed = seed
    this.problem = changeProblem(problem, repair)
    this.announced = new Map(placed.map((entry) => [entry.meeting, entry]))
    this.horizon = repair.now + repair.notice
    this.frozen = this.horizon <= 0 ? new Set() : frozenMeetings(indexProblem(this.problem), this.announced, this.horizon)
    const compiled = compile(this.problem)
    this.weightBound = boundWeight(compiled)
    this.model = { ...compiled, starts: limitStarts(this.problem, compiled, this.announced, this.frozen, this.horizon) }
    const slotOf = Int32Array.from(this.problem.meetings, ({ id }) => this.announced.get(id)?.slot ?? -1)
    const fixed = Uint8Array.from(this.problem.meetings, ({ id }) => (this.frozen.has(id) ? 1 : 0))
    const before = tablesBefore(this.problem, this.announced)
    this.tables = { before, slots: slotOf.slice(), fixed: fixed.map((flag, meeting) => (flag === 1 && before[meeting]! >= 0 ? 1 : 0)) }
    const mender = (yields: Uint8Array): Mender => new Mender(this.model, { slotOf, fixed, yields, starts: this.model.starts.slice() }, new Prng(seed))
    const unseated = Uint8Array.from(this.problem.meetings, (_, meeting) => (slotOf[meeting]! >= 0 && before[meeting]! < 0 ? 1 : 0))
    this.menders = [mender(unseated), ...(unseated.includes(1) ? [mender(new Uint8Array(unseated.length))] : [])]
    this.mender = this.menders[0]!
  }

  /** Positions looked at so far. */
  get steps(): number {
    return this.mender.nodes
  }

  /**
   * Where a table was lost and a slot is full, somebody has to leave it: the meeting that sat at that table, or, where
   * that means dropping more or heavier ones, the lightest.
   */
  answer(): void {
    const [first, second] = this.menders
    if (!first || (second && first.isCrammed(this.horizon))) this.menders.shift()
    for (const mender of this.menders) mender.answer()
    this.mender = this.menders[0]!
    if (!first || !second || this.menders.length < 2) return
    const broken = second.board.broken() - first.board.broken()
    const isWorth = second.dropped() < first.dropped() || second.weight() - first.weight() > worthwhile * first.weight()
    if (broken < 0 || (broken === 0 && isWorth)) this.mender = second
  }

  /** Tries another way; true where the answer got better. */
  improve(): boolean {
    return this.mender.vary()
  }

  plan(elapsedMs: () => number): Repaired['plan'] {
    const { problem, model, mender } = this
    const tableOf = this.chooseTables()
    const slotOf = mender.board.slotOf
    const rows = problem.meetings.flatMap(({ id }, meeting) => (slotOf[meeting]! < 0 ? [] : [{ meeting: id, slot: slotOf[meeting]!, table: model.tableIds[tableOf[meeting]!]!, order: tableOf[meeting]! }]))
    rows.sort((a, b) => a.slot - b.slot || a.order - b.order)
    const placed = rows.map(({ meeting, slot, table }): PlacedMeeting => ({ meeting, slot, table }))
    const finished = mender.board.broken() === 0
    const core = finished ? null : findContradiction(freeze(problem, this.announced, this.frozen, this.horizon))
    const status: PlanStatus = finished ? 'feasible' : core ? 'infeasible' : 'unknown'
    return {
      format: planFormat,
      status,
      placed,
      unplaced: explainAll(problem, { placed }),
      value: valueOf(model, slotOf, tableOf),
      bound: { weight: this.weightBound },
      ...(core && { core }),
      seconds: Math.round(elapsedMs()) / 1000,
      seed: this.seed,
      diff: diffOf(problem, this.announced, placed),
    }
  }

  /** A meeting for which no table can be found has to look for another slot. */
  private chooseTables(): Int32Array {
    const { model, mender } = this
    for (;;) {
      const tableOf = mendTables(model, mender.board.slotOf, this.tables)
      const homeless = [...tableOf.keys()].filter((meeting) => tableOf[meeting]! < 0 && mender.board.slotOf[meeting]! >= 0)
      if (homeless.length === 0) return tableOf
      for (const meeting of homeless) mender.forbid(meeting)
      mender.answer()
    }
  }
}

/** Mends an announced timetable after changes; a must that can't be kept doesn't stop it: status `infeasible`, the contradiction in `core`. */
export function repairPlan(problem: TimetableProblem, placed: readonly PlacedMeeting[], repair: Repair, options: RepairOptions): Repaired {
  const clock = (): number => options.now?.() ?? 0
  const startedMs = clock()
  const search = new RepairSearch(problem, placed, repair, options.seed)
  search.answer()
  const answeredAt = search.steps
  const isOver = (): boolean => {
    if (options.shouldStop?.()) return true
    if (options.stepBudget !== undefined && search.steps - answeredAt >= options.stepBudget) return true
    if (options.deadlineMs === undefined || options.now === undefined) return options.stepBudget === undefined
    return clock() - startedMs >= options.deadlineMs
  }
  for (let vain = 0; vain < 200 && !isOver(); vain++) if (search.improve()) vain = 0
  return { problem: search.problem, plan: search.plan(() => clock() - startedMs) }
}

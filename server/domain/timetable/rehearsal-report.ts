import { tablesOf, type TimetableProblem } from '../scheduling/problem.ts'
import type { Day, DayPlan, LossCause } from './rehearsal-day.ts'

/** A figure over all runs: its mean with half the width of a 95 % interval, and the values that 5 % and 95 % of the runs stay below. */
export type Spread = { mean: number; error: number; low: number; high: number }

export type SlotFate = { slot: number; /** Meetings announced there. */ announced: number; /** Percent of them that fell through because of people who were late or missing, or moved. */ lost: number; moved: number }

export type RehearsalFigures = {
  runs: number
  announced: number
  /** Percent of the announced meetings that took place, whenever. */
  survived: Spread
  /** Meetings that took place, those from the standby list included. */
  held: Spread
  moved: Spread
  added: Spread
  lost: Record<LossCause, number>
  /** Minutes that people sat at a table in vain, everybody together. */
  waitedMinutes: Spread
  /** Of those who waited at all, the mean of the longest wait of each run, in minutes. */
  longestWaitMinutes: number
  slots: SlotFate[]
  /** Most tables in use at once; `enough`: as many did in 95 % of the runs. */
  tables: { of: number; peak: Spread; enough: number }
  /** Runs by the percent that survived: ten bands, below 10 … 90 and more. */
  bands: number[]
  /** Meetings that people at their cap could still have had, and that lacked only a table, per run. */
  blocked: { byCap: number; byTables: number; capped: { participant: string; count: number }[] }
  /** Percent of lost announced meetings (not called off) among people without a free slot, and among the others. */
  packed: { people: number; lost: number; others: number }
}

export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0) return { mean: 0, error: 0, low: 0, high: 0 }
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.length < 2 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? 0
  return { mean, error: 1.96 * Math.sqrt(variance / values.length), low: at(0.05), high: at(0.95) }
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (part / whole) * 100)

/** Tables in use by slot. */
export function tablesInUse(problem: TimetableProblem, placed: DayPlan['placed']): number[] {
  const lengths = new Map(problem.meetings.map((meeting) => [meeting.id, meeting.length ?? 1]))
  const used = new Array<number>(problem.slots).fill(0)
  for (const { meeting, slot } of placed) for (let at = slot; at < slot + (lengths.get(meeting) ?? 1); at++) if (used[at] !== undefined) used[at]! += 1
  return used
}

/** What a day is remembered by; whole days would fill the memory. */
export type DayNumbers = {
  survived: number
  held: number
  moved: number
  added: number
  lost: Record<LossCause, number>
  waitedSlots: number
  longestWait: number
  peak: number
  lostAt: number[]
  movedAt: number[]
  capped: string[]
  byTables: number
  packed: { lost: number; others: number }
}

export function numbersOf(plan: DayPlan, day: Day, packed: ReadonlySet<string>): DayNumbers {
  const people = new Map(plan.problem.meetings.map((meeting) => [meeting.id, meeting.participants]))
  const [lostAt, movedAt] = [new Array<number>(plan.problem.slots).fill(0), new Array<number>(plan.problem.slots).fill(0)]
  const lost: DayNumbers['lost'] = { declined: 0, noShow: 0, late: 0, crowdedOut: 0 }
  const packedLost = { lost: 0, others: 0 }
  for (const { meeting, slot, cause } of day.lost) {
    lost[cause] += 1
    if (cause === 'declined') continue
    lostAt[slot]! += 1
    packedLost[people.get(meeting)?.some((person) => packed.has(person)) ? 'lost' : 'others'] += 1
  }
  for (const { slot } of day.moved) movedAt[slot]! += 1
  const waits = [...day.waited.values()]
  return {
    survived: percent(plan.placed.length - day.lost.length, plan.placed.length),
    held: day.placed.length, moved: day.moved.length, added: day.added.length, lost,
    waitedSlots: waits.reduce((sum, slots) => sum + slots, 0),
    longestWait: waits.reduce((most, slots) => Math.max(most, slots), 0),
    peak: Math.max(0, ...tablesInUse(plan.problem, day.placed)),
    lostAt, movedAt,
    capped: day.unplaced.flatMap(({ why, participant }) => (why === 'participant_max' && participant !== null ? [participant] : [])),
    byTables: day.unplaced.filter(({ why }) => why === 'tables_full' || why === 'table_taken').length,
    packed: packedLost,
  }
}

/** People whose day has no free slot left in which they could meet. */
export function packedPeople({ problem, placed }: DayPlan): Set<string> {
  const meetings = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]))
  const taken = new Map<string, number>()
  for (const { meeting: id } of placed) for (const person of meetings.get(id)?.participants ?? []) taken.set(person, (taken.get(person) ?? 0) + (meetings.get(id)?.length ?? 1))
  return new Set(problem.participants.filter(({ id, unavailable }) => (taken.get(id) ?? 0) > 0 && (taken.get(id) ?? 0) >= problem.slots - new Set(unavailable).size).map(({ id }) => id))
}

/** Everything that the runs say together. `slotMinutes` turns slots into minutes. */
export function figuresOf(plan: DayPlan, days: readonly DayNumbers[], packed: ReadonlySet<string>, slotMinutes: number): RehearsalFigures {
  const runs = Math.max(1, days.length)
  const sum = (of: (day: DayNumbers) => number): number => days.reduce((total, day) => total + of(day), 0)
  const announcedAt = new Array<number>(plan.problem.slots).fill(0)
  for (const { slot } of plan.placed) announcedAt[slot]! += 1
  const bands = new Array<number>(10).fill(0)
  for (const { survived } of days) bands[Math.min(9, Math.floor(survived / 10))]! += 1
  const capped = new Map<string, number>()
  for (const day of days) for (const person of day.capped) capped.set(person, (capped.get(person) ?? 0) + 1)
  const people = new Map(plan.problem.meetings.map((meeting) => [meeting.id, meeting.participants]))
  const packedAnnounced = plan.placed.filter(({ meeting }) => people.get(meeting)?.some((person) => packed.has(person))).length
  const peak = spreadOf(days.map((day) => day.peak))
  return {
    runs: days.length,
    announced: plan.placed.length,
    survived: spreadOf(days.map((day) => day.survived)),
    held: spreadOf(days.map((day) => day.held)),
    moved: spreadOf(days.map((day) => day.moved)),
    added: spreadOf(days.map((day) => day.added)),
    lost: { declined: sum((day) => day.lost.declined) / runs, noShow: sum((day) => day.lost.noShow) / runs, late: sum((day) => day.lost.late) / runs, crowdedOut: sum((day) => day.lost.crowdedOut) / runs },
    waitedMinutes: spreadOf(days.map((day) => day.waitedSlots * slotMinutes)),
    longestWaitMinutes: (sum((day) => day.longestWait) / runs) * slotMinutes,
    slots: announcedAt.flatMap((announced, slot) => (announced === 0 ? [] : [{ slot, announced, lost: percent(sum((day) => day.lostAt[slot] ?? 0) / runs, announced), moved: percent(sum((day) => day.movedAt[slot] ?? 0) / runs, announced) }])),
    tables: { of: tablesOf(plan.problem).length, peak, enough: Math.round(peak.high) },
    bands,
    blocked: {
      byCap: sum((day) => day.capped.length) / runs,
      byTables: sum((day) => day.byTables) / runs,
      capped: [...capped].map(([participant, count]) => ({ participant, count: count / runs })).sort((a, b) => b.count - a.count).slice(0, 20),
    },
    packed: { people: packed.size, lost: percent(sum((day) => day.packed.lost) / runs, packedAnnounced), others: percent(sum((day) => day.packed.others) / runs, plan.placed.length - packedAnnounced) },
  }
}

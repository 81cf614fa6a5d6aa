import { Prng } from '../scheduling/prng.ts'
import type { PlacedMeeting, RepairChange, Table, TimetableProblem } from '../scheduling/problem.ts'
import { repairPlan } from '../scheduling/repair.ts'

/** Chances in percent: that a meeting is called off before the day, that a person comes late, that a person doesn't come. */
export type Rates = { decline: number; late: number; noShow: number }

/** What befalls one day. `lateBy` in slots after the first meeting's start. */
export type Fate = { declined: ReadonlySet<string>; absent: ReadonlySet<string>; lateBy: ReadonlyMap<string, number> }

/** Of three who come late, two miss one slot and the third misses two. */
const twoSlotsLate = 1 / 3

/**
 * The dice of one run. Every person and meeting throws the same number of times whatever the rates, so that two plans, or
 * two numbers of tables, are tried against the same days.
 */
export function throwDice(problem: Pick<TimetableProblem, 'participants' | 'meetings'>, rates: Rates, seed: number, run: number): Fate {
  const random = new Prng((Math.imul(seed, 0x9e3779b1) ^ run) | 0)
  const absent = new Set<string>()
  const lateBy = new Map<string, number>()
  for (const { id } of problem.participants) {
    const [comes, isLate, howLate] = [random.unit(), random.unit(), random.unit()]
    if (comes < rates.noShow / 100) absent.add(id)
    else if (isLate < rates.late / 100) lateBy.set(id, howLate < twoSlotsLate ? 2 : 1)
  }
  const declined = new Set(problem.meetings.filter(() => random.unit() < rates.decline / 100).map((meeting) => meeting.id))
  return { declined, absent, lateBy }
}

export type LossCause = 'declined' | 'noShow' | 'late' | 'crowdedOut'

/** How one day went. */
export type Day = {
  placed: PlacedMeeting[]
  unplaced: { meeting: string; why: string; participant: string | null }[]
  lost: { meeting: string; slot: number; cause: LossCause }[]
  moved: { meeting: string; slot: number }[]
  added: string[]
  /** Slots for which people who were there sat at a table in vain. */
  waited: Map<string, number>
  repairs: number
}

/** `problem` with its pins. */
export type DayPlan = { problem: TimetableProblem; placed: readonly PlacedMeeting[] }
export type DayOptions = { seed: number; stepBudget: number; /** Other tables than the problem's, known beforehand. */ tables?: Table[] }

type Lived = { problem: TimetableProblem; placed: readonly PlacedMeeting[]; unplaced: Day['unplaced']; repairs: number }

function mend(lived: Lived, { now, notice }: { now: number; notice: number }, changes: RepairChange[], options: DayOptions): Lived {
  if (changes.length === 0) return lived
  const { problem, plan } = repairPlan(lived.problem, lived.placed, { now, notice, changes }, { seed: options.seed, stepBudget: options.stepBudget })
  const unplaced = plan.unplaced.map(({ meeting, why, detail }) => ({ meeting, why, participant: typeof detail['participant'] === 'string' ? detail['participant'] : null }))
  return { problem, placed: plan.placed, unplaced, repairs: lived.repairs + 1 }
}

/** First slot of everybody's day. */
function firstSlots({ problem, placed }: Lived): Map<string, number> {
  const people = new Map(problem.meetings.map((meeting) => [meeting.id, meeting.participants]))
  const first = new Map<string, number>()
  for (const { meeting, slot } of placed) for (const person of people.get(meeting) ?? []) first.set(person, Math.min(first.get(person) ?? slot, slot))
  return first
}

/** Whoever should have been there by now and isn't: what the desk learns at this slot. */
function learnt(lived: Lived, fate: Fate, now: number, known: Set<string>): RepairChange[] {
  const rest = Array.from({ length: lived.problem.slots - now }, (_, at) => now + at)
  const changes: RepairChange[] = []
  for (const [person, slot] of firstSlots(lived)) {
    if (slot !== now || known.has(person)) continue
    const late = fate.lateBy.get(person)
    if (fate.absent.has(person)) changes.push({ participant: person, unavailable: rest })
    else if (late !== undefined) changes.push({ delay: { participant: person, until: Math.min(lived.problem.slots, now + late) } })
    known.add(person)
  }
  return changes
}

/** People who sit at a table at `now` and whose partner has not come. */
function countWaits(lived: Lived, missing: ReadonlySet<string>, now: number, waited: Map<string, number>): void {
  const meetings = new Map(lived.problem.meetings.map((meeting) => [meeting.id, meeting]))
  for (const { meeting: id, slot } of lived.placed) {
    const meeting = meetings.get(id)
    if (slot !== now || !meeting?.participants.some((person) => missing.has(person))) continue
    for (const person of meeting.participants) if (!missing.has(person)) waited.set(person, (waited.get(person) ?? 0) + (meeting.length ?? 1))
  }
}

/**
 * One day from the first slot to the last. Calls-off and the number of tables are known before it begins; who is late or
 * missing is noticed when that person's first meeting should start, and the rest of the day is repaired then.
 */
export function liveThrough(plan: DayPlan, fate: Fate, options: DayOptions): Day {
  const known = new Set<string>()
  const waited = new Map<string, number>()
  const cancels = plan.problem.meetings.filter((meeting) => fate.declined.has(meeting.id)).map((meeting): RepairChange => ({ cancel: meeting.id }))
  const start: Lived = { problem: plan.problem, placed: plan.placed, unplaced: [], repairs: 0 }
  let lived = mend(start, { now: 0, notice: 0 }, [...(options.tables ? [{ tables: options.tables }] : []), ...cancels], options)
  for (let now = 0; now < plan.problem.slots; now++) {
    const changes = learnt(lived, fate, now, known)
    const missing = new Set(changes.flatMap((change) => ('delay' in change ? [change.delay.participant] : 'participant' in change ? [change.participant] : [])))
    countWaits(lived, missing, now, waited)
    lived = mend(lived, { now, notice: 1 }, changes, options)
  }
  return { ...outcome(plan, fate, lived), waited, repairs: lived.repairs }
}

function outcome(plan: DayPlan, fate: Fate, lived: Lived): Omit<Day, 'waited' | 'repairs'> {
  const after = new Map(lived.placed.map((one) => [one.meeting, one]))
  const before = new Set(plan.placed.map((one) => one.meeting))
  const people = new Map(plan.problem.meetings.map((meeting) => [meeting.id, meeting.participants]))
  const causeOf = (meeting: string): LossCause => {
    const own = people.get(meeting) ?? []
    if (fate.declined.has(meeting)) return 'declined'
    if (own.some((person) => fate.absent.has(person))) return 'noShow'
    return own.some((person) => fate.lateBy.has(person)) ? 'late' : 'crowdedOut'
  }
  return {
    placed: [...lived.placed],
    unplaced: lived.unplaced,
    lost: plan.placed.filter((one) => !after.has(one.meeting)).map(({ meeting, slot }) => ({ meeting, slot, cause: causeOf(meeting) })),
    moved: plan.placed.filter(({ meeting, slot }) => after.has(meeting) && after.get(meeting)!.slot !== slot).map(({ meeting, slot }) => ({ meeting, slot })),
    added: lived.placed.filter((one) => !before.has(one.meeting)).map((one) => one.meeting),
  }
}

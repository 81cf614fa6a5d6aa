import { Prng } from '#server/domain/scheduling/prng.ts'
import { objectiveOf, planFormat, problemFormat, tablesOf, type Meeting, type Participant, type PlacedMeeting, type PlanValue, type TimetablePlan, type TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { verify } from '#server/domain/scheduling/verify.ts'

/** A small problem with ids p1…, m1…, T1…; every field can be given. */
export function timetableProblem(fields: Partial<TimetableProblem> = {}): TimetableProblem {
  return { format: problemFormat, slots: 4, tables: 2, participants: people(4), meetings: [], ...fields }
}

export function people(count: number): Participant[] {
  return Array.from({ length: count }, (_, index) => ({ id: `p${index + 1}` }))
}

export function meeting(id: string, participants: string[], fields: Partial<Meeting> = {}): Meeting {
  return { id, participants, ...fields }
}

/** A plan with the given placements whose other fields are filled in truthfully. */
export function planOf(problem: TimetableProblem, placed: PlacedMeeting[], status: TimetablePlan['status'] = 'feasible'): TimetablePlan {
  const held = new Set(placed.map((entry) => entry.meeting))
  const unplaced = problem.meetings.filter(({ id }) => !held.has(id)).map(({ id }) => ({ meeting: id, why: 'better_without' as const, detail: {} }))
  const plan: TimetablePlan = { format: planFormat, status, placed, unplaced, value: { weight: 0, breaks: 0, breakSlots: 0, tableMoves: 0 }, seconds: 0, seed: 1 }
  return { ...plan, value: verify(problem, plan).value }
}

function chance(random: Prng, percent: number): boolean {
  return random.below(100) < percent
}

function someSlots(random: Prng, slots: number, percent: number): number[] {
  return Array.from({ length: slots }, (_, slot) => slot).filter(() => chance(random, percent))
}

function randomMeeting(random: Prng, index: number, participants: number, slots: number): Meeting {
  const wanted = chance(random, 15) ? 3 : 2
  const chosen = new Set<string>()
  while (chosen.size < wanted) chosen.add(`p${random.below(participants) + 1}`)
  return {
    id: `m${index + 1}`,
    participants: [...chosen],
    weight: 1 + random.below(5),
    ...(chance(random, 15) && { must: true }),
    ...(chance(random, 20) && { sitting: random.below(2) }),
    ...(chance(random, 15) && { allowed: someSlots(random, slots, 60) }),
    ...(chance(random, 20) && { length: 2 }),
    ...(chance(random, 10) && { table: `T${random.below(2) + 1}` }),
    ...(index > 0 && chance(random, 20) && { after: [`m${random.below(index) + 1}`] }),
  }
}

/** A tiny problem in which every rule of the format turns up now and then, and which need not have a solution. */
export function randomProblem(seed: number): TimetableProblem {
  const random = new Prng(seed)
  const slots = 3 + random.below(2)
  const count = 3 + random.below(3)
  const participants = people(count).map((participant) => ({
    ...participant,
    ...(chance(random, 30) && { unavailable: someSlots(random, slots, 30) }),
    ...(chance(random, 15) && { max: 1 + random.below(2) }),
    ...(chance(random, 10) && { min: 1 }),
    ...(chance(random, 8) && { table: 'T1' }),
  }))
  const tables = chance(random, 30) ? [{ id: 'T1', unavailable: someSlots(random, slots, 25) }, { id: 'T2' }] : 2
  const meetings = Array.from({ length: 3 + random.below(3) }, (_, index) => randomMeeting(random, index, count, slots))
  const sittings = [
    { from: 0, to: 2 },
    { from: 2, to: slots },
  ]
  return timetableProblem({ slots, tables, participants, meetings, sittings, ...(chance(random, 25) && { fairBreaks: 0 }) })
}

function sharesAnybody(a: Meeting, b: Meeting): boolean {
  return a.participants.some((id) => b.participants.includes(id))
}

function clashes(a: Meeting, at: PlacedMeeting, b: Meeting, bt: PlacedMeeting): boolean {
  const apart = at.slot + (a.length ?? 1) <= bt.slot || bt.slot + (b.length ?? 1) <= at.slot
  return !apart && (at.table === bt.table || sharesAnybody(a, b))
}

function isBetter(problem: TimetableProblem, a: PlanValue, b: PlanValue): boolean {
  for (const term of objectiveOf(problem)) if (a[term] !== b[term]) return term === 'weight' ? a[term] > b[term] : a[term] < b[term]
  return false
}

/** The best value of a tiny problem by trying everything; null where no plan keeps all hard rules. */
export function bestByTryingAll(problem: TimetableProblem): PlanValue | null {
  let best: PlanValue | null = null
  const tables = tablesOf(problem).map((table) => table.id)
  const byId = new Map(problem.meetings.map((item) => [item.id, item]))
  const visit = (index: number, placed: PlacedMeeting[]): void => {
    const next = problem.meetings[index]
    if (!next) {
      const plan = planOf(problem, placed)
      if ((best === null || isBetter(problem, plan.value, best)) && verify(problem, plan).violations.length === 0) best = plan.value
      return
    }
    visit(index + 1, placed)
    for (let slot = 0; slot + (next.length ?? 1) <= problem.slots; slot++) {
      for (const table of tables) {
        const entry = { meeting: next.id, slot, table }
        if (!placed.some((other) => clashes(next, entry, byId.get(other.meeting)!, other))) visit(index + 1, [...placed, entry])
      }
    }
  }
  visit(0, [])
  return best
}

import type { TimetablePlan, TimetableProblem } from '../scheduling/problem.ts'
import type { Frame } from './frame.ts'

/** The numbers by which drafts are compared. */
export type Measures = {
  placed: number
  unplaced: number
  weight: number
  /** Proved: no plan has more; null where nothing was proved. */
  weightBound: number | null
  breaks: number
  breaksBound: number | null
  breakSlots: number
  tableMoves: number
  /** People by how much of what they agreed to takes place: none, below half, below three quarters, below all, all. */
  served: [number, number, number, number, number]
  /** People by number of breaks: 0, 1, 2, 3, 4 and more. */
  breaksEach: [number, number, number, number, number]
  /** Tables in use by slot; −1 for a seam. */
  tableUse: number[]
  /** Meetings that stand and would get another time or table. */
  moves: number
}

/** Counts a plan that has been verified. */
export function measures(frame: Frame, problem: TimetableProblem, plan: TimetablePlan): Measures {
  const lengths = new Map(problem.meetings.map((meeting) => [meeting.id, meeting.length ?? 1]))
  const tableUse = frame.slots.map((slot) => (slot === null ? -1 : 0))
  for (const { meeting, slot } of plan.placed) {
    for (let at = slot; at < slot + (lengths.get(meeting) ?? 1); at++) if ((tableUse[at] ?? -1) >= 0) tableUse[at]! += 1
  }
  return {
    placed: plan.placed.length,
    unplaced: plan.unplaced.length + frame.leftOut.length,
    weight: plan.value.weight,
    weightBound: plan.bound?.weight ?? null,
    breaks: plan.value.breaks,
    breaksBound: plan.bound?.breaks ?? null,
    breakSlots: plan.value.breakSlots,
    tableMoves: plan.value.tableMoves,
    ...perPerson(problem, plan, lengths),
    tableUse,
    moves: plan.placed.filter(({ meeting, slot, table }) => {
      const stood = frame.meetings[meeting]?.stood
      return stood && (frame.slots[slot]?.startsAtMs !== stood.startsAtMs || table !== stood.tableId)
    }).length,
  }
}

function perPerson(problem: TimetableProblem, plan: TimetablePlan, lengths: ReadonlyMap<string, number>): Pick<Measures, 'served' | 'breaksEach'> {
  const slotOf = new Map(plan.placed.map(({ meeting, slot }) => [meeting, slot]))
  const wanted = new Map<string, number>()
  const days = new Map<string, { from: number; to: number }[]>()
  for (const meeting of problem.meetings) {
    const slot = slotOf.get(meeting.id)
    for (const person of meeting.participants) {
      wanted.set(person, (wanted.get(person) ?? 0) + 1)
      if (slot === undefined) continue
      const day = days.get(person) ?? []
      day.push({ from: slot, to: slot + (lengths.get(meeting.id) ?? 1) })
      days.set(person, day)
    }
  }
  const served: Measures['served'] = [0, 0, 0, 0, 0]
  const breaksEach: Measures['breaksEach'] = [0, 0, 0, 0, 0]
  for (const [person, count] of wanted) {
    const day = (days.get(person) ?? []).sort((a, b) => a.from - b.from)
    served[bandOf(day.length / count)] += 1
    const breaks = day.filter((entry, at) => at > 0 && day[at - 1]!.to < entry.from).length
    breaksEach[Math.min(4, breaks) as 0] += 1
  }
  return { served, breaksEach }
}

function bandOf(share: number): 0 | 1 | 2 | 3 | 4 {
  if (share === 0) return 0
  if (share < 0.5) return 1
  if (share < 0.75) return 2
  return share < 1 ? 3 : 4
}

import { performance } from 'node:perf_hooks'

import { compile } from '#server/domain/scheduling/model.ts'
import { tablesOf, type PlacedMeeting, type Repair, type TimetablePlan, type TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { repairPlan, type Repaired } from '#server/domain/scheduling/repair.ts'
import { solve } from '#server/domain/scheduling/solve.ts'
import { boundWeight } from '#server/domain/scheduling/weight-bound.ts'
import { repairEvent } from '#tests/factories/repair-events.ts'

import { couldBeHeld } from './avoidable.ts'
import { loadInstance, median, percentile95, violationsOf, type Row } from './instances.ts'

const events = 50
/** A repair may be so far below what a whole new search finds, in per cent of the weight. */
const tolerated = 0.1
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Announced meetings that could not stay: somebody is away, or the table is gone. */
function isDirectlyHit(problem: TimetableProblem, entry: PlacedMeeting): boolean {
  const meeting = problem.meetings.find((one) => one.id === entry.meeting)
  const away = problem.participants.some((person) => meeting?.participants.includes(person.id) && person.unavailable?.includes(entry.slot))
  const table = tablesOf(problem).find((one) => one.id === entry.table)
  return away || table === undefined || (table.unavailable?.includes(entry.slot) ?? false)
}

/** Moved and dropped meetings beyond those that had to be: where a slot has one table fewer than meetings, one of them has to leave, whichever. */
function othersDisturbed(problem: TimetableProblem, announced: readonly PlacedMeeting[], { plan }: Repaired): number {
  const at = new Map(announced.map((entry) => [entry.meeting, entry]))
  const changed = [...plan.diff.moved, ...plan.diff.dropped].map((id) => at.get(id)!)
  const hit = new Set(changed.filter((entry) => isDirectlyHit(problem, entry)).map((entry) => entry.meeting))
  let forced = 0
  for (let slot = 0; slot < problem.slots; slot++) {
    const room = tablesOf(problem).filter((table) => !table.unavailable?.includes(slot)).length
    const there = announced.filter((entry) => entry.slot === slot && problem.meetings.some((meeting) => meeting.id === entry.meeting))
    const leaving = changed.filter((entry) => entry.slot === slot)
    forced += Math.min(leaving.filter((entry) => !hit.has(entry.meeting)).length, Math.max(0, there.length - room - leaving.filter((entry) => hit.has(entry.meeting)).length))
  }
  return changed.length - hit.size - forced
}

/** The changed problem with everything before the horizon as it was announced: what a whole new search may do. */
function frozenProblem(problem: TimetableProblem, announced: readonly PlacedMeeting[], { now, notice }: Repair): TimetableProblem {
  const horizon = now + notice
  const at = new Map(announced.map((entry) => [entry.meeting, entry]))
  const later = Array.from({ length: Math.max(0, problem.slots - horizon) }, (_, i) => horizon + i)
  const limit = (meeting: TimetableProblem['meetings'][number]) => {
    const entry = at.get(meeting.id)
    if (entry && entry.slot < horizon && !isDirectlyHit(problem, entry)) return { ...meeting, slot: entry.slot }
    return { ...meeting, allowed: meeting.allowed?.filter((slot) => slot >= horizon) ?? later }
  }
  return { ...problem, meetings: problem.meetings.map(limit) }
}

/** Per cent of weight below the bound, or, where that is more than tolerated, below what a whole new search finds. */
function gapOf(problem: TimetableProblem, announced: readonly PlacedMeeting[], repair: Repair, repaired: Repaired, searchMs: number): number {
  const frozen = frozenProblem(problem, announced, repair)
  const weight = repaired.plan.value.weight
  const toBound = (1 - weight / boundWeight(compile(frozen))) * 100
  if (toBound <= tolerated) return Math.max(0, toBound)
  const anew = solve(frozen, { seed: 1, now: () => performance.now(), deadlineMs: searchMs })
  return (1 - weight / anew.value.weight) * 100
}

function planFor(problem: TimetableProblem, seconds: number): TimetablePlan {
  return solve(problem, { seed: 1, now: () => performance.now(), deadlineMs: seconds * 1000 })
}

const instances = [
  { name: 'investor-small', seconds: 5, againMs: 3000, limitMs: 200 },
  { name: 'investor-tight', seconds: 5, againMs: 3000, limitMs: 200 },
  { name: 'investor-big', seconds: 15, againMs: 12_000, limitMs: 500 },
]

/** Fifty seeded events of all kinds per instance; times are CPU time of the whole repair, explanations and bound included. */
export async function repairs(): Promise<Row[]> {
  return instances.flatMap(({ name, seconds, againMs, limitMs }) => {
    const problem = loadInstance(name)
    const { placed } = planFor(problem, seconds)
    // A server is warm by the time its day begins.
    for (let seed = 0; seed < 5; seed++) repairPlan(problem, placed, repairEvent(problem, placed, 1000 + seed).repair, { seed: 1 })
    const figures = { cpu: [] as number[], wall: [] as number[], others: [] as number[], gaps: [] as number[], violations: 0, dropped: 0, avoidable: 0 }
    for (let seed = 0; seed < events; seed++) {
      const { repair } = repairEvent(problem, placed, seed)
      const [cpu, wall] = [cpuMs(), performance.now()]
      const repaired = repairPlan(problem, placed, repair, { seed: 1 })
      figures.cpu.push(cpuMs() - cpu)
      figures.wall.push(performance.now() - wall)
      figures.violations += violationsOf(repaired.problem, repaired.plan)
      figures.others.push(othersDisturbed(repaired.problem, placed, repaired))
      figures.gaps.push(gapOf(repaired.problem, placed, repair, repaired, againMs))
      figures.dropped += repaired.plan.diff.dropped.length
      figures.avoidable += repaired.plan.diff.dropped.filter((id) => couldBeHeld(repaired.problem, repaired.plan.placed, id, repair.now + repair.notice, 2)).length
    }
    const row = (measure: string, value: number, unit: string, against?: { name: string; value: number }): Row => ({ name: `engine/repair/${name}/${measure}`, value, unit, ...(against && { ratio: value / against.value, against: against.name }) })
    const limit = { name: 'limit', value: limitMs }
    return [
      row('p50', median(figures.cpu), 'cpu-ms', limit), row('p95', percentile95(figures.cpu), 'cpu-ms', limit), row('worst', Math.max(...figures.cpu), 'cpu-ms', limit),
      row('p95-wall', percentile95(figures.wall), 'ms', limit),
      row('others-disturbed/median', median(figures.others), 'meetings'), row('others-disturbed/worst', Math.max(...figures.others), 'meetings', { name: 'limit', value: 6 }),
      row('dropped', figures.dropped, 'meetings'), row('dropped-avoidably', figures.avoidable, 'meetings'),
      row('weight-below-new-search/median', median(figures.gaps), '%'), row('weight-below-new-search/worst', Math.max(...figures.gaps), '%', { name: 'limit', value: tolerated }),
      row('weight-below-new-search/beyond-limit', figures.gaps.filter((gap) => gap > tolerated).length, `of-${events}`),
      row('violations', figures.violations, 'rules'),
    ]
  })
}

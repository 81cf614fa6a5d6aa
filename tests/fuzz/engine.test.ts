import { describe, expect, it } from 'vitest'

import { checkProblem } from '#server/domain/scheduling/check-problem.ts'
import { Prng } from '#server/domain/scheduling/prng.ts'
import { tablesOf, type Meeting, type PlanValue, type RepairChange, type TimetablePlan, type TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { repairPlan } from '#server/domain/scheduling/repair.ts'
import { solve } from '#server/domain/scheduling/solve.ts'
import { unfinishedCodes, verify } from '#server/domain/scheduling/verify.ts'
import { bestByTryingAll, randomProblem } from '#tests/factories/timetable-problems.ts'

const seeds = Array.from({ length: 40 }, (_, index) => 5000 + index)

/** Tiny, so that everything can be tried; `after` only names meetings that are left. */
function tinyProblem(seed: number): TimetableProblem | null {
  const problem = randomProblem(seed)
  const meetings = problem.meetings.slice(0, 4)
  const known = new Set(meetings.map(({ id }) => id))
  const cut = { ...problem, meetings: meetings.map((meeting): Meeting => (meeting.after ? { ...meeting, after: meeting.after.filter((id) => known.has(id)) } : meeting)) }
  return checkProblem(cut).ok ? cut : null
}

const tiny = seeds.flatMap((seed) => {
  const problem = tinyProblem(seed)
  return problem ? [{ seed, problem, best: bestByTryingAll(problem) }] : []
})

/** What the engine finds; null where it proves that nothing can be found. Unfinished plans are told apart. */
function found(problem: TimetableProblem): PlanValue | null | 'unfinished' {
  const plan = solve(problem, { seed: 1, stepBudget: 15_000 })
  const tolerated = plan.status === 'unknown' || plan.status === 'infeasible' ? unfinishedCodes : []
  expect(verify(problem, plan).violations.filter(({ code }) => !tolerated.includes(code))).toEqual([])
  if (plan.status === 'infeasible') return null
  return plan.status === 'unknown' ? 'unfinished' : plan.value
}

/** Everything one slot later, with an empty first slot. */
function shifted(problem: TimetableProblem): TimetableProblem {
  const later = (slots: number[] | undefined): number[] | undefined => slots?.map((slot) => slot + 1)
  return {
    ...problem,
    slots: problem.slots + 1,
    sittings: problem.sittings?.map(({ from, to }) => ({ from: from + 1, to: to + 1 })),
    tables: tablesOf(problem).map((table) => ({ ...table, unavailable: [0, ...(later(table.unavailable) ?? [])] })),
    participants: problem.participants.map((one) => ({ ...one, ...(one.unavailable && { unavailable: later(one.unavailable) }) })),
    meetings: problem.meetings.map((one) => ({ ...one, ...(one.allowed && { allowed: later(one.allowed) }), ...(one.slot !== undefined && { slot: one.slot + 1 }) })),
  }
}

function relabelled(problem: TimetableProblem): TimetableProblem {
  const text = JSON.stringify(problem).replaceAll(/"p(\d+)"/g, '"来宾-$1"').replaceAll(/"m(\d+)"/g, '"talk $1"')
  const named = JSON.parse(text) as TimetableProblem
  return { ...named, participants: named.participants.reverse(), meetings: named.meetings.reverse() }
}

const oneMoreTable = (problem: TimetableProblem): TimetableProblem => ({ ...problem, tables: [...tablesOf(problem), { id: 'T-new' }] })

describe('the best timetable moves as it must', () => {
  it('stays as good under other names, in another order, and an hour later', () => {
    for (const { seed, problem, best } of tiny) {
      expect([seed, bestByTryingAll(shifted(problem))]).toEqual([seed, best])
      const renamed = relabelled(problem)
      expect([seed, bestByTryingAll(renamed)]).toEqual([seed, best])
    }
  })

  it('gets no worse with one more table, and loses at most its weight with a request that is dropped', () => {
    for (const { seed, problem, best } of tiny) {
      if (best === null) continue
      expect([seed, bestByTryingAll(oneMoreTable(problem))!.weight >= best.weight]).toEqual([seed, true])
      const [first, ...rest] = problem.meetings
      if (problem.participants.some(({ min }) => min !== undefined) || rest.some(({ after }) => after?.includes(first!.id))) continue
      const fewer = bestByTryingAll({ ...problem, meetings: rest, ...(problem.fairBreaks !== undefined && { fairBreaks: undefined }) })
      if (problem.fairBreaks === undefined) expect([seed, fewer!.weight <= best.weight, fewer!.weight >= best.weight - (first!.weight ?? 1)]).toEqual([seed, true, true])
    }
  })

  it('is what the engine finds, changed problem or not', () => {
    let missed = 0
    for (const { problem, best } of tiny) {
      for (const one of [problem, shifted(problem), relabelled(problem)]) {
        const value = found(one)
        if (value === 'unfinished') missed += best === null ? 0 : 1
        else if (value === null) expect(best).toBeNull()
        else {
          expect(best).not.toBeNull()
          expect(value.weight).toBeLessThanOrEqual(best!.weight)
          if (value.weight !== best!.weight || value.breaks !== best!.breaks) missed++
        }
      }
    }
    expect(missed).toBeLessThanOrEqual(4)
  })
})

function randomChange(problem: TimetableProblem, plan: TimetablePlan, random: Prng): RepairChange {
  const someone = problem.participants[random.below(problem.participants.length)]!.id
  const other = problem.participants.find(({ id }) => id !== someone)!.id
  const kind = random.below(5)
  if (kind === 0) return { participant: someone, unavailable: [random.below(problem.slots)] }
  if (kind === 1 && plan.placed.length > 0) return { cancel: plan.placed[random.below(plan.placed.length)]!.meeting }
  if (kind === 2) return { tables: tablesOf(problem).slice(0, 1) }
  if (kind === 3) return { delay: { participant: someone, until: 1 + random.below(problem.slots - 1) } }
  return { add: { id: 'extra', participants: [someone, other], must: true, weight: 3 } }
}

/** What may still be planned when the slots before `now` are over. */
function withPast(problem: TimetableProblem, plan: TimetablePlan, now: number): TimetableProblem {
  const past = new Map(plan.placed.filter(({ slot }) => slot < now).map((entry) => [entry.meeting, entry.slot]))
  const later = Array.from({ length: problem.slots - now }, (_, index) => now + index)
  return { ...problem, meetings: problem.meetings.map((one) => (past.has(one.id) ? { ...one, slot: past.get(one.id)! } : { ...one, allowed: one.allowed?.filter((slot) => slot >= now) ?? later })) }
}

describe('a repair of any small timetable', () => {
  it('keeps every rule and the past, and drops nothing that could stay where it is', () => {
    let unfinished = 0
    for (let seed = 1; seed <= 300; seed++) {
      const problem = randomProblem(seed)
      if (!checkProblem(problem).ok) continue
      const plan = solve(problem, { seed, stepBudget: 2000 })
      if (plan.status === 'infeasible' || plan.status === 'unknown') continue
      const random = new Prng(seed)
      const now = random.below(2)
      const repaired = repairPlan(problem, plan.placed, { now, notice: 0, changes: [randomChange(problem, plan, random)] }, { seed })
      const tolerated = repaired.plan.status === 'unknown' || repaired.plan.status === 'infeasible' ? unfinishedCodes : []
      expect([seed, verify(repaired.problem, repaired.plan).violations.filter(({ code }) => !tolerated.includes(code))]).toEqual([seed, []])
      const was = new Map(plan.placed.map((entry) => [entry.meeting, entry]))
      if (repaired.plan.status === 'unknown' && bestByTryingAll(withPast(repaired.problem, repaired.plan, now)) !== null) unfinished++
      for (const entry of repaired.plan.placed) if (entry.slot < now) expect([seed, entry.meeting, was.get(entry.meeting)?.slot]).toEqual([seed, entry.meeting, entry.slot])
      const kept = new Map(repaired.plan.placed.map((entry) => [entry.meeting, entry]))
      for (const id of repaired.plan.diff.dropped) {
        const tried: TimetablePlan = { ...repaired.plan, placed: [...repaired.plan.placed, was.get(id)!], unplaced: repaired.plan.unplaced.filter((one) => one.meeting !== id) }
        const wrong = verify(repaired.problem, tried).violations.filter(({ code }) => code !== 'value_wrong')
        const before = verify(repaired.problem, repaired.plan).violations
        expect([seed, id, kept.has(id) || wrong.length > before.length || repaired.plan.status !== 'feasible']).toEqual([seed, id, true])
      }
    }
    expect(unfinished).toBeLessThanOrEqual(4)
  })
})

import { describe, expect, it } from 'vitest'

import { problemFormat, type Meeting, type TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { solve } from '#server/domain/scheduling/solve.ts'
import { verify } from '#server/domain/scheduling/verify.ts'
import { provableProblem } from '#server/domain/scheduling/proof/provable.ts'
import { provePlan } from './prover.ts'

const together = (id: string, ...participants: string[]): Meeting => ({ id, participants, must: true })

/** Three hosts who each see six guests at two tables: the guests can't all be free of breaks. */
function threeHosts(rest: Partial<TimetableProblem> = {}): TimetableProblem {
  const hosts = ['h1', 'h2', 'h3']
  const guests = ['g1', 'g2', 'g3', 'g4', 'g5', 'g6']
  const meetings = hosts.flatMap((host) => guests.map((guest) => together(`${host}-${guest}`, host, guest)))
  const participants = [...hosts, ...guests].map((id, index) => ({ id, unavailable: id.startsWith('g') ? [2 + (index % 5)] : [] }))
  return { format: problemFormat, slots: 10, tables: 2, participants, meetings, objective: ['breaks'], ...rest }
}

describe('proving in threads', () => {
  it('goes on from any plan to one that is proved optimal, and stops by itself', async () => {
    const problem = threeHosts()
    const start = solve(problem, { seed: 1, stepBudget: 10 })
    const plan = await provePlan(problem, { ...start, status: start.status === 'optimal' ? 'feasible' : start.status }, { seconds: 120, seed: 1 })
    expect([plan.status, plan.bound!.breaks, verify(problem, plan)]).toEqual(['optimal', plan.value.breaks, { violations: [], value: plan.value }])
  })

  it('names the meetings to blame where nothing is possible', async () => {
    const triangle = [together('m1', 'ann', 'bo'), together('m2', 'bo', 'cy'), together('m3', 'cy', 'ann')]
    const problem = threeHosts({ slots: 2, participants: ['ann', 'bo', 'cy'].map((id) => ({ id })), meetings: triangle })
    const start = solve(problem, { seed: 1, stepBudget: 10 })
    expect([start.status, provableProblem(problem, start)]).toEqual(['unknown', problem])
    const plan = await provePlan(problem, start, { seconds: 120, seed: 1 })
    expect([plan.status, plan.placed, plan.core]).toEqual(['infeasible', [], { code: 'musts_clash', params: { meetings: ['m1', 'm2', 'm3'], needed: 3 } }])
  })

  it('keeps the plan it was given when it is told to stop at once', async () => {
    const problem = threeHosts()
    const start = { ...solve(problem, { seed: 1, stepBudget: 5000 }), status: 'feasible' as const }
    const plan = await provePlan(problem, start, { seconds: 0.001, seed: 1 })
    expect(verify(problem, plan).violations).toEqual([])
    expect(plan.value.breaks).toBeLessThanOrEqual(start.value.breaks)
  })

  it('is of no use where weight decides before breaks and meetings are left out', () => {
    const optional = threeHosts().meetings.map((meeting) => ({ ...meeting, must: false }))
    const problem = threeHosts({ meetings: optional, slots: 4, objective: ['weight', 'breaks'] })
    expect(provableProblem(problem, { ...solve(problem, { seed: 1, stepBudget: 5000 }), status: 'feasible' })).toBe(null)
    // Where fewer breaks count more than meetings, leaving one out may be better: none becomes a must.
    const calm = threeHosts({ meetings: optional, objective: ['breaks', 'weight'] })
    const all = solve(threeHosts(), { seed: 1, stepBudget: 50_000 })
    expect([all.unplaced, provableProblem(calm, { ...all, status: 'feasible' })]).toEqual([[], calm])
  })

  it('takes meetings that may be left out as musts where a plan holds all of them', () => {
    const meetings = threeHosts().meetings.map((meeting) => ({ ...meeting, must: false }))
    const problem = threeHosts({ meetings, objective: ['weight', 'breaks'] })
    const plan = solve(problem, { seed: 1, stepBudget: 50_000 })
    expect(provableProblem(problem, { ...plan, status: 'feasible' })).toEqual({ ...problem, meetings: threeHosts().meetings })
  })
})

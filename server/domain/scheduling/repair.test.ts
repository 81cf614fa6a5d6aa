import { describe, expect, it } from 'vitest'

import { meeting, people, planOf, timetableProblem } from '#tests/factories/timetable-problems.ts'
import { Prng } from './prng.ts'
import type { PlacedMeeting, Repair, RepairChange, TimetableProblem } from './problem.ts'
import { repairPlan } from './repair.ts'
import { solve } from './solve.ts'
import { unfinishedCodes, verify } from './verify.ts'

const at = (id: string, slot: number, table = 'T1'): PlacedMeeting => ({ meeting: id, slot, table })
const pairs = [meeting('m1', ['p1', 'p2']), meeting('m2', ['p3', 'p4']), meeting('m3', ['p1', 'p3']), meeting('m4', ['p2', 'p4'])]
const day = timetableProblem({ slots: 6, meetings: pairs })
const released = [at('m1', 1), at('m2', 1, 'T2'), at('m3', 2), at('m4', 2, 'T2')]

function repaired(problem: TimetableProblem, placed: PlacedMeeting[], repair: Repair) {
  const answer = repairPlan(problem, placed, repair, { seed: 1, stepBudget: 20_000 })
  const tolerated = answer.plan.status === 'unknown' || answer.plan.status === 'infeasible' ? unfinishedCodes : []
  expect(verify(answer.problem, answer.plan).violations.filter(({ code }) => !tolerated.includes(code))).toEqual([])
  return answer.plan
}

const after = (...changes: RepairChange[]) => repaired(day, released, { now: 1, notice: 1, changes })

describe('repairing a released timetable', () => {
  it('changes nothing when nothing has changed', () => {
    expect(after()).toMatchObject({ placed: released, diff: { moved: [], dropped: [], added: [], retabled: [] } })
  })

  it('forgets a cancelled meeting without calling it dropped', () => {
    expect(after({ cancel: 'm3' })).toMatchObject({ unplaced: [], diff: { moved: [], dropped: [], added: [], retabled: [] } })
  })

  it('moves only the meeting of somebody who is away', () => {
    expect(after({ participant: 'p3', unavailable: [2] }).diff).toEqual({ moved: ['m3'], dropped: [], added: [], retabled: [] })
    expect(after({ delay: { participant: 'p4', until: 3 } }).diff).toEqual({ moved: ['m2', 'm4'], dropped: [], added: [], retabled: [] })
  })

  it('gives the meeting that moves another table, and nobody who keeps the time', () => {
    const two = timetableProblem({ slots: 2, meetings: [meeting('m1', ['p1', 'p2']), meeting('m2', ['p3', 'p4'])] })
    const plan = repaired(two, [at('m1', 0), at('m2', 1)], { now: 0, notice: 0, changes: [{ participant: 'p1', unavailable: [0] }] })
    expect([plan.placed, plan.diff.retabled]).toEqual([[at('m2', 1), at('m1', 1, 'T2')], []])
  })

  it('keeps what is frozen and puts nothing new before the horizon', () => {
    const plan = repaired(day, released, { now: 1, notice: 2, changes: [{ add: meeting('m5', ['p1', 'p4'], { must: true }) }, { cancel: 'm4' }] })
    expect(plan.diff).toEqual({ moved: [], dropped: [], added: ['m5'], retabled: [] })
    expect(plan.placed.find((entry) => entry.meeting === 'm5')!.slot).toBeGreaterThanOrEqual(3)
    expect(plan.placed.filter((entry) => entry.slot < 3)).toEqual(released.slice(0, 3))
  })

  it('goes to other tables or slots when a table is lost, without dropping', () => {
    const plan = after({ tables: 1 })
    expect(plan.diff.dropped).toEqual([])
    expect(plan.diff.moved.length).toBe(2)
    expect(after({ tables: [{ id: 'T1' }, { id: 'T3' }] }).diff).toEqual({ moved: [], dropped: [], added: [], retabled: ['m2', 'm4'] })
  })

  it('drops what can no longer be held, and says so of a must with proof', () => {
    const plan = after({ participant: 'p3', unavailable: [1, 2, 3, 4, 5] })
    expect(plan.diff.dropped).toEqual(['m2', 'm3'])
    const musts = { ...day, meetings: pairs.map((item) => ({ ...item, must: true })) }
    const stuck = repaired(musts, released, { now: 1, notice: 1, changes: [{ participant: 'p3', unavailable: [1, 2, 3, 4, 5] }] })
    expect(stuck).toMatchObject({ status: 'infeasible', core: { params: { meeting: 'm2' } } })
    expect(stuck.placed.map((entry) => entry.meeting)).toEqual(['m1', 'm4'])
  })

  it('makes room for a must by moving others rather than dropping them', () => {
    const tight = timetableProblem({ slots: 3, tables: 2, participants: people(4), meetings: pairs })
    const plan = repaired(tight, [at('m1', 0), at('m2', 0, 'T2'), at('m3', 1), at('m4', 1, 'T2')], { now: 0, notice: 0, changes: [{ add: meeting('m5', ['p1', 'p4'], { must: true, slot: 1 }) }] })
    expect(plan.diff).toMatchObject({ dropped: [], added: ['m5'] })
  })

  it('disturbs few after any event on a full day', () => {
    const meetings = Array.from({ length: 120 }, (_, i) => meeting(`m${i}`, [`p${(i % 12) + 1}`, `p${13 + ((i * 5 + Math.floor(i / 12)) % 24)}`], { weight: 1 + (i % 5) }))
    const full = timetableProblem({ slots: 10, tables: 12, participants: people(36), meetings })
    const plan = solve(full, { seed: 1, stepBudget: 60_000 })
    expect(verify(full, plan).violations).toEqual([])
    const random = new Prng(7)
    for (let event = 0; event < 12; event++) {
      const participant = `p${random.below(36) + 1}`
      const change: RepairChange = event % 3 === 0 ? { delay: { participant, until: 6 } } : event % 3 === 1 ? { cancel: plan.placed[random.below(40)]!.meeting } : { participant, unavailable: [5, 6] }
      const { diff } = repaired(full, plan.placed, { now: 2, notice: 1, changes: [change] })
      expect(diff.moved.length + diff.dropped.length).toBeLessThanOrEqual(12)
    }
  })

  it('leaves the problem and the plan it was given as they were', () => {
    const before = JSON.stringify([day, released])
    after({ cancel: 'm1' }, { tables: 1 }, { participant: 'p2', unavailable: [3] })
    expect(JSON.stringify([day, released])).toBe(before)
    expect(planOf(day, released).value.weight).toBe(4)
  })
})

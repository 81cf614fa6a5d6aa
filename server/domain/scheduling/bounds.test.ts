import { describe, expect, it } from 'vitest'

import { meeting, people, timetableProblem } from '#tests/factories/timetable-problems.ts'
import { boundBreaks } from './break-bound.ts'
import { findContradiction } from './contradiction.ts'
import { FlowNetwork } from './min-cost-flow.ts'
import { compile } from './model.ts'
import type { TimetableProblem } from './problem.ts'
import { solve } from './solve.ts'
import { boundWeight } from './weight-bound.ts'

const weightOf = (fields: Partial<TimetableProblem>) => boundWeight(compile(timetableProblem(fields)))
const breaksOf = (fields: Partial<TimetableProblem>) => boundBreaks(compile(timetableProblem(fields)))
const must = { must: true }

describe('the cheapest flow', () => {
  it('takes the cheap way first and turns round where that pays', () => {
    const network = new FlowNetwork(4)
    const cheap = network.arc(0, 1, 1, -5)
    network.arc(0, 2, 1, -4)
    const shared = network.arc(1, 3, 1, 0)
    network.arc(1, 2, 1, 0)
    network.arc(2, 3, 1, -3)
    expect(network.run(0, 3, false)).toEqual({ flow: 2, cost: -12 })
    expect([network.flowOn(cheap), network.flowOn(shared)]).toEqual([1, 1])
  })
})

describe('the bound on weight', () => {
  const star = ['p2', 'p3', 'p4'].map((id, index) => meeting(`m${index}`, ['p1', id], { weight: index + 1 }))

  it('counts what one participant can fit in: free slots and maximum', () => {
    expect(weightOf({ meetings: star, slots: 2 })).toBe(5)
    expect(weightOf({ meetings: star, participants: [{ id: 'p1', unavailable: [0, 1, 2] }, ...people(4).slice(1)] })).toBe(3)
    expect(weightOf({ meetings: star, participants: [{ id: 'p1', max: 1 }, ...people(4).slice(1)] })).toBe(3)
  })

  it('counts tables, lengths and circles of participants', () => {
    expect(weightOf({ meetings: [meeting('m1', ['p1', 'p2'], { weight: 3 }), meeting('m2', ['p3', 'p4'])], slots: 1, tables: 1 })).toBe(3)
    expect(weightOf({ meetings: [meeting('m1', ['p1', 'p2'], { length: 2, weight: 2 }), meeting('m2', ['p1', 'p3'], { length: 2, weight: 2 })], slots: 3 })).toBe(3)
    const circle = [meeting('m1', ['p1', 'p2']), meeting('m2', ['p2', 'p3']), meeting('m3', ['p3', 'p1'])]
    expect(weightOf({ meetings: circle, slots: 1, tables: 5 })).toBe(1)
    expect(weightOf({ meetings: circle, slots: 2, tables: 5 })).toBe(3)
  })
})

describe('the bound on breaks', () => {
  it('sees pins apart, absences in mid-day and freedom', () => {
    const two = (a: object, b: object) => [meeting('m1', ['p1', 'p2'], { ...must, ...a }), meeting('m2', ['p1', 'p3'], { ...must, ...b })]
    expect(breaksOf({ meetings: two({ slot: 0 }, { slot: 2 }) })).toBe(1)
    expect(breaksOf({ meetings: two({ slot: 0 }, { slot: 1 }) })).toBe(0)
    expect(breaksOf({ meetings: two({ slot: 0 }, {}) })).toBe(0)
    expect(breaksOf({ meetings: two({}, {}), slots: 3, participants: [{ id: 'p1', unavailable: [1] }, ...people(3).slice(1)] })).toBe(1)
    expect(breaksOf({ meetings: [meeting('m1', ['p1', 'p2'], { slot: 0 }), meeting('m2', ['p1', 'p3'], { slot: 2 })] })).toBe(0)
  })
})

describe('a problem without a solution', () => {
  const core = (fields: Partial<TimetableProblem>) => findContradiction(timetableProblem(fields))
  const three = ['p2', 'p3', 'p4'].map((id, index) => meeting(`m${index + 1}`, ['p1', id], must))

  it('is explained by the smallest contradiction found', () => {
    expect(core({ meetings: three, slots: 3 })).toBeNull()
    expect(core({ meetings: three, slots: 2 })).toEqual({ code: 'musts_exceed_slots', params: { participant: 'p1', needed: 3, free: 2, meetings: ['m1', 'm2', 'm3'], slots: [0, 1] } })
    const squeezed = three.map((item, index) => (index < 2 ? { ...item, allowed: [1] } : item))
    expect(core({ meetings: squeezed })).toEqual({ code: 'musts_exceed_slots', params: { participant: 'p1', needed: 2, free: 1, meetings: ['m1', 'm2'], slots: [1] } })
    expect(core({ meetings: three, participants: [{ id: 'p1', max: 2 }, ...people(4).slice(1)] })).toEqual({ code: 'participant_max', params: { participant: 'p1', musts: 3, max: 2 } })
    expect(core({ meetings: [], participants: [{ id: 'p1', min: 1 }] })).toEqual({ code: 'minimum_out_of_reach', params: { participant: 'p1', min: 1, reachable: 0 } })
    expect(core({ meetings: [meeting('m1', ['p1', 'p2'], must), meeting('m2', ['p3', 'p4'], must)], slots: 1, tables: 1 })).toMatchObject({ code: 'musts_exceed_tables', params: { needed: 2, free: 1 } })
    const homes = [{ id: 'p1', table: 'T1' }, { id: 'p2' }, { id: 'p3', table: 'T1' }, { id: 'p4' }]
    expect(core({ meetings: [meeting('m1', ['p1', 'p2'], must), meeting('m2', ['p3', 'p4'], must)], slots: 1, participants: homes })).toMatchObject({ code: 'musts_exceed_slots', params: { table: 'T1' } })
  })

  it('is explained by order, or by one meeting that fits nowhere', () => {
    const chain = [meeting('m1', ['p1', 'p2'], must), meeting('m2', ['p1', 'p3'], { ...must, after: ['m1'] }), meeting('m3', ['p1', 'p4'], { ...must, after: ['m2'] }), meeting('m4', ['p2', 'p3'], { ...must, after: ['m1'] })]
    expect(core({ meetings: chain, slots: 2 })).toEqual({ code: 'precedence', params: { meetings: ['m1', 'm2', 'm3'] } })
    expect(core({ meetings: chain, slots: 3 })).toBeNull()
    expect(core({ meetings: [meeting('m1', ['p1', 'p2'], { ...must, allowed: [] })] })).toEqual({ code: 'slot_not_allowed', params: { meeting: 'm1', slot: 0 } })
    const apart = [{ id: 'p1', unavailable: [0, 1] }, { id: 'p2', unavailable: [2, 3] }]
    expect(core({ meetings: [meeting('m1', ['p1', 'p2'], must)], participants: apart })).toMatchObject({ code: 'no_common_slot', params: { meeting: 'm1', participants: ['p1', 'p2'] } })
  })

  it('gets a plan that is empty, says infeasible and puts the contradiction beside the meetings it is about', () => {
    const plan = solve(timetableProblem({ meetings: three, slots: 2 }), { seed: 1 })
    expect(plan).toMatchObject({ status: 'infeasible', placed: [], core: { code: 'musts_exceed_slots' } })
    expect(plan.unplaced[0]).toMatchObject({ meeting: 'm1', why: 'musts_exceed_slots', detail: { participant: 'p1', needed: 3, free: 2 } })
  })
})

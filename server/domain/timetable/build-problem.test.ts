import { expect, it } from 'vitest'

import { defaultSettings } from '../events/settings.ts'
import { gridSlots } from '../events/grid.ts'
import { solve } from '../scheduling/solve.ts'
import { verify } from '../scheduling/verify.ts'
import { buildProblem } from './build-problem.ts'
import type { FactDelegation, FactMeeting, FactRequest, TimetableFacts } from './facts.ts'
import { fromPlan } from './frame.ts'
import { withPins } from './pins.ts'

const minute = 60_000
const nine = Date.UTC(2026, 11, 2, 1)
const at = (clock: string): number => nine + (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) - 540) * minute
const between = (from: string, to: string) => ({ startsAtMs: at(from), endsAtMs: at(to) })

function delegation(id: string, fields: Partial<FactDelegation> = {}): FactDelegation {
  return { id, isActive: true, inboundCap: null, homeTableId: null, unavailable: [], people: [{ personId: `p-${id}`, isLead: true }], ...fields }
}
function request(id: string, from: string, to: string, fields: Partial<FactRequest> = {}): FactRequest {
  return { id, fromDelegationId: from, toDelegationId: to, lengthMinutes: 20, assigneeId: null, weight: 10, ...fields }
}
function meeting(id: string, a: string, b: string, from: string, to: string, fields: Partial<FactMeeting> = {}): FactMeeting {
  return { id, requestId: null, aDelegationId: a, bDelegationId: b, ...between(from, to), tableId: 't1', pinned: false, personIds: [`p-${a}`, `p-${b}`], weight: 10, ...fields }
}
/** 09:00–10:00 and 10:20–11:20 in slots of 20 minutes, two tables, seen the day before. */
function facts(fields: Partial<TimetableFacts> = {}): TimetableFacts {
  const slots = gridSlots({ windows: [between('09:00', '11:20')], breaks: [between('10:00', '10:20')], slotMinutes: 20 })
  return {
    nowMs: nine - 86_400_000, settings: defaultSettings, slots, slotMinutes: 20, tables: [{ id: 't1', code: 'T1' }, { id: 't2', code: 'T2' }], tableBlocks: [],
    delegations: ['a', 'b', 'c', 'd'].map((id) => delegation(id)), requests: [], meetings: [], taken: [], ...fields,
  }
}

it('people take part, so that somebody who acts for two organizations is not double-booked', () => {
  const both = [delegation('a', { people: [{ personId: 'li', isLead: true }] }), delegation('b', { people: [{ personId: 'li', isLead: true }] }), delegation('c'), delegation('d')]
  const { problem } = buildProblem(facts({ delegations: both, requests: [request('r1', 'a', 'c'), request('r2', 'b', 'd')] }), true)
  expect(problem.participants.map((one) => one.id)).toEqual(['li', 'p-c', 'p-d'])
  const plan = solve(problem, { seed: 1, stepBudget: 5_000 })
  expect(new Set(plan.placed.map((one) => one.slot)).size).toBe(2)
})

it('a seam keeps meetings of two slots from spanning the break, and meetings of one slot need none', () => {
  const long = buildProblem(facts({ requests: [request('r1', 'a', 'b', { lengthMinutes: 40 }), request('r2', 'c', 'd')] }), true)
  expect(long.frame.slots.map((slot) => slot?.sitting ?? null)).toEqual([0, 0, 0, null, 1, 1, 1])
  expect(long.problem.meetings).toEqual([
    { id: 'r1', participants: ['p-a', 'p-b'], weight: 10, length: 2, allowed: [0, 1, 2, 4, 5, 6] },
    { id: 'r2', participants: ['p-c', 'p-d'], weight: 10, allowed: [0, 1, 2, 4, 5, 6] },
  ])
  expect(buildProblem(facts({ requests: [request('r2', 'c', 'd')] }), true).problem.slots).toBe(6)
  const everywhere = Array.from({ length: 6 }, (_, slot) => slot)
  const starts = everywhere.filter((slot) => verify(long.problem, { format: 'touhai/timetable-plan@1', status: 'feasible', placed: [{ meeting: 'r1', slot, table: 't1' }], unplaced: [{ meeting: 'r2', why: 'search_ended', detail: {} }], value: { weight: 10, breaks: 0, breakSlots: 0, tableMoves: 0 }, seconds: 0, seed: 0 }).violations.length === 0)
  expect(starts).toEqual([0, 1, 4, 5])
})

it('unavailable times, other occupancy and blocked tables close slots; what the meeting itself holds does not', () => {
  const { problem, standing } = buildProblem(facts({
    delegations: [delegation('a', { unavailable: [between('09:30', '09:50')] }), delegation('b'), delegation('c')],
    requests: [request('r1', 'a', 'b')],
    meetings: [meeting('m1', 'b', 'c', '09:00', '09:20')],
    tableBlocks: [{ tableId: 't2', ...between('10:20', '10:40') }],
    taken: [
      { kind: 'person', id: 'p-b', ...between('10:40', '10:45'), owner: 'pitch:x' },
      { kind: 'person', id: 'p-b', ...between('09:00', '09:05'), owner: 'meeting:m1' },
      { kind: 'table', id: 't1', ...between('11:00', '11:05'), owner: 'block:y' },
    ],
  }), false)
  expect(problem.participants).toEqual([{ id: 'p-b', unavailable: [3, 4] }, { id: 'p-c' }, { id: 'p-a', unavailable: [1, 2] }])
  expect(problem.tables).toEqual([{ id: 't1', unavailable: [5] }, { id: 't2', unavailable: [3] }])
  expect(standing).toEqual([{ meeting: 'm1', slot: 0, table: 't1' }])
})

it('whoever pitches, sits on a panel or judges is away then, and on the way there and back', () => {
  const away = (owner: string, walkMinutes: number) => {
    const taken = [{ kind: 'person' as const, id: 'p-a', ...between('10:45', '10:50'), owner }, { kind: 'person' as const, id: 'p-a', ...between('10:50', '10:55'), owner }]
    return buildProblem(facts({ settings: { ...defaultSettings, walkMinutes }, requests: [request('r1', 'a', 'b')], taken }), true).problem.participants[0]?.unavailable
  }
  expect([away('pitch:x', 0), away('pitch:x', 5), away('pitch:x', 10), away('block:y', 10), away('meeting:z', 10)]).toEqual([[4], [4], [3, 4, 5], [3, 4, 5], [4]])
})

it('standing meetings must be held; held, pinned and imminent ones stay where they are, even where that was closed since', () => {
  const built = (hold: boolean, fields: Partial<FactMeeting> = {}, nowMs = nine - 86_400_000) =>
    buildProblem(facts({ nowMs, meetings: [meeting('m1', 'a', 'b', '10:20', '10:40', fields)], delegations: [delegation('a', { unavailable: [between('10:00', '11:20')] }), delegation('b')] }), hold)
  expect(built(false).pins).toEqual([])
  expect(built(false).problem.meetings).toEqual([{ id: 'm1', participants: ['p-a', 'p-b'], weight: 10, must: true }])
  const pin = [{ meeting: 'm1', slot: 3, table: 't1' }]
  for (const one of [built(true), built(false, { pinned: true }), built(false, {}, at('09:40'))]) {
    expect(one.pins).toEqual(pin)
    expect(solve(withPins(one.problem, one.pins), { seed: 1, stepBudget: 2_000 }).placed).toEqual(pin)
  }
})

it('the past is closed to what has not begun, and a meeting off the grid is left alone but keeps its people', () => {
  const { problem } = buildProblem(facts({ nowMs: at('09:10'), requests: [request('r1', 'a', 'b')] }), true)
  expect(problem.meetings[0]?.allowed).toEqual([1, 2, 3, 4, 5])
  const odd = buildProblem(facts({ requests: [request('r1', 'a', 'c')], meetings: [meeting('m1', 'a', 'b', '09:10', '09:30')], taken: [{ kind: 'person', id: 'p-a', ...between('09:10', '09:30'), owner: 'meeting:m1' }] }), true)
  expect(odd.problem.meetings.map((one) => one.id)).toEqual(['r1'])
  expect(odd.problem.participants[0]).toEqual({ id: 'p-a', unavailable: [0, 1] })
})

it('names the requests that no timetable can hold', () => {
  const { frame } = buildProblem(facts({
    delegations: [delegation('a'), delegation('b', { people: [] }), delegation('c', { isActive: false }), delegation('d', { people: [{ personId: 'p-a', isLead: true }] }), delegation('e')],
    requests: [request('r1', 'a', 'b'), request('r2', 'a', 'c'), request('r3', 'a', 'd'), request('r4', 'a', 'e'), request('r5', 'e', 'a')],
  }), true)
  expect(frame.leftOut).toEqual([{ requestId: 'r1', why: 'nobody_attends' }, { requestId: 'r2', why: 'not_taking_part' }, { requestId: 'r3', why: 'same_person' }, { requestId: 'r5', why: 'pair_met' }])
})

it('the assignee attends for the asked side, and home tables bind where they can be kept', () => {
  const two = [{ personId: 'lead', isLead: true }, { personId: 'second', isLead: false }]
  const { problem } = buildProblem(facts({ delegations: [delegation('a'), delegation('b', { people: two, homeTableId: 't2' })], requests: [request('r1', 'a', 'b', { assigneeId: 'second' })] }), true)
  expect(problem.meetings[0]?.participants).toEqual(['p-a', 'second'])
  expect(problem.participants).toEqual([{ id: 'p-a' }, { id: 'second', table: 't2' }])
  const torn = buildProblem(facts({ delegations: [delegation('a', { homeTableId: 't1' }), delegation('b', { homeTableId: 't2' })], requests: [request('r1', 'a', 'b')] }), true)
  expect(torn.problem.participants).toEqual([{ id: 'p-a' }, { id: 'p-b' }])
})

it('whoever acts for two keeps the cap that leaves less, whichever comes first, and a side that has withdrawn binds nobody', () => {
  const maxOf = (first: Partial<FactDelegation>, second: Partial<FactDelegation>): number | undefined => {
    const li = { people: [{ personId: 'li', isLead: true }] }
    const asked = ['c', 'd', 'e', 'f'].flatMap((from, n) => [request(`a${n}`, from, 'a'), request(`b${n}`, from, 'b')])
    const { problem } = buildProblem(facts({ delegations: [delegation('a', { ...li, ...first }), delegation('b', { ...li, ...second }), ...['c', 'd', 'e', 'f'].map((id) => delegation(id))], requests: asked }), true)
    return problem.participants.find((one) => one.id === 'li')?.max
  }
  // Four are asked of either side: what the other side is asked for counts on top of a side's own cap.
  expect([maxOf({ inboundCap: 1 }, { inboundCap: 3 }), maxOf({ inboundCap: 3 }, { inboundCap: 1 }), maxOf({ inboundCap: 2 }, {})]).toEqual([5, 5, 6])
  expect([maxOf({ inboundCap: 1, isActive: false }, { inboundCap: 3 }), maxOf({}, {})]).toEqual([3, undefined])
})

it('free time after a meeting keeps its people, and the plan comes back as instants', () => {
  const settings = { ...defaultSettings, bufferMinutes: 10 }
  const { problem, frame } = buildProblem(facts({ settings, requests: [request('r1', 'a', 'b'), request('r2', 'a', 'c')] }), true)
  const plan = solve(problem, { seed: 3, stepBudget: 5_000 })
  const times = fromPlan(frame, plan.placed).map((one) => [one.startsAtMs, one.endsAtMs])
  expect(plan.placed.length).toBe(2)
  expect(times.every(([from = 0, to = 0]) => to - from === 20 * minute)).toBe(true)
  expect(times[1]![0]! - times[0]![1]!).toBeGreaterThanOrEqual(10 * minute)
})

import { describe, expect, it } from 'vitest'

import { compile } from '../model.ts'
import { Prng } from '../prng.ts'
import { planFormat, problemFormat, type Meeting, type TimetableProblem } from '../problem.ts'
import { solve } from '../solve.ts'
import { verify } from '../verify.ts'
import { BreakProver, type ProofOptions } from './break-prover.ts'
import { explainClash } from './clash.ts'
import { provedPlan, slotsOf } from './proved-plan.ts'

/** A day so small that all timetables can be written down. */
function tinyDay(random: Prng): TimetableProblem {
  const slots = 4 + random.below(3)
  const people = Array.from({ length: 4 + random.below(2) }, (_, index) => `p${index + 1}`)
  const away = () => (random.below(3) === 0 ? [random.below(slots)] : [])
  const meetings: Meeting[] = Array.from({ length: 4 + random.below(3) }, (_, index) => {
    const first = random.below(people.length)
    const second = (first + 1 + random.below(people.length - 1)) % people.length
    const third = [...people.keys()].find((person) => person !== first && person !== second)!
    const participants = [first, second, ...(random.below(8) === 0 ? [third] : [])].map((person) => people[person]!)
    return {
      id: `m${index + 1}`,
      participants,
      must: true,
      ...(random.below(6) === 0 && { length: 2 }),
      ...(random.below(6) === 0 && { slot: random.below(slots - 1) }),
      ...(index > 0 && random.below(5) === 0 && { after: [`m${1 + random.below(index)}`] }),
    }
  })
  return {
    format: problemFormat,
    slots,
    tables: 1 + random.below(3),
    participants: people.map((id) => ({ id, unavailable: away() })),
    meetings,
    ...(random.below(2) === 0 && { fairBreaks: random.below(2) }),
    objective: ['breaks'],
  }
}

/** Tables by trying all of them: times of meetings longer than a slot need not fit tables one by one. */
function withTables(problem: TimetableProblem, starts: readonly number[]): { meeting: string; slot: number; table: string }[] {
  const freeFrom = Array.from({ length: problem.tables as number }, () => 0)
  const order = problem.meetings.map((meeting, index) => ({ meeting, start: starts[index]! })).sort((a, b) => a.start - b.start)
  return order.map(({ meeting, start }) => {
    const table = freeFrom.findIndex((from) => from <= start)
    if (table >= 0) freeFrom[table] = start + (meeting.length ?? 1)
    return { meeting: meeting.id, slot: start, table: `T${table + 1}` }
  })
}

/** Fewest breaks of any timetable by trying all; `Infinity` where there is none. */
function fewestBreaks(problem: TimetableProblem): number {
  const starts: number[] = []
  let fewest = Infinity
  const place = (index: number): void => {
    if (index === problem.meetings.length) {
      const plan = { placed: withTables(problem, starts), unplaced: [], value: { weight: 0, breaks: 0, breakSlots: 0, tableMoves: 0 } }
      const { violations, value } = verify(problem, { ...plan, format: planFormat, status: 'feasible', seconds: 0, seed: 0 })
      if (violations.every(({ code }) => code === 'value_wrong')) fewest = Math.min(fewest, value.breaks)
      return
    }
    for (let slot = 0; slot < problem.slots; slot++) {
      const meeting = problem.meetings[index]!
      const clashes = starts.some((other, earlier) => {
        const before = problem.meetings[earlier]!
        const shares = before.participants.some((id) => meeting.participants.includes(id))
        return shares && other < slot + (meeting.length ?? 1) && slot < other + (before.length ?? 1)
      })
      if (clashes || (meeting.slot ?? slot) !== slot) continue
      starts.push(slot)
      place(index + 1)
      starts.pop()
    }
  }
  place(0)
  return fewest
}

function proved(problem: TimetableProblem, options: Partial<ProofOptions> = {}): BreakProver {
  const prover = new BreakProver(compile(problem), { seed: 1, ...options })
  while (prover.advance());
  return prover
}

const together = (id: string, ...participants: string[]): Meeting => ({ id, participants, must: true })

function day(meetings: Meeting[], rest: Partial<TimetableProblem> = {}): TimetableProblem {
  const people = [...new Set(meetings.flatMap((meeting) => meeting.participants))]
  return { format: problemFormat, slots: 3, tables: 9, participants: people.map((id) => ({ id })), meetings, objective: ['breaks'], ...rest }
}

describe('the proof of fewest breaks', () => {
  it('agrees with trying every timetable of 80 tiny days', () => {
    const random = new Prng(3)
    const seen = { impossible: 0, without: 0, with: 0 }
    for (let round = 0; round < 80; round++) {
      const problem = tinyDay(random)
      const fewest = fewestBreaks(problem)
      const prover = proved(problem)
      // In short turns the refuting side states what it asks as a fact, to solvers of their own.
      const inTurns = proved(problem, { firstTurn: 1 })
      expect([round, prover.infeasible, prover.upper, inTurns.infeasible, inTurns.upper]).toEqual([round, fewest === Infinity, fewest, fewest === Infinity, fewest])
      if (fewest === Infinity) seen.impossible++
      else {
        expect([prover.lower, inTurns.lower]).toEqual([fewest, fewest])
        const start = solve(problem, { seed: 1, stepBudget: 10 })
        const plan = provedPlan(problem, compile(problem), start, { lower: prover.lower, slots: prover.best, infeasible: null }, 0)
        expect([plan.status, plan.value.breaks, verify(problem, plan).violations]).toEqual(['optimal', fewest, []])
        seen[fewest === 0 ? 'without' : 'with']++
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(5)
  })

  it('needs nothing but a bound where the plan at hand is already the best', () => {
    const problem = day([together('m1', 'ann', 'bo'), together('m2', 'ann', 'cy')], { participants: [{ id: 'ann', unavailable: [1] }, { id: 'bo' }, { id: 'cy' }] })
    const plan = solve(problem, { seed: 1, stepBudget: 5000 })
    const prover = proved(problem, { incumbent: { slots: slotsOf(compile(problem), plan), breaks: plan.value.breaks } })
    expect([prover.lower, prover.upper, prover.conflicts]).toEqual([1, 1, 0])
  })
})

describe('a day that cannot be', () => {
  const triangle = [together('m1', 'ann', 'bo'), together('m2', 'bo', 'cy'), together('m3', 'cy', 'ann')]

  it('names the meetings that people cannot hold in the slots there are, and no other', () => {
    const model = compile(day([...triangle, together('m4', 'dee', 'eve')], { slots: 2 }))
    expect(explainClash(model, { seed: 1, conflicts: 1000 })).toEqual({ code: 'musts_clash', params: { meetings: ['m1', 'm2', 'm3'], needed: 3 } })
  })

  it('blames tables only where they are needed for the contradiction', () => {
    const pairs = [together('m1', 'ann', 'bo'), together('m2', 'cy', 'dee'), together('m3', 'ann', 'cy')]
    const model = compile(day([...pairs, together('m4', 'bo', 'dee'), together('m5', 'ann', 'dee')], { slots: 3, tables: 1 }))
    expect(explainClash(model, { seed: 1, conflicts: 1000 })).toMatchObject({ code: 'musts_clash_tables', params: { needed: 4 } })
  })

  it('blames fairness last', () => {
    const meetings = [{ ...together('m1', 'ann', 'bo'), slot: 0 }, { ...together('m2', 'ann', 'cy'), slot: 2 }]
    const model = compile(day(meetings, { fairBreaks: 0 }))
    expect(explainClash(model, { seed: 1, conflicts: 1000 })).toEqual({ code: 'musts_clash_fairness', params: { meetings: ['m1', 'm2'], needed: 2, limit: 0 } })
  })
})

import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

import { meeting, planOf, randomProblem, timetableProblem } from '#tests/factories/timetable-problems.ts'
import { checkProblem } from './check-problem.ts'
import { brokenConstraints, constraintOf, constraints, type ConstraintName } from './constraints.ts'
import { Prng } from './prng.ts'
import { tablesOf, type Meeting, type Participant, type PlacedMeeting, type TimetableProblem } from './problem.ts'
import { readTimetable } from './timetable-reading.ts'
import { verify } from './verify.ts'

const at = (id: string, slot: number, table = 'T1'): PlacedMeeting => ({ meeting: id, slot, table })
const persons = (fields: Record<string, Partial<Participant>> = {}): Participant[] => ['Li', 'Wang', 'Ann', 'Bo'].map((id) => ({ id, ...fields[id] }))
const tea = (fields: Partial<Meeting> = {}) => meeting('tea', ['Li', 'Ann'], fields)
const talk = (fields: Partial<Meeting> = {}) => meeting('talk', ['Wang', 'Bo'], fields)
const deal = (fields: Partial<Meeting> = {}) => meeting('deal', ['Li', 'Bo'], fields)
const day = (meetings: Meeting[], fields: Partial<TimetableProblem> = {}) => timetableProblem({ participants: persons(), meetings, ...fields })

/** For each hard constraint: a problem, a plan that keeps it, one that breaks it and nothing else, and by whom. */
const cases: [ConstraintName, TimetableProblem, PlacedMeeting[], PlacedMeeting[], string[]][] = [
  ['once', day([tea()]), [at('tea', 0)], [at('tea', 0), at('tea', 2)], ['tea']],
  ['oneMeetingAtATime', day([tea(), deal()]), [at('tea', 0), at('deal', 1)], [at('tea', 0), at('deal', 0, 'T2')], ['Li']],
  ['availability', day([tea({ length: 2 })], { participants: persons({ Ann: { unavailable: [1] } }) }), [at('tea', 2)], [at('tea', 0)], ['Ann']],
  ['oneMeetingPerTable', day([tea({ length: 2 }), talk()]), [at('tea', 0), at('talk', 2)], [at('tea', 0), at('talk', 1)], ['tea', 'talk']],
  ['tableOpen', day([tea()], { tables: [{ id: 'T1', unavailable: [3] }] }), [at('tea', 2)], [at('tea', 3)], ['tea']],
  ['withinDay', day([tea({ length: 2 })]), [at('tea', 2)], [at('tea', 3)], ['tea']],
  ['sitting', day([tea({ sitting: 0, length: 2 })], { sittings: [{ from: 0, to: 2 }] }), [at('tea', 0)], [at('tea', 1)], ['tea']],
  ['allowedSlots', day([tea({ allowed: [0, 1], length: 2 })]), [at('tea', 0)], [at('tea', 1)], ['tea']],
  ['pins', day([tea({ slot: 1, table: 'T2' })]), [at('tea', 1, 'T2')], [at('tea', 1)], ['tea']],
  ['homeTable', day([tea()], { participants: persons({ Ann: { table: 'T2' } }) }), [at('tea', 0, 'T2')], [at('tea', 0)], ['Ann']],
  ['order', day([tea({ length: 2 }), talk({ after: ['tea'] })]), [at('tea', 0), at('talk', 2)], [at('talk', 3)], ['talk']],
  ['maximum', day([tea(), deal()], { participants: persons({ Li: { max: 1 } }) }), [at('tea', 0)], [at('tea', 0), at('deal', 1)], ['Li']],
  ['minimum', day([tea()], { participants: persons({ Ann: { min: 1 } }) }), [at('tea', 0)], [], ['Ann']],
  ['musts', day([tea({ must: true })]), [at('tea', 0)], [], ['tea']],
  ['fairBreaks', day([tea(), deal()], { fairBreaks: 0 }), [at('tea', 0), at('deal', 1)], [at('tea', 0), at('deal', 3)], ['Li']],
]

it.each(cases)('%s: kept, then broken by whom it says', (name, problem, kept, broken, by) => {
  expect(brokenConstraints(readTimetable(problem, planOf(problem, kept)))).toEqual([])
  expect(brokenConstraints(readTimetable(problem, planOf(problem, broken)))).toEqual([{ name, by }])
})

it('there is a case for every hard constraint', () => {
  expect(cases.map(([name]) => name)).toEqual(constraints.filter(({ kind }) => kind === 'hard').map(({ name }) => name))
})

it('soft ones count what they say', () => {
  const problem = day([tea({ weight: 3 }), deal({ length: 2 }), meeting('tour', ['Li', 'Wang'])], { slots: 8 })
  const reading = readTimetable(problem, planOf(problem, [at('tea', 0), at('deal', 2, 'T2'), at('tour', 6, 'T2')]))
  const costs = constraints.flatMap((constraint) => (constraint.kind === 'soft' ? [[constraint.term, constraint.cost(reading)]] : []))
  expect(Object.fromEntries(costs)).toEqual({ weight: 5, breaks: 2, breakSlots: 3, tableMoves: 1 })
})

it('every reason leads to its constraint', () => {
  expect([constraintOf('tables_full'), constraintOf('home_tables_differ'), constraintOf('better_without')]).toEqual(['oneMeetingPerTable', 'homeTable', 'weight'])
})

/** Any placements at all, good or bad. */
function anyPlan(problem: TimetableProblem, random: Prng): PlacedMeeting[] {
  const tables = [...tablesOf(problem).map(({ id }) => id), 'T9']
  return problem.meetings.filter(() => random.below(4) > 0).map(({ id, slot, table }) => ({ meeting: id, slot: slot ?? random.below(problem.slots), table: table ?? tables[random.below(random.below(8) === 0 ? tables.length : tables.length - 1)]! }))
}

it('the list and the independent check agree on thousands of plans, good and bad, rule by rule', () => {
  const seen = new Set<string>()
  for (let seed = 1; seed <= 1000; seed++) {
    const problem = randomProblem(seed)
    if (!checkProblem(problem).ok) continue
    const plan = planOf(problem, anyPlan(problem, new Prng(seed)))
    const reading = readTimetable(problem, plan)
    const { violations, value } = verify(problem, plan)
    const codes = new Set(violations.map(({ code }) => code))
    const named = constraints.filter((constraint) => constraint.kind === 'hard' && constraint.violations.some((code) => codes.has(code))).map(({ name }) => name)
    expect([seed, brokenConstraints(reading).map(({ name }) => name)]).toEqual([seed, named])
    for (const constraint of constraints) if (constraint.kind === 'soft') expect([seed, constraint.term, constraint.cost(reading)]).toEqual([seed, constraint.term, value[constraint.term]])
    named.forEach((name) => seen.add(name))
  }
  // What the dice can't break is broken above.
  expect([...seen].sort()).toEqual(constraints.filter(({ kind, name }) => kind === 'hard' && name !== 'once' && name !== 'pins').map(({ name }) => name).sort())
})

it('the independent check takes types from its neighbours and nothing else', () => {
  const imports = readFileSync(new URL('./verify.ts', import.meta.url), 'utf8').match(/^import .*$/gm)
  expect(imports).toEqual(["import type { PlanValue, TimetablePlan, TimetableProblem } from './problem.ts'"])
})

import { describe, expect, it } from 'vitest'

import { meeting, planOf, timetableProblem } from '#tests/factories/timetable-problems.ts'
import { constraints } from './constraints.ts'
import { reasonCodes, type PlacedMeeting, type TimetableProblem } from './problem.ts'
import { verify, violationCodes, type ViolationCode } from './verify.ts'
import chinese from '#server/i18n/locales/zh-CN/scheduling.json'
import english from '#server/i18n/locales/en/scheduling.json'

const at = (id: string, slot: number, table = 'T1'): PlacedMeeting => ({ meeting: id, slot, table })
const codesOf = (problem: TimetableProblem, placed: PlacedMeeting[]) => verify(problem, planOf(problem, placed)).violations.map(({ code }) => code)

const pair = meeting('m1', ['p1', 'p2'])
const other = meeting('m2', ['p1', 'p3'])

const broken: [ViolationCode, TimetableProblem, PlacedMeeting[]][] = [
  ['slot_outside_day', timetableProblem({ meetings: [{ ...pair, length: 2 }] }), [at('m1', 3)]],
  ['outside_sitting', timetableProblem({ meetings: [{ ...pair, sitting: 0, length: 2 }], sittings: [{ from: 0, to: 2 }] }), [at('m1', 1)]],
  ['slot_not_allowed', timetableProblem({ meetings: [{ ...pair, allowed: [1], length: 2 }] }), [at('m1', 1)]],
  ['pinned_slot_ignored', timetableProblem({ meetings: [{ ...pair, slot: 1 }] }), [at('m1', 2)]],
  ['pinned_table_ignored', timetableProblem({ meetings: [{ ...pair, table: 'T2' }] }), [at('m1', 2)]],
  ['home_table_ignored', timetableProblem({ meetings: [pair], participants: [{ id: 'p1', table: 'T2' }, { id: 'p2' }] }), [at('m1', 2)]],
  ['table_unknown', timetableProblem({ meetings: [pair] }), [at('m1', 0, 'T3')]],
  ['table_unavailable', timetableProblem({ meetings: [pair], tables: [{ id: 'T1', unavailable: [2] }] }), [at('m1', 2)]],
  ['table_clash', timetableProblem({ meetings: [{ ...pair, length: 2 }, meeting('m2', ['p3', 'p4'])] }), [at('m1', 0), at('m2', 1)]],
  ['participant_unavailable', timetableProblem({ meetings: [pair], participants: [{ id: 'p1', unavailable: [0] }, { id: 'p2' }] }), [at('m1', 0)]],
  ['participant_clash', timetableProblem({ meetings: [{ ...pair, length: 2 }, other] }), [at('m1', 0), at('m2', 1, 'T2')]],
  ['precedence_broken', timetableProblem({ meetings: [{ ...pair, length: 2 }, meeting('m2', ['p3', 'p4'], { after: ['m1'] })] }), [at('m1', 0), at('m2', 1, 'T2')]],
  ['precedence_broken', timetableProblem({ meetings: [pair, meeting('m2', ['p3', 'p4'], { after: ['m1'] })] }), [at('m2', 1)]],
  ['participant_above_max', timetableProblem({ meetings: [pair, other], participants: [{ id: 'p1', max: 1 }, { id: 'p2' }, { id: 'p3' }] }), [at('m1', 0), at('m2', 1)]],
  ['participant_below_min', timetableProblem({ meetings: [pair], participants: [{ id: 'p1', min: 1 }, { id: 'p2' }] }), []],
  ['must_left_out', timetableProblem({ meetings: [{ ...pair, must: true }] }), []],
  ['breaks_unfair', timetableProblem({ meetings: [pair, other], fairBreaks: 0 }), [at('m1', 0), at('m2', 2)]],
]

describe('the independent check', () => {
  it.each(broken)('finds %s and nothing else', (code, problem, placed) => {
    expect(codesOf(problem, placed)).toEqual([code])
  })

  it('finds meetings that are unknown, placed twice or neither placed nor answered, and figures that are wrong', () => {
    const problem = timetableProblem({ meetings: [pair] })
    expect(codesOf(problem, [at('m9', 0)])).toEqual(['meeting_unknown'])
    expect(codesOf(problem, [at('m1', 0), at('m1', 1)])).toEqual(['meeting_twice'])
    const plan = planOf(problem, [])
    expect(verify(problem, { ...plan, unplaced: [] }).violations.map(({ code }) => code)).toEqual(['meeting_unaccounted'])
    expect(verify(problem, { ...plan, value: { ...plan.value, weight: 1 } }).violations).toEqual([{ code: 'value_wrong', params: { term: 'weight', stated: 1, counted: 0 } }])
  })

  it('counts weight, breaks, their length and changes of table', () => {
    const problem = timetableProblem({ slots: 8, meetings: [{ ...pair, weight: 3 }, { ...other, length: 2 }, meeting('m3', ['p1', 'p4']), meeting('m4', ['p2', 'p4'])] })
    const plan = planOf(problem, [at('m1', 0), at('m2', 2, 'T2'), at('m3', 6, 'T2'), at('m4', 7)])
    expect(verify(problem, plan)).toEqual({ violations: [], value: { weight: 6, breaks: 3, breakSlots: 9, tableMoves: 2 } })
  })
})

describe('the list of constraints', () => {
  it('claims every reason and every violation once, and says each in both languages', () => {
    const reasons = constraints.flatMap((constraint): readonly string[] => constraint.reasons)
    const violations = constraints.flatMap((constraint): readonly string[] => (constraint.kind === 'hard' ? constraint.violations : []))
    expect([...reasons].sort()).toEqual([...reasonCodes].sort())
    expect([...violations, 'value_wrong'].sort()).toEqual([...violationCodes].sort())
    for (const words of [chinese, english]) {
      expect(Object.keys(words.constraint)).toEqual(constraints.map(({ name }) => name))
      expect(Object.keys(words.reason).sort()).toEqual([...reasonCodes].sort())
    }
  })
})

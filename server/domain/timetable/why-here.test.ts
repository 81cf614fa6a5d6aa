import { expect, test } from 'vitest'

import { meeting, people, timetableProblem } from '#tests/factories/timetable-problems.ts'

import { whyHere } from './why-here.ts'

const lunch = meeting('lunch', ['p1', 'p2'])
const at = (id: string, slot: number, table = 'T1') => ({ meeting: id, slot, table })

test('a pinned meeting is where somebody put it', () => {
  const problem = timetableProblem({ meetings: [{ ...lunch, slot: 2, table: 'T1' }] })
  expect(whyHere(problem, [at('lunch', 2)], 'lunch')).toEqual([{ code: 'pinned', params: { slot: 2 } }, { code: 'table_bound', params: { table: 'T1' } }])
})

test('the only slot that suits both is named as such', () => {
  const problem = timetableProblem({ participants: [{ id: 'p1', unavailable: [0, 1] }, { id: 'p2', unavailable: [3] }], meetings: [lunch] })
  expect(whyHere(problem, [at('lunch', 2)], 'lunch')).toEqual([{ code: 'only_slot', params: { slot: 2 } }])
})

test('where all other slots are taken, it is told by what', () => {
  const problem = timetableProblem({ slots: 3, tables: 1, participants: people(6), meetings: [lunch, meeting('a', ['p1', 'p3']), meeting('b', ['p5', 'p6'])] })
  expect(whyHere(problem, [at('lunch', 0), at('a', 1), at('b', 2)], 'lunch')).toEqual([
    { code: 'only_free', params: { count: 2, busy: 1, full: 1 } }, { code: 'table_kept', params: { table: 'T1', participant: 'p1' } },
  ])
})

test('a meeting that keeps a day without holes says what moving it would cost', () => {
  const problem = timetableProblem({ slots: 4, meetings: [lunch, meeting('a', ['p1', 'p3']), meeting('b', ['p1', 'p4'])] })
  const placed = [at('a', 0), at('lunch', 1), at('b', 2)]
  expect(whyHere(problem, placed, 'lunch')[0]).toEqual({ code: 'fewest_breaks', params: { count: 1, more: 1 } })
  expect(whyHere(problem, [at('a', 0), at('b', 1), at('lunch', 2)], 'a')[0]).toEqual({ code: 'as_good', params: { slots: [3] } })
})

test('a meeting that was put badly by hand says where it would do better', () => {
  const problem = timetableProblem({ slots: 4, meetings: [lunch, meeting('a', ['p1', 'p3'])] })
  expect(whyHere(problem, [at('a', 0), at('lunch', 3)], 'lunch')[0]).toEqual({ code: 'could_improve', params: { slots: [1], fewer: 1 } })
  expect(whyHere(problem, [], 'lunch')).toEqual([])
})

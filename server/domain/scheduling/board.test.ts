import { describe, expect, it } from 'vitest'

import { meeting, people, planOf, randomProblem, timetableProblem } from '#tests/factories/timetable-problems.ts'
import { leastCpuMs } from '#tests/fixtures/duration.ts'
import { canPlace, createBoard } from './board.ts'
import { checkProblem } from './check-problem.ts'
import { explainAll, explainUnplaced } from './explain.ts'
import { tablesOf, type PlacedMeeting, type TimetablePlan, type TimetableProblem } from './problem.ts'
import { solve } from './solve.ts'
import { verify } from './verify.ts'
import { explainPlaced, placementCodes } from './why.ts'
import chinese from '#server/i18n/locales/zh-CN/scheduling.json'
import english from '#server/i18n/locales/en/scheduling.json'

const at = (id: string, slot: number, table = 'T1'): PlacedMeeting => ({ meeting: id, slot, table })
const day = timetableProblem({
  participants: [{ id: 'p1', unavailable: [3] }, { id: 'p2', max: 1 }, { id: 'p3' }, { id: 'p4', table: 'T2' }, { id: 'p5' }],
  sittings: [{ from: 0, to: 2 }],
  meetings: [
    meeting('m1', ['p1', 'p3']),
    meeting('m2', ['p2', 'p5']),
    meeting('m3', ['p1', 'p2']),
    meeting('m4', ['p3', 'p4'], { after: ['m1'] }),
    meeting('m5', ['p3', 'p5'], { sitting: 0, allowed: [1, 2], length: 2 }),
    meeting('m6', ['p1', 'p5'], { slot: 2, table: 'T1' }),
  ],
})
const plan = planOf(day, [at('m1', 0), at('m2', 1), at('m4', 1, 'T2')])

/** Codes against placing, or the table that would be given. */
function answer(id: string, slot: number, table?: string): string {
  const placement = canPlace(day, plan, id, slot, table)
  return placement.ok ? placement.table : placement.reasons.map(({ code }) => code).join(' ')
}

describe('asking whether a meeting can go somewhere', () => {
  it('gives a table where it can, its own among them', () => {
    expect([answer('m1', 0), answer('m1', 0, 'T2'), answer('m2', 0), answer('m6', 2)]).toEqual(['T1', 'T2', 'T2', 'T1'])
  })

  it('names everything that stands in the way', () => {
    expect(answer('m9', 0)).toBe('meeting_unknown')
    expect(answer('m5', 3)).toBe('past_end')
    expect(answer('m1', 3)).toBe('participant_unavailable precedence')
    expect(answer('m1', 1)).toBe('participant_busy tables_full precedence')
    expect(answer('m1', 1, 'T1')).toBe('participant_busy table_taken precedence')
    expect(answer('m3', 2)).toBe('participant_max')
    expect(answer('m4', 0)).toBe('participant_busy precedence')
    expect(answer('m4', 2, 'T1')).toBe('home_table')
    expect(answer('m4', 2, 'T7')).toBe('home_table')
    expect(answer('m2', 2, 'T7')).toBe('table_unknown')
    expect(answer('m5', 0)).toBe('slot_not_allowed participant_busy participant_busy tables_full')
    expect(answer('m6', 1)).toBe('pinned_slot participant_busy table_taken')
    expect(answer('m6', 2, 'T2')).toBe('pinned_table')
  })

  it('agrees with the independent check on every cell of small plans', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const problem = randomProblem(seed)
      if (!checkProblem(problem).ok) continue
      const found = solve(problem, { seed, stepBudget: 3000 })
      const spread = (plan: TimetablePlan): number => Number(verify(problem, plan).violations.find(({ code }) => code === 'breaks_unfair')?.params['spread'] ?? 0)
      const before = spread(planOf(problem, found.placed))
      for (const { id } of problem.meetings) {
        for (let slot = 0; slot < problem.slots; slot++) {
          for (const { id: table } of tablesOf(problem)) {
            const placement = canPlace(problem, found, id, slot, table)
            const tried = planOf(problem, [...found.placed.filter((entry) => entry.meeting !== id), at(id, slot, table)])
            const wrong = verify(problem, tried).violations.filter(({ code }) => !['must_left_out', 'participant_below_min'].includes(code) && (code !== 'breaks_unfair' || spread(tried) > before))
            expect([seed, id, slot, table, placement.ok]).toEqual([seed, id, slot, table, wrong.length === 0])
          }
        }
      }
    }
  })

  it('takes no longer on a board of nine times the meetings', () => {
    const answersMs = (count: number): number => {
      const meetings = Array.from({ length: count }, (_, i) => meeting(`m${i}`, [`p${(i % 60) + 1}`, `p${61 + ((i * 7) % 120)}`]))
      const problem: TimetableProblem = timetableProblem({ slots: 24, tables: 40, participants: people(180), meetings })
      const found = solve(problem, { seed: 1, stepBudget: 2000 })
      const ask = (): void => {
        for (let i = 0; i < 1_600; i++) canPlace(problem, found, `m${i % count}`, i % 24, `T${(i % 40) + 1}`)
      }
      ask()
      return leastCpuMs(ask, { runs: 8 })
    }
    // Going through all meetings for each answer would make it nine times.
    expect(answersMs(900) / answersMs(100)).toBeLessThan(6)
  })
})

describe('why a meeting is not in the plan', () => {
  it('names the obstacle', () => {
    const board = createBoard(day, plan)
    expect(explainUnplaced(board, 'm3')).toEqual({ meeting: 'm3', why: 'participant_max', detail: { participant: 'p2', max: 1 } })
    expect(explainUnplaced(board, 'm6')).toEqual({ meeting: 'm6', why: 'better_without', detail: {} })
    expect(explainUnplaced(board, 'm9')).toEqual({ meeting: 'm9', why: 'meeting_unknown', detail: {} })
    expect(explainAll(day, plan).map(({ meeting: id, why }) => `${id} ${why}`)).toEqual(['m3 participant_max', 'm5 no_common_slot', 'm6 better_without'])
  })

  it('tells full tables, busy people, order and tables that differ apart', () => {
    const why = (problem: TimetableProblem, placed: PlacedMeeting[]) => explainAll(problem, { placed })[0]
    const two = [meeting('m1', ['p1', 'p2']), meeting('m2', ['p3', 'p4'])]
    expect(why(timetableProblem({ meetings: two, tables: 1, slots: 1 }), [at('m1', 0)])).toEqual({ meeting: 'm2', why: 'tables_full', detail: { slot: 0, slots: [0] } })
    const shared = [meeting('m1', ['p1', 'p2']), meeting('m2', ['p1', 'p3'])]
    expect(why(timetableProblem({ meetings: shared, slots: 1 }), [at('m1', 0)])).toEqual({ meeting: 'm2', why: 'participant_busy', detail: { participants: ['p1'], slots: [0] } })
    const order = [meeting('m1', ['p1', 'p2'], { slot: 3 }), meeting('m2', ['p3', 'p4'], { after: ['m1'] })]
    expect(why(timetableProblem({ meetings: order }), [at('m1', 3)])).toMatchObject({ meeting: 'm2', why: 'precedence' })
    const homes = timetableProblem({ meetings: [two[0]!], participants: [{ id: 'p1', table: 'T1' }, { id: 'p2', table: 'T2' }] })
    expect(why(homes, [])).toEqual({ meeting: 'm1', why: 'home_tables_differ', detail: { tables: ['T1', 'T2'] } })
  })
})

describe('why a meeting is where it is', () => {
  const tea = meeting('tea', ['p1', 'p2'])
  const why = (problem: TimetableProblem, placed: PlacedMeeting[], id = 'tea') => explainPlaced(createBoard(problem, { placed }), id)

  it('names the strongest reason', () => {
    expect(why(timetableProblem({ meetings: [{ ...tea, slot: 2 }] }), [at('tea', 2)])).toEqual({ meeting: 'tea', why: 'pinned', detail: { slot: 2 } })
    expect(why(timetableProblem({ meetings: [{ ...tea, allowed: [1] }] }), [at('tea', 1)])).toEqual({ meeting: 'tea', why: 'only_start', detail: { slot: 1 } })
    const two = [tea, meeting('deal', ['p1', 'p3'])]
    expect(why(timetableProblem({ meetings: two, slots: 2 }), [at('tea', 0), at('deal', 1)])).toEqual({ meeting: 'tea', why: 'only_free', detail: { blocked: 1 } })
    expect(why(timetableProblem({ meetings: two, slots: 3 }), [at('tea', 1), at('deal', 0)])).toEqual({ meeting: 'tea', why: 'fewer_breaks', detail: { slots: [2] } })
    expect(why(timetableProblem({ meetings: [tea] }), [at('tea', 1)])).toEqual({ meeting: 'tea', why: 'free_choice', detail: { slots: [0, 2, 3] } })
    expect(why(timetableProblem({ meetings: [tea] }), [])).toEqual({ meeting: 'tea', why: 'not_placed', detail: {} })
  })

  it('is said in both languages', () => {
    for (const words of [chinese, english]) expect(Object.keys(words.placed)).toEqual([...placementCodes])
  })
})

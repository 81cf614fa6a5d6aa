import { describe, expect, it } from 'vitest'

import type { TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { verify } from '#server/domain/scheduling/verify.ts'
import { people, timetableProblem } from '#tests/factories/timetable-problems.ts'
import { LaneBoard } from './lane-board.ts'
import { lead } from './lanes.ts'

/** More requests than there is room for, of different weight. */
function crowd(): TimetableProblem {
  const meetings = Array.from({ length: 130 }, (_, i) => ({ id: `m${i}`, participants: [`p${(i % 9) + 1}`, `p${10 + ((i * 7 + Math.floor(i / 9)) % 16)}`], weight: 1 + (i % 5) }))
  return timetableProblem({ slots: 10, tables: 8, participants: people(25), meetings })
}

const withoutTime = (plan: TimetablePlan) => ({ ...plan, seconds: 0 })

describe('two lanes', () => {
  it('give the same plan whenever the same number of steps is counted, and a sound one', () => {
    const problem = crowd()
    const steps = { seed: 4, limit: { steps: 200_000 }, two: true }
    const plan = lead(problem, steps)
    expect(verify(problem, plan)).toEqual({ violations: [], value: plan.value })
    expect(withoutTime(lead(problem, steps))).toEqual(withoutTime(plan))
    expect(lead(problem, { ...steps, seed: 5 }).placed).not.toEqual(plan.placed)
  })

  it('end at once where there is nothing to search for', () => {
    const hopeless = timetableProblem({ slots: 1, meetings: ['p2', 'p3'].map((id) => ({ id: `m${id}`, participants: ['p1', id], must: true })) })
    expect(lead(hopeless, { seed: 1, limit: { steps: 1e9 }, two: true })).toMatchObject({ status: 'infeasible', core: { code: 'musts_exceed_slots' } })
  })
})

describe('the board between them', () => {
  it('hands over what was published for the meeting at hand, each timetable once', () => {
    const memory = LaneBoard.allocate(2)
    const [first, second] = [new LaneBoard(memory, 0), new LaneBoard(memory, 1)]
    expect(first.news()).toBeNull()
    second.publish(Int32Array.of(3, -1))
    second.leave()
    expect([first.meet(), [...first.news()!], first.news()]).toEqual([true, [3, -1], null])
  })
})

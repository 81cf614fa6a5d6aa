import { performance } from 'node:perf_hooks'
import { describe, expect, it } from 'vitest'

import { problemFormat, type TimetableProblem } from '#server/domain/scheduling/problem.ts'
import type { SolveProgress } from '#server/domain/scheduling/solve.ts'
import { verify } from '#server/domain/scheduling/verify.ts'
import { startSolve } from './solver.ts'

function ring(people: number, slots: number): TimetableProblem {
  const meetings = Array.from({ length: people * 4 }, (_, index) => ({
    id: `m${index}`,
    participants: [`p${index % people}`, `p${(index + 1 + Math.floor(index / people) * 2) % people}`],
    weight: 1 + (index % 7),
  }))
  const participants = Array.from({ length: people }, (_, index) => ({ id: `p${index}` }))
  return { format: problemFormat, slots, tables: Math.ceil(people / 3), participants, meetings }
}

describe('the solver thread', () => {
  it('answers with a sound plan, reports at most ten times a second and leaves the event loop alone', async () => {
    const problem = ring(60, 9)
    const reports: SolveProgress[] = []
    const run = startSolve(problem, { seconds: 1, seed: 1 }, (progress) => reports.push(progress))
    const from = performance.now()
    let turns = 0
    let over = false
    const watched = run.result.finally(() => (over = true))
    for (; !over; turns++) await new Promise((resolve) => setImmediate(resolve))
    const plan = await watched
    expect(verify(problem, plan)).toEqual({ violations: [], value: plan.value })
    expect(reports.length).toBeLessThanOrEqual(5 + (performance.now() - from) / 100)
    expect(reports.at(-1)).toMatchObject({ phase: 'done', fraction: 1, complete: true })
    // A search on the loop itself would leave it a turn for each report at the most.
    expect(turns).toBeGreaterThan(100)
  })

  it('keeps the best plan when it is told to stop', async () => {
    const problem = ring(60, 9)
    const started = performance.now()
    const run: ReturnType<typeof startSolve> = startSolve(problem, { seconds: 60, seed: 1 }, () => run.stop())
    const plan = await run.result
    expect(verify(problem, plan).violations).toEqual([])
    expect(plan.placed.length).toBeGreaterThan(100)
    expect(performance.now() - started).toBeLessThan(50_000)
  })

  it('says so when the thread is abandoned before it had a plan', async () => {
    const run = startSolve(ring(60, 9), { seconds: 60, seed: 1 }, () => undefined)
    const result = expect(run.result).rejects.toThrow('ended with code')
    run.abandon()
    await result
  })
})

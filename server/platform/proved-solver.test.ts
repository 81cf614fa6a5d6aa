import { expect, it } from 'vitest'

import { problemFormat, type TimetableProblem } from '#server/domain/scheduling/problem.ts'
import type { SolveProgress } from '#server/domain/scheduling/solve.ts'
import { verify } from '#server/domain/scheduling/verify.ts'
import { startProvedSolve } from './proved-solver.ts'

/** A ring of meetings at one table: whoever meets first and last has a break, though nobody alone need have one. */
function ring(people: number): TimetableProblem {
  const participants = Array.from({ length: people }, (_, index) => ({ id: `p${index}` }))
  const meetings = participants.map(({ id }, index) => ({ id: `m${index}`, participants: [id, `p${(index + 1) % people}`] }))
  return { format: problemFormat, slots: people + 2, tables: 1, participants, meetings }
}

const never = (error: unknown): void => {
  throw error
}

it('goes on after the search until value and bound meet, and tells of both', async () => {
  const problem = ring(4)
  const told: SolveProgress[] = []
  const plan = await startProvedSolve(problem, { seconds: 0.2, seed: 1, proofSeconds: 120 }, (progress) => told.push(progress), never).result
  expect(verify(problem, plan)).toEqual({ violations: [], value: plan.value })
  expect([plan.value.weight, plan.value.breaks, plan.bound?.breaks]).toEqual([4, 1, 1])
  expect(told.at(-1)).toMatchObject({ phase: 'proof', placed: 4, complete: true, value: { breaks: 1 } })
})

it('keeps the plan and what was proved when it is stopped, before the proof or in it', async () => {
  for (const phase of ['times', 'proof'] as const) {
    const problem = ring(60)
    const from = performance.now()
    const run = startProvedSolve(problem, { seconds: phase === 'times' ? 300 : 0.2, seed: 1, proofSeconds: 600 }, (progress) => progress.phase === phase && run.stop(), never)
    const plan = await run.result
    expect([phase, plan.status, verify(problem, plan).violations]).toEqual([phase, 'feasible', []])
    expect(performance.now() - from).toBeLessThan(200_000)
  }
})

it('does not prove where no time is given for it, and answers nothing once it is abandoned', async () => {
  const told: SolveProgress[] = []
  const plan = await startProvedSolve(ring(4), { seconds: 0.2, seed: 1, proofSeconds: 0 }, (progress) => told.push(progress), never).result
  expect([plan.bound?.breaks, told.some((progress) => progress.phase === 'proof')]).toEqual([0, false])
  const run = startProvedSolve(ring(60), { seconds: 0.2, seed: 1, proofSeconds: 600 }, (progress) => progress.phase === 'proof' && run.abandon(), never)
  await expect(run.result).rejects.toThrow('abandoned')
})

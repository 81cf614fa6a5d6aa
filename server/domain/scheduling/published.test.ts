import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { checkProblem } from './check-problem.ts'
import type { TimetablePlan } from './problem.ts'
import { solve } from './solve.ts'
import { verify } from './verify.ts'

// Events published by researchers, which may be tested with but not shipped.
const folder = join(import.meta.dirname, '../../../../shared/data/b2b')
const missing = !existsSync(folder)

/** Steps, not seconds: the same answer on a slow machine. */
function solved(name: string, stepBudget: number): TimetablePlan {
  const checked = checkProblem(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')))
  if (!checked.ok) return expect.fail(JSON.stringify(checked.error))
  const plan = solve(checked.value, { seed: 1, stepBudget })
  if (plan.status !== 'infeasible') expect(verify(checked.value, plan)).toEqual({ violations: [], value: plan.value })
  return plan
}

describe.skipIf(missing)('published events', () => {
  it('reaches the proved weight of the small investor day', () => {
    const plan = solved('investor-small', 4_000_000)
    expect([plan.value.weight, plan.bound!.weight]).toEqual([3372, 3372])
    expect(plan.value.breaks).toBeLessThan(110)
  })

  it.each([
    ['forum-13.original', 154],
    ['forum-14.original', 302],
    ['tic-13crafc.original', 180],
    ['forumt-14.prec25', 237],
    ['forum-13crafb.fixed020-Forb', 195],
  ])('holds every meeting of %s', (name, weight) => {
    const plan = solved(name, 300_000)
    expect([plan.status === 'unknown', plan.value.weight]).toEqual([false, weight])
  })

  it.each(['tic-12.forb0007', 'forum-14.forb0007', 'forum-13.prec25'])('proves that %s has no solution', (name) => {
    expect(solved(name, 300_000)).toMatchObject({ status: 'infeasible', core: { code: expect.any(String) } })
  })
})

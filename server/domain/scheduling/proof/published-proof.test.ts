import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { compile } from '../model.ts'
import type { TimetableProblem } from '../problem.ts'
import { solve } from '../solve.ts'
import { verify } from '../verify.ts'
import { BreakProver } from './break-prover.ts'
import { provedPlan, slotsOf } from './proved-plan.ts'

// Events published by researchers, which may be tested with but not shipped.
const folder = join(import.meta.dirname, '../../../../../shared/data/b2b')
const missing = !existsSync(folder)

/** Conflicts, not seconds: the same answer on a slow machine. */
const mostConflicts = 100_000

describe.skipIf(missing)('proofs for published events', { timeout: 120_000 }, () => {
  it.each([
    ['tic-12.original', 0],
    ['forumt-14crafd.fixed020-Forb', 9],
    ['forum-13.fixed020-Forb', 20],
  ])('%s has a timetable with %i breaks and none with fewer', (name, breaks) => {
    const problem = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as TimetableProblem
    const model = compile(problem)
    const start = solve(problem, { seed: 1, stepBudget: 100_000 })
    const incumbent = start.status === 'unknown' ? undefined : { slots: slotsOf(model, start), breaks: start.value.breaks }
    const prover = new BreakProver(model, { seed: 1, incumbent })
    while (prover.conflicts < mostConflicts && prover.advance());
    const plan = provedPlan(problem, model, start, { lower: prover.lower, slots: prover.best, infeasible: null }, 0)
    expect([plan.status, plan.value.breaks, plan.bound!.breaks]).toEqual(['optimal', breaks, breaks])
    expect(verify(problem, plan)).toEqual({ violations: [], value: plan.value })
  })
})

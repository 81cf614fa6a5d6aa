import { performance } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'

import { RepairSearch, type Repaired } from '#server/domain/scheduling/repair.ts'
import { unfinishedCodes, verify } from '#server/domain/scheduling/verify.ts'
import type { RepairAnswer, RepairTask } from './repairer.ts'

const { problem, standing, repair, seed, improveMs } = workerData as RepairTask
const post = (answer: RepairAnswer) => parentPort?.postMessage(answer)
const startedMs = performance.now()
const elapsedMs = (): number => performance.now() - startedMs

/** Nothing leaves the thread that the independent check refuses. */
function checked(kind: 'first' | 'better', repaired: Repaired): RepairAnswer {
  const unfinished = repaired.plan.status === 'unknown' || repaired.plan.status === 'infeasible'
  const serious = verify(repaired.problem, repaired.plan).violations.filter(({ code }) => !(unfinished && unfinishedCodes.includes(code)))
  return serious.length === 0 ? { kind, repaired } : { kind: 'unsound', first: JSON.stringify(serious[0]), violations: serious.length }
}

const search = new RepairSearch(problem, standing, repair, seed)
search.answer()
post(checked('first', { problem: search.problem, plan: search.plan(elapsedMs) }))
let gained = false
for (let vain = 0; vain < 200 && elapsedMs() < improveMs; vain++) {
  if (!search.improve()) continue
  gained = true
  vain = 0
}
const last: RepairAnswer = gained ? checked('better', { problem: search.problem, plan: search.plan(elapsedMs) }) : { kind: 'nothing_better' }
post(last.kind === 'unsound' ? { kind: 'nothing_better' } : last)

import { performance } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'

import { boundedPlan } from '#server/domain/scheduling/bounds/bounded-plan.ts'
import type { SolveProgress } from '#server/domain/scheduling/solve.ts'

import { lead, seriousFaults } from './lanes.ts'
import type { SolverAnswer, SolverTask } from './solver.ts'
import { stepBack } from './thread.ts'

/** Progress leaves the thread at most so often, however fast the search goes. */
const reportEveryMs = 100

const { problem, seed, limit, two, background, stop } = workerData as SolverTask
// Whoever waits for a draft also waits for pages: those go first. What nobody waits for steps back further.
stepBack(background ? 'far' : 'near')
const stopFlag = new Int32Array(stop)
const post = (answer: SolverAnswer) => parentPort?.postMessage(answer)

let reportedMs = -Infinity
function report(progress: SolveProgress): void {
  const nowMs = performance.now()
  if (nowMs - reportedMs < reportEveryMs && progress.phase !== 'done') return
  reportedMs = nowMs
  post({ kind: 'progress', progress })
}

const found = lead(problem, { seed, limit, two, background: true, onProgress: report, shouldStop: () => Atomics.load(stopFlag, 0) === 1 })
const plan = boundedPlan(problem, found)
const serious = seriousFaults(problem, plan ?? found)
if (plan === null) post({ kind: 'unsound', first: 'the bound on breaks contradicts the plan', violations: 1 })
else post(serious.length === 0 ? { kind: 'plan', plan } : { kind: 'unsound', first: JSON.stringify(serious[0]), violations: serious.length })

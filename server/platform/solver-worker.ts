import { performance } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'

import { Search, type SolveProgress } from '#server/domain/scheduling/solve.ts'
import { unfinishedCodes, verify } from '#server/domain/scheduling/verify.ts'
import type { SolverAnswer, SolverTask } from './solver.ts'
import { stepBack } from './thread.ts'

/** Progress leaves the thread at most so often, however fast the search goes. */
const reportEveryMs = 100

const { problem, seconds, seed, background, stop } = workerData as SolverTask
if (background) stepBack()
const stopFlag = new Int32Array(stop)
const post = (answer: SolverAnswer) => parentPort?.postMessage(answer)

let reportedMs = -Infinity
function report(progress: SolveProgress): void {
  const nowMs = performance.now()
  if (nowMs - reportedMs < reportEveryMs && progress.phase !== 'done') return
  reportedMs = nowMs
  post({ kind: 'progress', progress })
}

const search = new Search(problem, { seed, deadlineMs: seconds * 1000, now: () => performance.now(), onProgress: report })
while (search.advance()) if (Atomics.load(stopFlag, 0) === 1) search.stop()
const plan = search.plan()
const unfinished = plan.status === 'unknown' || plan.status === 'infeasible'
const serious = verify(problem, plan).violations.filter(({ code }) => !(unfinished && unfinishedCodes.includes(code)))
post(serious.length === 0 ? { kind: 'plan', plan } : { kind: 'unsound', first: JSON.stringify(serious[0]), violations: serious.length })

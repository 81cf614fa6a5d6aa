import type { TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import type { SolveProgress } from '#server/domain/scheduling/solve.ts'

import { startThread } from './thread.ts'

/** What the thread is started with; `stop` is shared memory that turns 1 when the search should end, `background`: others go first. */
export type SolverTask = { problem: TimetableProblem; seconds: number; seed: number; background?: boolean; stop: SharedArrayBuffer }

export type SolverAnswer =
  | { kind: 'progress'; progress: SolveProgress }
  | { kind: 'plan'; plan: TimetablePlan }
  | { kind: 'unsound'; first: string; violations: number }

export type SolverRun = {
  /** The best plan, verified. Rejects where the thread died, the plan was unsound or the run was abandoned. */
  result: Promise<TimetablePlan>
  /** Ends the search; `result` then carries the best plan so far, within some tens of milliseconds. */
  stop(): void
  /** Ends the thread at once, without a plan: for shutting down. */
  abandon(): void
}

/** Solves a checked problem in a thread of its own, so that the web process stays responsive. At most ten reports a second. */
export function startSolve(problem: TimetableProblem, options: { seconds: number; seed: number; background?: boolean }, onProgress: (progress: SolveProgress) => void): SolverRun {
  const stop = new SharedArrayBuffer(4)
  const task: SolverTask = { problem, ...options, stop }
  const thread = startThread('solver-worker', { workerData: task, name: 'solver', resourceLimits: { maxOldGenerationSizeMb: 1024 } })
  const result = new Promise<TimetablePlan>((resolve, reject) => {
    thread.on('message', (answer: SolverAnswer) => {
      if (answer.kind === 'progress') onProgress(answer.progress)
      else if (answer.kind === 'plan') resolve(answer.plan)
      else reject(new Error(`The plan breaks ${answer.violations} rules, first: ${answer.first}`))
    })
    thread.on('error', reject)
    thread.on('exit', (code) => reject(new Error(`The solver thread ended with code ${code} before it had a plan.`)))
  })
  return {
    result,
    stop: () => void Atomics.store(new Int32Array(stop), 0, 1),
    abandon: () => void thread.terminate(),
  }
}

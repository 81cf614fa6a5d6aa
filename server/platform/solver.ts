import { availableParallelism } from 'node:os'

import type { TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import type { SolveProgress } from '#server/domain/scheduling/solve.ts'

import type { SolveLimit } from './lanes.ts'
import { startThread } from './thread.ts'

/** What the thread is started with; `stop` is shared memory that turns 1 when the search should end, `background`: others go first. */
export type SolverTask = { problem: TimetableProblem; seed: number; limit: SolveLimit; two: boolean; background: boolean; stop: SharedArrayBuffer }

export type SolverAnswer =
  | { kind: 'progress'; progress: SolveProgress }
  | { kind: 'plan'; plan: TimetablePlan }
  | { kind: 'unsound'; first: string; violations: number }

export type SolverRun = {
  /** The best plan, verified. Rejects where the thread died, the plan was unsound or the run was abandoned. */
  result: Promise<TimetablePlan>
  /** Ends the search; `result` then carries the best plan so far, within some tens of milliseconds, half a second more for thousands of meetings. */
  stop(): void
  /** Ends the thread at once, without a plan: for shutting down. */
  abandon(): void
}

export type StartOptions = {
  seed: number
  seconds: number
  /** Work that can wait: it leaves one of two cores, and the first turn, to others. */
  background?: boolean
}

/** Solves a checked problem in threads of its own, so that the web process stays responsive. At most ten reports a second. */
export function startSolve(problem: TimetableProblem, options: StartOptions, onProgress: (progress: SolveProgress) => void): SolverRun {
  const { seed, seconds, background = false } = options
  const stop = new SharedArrayBuffer(4)
  const task: SolverTask = { problem, seed, limit: { seconds }, two: !background && availableParallelism() > 1, background, stop }
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

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

import type { TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import type { SolveProgress } from '#server/domain/scheduling/solve.ts'

/** What the thread is started with; `stop` is shared memory that turns 1 when the search should end. */
export type SolverTask = { problem: TimetableProblem; seconds: number; seed: number; stop: SharedArrayBuffer }

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

const folder = dirname(fileURLToPath(import.meta.url))

/** The bundled worker lies beside the bundled server; from source, a thread has to be taught TypeScript first. */
function startThread(task: SolverTask): Worker {
  const bundled = join(folder, 'solver-worker.js')
  const options = { workerData: task, name: 'solver', resourceLimits: { maxOldGenerationSizeMb: 1024 } }
  if (import.meta.url.endsWith('.js') && existsSync(bundled)) return new Worker(bundled, options)
  // tsx given by --import does nothing outside the main thread, and what require finds under its name can't be imported.
  const tsx = join(dirname(createRequire(import.meta.url).resolve('tsx/package.json')), 'dist', 'esm', 'api', 'index.mjs')
  const [api, source] = [tsx, join(folder, 'solver-worker.ts')].map((path) => JSON.stringify(pathToFileURL(path).href))
  const bootstrap = `import { register } from ${api}; register(); await import(${source})`
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(bootstrap)}`), options)
}

/** Solves a checked problem in a thread of its own, so that the web process stays responsive. At most ten reports a second. */
export function startSolve(problem: TimetableProblem, options: { seconds: number; seed: number }, onProgress: (progress: SolveProgress) => void): SolverRun {
  const stop = new SharedArrayBuffer(4)
  const thread = startThread({ problem, ...options, stop })
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

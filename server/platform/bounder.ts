import type { Worker } from 'node:worker_threads'

import type { TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'

import { startThread } from './thread.ts'

export type BounderTask = { problem: TimetableProblem; plan: TimetablePlan; /** One word: 1 to stop. */ shared: SharedArrayBuffer }

/** A search for forced breaks under way; `finish` ends it and answers the plan it was given with what was proved until then. */
export type Bounding = { finish(): Promise<TimetablePlan | null> }

/** Raises the bound on breaks of all plans that weigh as much as this one, in a thread beside whatever the caller does meanwhile. */
export function startBounding(problem: TimetableProblem, plan: TimetablePlan): Bounding {
  const shared = new SharedArrayBuffer(4)
  const workerData: BounderTask = { problem, plan, shared }
  const thread: Worker = startThread('bounder-worker', { workerData, name: 'bounder' })
  const answer = new Promise<TimetablePlan | null>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('The search for a bound ended without an answer.')))
  })
  // Read only by `finish`: until then a failure must not end the process.
  answer.catch(() => undefined)
  return {
    async finish() {
      Atomics.store(new Int32Array(shared), 0, 1)
      return answer
    },
  }
}

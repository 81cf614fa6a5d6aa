import type { DayPlan } from '#server/domain/timetable/rehearsal-day.ts'
import type { RehearsalOptions, RehearsalReport } from '#server/domain/timetable/rehearsal.ts'

import { startThread } from './thread.ts'

/** What the thread is started with; `stop` is shared memory that turns 1 when it should end. */
export type RehearsalTask = { plan: DayPlan; options: RehearsalOptions; stop: SharedArrayBuffer }

export type RehearsalProgress = { done: number; total: number; /** Now and then: what the days so far say. */ report?: RehearsalReport }
export type RehearsalAnswer = ({ kind: 'progress' } & RehearsalProgress) | { kind: 'report'; report: RehearsalReport }

export type RehearsalRun = {
  /** Rejects where the thread died or was abandoned. */
  result: Promise<RehearsalReport>
  /** Ends it after the day that is under way; `result` then stands on the days so far. */
  stop(): void
  /** Ends the thread at once, without a report: for shutting down. */
  abandon(): void
}

/** Rehearses a draft in a thread of its own that lets others go first. At most four reports of progress a second. */
export function startRehearsal(plan: DayPlan, options: RehearsalOptions, onProgress: (progress: RehearsalProgress) => void): RehearsalRun {
  const stop = new SharedArrayBuffer(4)
  const task: RehearsalTask = { plan, options, stop }
  const thread = startThread('rehearsal-worker', { workerData: task, name: 'rehearsal', resourceLimits: { maxOldGenerationSizeMb: 512 } })
  const result = new Promise<RehearsalReport>((resolve, reject) => {
    thread.on('message', (answer: RehearsalAnswer) => {
      if (answer.kind === 'progress') onProgress(answer)
      else resolve(answer.report)
    })
    thread.on('error', reject)
    thread.on('exit', (code) => reject(new Error(`The rehearsal thread ended with code ${code} before it had a report.`)))
  })
  return {
    result,
    stop: () => void Atomics.store(new Int32Array(stop), 0, 1),
    abandon: () => void thread.terminate(),
  }
}

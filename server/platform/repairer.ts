import type { PlacedMeeting, Repair, TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import type { Repaired } from '#server/domain/scheduling/repair.ts'

import { startThread } from './thread.ts'

export type RepairTask = { problem: TimetableProblem; standing: PlacedMeeting[]; repair: Repair; seed: number; improveMs: number }

/** The first answer, then, at the end, a better one where there is one. */
export type RepairAnswer = { kind: 'first'; repaired: Repaired } | { kind: 'better'; repaired: Repaired } | { kind: 'nothing_better' } | { kind: 'unsound'; first: string; violations: number }

export type RepairRun = {
  /** Complete and verified, as soon as it is there. */
  first: Promise<Repaired>
  /** What more time brought; null where nothing. Never rejects. */
  better: Promise<Repaired | null>
  /** Ends the thread at once. */
  abandon(): void
}

export type RepairedPlan = TimetablePlan & Pick<Repaired['plan'], 'diff'>

/** Mends a timetable in a thread of its own, so that the web process stays responsive. */
export function startRepair(task: RepairTask): RepairRun {
  const thread = startThread('repair-worker', { workerData: task, name: 'repair', resourceLimits: { maxOldGenerationSizeMb: 512 } })
  let settleBetter: (answer: Repaired | null) => void = () => undefined
  const better = new Promise<Repaired | null>((resolve) => (settleBetter = resolve))
  const first = new Promise<Repaired>((resolve, reject) => {
    thread.on('message', (answer: RepairAnswer) => {
      if (answer.kind === 'first') resolve(answer.repaired)
      else if (answer.kind === 'better') settleBetter(answer.repaired)
      else if (answer.kind === 'nothing_better') settleBetter(null)
      else reject(new Error(`The repaired plan breaks ${answer.violations} rules, first: ${answer.first}`))
    })
    const end = (error: unknown): void => {
      settleBetter(null)
      reject(error as Error)
    }
    thread.on('error', end)
    thread.on('exit', (code) => end(new Error(`The repair thread ended with code ${code} before it had a plan.`)))
  })
  return { first, better, abandon: () => void thread.terminate() }
}

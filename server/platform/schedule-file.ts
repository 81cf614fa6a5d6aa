import type { Schedule } from '#server/domain/programme/schedule.ts'
import { scheduleLimits } from '#server/domain/programme/schedule.ts'
import { err, type Result } from '#server/domain/shared/result.ts'

import { startThread } from './thread.ts'

export type ScheduleFormat = 'frab' | 'pretalx'
export type ReadSchedule = { format: ScheduleFormat; schedule: Schedule }
/** What the thread is started with. */
export type ScheduleTask = { bytes: Uint8Array; zone: string }

/** A file that takes longer than this is no schedule. */
const patienceMs = 20_000

/**
 * frab, pentabarf or pretalx bytes → talks, in a thread of its own with little memory, so that neither a large nor a hostile
 * file holds up anybody. Errors: `input.too_large`, `programme.unsafe_schedule` and those of the readers.
 */
export function readScheduleFile(bytes: Uint8Array, zone: string): Promise<Result<ReadSchedule>> {
  if (bytes.length > scheduleLimits.bytes) return Promise.resolve(err('input.too_large', { params: { max: `${scheduleLimits.bytes / 1e6} MB` } }))
  const task: ScheduleTask = { bytes, zone }
  const thread = startThread('schedule-worker', { workerData: task, name: 'schedule', resourceLimits: { maxOldGenerationSizeMb: 256 } })
  return new Promise((resolve) => {
    const giveUp = (): void => resolve(err('programme.unsafe_schedule'))
    const timer = setTimeout(() => {
      giveUp()
      void thread.terminate()
    }, patienceMs)
    thread.once('message', (answer: Result<ReadSchedule>) => resolve(answer))
    thread.once('error', giveUp)
    thread.once('exit', () => {
      clearTimeout(timer)
      giveUp()
    })
  })
}

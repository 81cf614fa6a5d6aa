import { z } from 'zod'

import type { Result } from '#server/domain/shared/result.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Looks at a stage when its countdown ends; asked for where the stage goes on by itself. `seq`: of the event that set it. */
export const alarmJob = defineJob('stage:alarm', z.object({ stageId: z.string(), seq: z.number().int() }))

export function createStageJobs(parts: { alarm: (input: { stageId: string; seq: number }) => Promise<Result<undefined>> }): JobHandler[] {
  return [handle(alarmJob, async (input) => void (await parts.alarm(input)))]
}

import { z } from 'zod'

import { system, type Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Ends one proposal at its time; asked for when it is made. */
export const swapEndsJob = defineJob('pitch-swaps:end', z.object({ swapId: z.string() }))

export function createPitchSwapJobs(parts: { expire: (actor: Actor, input: { swapId: string }) => Promise<Result<undefined>> }): JobHandler[] {
  return [handle(swapEndsJob, async (payload) => void (await parts.expire(system, payload)))]
}

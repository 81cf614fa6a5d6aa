import { z } from 'zod'

import { system, type Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Ends one request at its time; asked for when the request is made. */
export const expiryJob = defineJob('requests:expire', z.object({ requestId: z.string() }))

export function createRequestJobs(parts: { expire: (actor: Actor, input: { requestId: string }) => Promise<Result<undefined>> }): JobHandler[] {
  return [handle(expiryJob, async ({ requestId }) => void (await parts.expire(system, { requestId })))]
}

import { z } from 'zod'

import { system, type Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Ends one offer, or the time to pay, at its hour; asked for when it begins. */
export const registrationEndsJob = defineJob('registration:ends', z.object({ registrationId: z.string(), version: z.number().int() }))

export function createRegistrationLineJobs(parts: { lapse: (actor: Actor, input: { registrationId: string; version: number }) => Promise<Result<undefined>> }): JobHandler[] {
  return [handle(registrationEndsJob, async (payload) => void (await parts.lapse(system, payload)))]
}

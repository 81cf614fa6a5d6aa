import { z } from 'zod'

import { system, type Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Ends one offer at its time; asked for when the offer is made. */
export const offerEndsJob = defineJob('seats:offer-ends', z.object({ guestId: z.string(), version: z.number().int() }))

export function createSeatsJobs(parts: { expireOffer: (actor: Actor, input: { guestId: string; version: number }) => Promise<Result<undefined>> }): JobHandler[] {
  return [handle(offerEndsJob, async (payload) => void (await parts.expireOffer(system, payload)))]
}

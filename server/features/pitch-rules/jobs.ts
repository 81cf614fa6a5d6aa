import { z } from 'zod'

import { system, type Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Kept slots open to all sectors at this time: screens and the line hear of it. */
export const blocksLapseJob = defineJob('pitch-rules:blocks-lapse', z.object({ sessionId: z.string() }))
/** The programme was released again: slots may have come, gone or moved. */
export const slotsReleasedJob = defineJob('pitch-rules:slots-released', z.object({ eventId: z.string() }))

type Parts = {
  refresh: (actor: Actor, input: { sessionId: string }) => Promise<Result<undefined>>
  followRelease: (actor: Actor, input: { eventId: string }) => Promise<Result<undefined>>
}

export function createPitchRuleJobs(parts: Parts): JobHandler[] {
  return [
    handle(blocksLapseJob, async (payload) => void (await parts.refresh(system, payload))),
    handle(slotsReleasedJob, async (payload) => void (await parts.followRelease(system, payload))),
  ]
}

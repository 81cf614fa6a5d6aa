import { z } from 'zod'

import { system, type Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Clears the ranking of a session at its deadline; does nothing where the deadline was moved or somebody was quicker. */
export const clearRankingJob = defineJob('pitch-ranking:clear', z.object({ sessionId: z.string() }))

export const clearingAt = (sessionId: string, runAt: number): JobRequest => clearRankingJob.request({ sessionId }, { runAt, dedupeKey: `pitch-ranking:clear:${sessionId}:${runAt}` })

export function createPitchRankingJobs(parts: { clearDue: (actor: Actor, input: { sessionId: string }) => Promise<Result<unknown>> }): JobHandler[] {
  return [handle(clearRankingJob, async (payload) => void (await parts.clearDue(system, payload)))]
}

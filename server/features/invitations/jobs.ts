import { z } from 'zod'

import { system, type Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Reminds those of a list who haven't answered; asked for when the list is saved and when it is sent. */
export const remindJob = defineJob('invitations:remind', z.object({ listId: z.string(), version: z.number().int() }))

export function createInvitationJobs(parts: { remindList: (actor: Actor, input: { listId: string; version: number }) => Promise<Result<undefined>> }): JobHandler[] {
  return [handle(remindJob, async (payload) => void (await parts.remindList(system, payload)))]
}

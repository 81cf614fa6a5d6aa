import { z } from 'zod'

import { system, type Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Reminds those of a list who haven't answered; asked for when the list is saved and when it is sent. */
export const remindJob = defineJob('invitations:remind', z.object({ listId: z.string(), version: z.number().int() }))

/** Asks somebody who couldn't say yet, on the day she has named; another answer since then has a version of its own. */
export const askAgainJob = defineJob('invitations:ask-again', z.object({ invitationId: z.string(), version: z.number().int() }))

type Parts = {
  remindList: (actor: Actor, input: { listId: string; version: number }) => Promise<Result<undefined>>
  askAgain: (actor: Actor, input: { invitationId: string; version: number }) => Promise<Result<undefined>>
}

export function createInvitationJobs(parts: Parts): JobHandler[] {
  return [handle(remindJob, async (payload) => void (await parts.remindList(system, payload))), handle(askAgainJob, async (payload) => void (await parts.askAgain(system, payload)))]
}

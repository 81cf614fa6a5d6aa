import { z } from 'zod'

import { ok } from '#server/domain/shared/result.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { settleInput } from '#server/protocol/inputs/requests.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createUnmetCommands } from './commands.ts'
import type { createUnmetQueries } from './queries.ts'

type UnmetFeature = ReturnType<typeof createUnmetQueries> & ReturnType<typeof createUnmetCommands>

const wish = z.object({ requestId: z.string(), code: z.string(), params: z.object({ free: z.number().int(), of: z.number().int() }), steps: z.array(z.string()) })

/** Wishes that did not come true, for those whose wishes they were. */
export function createUnmetApi(unmet: UnmetFeature): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/unmet-requests', id: 'listUnmetRequests', summary: 'Accepted requests of the own delegation without a meeting, with the reason as far as it is one\'s own business', input: z.object({ eventId: rowId }), output: z.object({ items: z.array(wish), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await unmet.list(actor, input.eventId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'POST', path: '/requests/{requestId}/settle', id: 'settleRequest', summary: 'Take a common time for an accepted request that has no meeting', input: settleInput, output: z.object({ requestId: z.string(), meetingId: z.string() }), run: unmet.settle }),
  ]
}

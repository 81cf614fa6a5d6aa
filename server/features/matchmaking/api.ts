import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { markInput, rankInput } from '#server/protocol/inputs/matchmaking.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createMatchmakingCommands } from './commands.ts'
import type { createMatchmakingQueries } from './queries.ts'

type Matchmaking = ReturnType<typeof createMatchmakingQueries> & ReturnType<typeof createMatchmakingCommands>

/** Ranked, explained matches over the API. */
export function createMatchmakingApi(matchmaking: Matchmaking): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/matches', id: 'listMatches', summary: 'Ranked partners, each with points and reasons both ways', input: rankInput.extend({ eventId: rowId, delegationId: rowId.optional() }), output: z.looseObject({ matches: z.array(z.unknown()), nextCursor: z.string().nullable() }), run: matchmaking.rank }),
    endpoint({ method: 'GET', path: '/events/{eventId}/matches/{otherDelegationId}', id: 'getMatch', summary: 'Why two fit, and why not', input: z.object({ eventId: rowId, otherDelegationId: rowId, delegationId: rowId.optional() }), output: z.looseObject({}), run: matchmaking.pair }),
    endpoint({ method: 'GET', path: '/events/{eventId}/matching', id: 'getMatching', summary: 'Supply and demand of the whole event, for organizers', input: z.object({ eventId: rowId }), output: z.looseObject({}), run: (actor, input) => matchmaking.overview(actor, input.eventId) }),
    endpoint({ method: 'POST', path: '/events/{eventId}/matches/{otherDelegationId}/mark', id: 'markMatch', summary: 'Later, never, or neither', input: markInput, output: z.unknown(), run: matchmaking.mark }),
  ]
}

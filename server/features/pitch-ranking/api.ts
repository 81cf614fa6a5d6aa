import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { rankInput, sessionInput } from '#server/protocol/inputs/pitching.ts'

import type { createPitchRankingCommands } from './commands.ts'

/** Wishes and their clearing over the API. */
export function createPitchRankingApi(ranking: Omit<ReturnType<typeof createPitchRankingCommands>, 'clearDue'>): Endpoint[] {
  return [
    endpoint({ method: 'PUT', path: '/events/{eventId}/pitch-sessions/{sessionId}/ranking', id: 'rankPitchSlots', summary: 'Hand in wishes, best first; `version` 0 for the first list', input: rankInput, output: z.object({ version: z.number().int() }), run: ranking.rank }),
    endpoint({ method: 'POST', path: '/events/{eventId}/pitch-sessions/{sessionId}/clear', id: 'clearPitchRanking', summary: 'Give the slots by the wishes once the deadline has passed (organizer)', input: sessionInput, output: z.object({ given: z.number().int(), waiting: z.number().int(), excluded: z.number().int() }), run: ranking.clear }),
  ]
}

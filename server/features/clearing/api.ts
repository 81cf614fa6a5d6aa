import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { clearingStepInput, saveWishesInput } from '#server/protocol/inputs/clearing.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createClearingCommands } from './commands.ts'
import type { createClearingQueries } from './queries.ts'

type Clearing = ReturnType<typeof createClearingCommands> & ReturnType<typeof createClearingQueries>

const event = z.object({ eventId: rowId })
const anything = z.looseObject({})

/** The clearing over the API. */
export function createClearingApi(clearing: Clearing): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/clearing', id: 'getClearing', summary: 'How far the lists have come, and the report of the last press', input: event, output: anything, run: (actor, input) => clearing.forOrganizer(actor, input.eventId) }),
    endpoint({ method: 'POST', path: '/events/{eventId}/clearing/step', id: 'stepClearing', summary: 'Open likes, open ranks, go back, clear into the timetable, begin again, close; version 0 at first', input: clearingStepInput, output: z.object({ state: z.string(), version: z.number().int() }), run: clearing.step }),
    endpoint({ method: 'GET', path: '/events/{eventId}/clearing/own', id: 'getOwnWishes', summary: 'The own list, whom it may name, and what became of it', input: event, output: anything, run: (actor, input) => clearing.forDelegation(actor, input.eventId) }),
    endpoint({ method: 'PUT', path: '/events/{eventId}/clearing/own', id: 'saveOwnWishes', summary: 'Replace the own list: delegations in order, then those in no order; version 0 at first', input: saveWishesInput, output: z.object({ version: z.number().int() }), run: clearing.saveWishes }),
  ]
}

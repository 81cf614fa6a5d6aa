import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { declareInput, judgingActInput, judgingSetUpInput, recusalInput, scoreInput } from '#server/protocol/inputs/judging.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createJudgingCommands } from './commands.ts'
import type { createJudgingQueries } from './queries.ts'

type Judging = ReturnType<typeof createJudgingCommands> & ReturnType<typeof createJudgingQueries>

const event = z.object({ eventId: rowId })
const version = z.number().int()
const anything = z.looseObject({})

/** Judging over the API. */
export function createJudgingApi(judging: Judging): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/judging', id: 'getJudging', summary: 'Set-up, progress and, once they are open to the organizer, results; notes are never in it', input: event, output: anything, run: (actor, input) => judging.watch(actor, input.eventId) }),
    endpoint({ method: 'PUT', path: '/events/{eventId}/judging', id: 'setUpJudging', summary: 'Criteria, weights, scale and who sees what; version 0 where there is none', input: judgingSetUpInput, output: z.object({ version }), run: judging.setUp }),
    endpoint({ method: 'POST', path: '/events/{eventId}/judging/act', id: 'moveJudging', summary: 'Open, close, reopen or release', input: judgingActInput, output: z.object({ state: z.string(), version }), run: judging.act }),
    endpoint({ method: 'GET', path: '/events/{eventId}/judging/cards', id: 'listOwnCards', summary: 'A judge\'s own pitches, recusals and cards', input: event, output: z.looseObject({ items: z.array(z.unknown()) }), run: (actor, input) => judging.forJudge(actor, input.eventId) }),
    endpoint({ method: 'PUT', path: '/pitches/{itemId}/card', id: 'saveCard', summary: 'Save or hand in the own card', input: scoreInput, output: z.object({ itemId: z.string(), state: z.string(), version }), run: judging.score }),
    endpoint({ method: 'POST', path: '/pitches/{itemId}/recuse', id: 'recuseSelf', summary: 'Step aside from a pitch', input: declareInput, output: z.undefined(), run: judging.declare }),
    endpoint({ method: 'POST', path: '/pitches/{itemId}/judges/{judgeId}/recusal', id: 'setRecusal', summary: 'Keep a judge and a pitch apart, lift what was found, or take either back', input: recusalInput, output: z.undefined(), run: judging.recuse }),
    endpoint({ method: 'GET', path: '/events/{eventId}/judging/released', id: 'getReleasedResults', summary: 'The own result and the winners, once released', input: event, output: z.object({ own: z.array(anything), winners: z.array(anything) }), run: (actor, input) => judging.released(actor, input.eventId) }),
  ]
}

import { z } from 'zod'

import { degrees } from '#server/domain/interest/voice.ts'
import { ok } from '#server/domain/shared/result.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { interestActInput, signalInput } from '#server/protocol/inputs/interest.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createInterestCommands } from './commands.ts'
import type { createInterestQueries } from './queries.ts'

type Interest = ReturnType<typeof createInterestCommands> & ReturnType<typeof createInterestQueries>

const event = z.object({ eventId: rowId })
const anything = z.looseObject({})
const state = z.string()

/** Interest over the API. */
export function createInterestApi(interest: Interest): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/interest', id: 'getInterest', summary: 'State of the ledger and how many funds have spoken; who is interested in what once it is opened', input: event, output: anything, run: (actor, input) => interest.forOrganizer(actor, input.eventId) }),
    endpoint({ method: 'POST', path: '/events/{eventId}/interest/act', id: 'moveInterest', summary: 'Start, seal, unseal or open for good', input: interestActInput, output: z.object({ state, version: z.number().int() }), run: interest.act }),
    endpoint({ method: 'GET', path: '/events/{eventId}/interest/opened', id: 'listOpenedInterest', summary: 'Opened voices that aren\'t passes', input: event, output: z.object({ items: z.array(anything), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await interest.listOpened(actor, input.eventId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'GET', path: '/events/{eventId}/interest/own', id: 'getOwnInterest', summary: 'What the own fund has said about each pitch', input: event, output: anything, run: (actor, input) => interest.forFund(actor, input.eventId) }),
    endpoint({ method: 'GET', path: '/events/{eventId}/interest/received', id: 'getReceivedInterest', summary: 'Who is interested in the own pitches, once opened', input: event, output: anything, run: (actor, input) => interest.forFounder(actor, input.eventId) }),
    endpoint({ method: 'PUT', path: '/pitches/{itemId}/interest', id: 'signalInterest', summary: 'Say what the own fund makes of a pitch; version 0 at first', input: signalInput, output: z.object({ itemId: z.string(), degree: z.enum(degrees), version: z.number().int(), receipt: z.string().nullable() }), run: interest.signal }),
  ]
}

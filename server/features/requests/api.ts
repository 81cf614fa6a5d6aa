import { z } from 'zod'

import { ok } from '#server/domain/shared/result.ts'
import type { createAcceptanceCommands } from '#server/features/acceptance/commands.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { requestCard } from '#server/protocol/agenda.ts'
import { acceptInput, answerInput, counterInput, createRequestInput, declineInput, delegateInput } from '#server/protocol/inputs/requests.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { RequestCommands } from './commands.ts'
import type { createRequestQueries } from './queries.ts'

type Requests = ReturnType<typeof createRequestQueries> & Omit<RequestCommands, 'expire' | 'tellPromoted'> & ReturnType<typeof createAcceptanceCommands>

const answered = z.looseObject({ requestId: z.string(), state: z.string(), version: z.number().int() })
const partner = z.object({ eventId: rowId, delegationId: rowId })

/** Asking for meetings and answering, over the API. */
export function createRequestsApi(requests: Requests): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/requests', id: 'listRequests', summary: 'Requests that the own delegation sent and received', input: z.object({ eventId: rowId }), output: z.object({ items: z.array(requestCard), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await requests.listFor(actor, input.eventId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'GET', path: '/events/{eventId}/delegations/{delegationId}/proposal', id: 'proposeRequest', summary: 'Why this partner can\'t be asked, or common times', input: partner, output: z.looseObject({ reasons: z.array(z.unknown()), times: z.array(z.unknown()) }), run: (actor, input) => requests.propose(actor, input.eventId, input.delegationId) }),
    endpoint({ method: 'POST', path: '/events/{eventId}/requests', id: 'createRequest', summary: 'Ask for a meeting', status: 201, input: createRequestInput, output: answered, run: requests.create }),
    endpoint({ method: 'GET', path: '/requests/{requestId}/times', id: 'listRequestTimes', summary: 'Times at which a request could be accepted, best first', input: z.object({ requestId: rowId }), output: z.object({ items: z.array(z.unknown()), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await requests.timesFor(actor, input.requestId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'POST', path: '/requests/{requestId}/accept', id: 'acceptRequest', summary: 'Say yes; `startsAt` null leaves the time to the timetable. 409 `meeting.slot_taken` carries three alternatives', input: acceptInput, output: answered, run: requests.accept }),
    endpoint({ method: 'POST', path: '/requests/{requestId}/decline', id: 'declineRequest', summary: 'Say no with a reason', input: declineInput, output: answered, run: requests.decline }),
    endpoint({ method: 'POST', path: '/requests/{requestId}/counter', id: 'counterRequest', summary: 'Propose other times', input: counterInput, output: answered, run: requests.counter }),
    endpoint({ method: 'POST', path: '/requests/{requestId}/delegate', id: 'delegateRequest', summary: 'Hand the request to a colleague', input: delegateInput, output: answered, run: requests.delegate }),
    endpoint({ method: 'POST', path: '/requests/{requestId}/withdraw', id: 'withdrawRequest', summary: 'Take back a request of one\'s own', input: answerInput, output: answered, run: requests.withdraw }),
    endpoint({ method: 'POST', path: '/requests/{requestId}/undo', id: 'undoAnswer', summary: 'Undo an answer within ten seconds', input: answerInput, output: answered, run: requests.undo }),
  ]
}

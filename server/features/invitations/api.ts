import { z } from 'zod'

import { invitationStates } from '#server/domain/invitations/answering.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { answerInvitationInput, listOfEventInput, saveListInput, sendListInput, withdrawInput } from '#server/protocol/inputs/invitations.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createInvitationCommands } from './commands.ts'
import type { createInvitationQueries } from './queries.ts'

type Invitations = Omit<ReturnType<typeof createInvitationCommands>, 'remindList' | 'askAgain'> & ReturnType<typeof createInvitationQueries>

const anything = z.looseObject({})
const base = '/events/{eventId}/invitation-lists'

/** Lists, invitations and answers over the API. */
export function createInvitationsApi(invitations: Invitations): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: base, id: 'listInvitationLists', summary: 'Lists with how far their guests have come', input: z.object({ eventId: rowId }), output: z.object({ items: z.array(anything), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await invitations.listLists(actor, input.eventId)
        return listed.ok ? { ok: true, value: { items: listed.value.lists, nextCursor: null } } : listed
      } }),
    endpoint({ method: 'PUT', path: base, id: 'saveInvitationList', summary: 'Save a list; `listId` empty and version 0 for a new one', input: saveListInput, output: z.object({ listId: z.string(), version: z.number().int() }), run: invitations.saveList }),
    endpoint({ method: 'GET', path: `${base}/{listId}`, id: 'getInvitationList', summary: 'A list, its funnel, the invited, and whom sending would reach', input: listOfEventInput, output: anything, run: invitations.listDesk }),
    endpoint({ method: 'POST', path: `${base}/{listId}/send`, id: 'sendInvitations', summary: 'Invite everybody the filter finds; `count` restates how many', input: sendListInput, output: z.object({ invited: z.number().int() }), run: invitations.sendList }),
    endpoint({ method: 'POST', path: '/events/{eventId}/invitations/{invitationId}/withdraw', id: 'withdrawInvitation', summary: 'Take an invitation back; its link ends', input: withdrawInput, output: z.unknown(), run: invitations.withdrawInvitation }),
    endpoint({ method: 'POST', path: '/invitations/answer', id: 'answerInvitation', summary: 'Answer by the token of a personal link', input: answerInvitationInput, output: z.object({ state: z.enum(invitationStates) }), run: invitations.answerInvitation }),
  ]
}

import { z } from 'zod'

import { guestStates } from '#server/domain/seats/guest.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { answerSeatInput, inviteInput, savePlanInput, uninviteInput } from '#server/protocol/inputs/seats.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createSeatsCommands } from './commands.ts'
import type { createSeatsQueries } from './queries.ts'

type Seats = Omit<ReturnType<typeof createSeatsCommands>, 'expireOffer'> & ReturnType<typeof createSeatsQueries>

const event = z.object({ eventId: rowId })
const anything = z.looseObject({})
const answered = z.object({ guestId: z.string(), state: z.enum(guestStates), offeredUntil: z.number().int().nullable(), version: z.number().int() })

/** Seats and invitations over the API. */
export function createSeatsApi(seats: Seats): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/seats', id: 'getSeats', summary: 'Seats, the invitation list and who else could be invited', input: event, output: anything, run: (actor, input) => seats.forOrganizer(actor, input.eventId) }),
    endpoint({ method: 'PUT', path: '/events/{eventId}/seats', id: 'saveSeatPlan', summary: 'Say how many seats there are; version 0 at first', input: savePlanInput, output: z.object({ version: z.number().int() }), run: seats.savePlan }),
    endpoint({ method: 'POST', path: '/events/{eventId}/seats/invite', id: 'inviteGuests', summary: 'Put people of the event on the list, one by one or as a group', input: inviteInput, output: z.object({ invited: z.number().int() }), run: seats.invite }),
    endpoint({ method: 'POST', path: '/events/{eventId}/seats/guests/{guestId}/remove', id: 'removeGuest', summary: 'Take somebody off the list', input: uninviteInput, output: answered, run: seats.uninvite }),
    endpoint({ method: 'GET', path: '/events/{eventId}/seat', id: 'getOwnSeat', summary: 'The own seat; `seat` is null for somebody who isn\'t invited', input: event, output: z.object({ seat: anything.nullable() }),
      run: async (actor, input) => {
        const own = await seats.forGuest(actor, input.eventId)
        return own.ok ? { ok: true, value: { seat: own.value } } : own
      } }),
    endpoint({ method: 'POST', path: '/events/{eventId}/seat/answer', id: 'answerSeat', summary: 'Answer an invitation or an offer; the same answer again changes nothing', input: answerSeatInput, output: answered, run: seats.answer }),
  ]
}

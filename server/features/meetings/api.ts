import { z } from 'zod'

import { ok } from '#server/domain/shared/result.ts'
import type { createAgendaQueries } from '#server/features/agenda/queries.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { agendaSnapshot } from '#server/protocol/agenda.ts'
import { cancelInput, moveInput, pinInput, rescheduleInput } from '#server/protocol/inputs/requests.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createMeetingCommands } from './commands.ts'

type Parts = { meetings: ReturnType<typeof createMeetingCommands>; agenda: Pick<ReturnType<typeof createAgendaQueries>, 'snapshot' | 'board'> }

const changed = z.looseObject({ meetingId: z.string(), version: z.number().int(), sequence: z.number().int(), startsAt: z.number().int(), tableId: z.string().nullable() })

/** Days and meetings over the API. */
export function createMeetingsApi({ meetings, agenda }: Parts): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/agenda', id: 'getAgenda', summary: 'The own day, or a participant\'s for the organizer, with the seq of its room', input: z.object({ eventId: rowId, personId: rowId.optional() }), output: z.object({ seq: z.number().int(), snapshot: agendaSnapshot }), run: (actor, input) => agenda.snapshot(actor, input.eventId, input.personId) }),
    endpoint({ method: 'GET', path: '/events/{eventId}/board', id: 'getBoard', summary: 'All meetings as the desk sees them', input: z.object({ eventId: rowId }), output: z.looseObject({}), run: (actor, input) => agenda.board(actor, input.eventId) }),
    endpoint({ method: 'GET', path: '/meetings/{meetingId}/times', id: 'listMeetingTimes', summary: 'Times to which a meeting could be moved, best first', input: z.object({ meetingId: rowId }), output: z.object({ items: z.array(z.unknown()), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await meetings.timesFor(actor, input.meetingId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'POST', path: '/meetings/{meetingId}/reschedule', id: 'rescheduleMeeting', summary: 'Move an own meeting within notice and budget', input: rescheduleInput, output: changed, run: meetings.reschedule }),
    endpoint({ method: 'POST', path: '/meetings/{meetingId}/cancel', id: 'cancelMeeting', summary: 'Call a meeting off; people, table and time are free at once', input: cancelInput, output: changed, run: meetings.cancel }),
    endpoint({ method: 'POST', path: '/meetings/{meetingId}/move', id: 'moveMeeting', summary: 'Move any meeting from the desk', input: moveInput, output: changed, run: meetings.move }),
    endpoint({ method: 'POST', path: '/meetings/{meetingId}/pin', id: 'pinMeeting', summary: 'Keep a meeting where it is when the timetable is computed', input: pinInput, output: changed, run: meetings.pin }),
  ]
}

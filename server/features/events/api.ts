import { z } from 'zod'

import { phases } from '#server/domain/events/phases.ts'
import { ok } from '#server/domain/shared/result.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { changePhaseInput, cloneEventInput, createEventInput, createSeriesInput, editEventInput } from '#server/protocol/inputs/events.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createEventsCommands } from './commands.ts'
import type { createEventsQueries } from './queries.ts'

type Events = ReturnType<typeof createEventsQueries> & ReturnType<typeof createEventsCommands>

const instant = z.number().int()
const eventOut = z.looseObject({
  id: z.string(), slug: z.string(), nameZh: z.string(), nameEn: z.string(), zone: z.string(), phase: z.enum(phases),
  startsAt: instant, endsAt: instant, venueZh: z.string(), venueEn: z.string(), version: z.number().int(),
})
const made = z.object({ id: z.string(), slug: z.string() })

/** Series and events over the API. */
export function createEventsApi(events: Events): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events', id: 'listEvents', summary: 'Events in which the token\'s owner has a part', input: z.object({}), output: z.object({ items: z.array(eventOut), nextCursor: z.null() }), run: async (actor) => ok({ items: await events.listForActor(actor), nextCursor: null }) }),
    endpoint({ method: 'GET', path: '/events/{eventId}', id: 'getEvent', summary: 'One event', input: z.object({ eventId: rowId }), output: eventOut, run: (actor, input) => events.findById(actor, input.eventId) }),
    endpoint({ method: 'POST', path: '/series', id: 'createSeries', summary: 'Create a series', status: 201, input: createSeriesInput, output: made, run: events.createSeries }),
    endpoint({ method: 'POST', path: '/events', id: 'createEvent', summary: 'Create an event from a template', status: 201, input: createEventInput, output: made, run: events.createEvent }),
    endpoint({ method: 'PUT', path: '/events/{eventId}', id: 'editEvent', summary: 'Change names, dates and venue; wall times in the event\'s zone', input: editEventInput, output: z.object({ version: z.number().int() }), run: events.editEvent }),
    endpoint({ method: 'POST', path: '/events/{eventId}/phase', id: 'changePhase', summary: 'Open the next phase or go back', input: changePhaseInput, output: z.object({ phase: z.enum(phases), version: z.number().int() }), run: events.changePhase }),
    endpoint({ method: 'POST', path: '/events/{eventId}/clone', id: 'cloneEvent', summary: 'Copy the set-up to another day', status: 201, input: cloneEventInput, output: made, run: events.cloneEvent }),
  ]
}

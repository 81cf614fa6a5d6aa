import { system, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { slotsOf, type EventHeader, type Setup } from '#server/domain/events/setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'

import { findParts } from './store.ts'

type FindEvent = (actor: Actor, eventId: string) => Promise<Result<EventHeader>>

/** The set-up of an event as one value: reads only. */
export function createSetupQueries({ db, findEvent }: { db: Database; findEvent: FindEvent }) {
  async function get(actor: Actor, eventId: string): Promise<Result<Setup>> {
    const event = await findEvent(actor, eventId)
    if (!event.ok) return event
    const parts = await findParts(db.client, eventId)
    if (parts === null) return err('record.not_found')
    const { version, phase: _phase, hours: _hours, ...rest } = parts
    return ok({ event: event.value, settingsVersion: version, ...rest, ...slotsOf(parts) })
  }

  return {
    /** Everything set up for an event, for whoever may see the event; else `record.not_found`. */
    get,

    /** The same for other features inside the server, which have authorised already; null where there is no such event. */
    async load(eventId: string): Promise<Setup | null> {
      const found = await get(system, eventId)
      return found.ok ? found.value : null
    },

    /** How many meetings people want so far: those set, and the requests that wait for an answer. For organizers. */
    async demand(actor: Actor, eventId: string): Promise<Result<{ meetings: number }>> {
      const event = await findEvent(actor, eventId)
      if (!event.ok) return event
      if (!can(actor, 'event:edit', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      const [meetings, pending] = await Promise.all([
        db.client.meeting.count({ where: { eventId, state: 'scheduled' } }),
        db.client.meetingRequest.count({ where: { eventId, state: 'pending' } }),
      ])
      return ok({ meetings: meetings + pending })
    },
  }
}

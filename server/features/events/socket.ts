import type { Actor } from '#server/domain/access/actor.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'
import type { RoomKind } from '#server/realtime/rooms.ts'

/** What a screen that follows an event starts from. `release` is the latest timetable, or null. */
export type EventSnapshot = { phase: string; release: { number: number; name: string; at: number } | null; /** Whose turn it is in the clearing. */ clearing: string }

/** The room `event:<id>`: open to whoever may see the event. */
export function createEventRoom(parts: { db: Database; findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>> }): RoomKind {
  return {
    mayJoin: async (actor, address) => address.kind === 'event' && (await parts.findEvent(actor, address.eventId)).ok,
    async snapshot(actor, address): Promise<EventSnapshot | null> {
      if (address.kind !== 'event') return null
      const event = await parts.findEvent(actor, address.eventId)
      if (!event.ok) return null
      const last = await parts.db.client.timetableRelease.findFirst({
        where: { eventId: address.eventId },
        orderBy: { number: 'desc' },
        select: { number: true, name: true, createdAt: true },
      })
      const clearing = await parts.db.client.clearing.findUnique({ where: { eventId: address.eventId }, select: { state: true } })
      return { clearing: clearing?.state ?? 'closed', phase: event.value.phase, release: last === null ? null : { number: last.number, name: last.name, at: last.createdAt.getTime() } }
    },
  }
}

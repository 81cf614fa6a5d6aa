import { z } from 'zod'

/** Rooms a client may join: `event:<event>`, `agenda:<event>:<person>`, `desk:<event>`. */
export const roomName = z.string().regex(/^(event|desk):[0-9a-z]{26}$|^agenda:[0-9a-z]{26}:[0-9a-z]{26}$/)

export type RoomAddress =
  | { kind: 'event'; eventId: string }
  | { kind: 'desk'; eventId: string }
  | { kind: 'agenda'; eventId: string; personId: string }

/** `agenda:…` → its parts; null for anything that isn't a room. */
export function parseRoom(room: unknown): RoomAddress | null {
  const parsed = roomName.safeParse(room)
  if (!parsed.success) return null
  const [kind, eventId, personId] = parsed.data.split(':') as [string, string, string | undefined]
  if (kind === 'agenda' && personId !== undefined) return { kind, eventId, personId }
  return kind === 'event' || kind === 'desk' ? { kind, eventId } : null
}

export const eventRoom = (eventId: string): string => `event:${eventId}`
export const deskRoom = (eventId: string): string => `desk:${eventId}`
export const agendaRoom = (eventId: string, personId: string): string => `agenda:${eventId}:${personId}`

import { z } from 'zod'

/** Rooms a client may join: `event:<event>`, `agenda:<event>:<person>`, `desk:<event>`, `stage:<stage>`, `crew:<stage>`, `audience:<stage>`, `moderation:<stage>`, `pitching:<event>`, `door:<event>`, `pitch:<event>:<delegation>`. */
export const roomName = z.string().regex(/^(event|desk|stage|crew|audience|moderation|pitching|door):[0-9a-z]{26}$|^(agenda|pitch):[0-9a-z]{26}:[0-9a-z]{26}$/)

export type RoomAddress =
  | { kind: 'event'; eventId: string }
  | { kind: 'desk'; eventId: string }
  | { kind: 'agenda'; eventId: string; personId: string }
  | StageAddress
  | AudienceAddress
  | PitchAddress
  /** For the crew at the door and organizers. */
  | { kind: 'door'; eventId: string }
/** The stage is for everybody who may see the event, the crew's room for those who run it. */
export type StageAddress = { kind: 'stage' | 'crew'; stageId: string }
/** Questions and polls: the hall's room is for those who take part in the event, the moderators' for organizer and crew. */
export type AudienceAddress = { kind: 'audience' | 'moderation'; stageId: string }

/** All pitch slots are for founders and those who run the event; one delegation's pitch for its own people and organizers. */
export type PitchAddress = { kind: 'pitching'; eventId: string } | { kind: 'pitch'; eventId: string; delegationId: string }

/** `agenda:…` → its parts; null for anything that isn't a room. */
export function parseRoom(room: unknown): RoomAddress | null {
  const parsed = roomName.safeParse(room)
  if (!parsed.success) return null
  const [kind, id, whose] = parsed.data.split(':') as [string, string, string | undefined]
  if (kind === 'agenda' && whose !== undefined) return { kind, eventId: id, personId: whose }
  if (kind === 'pitch' && whose !== undefined) return { kind, eventId: id, delegationId: whose }
  if (kind === 'stage' || kind === 'crew') return { kind, stageId: id }
  if (kind === 'audience' || kind === 'moderation') return { kind, stageId: id }
  return kind === 'event' || kind === 'desk' || kind === 'pitching' || kind === 'door' ? { kind, eventId: id } : null
}

export const eventRoom = (eventId: string): string => `event:${eventId}`
export const deskRoom = (eventId: string): string => `desk:${eventId}`
export const agendaRoom = (eventId: string, personId: string): string => `agenda:${eventId}:${personId}`
export const stageRoom = (stageId: string): string => `stage:${stageId}`
export const crewRoom = (stageId: string): string => `crew:${stageId}`
export const audienceRoom = (stageId: string): string => `audience:${stageId}`
export const moderationRoom = (stageId: string): string => `moderation:${stageId}`
export const pitchingRoom = (eventId: string): string => `pitching:${eventId}`
export const doorRoom = (eventId: string): string => `door:${eventId}`
export const pitchRoom = (eventId: string, delegationId: string): string => `pitch:${eventId}:${delegationId}`

import type { Side } from '#server/domain/access/actor.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import type { Line } from '#server/domain/events/setup.ts'

export type ParticipantRoom = 'live' | 'now' | 'seat' | 'agenda' | 'pitch' | 'matches' | 'requests' | 'interest' | 'clearing' | 'profile'

/** A thumb reaches five. */
const most = 5

/**
 * Which rooms are at the thumb and which are behind “more”. On the day the stage comes first; who can pitch has her slot at
 * hand until then. A salon has seats instead of pitches and what follows from them. Where all fit, nothing is hidden.
 */
export function participantRooms({ phase, side, line }: { phase: Phase; side: Side; line: Line }): { shown: ParticipantRoom[]; more: ParticipantRoom[] } {
  const isLive = phase === 'live'
  if (line === 'salon') return withinReach(isLive ? ['live', 'seat', 'now', 'agenda', 'requests', 'matches', 'profile'] : ['seat', 'now', 'agenda', 'matches', 'requests', 'profile'])
  const pitches = side === 'startup' && phase !== 'draft' && phase !== 'closed'
  return withinReach(isLive
    ? ['live', 'now', 'agenda', 'requests', ...(pitches ? (['pitch'] as const) : []), 'interest', 'clearing', 'matches', 'profile']
    : ['now', 'agenda', ...(pitches ? (['requests', 'pitch', 'matches'] as const) : (['matches', 'requests'] as const)), ...(phase === 'closed' ? (['interest'] as const) : []), 'profile'])
}

function withinReach(inOrder: ParticipantRoom[]): { shown: ParticipantRoom[]; more: ParticipantRoom[] } {
  return inOrder.length <= most ? { shown: inOrder, more: [] } : { shown: inOrder.slice(0, most - 1), more: inOrder.slice(most - 1) }
}

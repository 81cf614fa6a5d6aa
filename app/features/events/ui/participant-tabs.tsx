import type { Side } from '#server/domain/access/actor.ts'
import type { Phase } from '#server/domain/events/phases.ts'

export type ParticipantRoom = 'live' | 'now' | 'agenda' | 'pitch' | 'matches' | 'requests' | 'interest' | 'clearing' | 'profile'

/** A thumb reaches five. */
const most = 5

/**
 * Which rooms are at the thumb and which are behind “more”. On the day the stage comes first; who can pitch has her slot at
 * hand until then. Where all fit, nothing is hidden.
 */
export function participantRooms({ phase, side }: { phase: Phase; side: Side }): { shown: ParticipantRoom[]; more: ParticipantRoom[] } {
  const isLive = phase === 'live'
  const pitches = side === 'startup' && phase !== 'draft' && phase !== 'closed'
  const inOrder: ParticipantRoom[] = isLive
    ? ['live', 'now', 'agenda', 'requests', ...(pitches ? (['pitch'] as const) : []), 'interest', 'clearing', 'matches', 'profile']
    : ['now', 'agenda', ...(pitches ? (['requests', 'pitch', 'matches'] as const) : (['matches', 'requests'] as const)), ...(phase === 'closed' ? (['interest'] as const) : []), 'profile']
  return inOrder.length <= most ? { shown: inOrder, more: [] } : { shown: inOrder.slice(0, most - 1), more: inOrder.slice(most - 1) }
}

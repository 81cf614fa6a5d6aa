import type { Tone } from '#app/ui/status.tsx'
import type { GuestState, SeatAnswer } from '#server/domain/seats/guest.ts'

/** What an action answers. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; error: { message: string; fields: Record<string, string> } }

export const guestTones: Record<GuestState, Tone> = { invited: 'neutral', going: 'confirmed', waiting: 'waiting', offered: 'live', lapsed: 'neutral', declined: 'neutral', removed: 'neutral' }

/** The words of an answer's button: going where nothing is free means to wait, and declining what one has is to give it up. */
export function answerWords(answer: SeatAnswer, { state, free }: { state: GuestState | null; free: number }): string {
  if (answer === 'go' && free === 0) return 'goFull'
  return answer === 'decline' && state === 'going' ? 'giveUp' : answer
}

/** Which sentence goes with a state: who is invited to a full salon is told that she would wait. */
export const textKey = (state: GuestState | null, free: number): string => (state === 'invited' && free === 0 ? 'invitedFull' : (state ?? 'none'))

import type { OwnPitch, OwnSession, PitchingSnapshot, PitchSessionCard, PitchSlotCard } from '#server/protocol/pitching.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

const put = <T>(list: readonly T[], one: T, isSame: (other: T) => boolean): T[] => (list.some(isSame) ? list.map((other) => (isSame(other) ? one : other)) : [...list, one])
const byStart = (a: PitchSlotCard, b: PitchSlotCard): number => a.startsAt - b.startsAt || (a.stageId < b.stageId ? -1 : a.stageId > b.stageId ? 1 : 0)

/** All slots after one more fact. */
export function boardStep(board: PitchingSnapshot, fact: Fact): PitchingSnapshot {
  switch (fact.name) {
    case 'slot:changed':
      return { ...board, slots: put(board.slots, fact.payload.slot, (one) => one.itemId === fact.payload.slot.itemId).sort(byStart) }
    case 'slot:gone':
      return { ...board, slots: board.slots.filter((one) => one.itemId !== fact.payload.itemId) }
    case 'pitch_session:changed':
      return { ...board, sessions: put(board.sessions, fact.payload.session, (one) => one.id === fact.payload.session.id) }
    case 'tech_check:changed':
      return { ...board, techSlots: put(board.techSlots, fact.payload.slot, (one) => one.id === fact.payload.slot.id).sort((a, b) => a.startsAt - b.startsAt || a.lane - b.lane) }
    case 'tech_check:gone':
      return { ...board, techSlots: board.techSlots.filter((one) => one.id !== fact.payload.id) }
    default:
      return board
  }
}

/** A delegation's own part after one more fact. */
export const ownStep = (own: OwnPitch, fact: Fact): OwnPitch => (fact.name === 'pitch:changed' ? fact.payload.own : own)

/** The session to look at first: where there is something of mine, else one that gives slots away. */
export function firstSession(board: PitchingSnapshot, own: OwnPitch, asked: string | null): PitchSessionCard | null {
  const isMine = (id: string): boolean => own.sessions.some((one) => one.sessionId === id && (one.bookings.length > 0 || one.waiting !== null || one.ranking !== null))
  return board.sessions.find((one) => one.id === asked) ?? board.sessions.find((one) => isMine(one.id)) ?? board.sessions.find((one) => one.method !== 'closed') ?? board.sessions[0] ?? null
}

export type BookingStage = 'closed' | 'before' | 'open' | 'ranking' | 'clearing' | 'over'

/** Where a session's giving away stands at an instant; the same as the server's rule. */
export function stageOf(session: PitchSessionCard, now: number): BookingStage {
  if (session.method === 'closed') return 'closed'
  if (session.opensAt !== null && now < session.opensAt) return 'before'
  const isOver = session.closesAt !== null && now >= session.closesAt
  if (session.method === 'ranking') return session.clearedAt !== null ? 'open' : isOver ? 'clearing' : 'ranking'
  return isOver ? 'over' : 'open'
}

const aboutTime = new Set(['pitch.not_open', 'pitch.over', 'pitch.ranking_open', 'pitch.ranking_clearing', 'pitch.closed'])

/** Reasons that still hold: those of the clock are told by the clock itself, being at the limit by the slot that is shown. */
export const standingReasons = (own: OwnSession): OwnSession['reasons'] => own.reasons.filter((one) => !aboutTime.has(one.code) && one.code !== 'pitch.limit_reached')

/** Time left in the two largest units that fit. */
export function countdown(ms: number): { unit: 'd' | 'h' | 'm'; values: { d: number; h: number; m: number; s: number } } {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const values = { d: Math.floor(seconds / 86_400), h: Math.floor((seconds % 86_400) / 3_600), m: Math.floor((seconds % 3_600) / 60), s: seconds % 60 }
  return { unit: values.d > 0 ? 'd' : values.h > 0 ? 'h' : 'm', values }
}

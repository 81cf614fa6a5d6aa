import type { Side } from '../access/actor.ts'

/** How the slots of a session are given away: not at all, to whoever comes first, or by ranked wishes at a deadline. */
export const bookingMethods = ['closed', 'first_come', 'ranking'] as const
export type BookingMethod = (typeof bookingMethods)[number]

/** What must have happened to the deck, and to the tech check, before somebody can book. */
export const deckGates = ['none', 'uploaded', 'accepted'] as const
export const techGates = ['none', 'booked', 'passed'] as const

/** Slots that start within the stretch are kept for these sectors (a parent sector covers its children). */
export type SectorBlock = { startsAtMs: number; endsAtMs: number; sectors: string[] }

/** How the pitch slots of one session are given away, as the organizer set it. Instants in ms. */
export type PitchRules = {
  method: BookingMethod
  /** From when slots can be booked, or lists handed in; null: at once. */
  opensAtMs: number | null
  /** Until when; for a ranking the deadline at which it is cleared. Null: as long as notice allows. */
  closesAtMs: number | null
  deck: (typeof deckGates)[number]
  techCheck: (typeof techGates)[number]
  /** Sides that may pitch, besides the session's own entry rule. */
  sides: Side[]
  /** How many slots of this session one delegation may have. */
  perDelegation: number
  sectorBlocks: SectorBlock[]
  /** From when kept slots are open to all sectors; null: never. */
  blocksLapseAtMs: number | null
  /** How long an offer to somebody in line stands. */
  offerMinutes: number
  /** So many minutes before a slot founders can no longer change it themselves. */
  noticeMinutes: number
  /** So many minutes before the slot its people must be at the stage; taken in their day too. */
  arriveMinutes: number
}

export const defaultPitchRules: PitchRules = {
  method: 'closed',
  opensAtMs: null,
  closesAtMs: null,
  deck: 'accepted',
  techCheck: 'booked',
  sides: ['startup'],
  perDelegation: 1,
  sectorBlocks: [],
  blocksLapseAtMs: null,
  offerMinutes: 30,
  noticeMinutes: 60,
  arriveMinutes: 10,
}

/** Is a ranking still taking lists, over and waiting to be cleared, or is booking by whoever comes first? */
export type BookingStage = 'closed' | 'before' | 'open' | 'ranking' | 'clearing' | 'over'

/** Where the giving away stands. A cleared ranking goes on as first come, first served with what is left. */
export function bookingStage(rules: PitchRules, isCleared: boolean, nowMs: number): BookingStage {
  if (rules.method === 'closed') return 'closed'
  if (rules.opensAtMs !== null && nowMs < rules.opensAtMs) return 'before'
  if (rules.method === 'ranking' && !isCleared) return rules.closesAtMs !== null && nowMs >= rules.closesAtMs ? 'clearing' : 'ranking'
  if (rules.method === 'ranking') return 'open'
  return rules.closesAtMs !== null && nowMs >= rules.closesAtMs ? 'over' : 'open'
}

/** Sectors for which a slot is kept at an instant; [] where anybody may have it. */
export function keptFor(rules: PitchRules, slot: { startsAtMs: number }, nowMs: number): string[] {
  if (rules.blocksLapseAtMs !== null && nowMs >= rules.blocksLapseAtMs) return []
  return [...new Set(rules.sectorBlocks.filter((block) => block.startsAtMs <= slot.startsAtMs && slot.startsAtMs < block.endsAtMs).flatMap((block) => block.sectors))]
}

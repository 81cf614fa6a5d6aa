import { z } from 'zod'

const instant = z.number().int()
const version = z.number().int()
const named = z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() })

/** A pitch slot as founders and organizers see it. `held`: on offer to somebody in line. */
export const pitchSlotCard = z.object({
  itemId: z.string(),
  sessionId: z.string(),
  stageId: z.string(),
  startsAt: instant,
  endsAt: instant,
  titleZh: z.string(),
  titleEn: z.string(),
  /** Sectors for which it is kept; [] where anybody may have it. */
  keptFor: z.array(z.string()),
  state: z.enum(['open', 'held', 'taken']),
  /** Who has it; null also while it is held. */
  delegation: named.nullable(),
  version,
})
export type PitchSlotCard = z.infer<typeof pitchSlotCard>

/** A time at which a delegation can try the stage's technique. */
export const techSlotCard = z.object({
  id: z.string(),
  sessionId: z.string(),
  lane: z.number().int(),
  startsAt: instant,
  endsAt: instant,
  placeZh: z.string(),
  placeEn: z.string(),
  state: z.enum(['open', 'booked', 'passed', 'failed']),
  delegation: named.nullable(),
  version,
})
export type TechSlotCard = z.infer<typeof techSlotCard>

/** How a session gives its slots away, and where that stands. */
export const pitchSessionCard = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  startsAt: instant,
  endsAt: instant,
  method: z.enum(['closed', 'first_come', 'ranking']),
  opensAt: instant.nullable(),
  closesAt: instant.nullable(),
  clearedAt: instant.nullable(),
  deck: z.enum(['none', 'uploaded', 'accepted']),
  techCheck: z.enum(['none', 'booked', 'passed']),
  perDelegation: z.number().int(),
  offerMinutes: z.number().int(),
  noticeMinutes: z.number().int(),
  arriveMinutes: z.number().int(),
  /** SHA-256 of the lottery's seed; the seed itself once the ranking is cleared. */
  seedHash: z.string(),
  seed: z.string().nullable(),
  /** How many wait in line. */
  waiting: z.number().int(),
})
export type PitchSessionCard = z.infer<typeof pitchSessionCard>

/** The room `pitching:<event>`: every slot and how it can be had. */
export const pitchingSnapshot = z.object({
  eventId: z.string(),
  zone: z.string(),
  stages: z.array(named),
  sessions: z.array(pitchSessionCard),
  slots: z.array(pitchSlotCard),
  techSlots: z.array(techSlotCard),
})
export type PitchingSnapshot = z.infer<typeof pitchingSnapshot>

const reason = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })

export const pitchDeckCard = z.object({
  id: z.string(),
  fileName: z.string(),
  bytes: z.number().int(),
  state: z.enum(['uploaded', 'accepted', 'to_mend']),
  reason: z.string(),
  createdAt: instant,
  reviewedAt: instant.nullable(),
  version,
})
export type PitchDeckCard = z.infer<typeof pitchDeckCard>

export const pitchSwapCard = z.object({
  id: z.string(),
  direction: z.enum(['sent', 'received']),
  partner: named,
  ownItemId: z.string(),
  otherItemId: z.string(),
  message: z.string(),
  endsAt: instant,
  version,
})
export type PitchSwapCard = z.infer<typeof pitchSwapCard>

/** One delegation's part in one session. */
export const ownSession = z.object({
  sessionId: z.string(),
  /** Why nothing can be booked now, with what to do; [] where it can. */
  reasons: z.array(reason),
  bookings: z.array(z.object({ itemId: z.string(), personIds: z.array(z.string()), bookedAt: instant, version })),
  waiting: z.object({ id: z.string(), state: z.enum(['waiting', 'offered']), place: z.number().int(), itemId: z.string().nullable(), offerEndsAt: instant.nullable(), version }).nullable(),
  ranking: z.object({ itemIds: z.array(z.string()), version }).nullable(),
  /** What a cleared ranking gave, and why. */
  result: z.object({ turn: z.number().int(), of: z.number().int(), ticket: z.string(), itemId: z.string().nullable(), wishes: z.array(z.object({ itemId: z.string(), fate: z.string() })) }).nullable(),
  techSlotId: z.string().nullable(),
})
export type OwnSession = z.infer<typeof ownSession>

/** The room `pitch:<event>:<delegation>`: what concerns one delegation only. */
export const ownPitch = z.object({
  delegationId: z.string(),
  people: z.array(named),
  deck: pitchDeckCard.nullable(),
  sessions: z.array(ownSession),
  swaps: z.array(pitchSwapCard),
})
export type OwnPitch = z.infer<typeof ownPitch>

/** Facts of `pitching:<event>` and `pitch:<event>:<delegation>`, and of the desk. */
export const pitchFacts = {
  'slot:changed': z.object({ slot: pitchSlotCard }),
  /** A released slot is there no more. */
  'slot:gone': z.object({ itemId: z.string() }),
  'tech_check:changed': z.object({ slot: techSlotCard }),
  'tech_check:gone': z.object({ id: z.string() }),
  'pitch_session:changed': z.object({ session: pitchSessionCard }),
  'pitch:changed': z.object({ own: ownPitch }),
  /** To the desk: something about a delegation's pitch is new; organizers' lists look again. */
  'pitcher:changed': z.object({ delegationId: z.string() }),
} as const

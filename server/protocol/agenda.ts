import { z } from 'zod'

import { appearance } from './programme.ts'

/** ms since the epoch. */
const instant = z.number().int()

export const personCard = z.object({
  personId: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  /** Only where a meeting between the two is agreed. */
  email: z.string().optional(),
  phone: z.string().optional(),
})
export type PersonCard = z.infer<typeof personCard>

/** What one side of a meeting or request sees of the other. */
export const partnerCard = z.object({
  delegationId: z.string(),
  organizationId: z.string(),
  side: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  oneLinerZh: z.string(),
  oneLinerEn: z.string(),
  sectors: z.array(z.string()),
  people: z.array(personCard),
})
export type PartnerCard = z.infer<typeof partnerCard>

export const tablePlace = z.object({ id: z.string(), code: z.string(), placeZh: z.string(), placeEn: z.string() })
export type TablePlace = z.infer<typeof tablePlace>

/** One meeting on a person's day. */
export const agendaItem = z.object({
  id: z.string(),
  startsAt: instant,
  endsAt: instant,
  table: tablePlace.nullable(),
  partner: partnerCard,
  colleagues: z.array(personCard),
  sequence: z.number().int(),
  version: z.number().int(),
  /** Set while the change is news: what it was before. */
  was: z.object({ startsAt: instant, endsAt: instant, tableCode: z.string().nullable() }).nullable(),
})
export type AgendaItem = z.infer<typeof agendaItem>

/** One request as one of the two delegations sees it. */
export const requestCard = z.object({
  id: z.string(),
  direction: z.enum(['received', 'sent']),
  state: z.enum(['pending', 'accepted', 'declined', 'expired', 'withdrawn', 'countered']),
  partner: partnerCard,
  message: z.string(),
  lengthMinutes: z.number().int(),
  expiresAt: instant,
  createdAt: instant,
  answeredAt: instant.nullable(),
  declineReason: z.string(),
  assigneeId: z.string().nullable(),
  counterOfId: z.string().nullable(),
  holds: z.array(z.object({ startsAt: instant, endsAt: instant, place: z.number().int() })),
  meetingId: z.string().nullable(),
  version: z.number().int(),
})
export type RequestCard = z.infer<typeof requestCard>

/** Everything a phone shows of one person's day at one event. */
export const agendaSnapshot = z.object({
  eventId: z.string(),
  personId: z.string(),
  zone: z.string(),
  phase: z.string(),
  release: z.object({ number: z.number().int(), name: z.string(), at: instant }).nullable(),
  meetings: z.array(agendaItem),
  requests: z.array(requestCard),
  /** The person's own pitches, talks and panels of the released programme. */
  appearances: z.array(appearance),
  sessions: z.array(z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string(), kind: z.string(), startsAt: instant, endsAt: instant, placeZh: z.string(), placeEn: z.string() })),
})
export type AgendaSnapshot = z.infer<typeof agendaSnapshot>

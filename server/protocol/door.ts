import { z } from 'zod'

import { doorReasons, scanKinds } from '../domain/door/decide.ts'
import { registrationStates } from '../domain/registration/standing.ts'

const instant = z.number().int()
const reason = z.union([z.literal(''), z.enum(doorReasons)])

/** Somebody on a crew phone's list: what the door must know and no more. `hash`: SHA-256 in hex of the ticket's code, empty without a ticket. */
export const doorGuestCard = z.object({
  id: z.string(),
  hash: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  organizationZh: z.string(),
  organizationEn: z.string(),
  /** Names in Chinese, pinyin, initials and English, to be searched. */
  key: z.string(),
  kind: z.string(),
  segment: z.string(),
  state: z.enum(registrationStates),
  isRefunded: z.boolean(),
  ticket: z.enum(['valid', 'void', 'none']),
  sessionIds: z.array(z.string()),
  barred: z.array(z.object({ sessionId: z.string(), reason: z.enum(['not_admitted', 'not_verified']) })),
})
export type DoorGuestCard = z.infer<typeof doorGuestCard>

export const doorCard = z.object({ sessionId: z.string(), nameZh: z.string(), nameEn: z.string(), startsAt: instant, endsAt: instant, isBooked: z.boolean() })
export type DoorCard = z.infer<typeof doorCard>

export const doorPresence = z.object({ registrationId: z.string(), sessionId: z.string(), at: instant, isInside: z.boolean() })
export type DoorPresence = z.infer<typeof doorPresence>

const hours = z.object({ opensAt: instant, closesAt: instant })

/** All that a phone needs to go on without a network, until `expiresAt`. `seq`: of the room `door:<event>`. */
export const doorList = z.object({
  event: z.object({ id: z.string(), slug: z.string(), nameZh: z.string(), nameEn: z.string(), zone: z.string() }),
  doors: z.array(doorCard),
  hours,
  guests: z.array(doorGuestCard),
  presences: z.array(doorPresence),
  walkIns: z.array(z.object({ formId: z.string(), kind: z.string(), nameZh: z.string(), nameEn: z.string() })),
  seq: z.number().int(),
  at: instant,
  expiresAt: instant,
})
export type DoorList = z.infer<typeof doorList>

const shownGuest = doorGuestCard.pick({ id: true, nameZh: true, nameEn: true, organizationZh: true, organizationEn: true, kind: true })

/** What the door answers to one scan; the same to a retry. `since`: when she came in, where she is in already. */
export const scanAnswer = z.object({
  nonce: z.string(),
  checkInId: z.string(),
  kind: z.enum(scanKinds),
  sessionId: z.string(),
  outcome: z.enum(['accepted', 'refused']),
  reason,
  isReplay: z.boolean(),
  isReentry: z.boolean(),
  isConflict: z.boolean(),
  deposit: z.enum(['none', 'asked', 'already']),
  since: instant.nullable(),
  at: instant,
  guest: shownGuest.nullable(),
})
export type ScanAnswer = z.infer<typeof scanAnswer>

/** Facts of the room `door:<event>`: for crew and organizers. They carry no names; phones have the list. */
export const doorFacts = {
  'door:passed': z.object({
    checkInId: z.string(), deviceId: z.string(), registrationId: z.string(), sessionId: z.string(), kind: z.enum(scanKinds), outcome: z.enum(['accepted', 'refused']), reason, at: instant,
    /** What holds for this person at this door now; null where nobody has come in. */
    presence: z.object({ at: instant, isInside: z.boolean() }).nullable(),
  }),
  'door:conflict': z.object({ conflictId: z.string(), isSettled: z.boolean() }),
  'door:hours': hours,
} as const

/** Who is where: all that the facts of the room change. */
export const doorSnapshot = z.object({ presences: z.array(doorPresence), hours })
export type DoorSnapshot = z.infer<typeof doorSnapshot>

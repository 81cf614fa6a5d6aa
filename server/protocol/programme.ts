import { z } from 'zod'

const instant = z.number().int()

/** One of a person's own pitches, talks and panels, on her day. */
export const appearance = z.object({
  id: z.string(),
  kind: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  startsAt: instant,
  endsAt: instant,
  stageZh: z.string(),
  stageEn: z.string(),
  placeZh: z.string(),
  placeEn: z.string(),
  role: z.string(),
  sequence: z.number().int(),
})
export type AppearanceCard = z.infer<typeof appearance>

/** An item of the working copy, as the programme's board holds it. */
export const workingItem = z.object({
  id: z.string(),
  kind: z.enum(['pitch', 'talk', 'panel', 'ceremony', 'break']),
  sessionId: z.string().nullable(),
  titleZh: z.string(),
  titleEn: z.string(),
  summaryZh: z.string(),
  summaryEn: z.string(),
  track: z.string(),
  qaMinutes: z.number().int(),
  bufferMinutes: z.number().int(),
  isLinked: z.boolean(),
  people: z.array(z.object({ personId: z.string().nullable(), name: z.string(), organization: z.string(), role: z.enum(['speaker', 'moderator', 'panellist']) })),
  stageId: z.string().nullable(),
  startsAtMs: instant,
  endsAtMs: instant,
  externalId: z.string().nullable(),
  isRemoved: z.boolean(),
  delegationId: z.string().nullable(),
  version: z.number().int(),
})

/** On an organizer's board: the edit with this number was made. Without `items` it was too large to send; load the board. */
export const programmeChanged = z.object({ number: z.number().int(), by: z.string(), items: z.array(workingItem), removed: z.array(z.string()), reload: z.boolean() })

export const programmeFacts = {
  'programme:changed': programmeChanged,
  /** A version of the programme that everybody may rely on. */
  'programme:released': z.object({ number: z.number().int(), name: z.string(), at: instant }),
  'appearance:changed': z.object({ appearance }),
  'appearance:cancelled': z.object({ itemId: z.string() }),
} as const

import { z } from 'zod'

import { endActions, lineKinds } from '../domain/stage/model.ts'

/** ms since the epoch. */
const instant = z.number().int()
const ms = z.number().int()

export const stageLine = z.object({
  id: z.string(),
  kind: z.enum(lineKinds),
  plannedAt: instant,
  plannedEndsAt: instant,
  talkMs: ms,
  qaMs: ms,
  bufferMs: ms,
  isFixed: z.boolean(),
  outcome: z.enum(['done', 'skipped']).nullable(),
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
})

/** Its end while it runs, what is left while it stands still: never a number that ticks. */
const countdown = z.union([z.object({ runs: z.literal(true), endsAt: instant }), z.object({ runs: z.literal(false), leftMs: ms })])

export const stageCurrent = z.union([
  z.object({ lineId: z.string(), part: z.literal('called') }),
  z.object({ lineId: z.string(), part: z.enum(['talk', 'qa']), lengthMs: ms, countdown }),
])

export const stageSettings = z.object({ warnMs: ms, dangerMs: ms, endAction: z.enum(endActions) })

const head = {
  /** Number of the stage's last event; a command names the one it saw. Not the number of a fact. */
  seq: z.number().int(),
  at: instant,
  isRehearsal: z.boolean(),
  isEnded: z.boolean(),
  /** By how much the planned times were moved when it was opened on another day. */
  shiftMs: ms,
  settings: stageSettings,
  current: stageCurrent.nullable(),
}

export const stageState = z.object({ ...head, lines: z.array(stageLine) })

/** What a step changed; `order` where lines came, went or traded places. */
export const stagePatch = z.object({ head: z.object(head), lines: z.array(stageLine), order: z.array(z.string()).nullable() })

/** What everybody may read about a line. Breaks that nobody planned have none. */
export const stageCard = z.object({
  id: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  /** One line about it. */
  lineZh: z.string(),
  lineEn: z.string(),
  /** Who pitches; null for all else, and where the pitch is not yet given to anybody. */
  delegationId: z.string().nullable(),
  sectors: z.array(z.string()),
  speakers: z.array(z.object({ nameZh: z.string(), nameEn: z.string(), organizationZh: z.string(), organizationEn: z.string() })),
})
export type StageCard = z.infer<typeof stageCard>

/** What is shown beside the stage: the pinned question, and the result revealed last (`at`: when, in ms). */
export const stageShown = z.object({
  question: z.object({ id: z.string(), text: z.string() }).nullable(),
  poll: z
    .object({
      id: z.string(), titleZh: z.string(), titleEn: z.string(), options: z.array(z.object({ id: z.string(), textZh: z.string(), textEn: z.string() })),
      voters: z.number().int(), counts: z.array(z.object({ optionId: z.string(), votes: z.number().int() })), at: instant,
    })
    .nullable(),
})
export type StageShown = z.infer<typeof stageShown>

/** `state` null: the stage isn't open; `planned` is the released rundown then. */
export const stageSnapshot = z.object({
  stageId: z.string(),
  eventId: z.string(),
  slug: z.string(),
  zone: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  placeZh: z.string(),
  placeEn: z.string(),
  eventNameZh: z.string(),
  eventNameEn: z.string(),
  state: stageState.nullable(),
  planned: z.array(stageLine),
  cards: z.array(stageCard),
  shown: stageShown,
})
export type StageSnapshot = z.infer<typeof stageSnapshot>

/** How urgently a message is shown to the speaker; `warn` and `urgent` turn the ground. */
export const messageTones = ['plain', 'warn', 'urgent'] as const

export const stageMessage = z.object({ id: z.string(), text: z.string(), tone: z.enum(messageTones), at: instant })
export type StageMessage = z.infer<typeof stageMessage>

/** One line of the desk's log. `by` is empty for what happened by itself; `lineId` is what it was about. */
export const stageLogEntry = z.object({
  seq: z.number().int(),
  at: instant,
  kind: z.string(),
  byZh: z.string(),
  byEn: z.string(),
  lineId: z.string().nullable(),
  /** Added or cut time, length of a break. */
  ms: ms.nullable(),
})
export type StageLogEntry = z.infer<typeof stageLogEntry>

/** What desk, monitor and backstage start from besides the stage itself; newest entry first. */
export const crewSnapshot = z.object({ message: stageMessage.nullable(), log: z.array(stageLogEntry) })
export type CrewSnapshot = z.infer<typeof crewSnapshot>

/** `applied` false: somebody else was quicker, and this is how the stage stands now. */
export const stageStepAnswer = z.object({ applied: z.boolean(), state: stageState })
export type StageStepAnswer = z.infer<typeof stageStepAnswer>

/** Facts of `stage:<stageId>`, for everybody who may see the event. */
export const stageFacts = {
  'stage:opened': z.object({ state: stageState, cards: z.array(stageCard) }),
  'stage:changed': z.object({ kind: z.string(), patch: stagePatch }),
  /** Another programme was released: `planned` counts while the stage isn't open, the names in the cards always. */
  'stage:planned': z.object({ planned: z.array(stageLine), cards: z.array(stageCard) }),
  'stage:shown': z.object({ shown: stageShown }),
} as const

/** Facts of `crew:<stageId>`. */
export const crewFacts = {
  'stage:message_shown': z.object({ message: stageMessage.nullable() }),
  'stage:logged': z.object({ entry: stageLogEntry }),
} as const

import { z } from 'zod'

import { guestStates } from '../domain/seats/guest.ts'

import { agendaItem, requestCard } from './agenda.ts'
import { audienceFacts, moderationFacts, sealFacts } from './audience.ts'
import { doorFacts } from './door.ts'
import { pitchFacts } from './pitching.ts'
import { programmeFacts } from './programme.ts'
import { crewFacts, stageFacts } from './stage.ts'

const instant = z.number().int()

/** A meeting as the desk and the board see it. */
export const boardMeeting = z.object({
  id: z.string(),
  aDelegationId: z.string(),
  bDelegationId: z.string(),
  startsAt: instant,
  endsAt: instant,
  tableId: z.string().nullable(),
  pinned: z.boolean(),
  state: z.enum(['scheduled', 'cancelled']),
  version: z.number().int(),
})
export type BoardMeeting = z.infer<typeof boardMeeting>

/** Facts, in the past tense, kept per room under a rising `seq`; each carries all that a screen needs to follow. */
export const factPayloads = {
  'meeting:scheduled': z.object({ item: agendaItem }),
  'meeting:changed': z.object({ item: agendaItem }),
  'meeting:cancelled': z.object({ meetingId: z.string(), reason: z.string() }),
  'request:received': z.object({ request: requestCard }),
  'request:changed': z.object({ request: requestCard }),
  'release:published': z.object({ number: z.number().int(), name: z.string(), at: instant }),
  'phase:changed': z.object({ phase: z.string() }),
  /** Wishes after the pitches: whose turn it is, or that they have become meetings. */
  'clearing:changed': z.object({ state: z.string(), version: z.number().int() }),
  /** The reader's own seat, where guests are invited; `offeredUntil` while one is offered. */
  'seat:changed': z.object({ state: z.enum(guestStates), offeredUntil: instant.nullable() }),
  'seats:counted': z.object({ seats: z.number().int(), going: z.number().int(), offered: z.number().int(), waiting: z.number().int() }),
  'board:changed': z.object({ meeting: boardMeeting }),
  'draft:changed': z.object({
    draftId: z.string(),
    /** A draft's state, or `discarded`. */
    state: z.string(),
    version: z.number().int(),
    /** The one meeting that an editor moved or pinned: its name in the draft, slot and table (null: off the board). */
    moved: z.object({ meeting: z.string(), slot: z.number().int().nullable(), table: z.string().nullable(), pinned: z.boolean() }).optional(),
  }),
  /** A question about a draft: asked, answered in part, answered or ended; its answers are loaded, they can be long. */
  'study:changed': z.object({ studyId: z.string(), draftId: z.string(), kind: z.string(), state: z.string(), version: z.number().int() }),
  /** A proposed repair of the timetable: there, better, applied or dismissed. */
  'repair:changed': z.object({ repairId: z.string(), state: z.string(), version: z.number().int() }),
  ...programmeFacts,
  ...stageFacts,
  ...crewFacts,
  ...pitchFacts,
  ...audienceFacts,
  ...moderationFacts,
  ...sealFacts,
  ...doorFacts,
} as const

export type FactName = keyof typeof factPayloads
export type FactPayload<Name extends FactName> = z.infer<(typeof factPayloads)[Name]>

export type Fact = { [Name in FactName]: { room: string; seq: number; at: number; name: Name; payload: FactPayload<Name> } }[FactName]

/** Told to whoever watches and kept nowhere: a missed one is made good by the next. */
export const notices = {
  'draft:progressed': z.object({
    draftId: z.string(),
    elapsedMs: z.number(),
    limitMs: z.number(),
    weight: z.number(),
    weightBound: z.number().nullable(),
    breaks: z.number().nullable(),
    breaksBound: z.number().nullable(),
    placed: z.number().int(),
    unplaced: z.number().int(),
  }),
  'study:progressed': z.object({ studyId: z.string(), done: z.number().int(), total: z.number().int() }),
  'session:ended': z.object({ code: z.string() }),
} as const
export type NoticeName = keyof typeof notices
export type NoticePayload<Name extends NoticeName> = z.infer<(typeof notices)[Name]>

/** The event names as Socket.IO sees them: one frame of facts per room and flush, and notices by name. */
export type ServerToClient = {
  facts: (frame: { room: string; facts: Fact[] }) => void
} & { [Name in NoticeName]: (payload: NoticePayload<Name>) => void }

import { z } from 'zod'

import type { ErrorParams } from '../domain/shared/result.ts'
import type { BallotAnswer, UpVoteAnswer } from './audience.ts'
import { upVoteInput, voteInput } from './inputs/audience.ts'
import { saveWishesInput } from './inputs/clearing.ts'
import { stepInput } from './inputs/stage.ts'
import { roomName } from './rooms.ts'
import type { Fact } from './server-to-client.ts'
import type { StageStepAnswer } from './stage.ts'

/** Commands of features that come by socket too, where a page's form would be too slow or too dear; `socketCommands` in app.ts says who does them. */
export const commandPayloads = {
  'stage:step': stepInput,
  'question:vote': upVoteInput,
  'poll:vote': voteInput,
  'wishes:save': saveWishesInput,
} as const
export type CommandName = keyof typeof commandPayloads

/** Orders, each answered. A payload that doesn't fit is answered with `input.malformed`, never dropped silently. */
export const orderPayloads = {
  'room:join': z.strictObject({ room: roomName }),
  'room:leave': z.strictObject({ room: roomName }),
  'room:since': z.strictObject({ room: roomName, seq: z.number().int().min(0).max(2_147_483_647) }),
  'clock:ask': z.strictObject({ sentAt: z.number() }),
  ...commandPayloads,
} as const
export type OrderName = keyof typeof orderPayloads

/** `params`: what the sentence of the code names: seconds to wait, a number for the organizer. */
export type Refusal = { ok: false; code: string; params?: ErrorParams | undefined }
export type Answer<T> = { ok: true; value: T } | Refusal

export type OrderAnswers = {
  /** The room's state and the seq it includes. */
  'room:join': { seq: number; snapshot: unknown }
  'room:leave': null
  /** The facts after the seq, joined to the room from now on; or a snapshot where too much was missed. */
  'room:since': { facts: Fact[]; seq: number } | { snapshot: unknown; seq: number }
  'clock:ask': { sentAt: number; serverAt: number }
  'stage:step': StageStepAnswer
  'question:vote': UpVoteAnswer
  'poll:vote': BallotAnswer
  /** The list's number after it. */
  'wishes:save': { version: number }
}

export type ClientToServer = {
  [Name in OrderName]: (payload: z.infer<(typeof orderPayloads)[Name]>, answer: (reply: Answer<OrderAnswers[Name]>) => void) => void
}

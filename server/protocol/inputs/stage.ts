import { z } from 'zod'

import { driftModes } from '../../domain/stage/absorb.ts'
import { endActions, mostLengthMs } from '../../domain/stage/model.ts'
import { messageTones } from '../stage.ts'

import { checkbox, rowId, textLine, versionFrom, wholeNumber } from './text.ts'

/** A line of the rundown: a programme item, or a break made on the spot. */
const lineId = z.string().regex(/^([0-9a-z]{26}|break-\d{1,9})$/, 'input.invalid')
const minute = 60_000
const stageId = rowId

export const stageInput = z.object({ stageId })

export const openStageInput = z.object({ stageId, seq: versionFrom(0).default(0) })
export type OpenStageInput = z.infer<typeof openStageInput>

/** `seq`: the number of the stage's last event as the desk saw it. */
const seen = { stageId, seq: versionFrom(0) }

/** One act at the desk. `next` is whatever comes next as things stand; `drift` cuts what is to come, as chosen. */
export const stepInput = z.discriminatedUnion('act', [
  z.object({ ...seen, act: z.enum(['next', 'start', 'pause', 'resume', 'qa', 'finish', 'end', 'reopen', 'undo', 'reload']) }),
  z.object({ ...seen, act: z.enum(['call', 'skip', 'return']), lineId }),
  z.object({ ...seen, act: z.literal('swap'), lineId, withId: lineId }),
  z.object({ ...seen, act: z.literal('adjust'), ms: wholeNumber(-60 * minute, 60 * minute) }),
  z.object({ ...seen, act: z.literal('break'), ms: wholeNumber(minute, mostLengthMs) }),
  z.object({ ...seen, act: z.literal('configure'), warnMs: wholeNumber(0, 60 * minute), dangerMs: wholeNumber(0, 60 * minute), endAction: z.enum(endActions) }),
  z.object({ ...seen, act: z.literal('drift'), mode: z.enum(driftModes), breaks: checkbox, questions: checkbox }),
])
export type StepInput = z.infer<typeof stepInput>

/** Empty text takes the message away. */
export const stageMessageInput = z.object({ stageId, text: textLine(140).default(''), tone: z.enum(messageTones).default('plain') })
export type StageMessageInput = z.infer<typeof stageMessageInput>

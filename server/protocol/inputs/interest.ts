import { z } from 'zod'

import { degrees, interestActs } from '../../domain/interest/voice.ts'

import { rowId, textBlock, versionFrom } from './text.ts'

/** `version` 0: nothing has been said yet. Of two colleagues who press at once the second is shown what the first said. */
export const signalInput = z.object({ itemId: rowId, degree: z.enum(degrees), note: textBlock(500).default(''), version: versionFrom(0) })
export type SignalInput = z.infer<typeof signalInput>

export const interestActInput = z.object({ eventId: rowId, version: versionFrom(0), act: z.enum(interestActs) })
export type InterestActInput = z.infer<typeof interestActInput>

export const signalIntent = signalInput.extend({ intent: z.literal('signal') })
export const interestIntent = interestActInput.omit({ eventId: true }).extend({ intent: z.literal('act') })

import { z } from 'zod'

import { judgingActs } from '../../domain/judging/sealing.ts'

import { instant } from './requests.ts'
import { rowId, textBlock, textLine, version, versionFrom, wholeNumber } from './text.ts'

const criterion = z
  .object({ id: z.union([rowId, z.literal('')]).default(''), nameZh: textLine(40).default(''), nameEn: textLine(40).default(''), hintZh: textLine(200).default(''), hintEn: textLine(200).default(''), weight: wholeNumber(1, 100) })
  .refine(({ nameZh, nameEn }) => nameZh !== '' || nameEn !== '', { path: ['nameZh'], error: 'input.required' })

export const judgingSetUpInput = z.object({
  eventId: rowId,
  version: versionFrom(0),
  scaleMax: wholeNumber(3, 100),
  criteria: z.array(criterion).min(1, 'judging.no_criteria').max(12),
  organizerSees: z.enum(['when_closed', 'when_released']),
  openTo: z.enum(['staff', 'own', 'winners']),
  winners: wholeNumber(1, 20).default(3),
  metBefore: z.enum(['recuse', 'tell']),
})
export type JudgingSetUpInput = z.infer<typeof judgingSetUpInput>

/** `lateUntil` for `close`: until when judges who are late may still hand in. */
export const judgingActInput = z.object({ eventId: rowId, version, act: z.enum(judgingActs), lateUntil: z.union([z.literal('').transform(() => null), z.null(), instant]).default(null) })
export type JudgingActInput = z.infer<typeof judgingActInput>

const points = z.record(rowId, z.union([z.literal('').transform(() => undefined), wholeNumber(0, 100)])).transform((given) => Object.fromEntries(Object.entries(given).filter((entry): entry is [string, number] => entry[1] !== undefined)))

export const scoreInput = z.object({ itemId: rowId, version: versionFrom(0), scores: points.default({}), note: textBlock(2_000).default(''), submit: z.union([z.boolean(), z.enum(['0', '1']).transform((text) => text === '1')]).default(false) })
export type ScoreInput = z.infer<typeof scoreInput>

export const declareInput = z.object({ itemId: rowId, reason: textLine(200, 2) })
export type DeclareInput = z.infer<typeof declareInput>

/** What the organizer says about a judge and a pitch: keep apart, let score in spite of what was found, or take back what was said. */
export const recusalInput = z.object({ itemId: rowId, judgeId: rowId, kind: z.enum(['assigned', 'lifted', 'none']), reason: textLine(200).default('') })
export type RecusalInput = z.infer<typeof recusalInput>

export const judgesIntent = z.discriminatedUnion('intent', [
  scoreInput.extend({ intent: z.literal('score') }),
  declareInput.extend({ intent: z.literal('declare') }),
], { error: 'input.not_an_option' })

export const judgingIntent = z.discriminatedUnion('intent', [
  judgingSetUpInput.omit({ eventId: true }).extend({ intent: z.literal('setUp') }),
  judgingActInput.omit({ eventId: true }).extend({ intent: z.literal('act') }),
  recusalInput.extend({ intent: z.literal('recusal') }),
], { error: 'input.not_an_option' })

import { z } from 'zod'

import { clearingSteps } from '../../domain/clearing/flow.ts'
import { rowId, versionFrom } from './text.ts'

const mostWishes = 300
const partners = z.array(rowId).max(mostWishes).default([])

/** A delegation's whole list: the ranked ones in order, most wanted first, then those in no order. `version` 0: the first. */
export const saveWishesInput = z
  .object({ eventId: rowId, version: versionFrom(0), ranked: partners, unranked: partners })
  .refine(({ ranked, unranked }) => new Set([...ranked, ...unranked]).size === ranked.length + unranked.length, { path: ['ranked'], error: 'input.invalid' })
export type SaveWishesInput = z.infer<typeof saveWishesInput>

/** `version` 0 where the event has not been cleared before. */
export const clearingStepInput = z.object({ eventId: rowId, version: versionFrom(0), step: z.enum(clearingSteps) })
export type ClearingStepInput = z.infer<typeof clearingStepInput>

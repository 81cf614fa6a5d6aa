import { z } from 'zod'

import { decisions } from '../../domain/directory/import-judge.ts'
import { rowId, textBlock, wholeNumber } from './text.ts'

export const importTargets = ['startups', 'investors', 'acquirers', 'people'] as const

/** Bytes of the largest roster that is taken. */
export const mostRosterBytes = 20_000_000

const line = wholeNumber(1, 1_000_000)
const column = wholeNumber(0, 400)

/** The name is shown, never used as a path. */
export const uploadInput = z.object({
  eventId: rowId,
  target: z.enum(importTargets),
  fileName: z.string().transform((name) => name.replace(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').slice(-120)),
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
})
export type UploadInput = z.infer<typeof uploadInput>

const batch = { eventId: rowId, batchId: rowId }

/** One field key per column; empty for a column that is left out. */
export const remapInput = z.object({
  ...batch,
  mapping: z.array(z.union([z.literal('').transform(() => null), z.null(), z.string().max(40).regex(/^[a-zA-Z]+$/, 'input.not_an_option')])).max(400),
  currency: z.enum(['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'SGD']).optional(),
})
export type RemapInput = z.infer<typeof remapInput>

export const editCellInput = z.object({ ...batch, row: line, column, value: textBlock(10_000).default('') })
export type EditCellInput = z.infer<typeof editCellInput>

export const decideInput = z.object({ ...batch, row: line, decision: z.enum(decisions) })
export type DecideInput = z.infer<typeof decideInput>

export const batchInput = z.object(batch)
export type BatchInput = z.infer<typeof batchInput>

export const previewLists = ['all', 'mend', 'similar', 'same', 'skipped', 'notes'] as const
export const previewInput = z.object({
  ...batch,
  list: z.enum(previewLists).default('all'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type PreviewInput = z.infer<typeof previewInput>

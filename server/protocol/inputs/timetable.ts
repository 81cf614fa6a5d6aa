import { z } from 'zod'

import { checkbox, rowId, textBlock, textLine, version, wholeNumber } from './text.ts'

const seconds = wholeNumber(1, 300).default(15)
const seed = wholeNumber(1, 999_999_999).default(1)
const name = textLine(60).default('')
/** Meetings that stand keep their time and table. */
const hold = checkbox

export const computeInput = z.object({ eventId: rowId, name, seconds, seed, hold })
export type ComputeInput = z.infer<typeof computeInput>

export const recomputeInput = z.object({ draftId: rowId, name, seconds, seed, hold })
export type RecomputeInput = z.infer<typeof recomputeInput>

export const draftInput = z.object({ draftId: rowId })

export const renameDraftInput = z.object({ draftId: rowId, version, name: textLine(60, 1) })

/** `slot` and `table` empty: taken off the board. `meeting` is its name in the draft's problem. */
export const moveInDraftInput = z.object({
  draftId: rowId,
  version,
  meeting: rowId,
  slot: z.union([wholeNumber(0, 2000), z.literal('').transform(() => null), z.null()]).default(null),
  table: z.union([rowId, z.literal('').transform(() => null), z.null()]).default(null),
})
export type MoveInDraftInput = z.infer<typeof moveInDraftInput>

export const pinInDraftInput = z.object({ draftId: rowId, version, meeting: rowId, pinned: checkbox })
export type PinInDraftInput = z.infer<typeof pinInDraftInput>

export const releaseInput = z.object({ draftId: rowId, version, name: textLine(60, 1), notes: textBlock(2000).default('') })
export type ReleaseInput = z.infer<typeof releaseInput>

export const compareInput = z.object({ a: rowId, b: rowId })

/** A meeting moved, or an accepted request placed, on the live board. `startsAt` in ms. */
export const moveLiveInput = z.object({ meetingId: rowId, version, startsAt: wholeMs(), tableId: rowId })

export const pinLiveInput = z.object({ meetingId: rowId, version, pinned: checkbox })

function wholeMs() {
  return z.union([z.number(), z.string().regex(/^\d{1,15}$/, 'input.not_a_number').transform(Number)]).pipe(z.number().int().min(0).max(8_640_000_000_000))
}

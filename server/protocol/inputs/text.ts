import { z } from 'zod'

import { isId } from '../../domain/shared/ids.ts'

/** Control characters (NUL among them) and lone surrogates can't be stored or shown; line breaks and tabs may be wanted. */
const oneLine = /^[^\p{Cc}\p{Cs}\u2028\u2029]*$/u
// One class and no alternation: alternatives in a loop take a stack frame per character and end in a RangeError on megabytes.
const severalLines = /^[^\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$/u

/** One line of text, trimmed, at most `max` characters; may be empty unless `min` is given. */
export const textLine = (max: number, min = 0) => z.string().max(max * 4).trim().min(min).max(max).regex(oneLine, 'input.bad_characters')

/** Several lines of text, trimmed. */
export const textBlock = (max: number, min = 0) => z.string().max(max * 4).trim().min(min).max(max).regex(severalLines, 'input.bad_characters')

/** A row id of ours. */
export const rowId = z.string().refine(isId, 'input.invalid')

/** The version an editor has seen; forms send text. */
export const version = versionFrom(1)

/** The same where 0 stands for nothing being there yet. Not coerced: `[[1]]` and `true` would count as 1. */
export function versionFrom(least: number) {
  return z.union([z.number(), z.string().regex(/^\d{1,10}$/, 'input.not_a_number').transform(Number)], { error: 'input.not_a_number' }).pipe(z.number().int().min(least).max(2_147_483_647))
}

/** A whole number from a form field. An empty field is `input.required`, not zero. */
export const wholeNumber = (min: number, max: number) =>
  z.union([z.number(), z.string().trim().min(1).regex(/^-?\d{1,9}$/, 'input.not_a_number').transform(Number)], { error: 'input.not_a_number' }).pipe(z.number().int().min(min).max(max))

/** A checkbox: `on` or absent; `true` and `false` over the API. */
export const checkbox = z.union([z.boolean(), z.enum(['on', 'off', 'true', 'false']).transform((text) => text === 'on' || text === 'true')]).default(false)

import { z } from 'zod'

import { isCode } from '../../domain/directory/vocabulary.ts'
import { checkbox, rowId } from './text.ts'

const code = (list: Parameters<typeof isCode>[0]) =>
  z.union([z.literal('').transform(() => null), z.null(), z.string().max(60).refine((text) => isCode(list, text), 'input.not_an_option')]).default(null)

/** Which of the matches: still to decide, put off, not wanted, forbidden by a hard rule. */
export const matchLists = ['open', 'later', 'never', 'blocked'] as const

export const rankInput = z.object({
  list: z.enum(matchLists).default('open'),
  sector: code('sectors'),
  stage: code('companyStages'),
  round: code('rounds'),
  /** Investor kind of a partner. */
  kind: code('investorKinds'),
  region: code('regions'),
  verified: checkbox,
  notAsked: checkbox,
  cursor: z.string().max(80).regex(/^\d{1,3}(\.\d{1,12})?~[0-9a-z]{26}$/, 'input.invalid').nullish(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export type RankInput = z.infer<typeof rankInput>

export const markInput = z.object({ eventId: rowId, otherDelegationId: rowId, mark: z.enum(['later', 'never', 'none']) })
export type MarkInput = z.infer<typeof markInput>

import { z } from 'zod'

import { sides } from '../../domain/access/actor.ts'
import { parseEmail, parsePhone } from '../../domain/directory/contact.ts'
import { parseUscc } from '../../domain/directory/uscc.ts'
import { isCode, type ListName } from '../../domain/directory/vocabulary.ts'
import { claimKinds } from '../../domain/events/entry-rules.ts'
import { rowId, textBlock, textLine, version, wholeNumber } from './text.ts'

const maybeCode = (list: ListName) => z.union([z.literal(''), z.string().max(60).refine((text) => isCode(list, text), 'input.not_an_option')]).default('')
const maybeSide = z.union([z.literal(''), z.enum(sides)]).default('')

/** What a claim may be looked for by: checked, waiting to be checked, only said, refused or run out, none at all. */
export const claimLights = ['verified', 'waiting', 'declared', 'ended', 'none'] as const

export const peopleInput = z.object({
  eventId: rowId,
  side: maybeSide,
  /** Investor kind. */
  kind: maybeCode('investorKinds'),
  sector: maybeCode('sectors'),
  stage: maybeCode('companyStages'),
  aumBand: maybeCode('aumBands'),
  claim: z.union([z.literal(''), z.enum(claimLights)]).default(''),
  q: textLine(100).default(''),
  /** Only organizations nobody can act for. */
  unmanned: z.union([z.literal(''), z.literal('1')]).default(''),
  cursor: rowId.nullish(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type PeopleInput = z.infer<typeof peopleInput>

const email = z.string().max(1000).trim().transform((text, context) => {
  const parsed = parseEmail(text)
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', params: { code: text === '' ? 'input.required' : parsed.error.code } })
  return z.NEVER
})
const phone = z.string().max(200).trim().default('').transform((text, context) => {
  const parsed = text === '' ? null : parsePhone(text)
  if (parsed === null) return null
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', params: { code: parsed.error.code, params: parsed.error.params } })
  return z.NEVER
})
const uscc = z.string().max(60).trim().default('').transform((text, context) => {
  const parsed = text === '' ? null : parseUscc(text)
  if (parsed === null) return null
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', params: { code: parsed.error.code } })
  return z.NEVER
})

const names = z.object({ nameZh: textLine(120).default(''), nameEn: textLine(160).default('') })
const oneName = <T extends { nameZh: string; nameEn: string }>(value: T): boolean => value.nameZh !== '' || value.nameEn !== ''
const noName = { path: ['nameZh'], params: { code: 'input.required' } }
const website = z.union([z.literal(''), z.string().max(2000).trim().max(300).regex(/^https?:\/\/[^\s\p{Cc}\p{Cs}]+$/u, 'input.bad_url')]).default('')

const profile = names.extend({
  legalName: textLine(160).default(''),
  uscc,
  subkind: maybeCode('investorKinds'),
  website,
  region: maybeCode('regions'),
  place: textLine(120).default(''),
  stage: maybeCode('companyStages'),
  round: maybeCode('rounds'),
  intakeClass: maybeCode('intakeClasses'),
  aumBand: maybeCode('aumBands'),
  parentGroup: textLine(120).default(''),
  sectors: z.array(z.string().max(60).refine((text) => isCode('sectors', text), 'input.not_an_option')).max(40).default([]),
  oneLinerZh: textLine(120).default(''),
  oneLinerEn: textLine(200).default(''),
})

export const addOrganizationInput = profile.extend({ eventId: rowId, side: z.enum(sides) }).refine(oneName, noName)
export type AddOrganizationInput = z.infer<typeof addOrganizationInput>

export const editOrganizationInput = profile.extend({ eventId: rowId, delegationId: rowId, version }).refine(oneName, noName)
export type EditOrganizationInput = z.infer<typeof editOrganizationInput>

const delegation = { eventId: rowId, delegationId: rowId }
export const delegationInput = z.object(delegation)
export type DelegationInput = z.infer<typeof delegationInput>

export const addDelegateInput = names.extend({ ...delegation, email, phone, titleZh: textLine(80).default(''), titleEn: textLine(120).default('') }).refine(oneName, noName)
export type AddDelegateInput = z.infer<typeof addDelegateInput>

export const removeDelegateInput = z.object({ ...delegation, personId: rowId })
export type RemoveDelegateInput = z.infer<typeof removeDelegateInput>

/** Wall time in the event's zone. */
const wall = z.string().max(30).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'input.bad_date')
const limit = z.union([z.literal('').transform(() => null), z.null(), wholeNumber(0, 500)]).default(null)

export const setDelegationInput = z.object({
  ...delegation,
  side: z.enum(sides),
  inboundCap: limit,
  outboundQuota: limit,
  homeTableId: z.union([z.literal('').transform(() => null), z.null(), rowId]).default(null),
  /** Rows left empty are left out. */
  unavailable: z.array(z.object({ startsAt: z.union([z.literal(''), wall]).default(''), endsAt: z.union([z.literal(''), wall]).default('') })).max(40).default([]),
})
export type SetDelegationInput = z.infer<typeof setDelegationInput>

export const submitClaimInput = z.object({ ...delegation, kind: z.enum(claimKinds), value: textLine(60, 1), evidence: textBlock(500).default('') })
export type SubmitClaimInput = z.infer<typeof submitClaimInput>

export const reviewClaimInput = z.object({
  ...delegation,
  claimId: rowId,
  /** The state the reviewer has seen: who comes second is told. */
  seen: z.enum(['draft', 'submitted', 'under_review', 'verified', 'expired', 'suspended']),
  verdict: z.enum(['verified', 'suspended']),
  /** Day on which it runs out, or nothing. */
  expiresOn: z.union([z.literal('').transform(() => null), z.string().max(20).regex(/^\d{4}-\d{2}-\d{2}$/, 'input.bad_date')]).default(null),
})
export type ReviewClaimInput = z.infer<typeof reviewClaimInput>

export const searchInput = z.object({ q: textLine(100).default(''), event: textLine(80).default('') })
export type SearchInput = z.infer<typeof searchInput>

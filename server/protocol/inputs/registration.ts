import { z } from 'zod'

import { parseEmail, parsePhone } from '../../domain/directory/contact.ts'
import { parseUscc } from '../../domain/directory/uscc.ts'
import { joinings, registrationKinds } from '../../domain/registration/kinds.ts'
import { cancelReasons, declineReasons } from '../../domain/registration/policy.ts'
import { longestText, mostQuestions, questionTypes } from '../../domain/registration/questions.ts'
import { registrationStates } from '../../domain/registration/standing.ts'

import { checkbox, rowId, textBlock, textLine, version, versionFrom, wholeNumber } from './text.ts'

const key = z.string().trim().max(40).regex(/^[a-z][a-z0-9_]{0,39}$/, 'input.bad_characters')
const option = z.object({ key, labelZh: textLine(80).default(''), labelEn: textLine(120).default('') })
const bound = z.union([z.literal('').transform(() => null), z.null(), wholeNumber(-999_999_999, 999_999_999)]).default(null)

const question = z.object({
  key, type: z.enum(questionTypes),
  labelZh: textLine(200).default(''), labelEn: textLine(300).default(''), helpZh: textLine(300).default(''), helpEn: textLine(400).default(''),
  isRequired: checkbox,
  options: z.array(option).max(30).default([]),
  shownIf: z.union([z.null(), z.object({ key, equals: z.array(key).min(1).max(30) })]).default(null),
  least: bound, most: bound,
})
const consent = z.object({ purpose: key, labelZh: textLine(300).default(''), labelEn: textLine(400).default('') })
/** Wall time in the event's zone; empty is no bound. */
const wall = z.union([z.literal(''), z.string().max(30).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'input.bad_date')]).default('')

/** `formId` empty: a new one. `version` 0 for it. */
export const saveFormInput = z.object({
  eventId: rowId, formId: z.union([z.literal(''), rowId]).default(''), version: versionFrom(0),
  kind: z.enum(registrationKinds),
  nameZh: textLine(80).default(''), nameEn: textLine(120).default(''), introZh: textBlock(1000).default(''), introEn: textBlock(1500).default(''),
  isOpen: checkbox, needsApproval: checkbox, isPaid: checkbox,
  opensAt: wall, closesAt: wall,
  cancelHours: wholeNumber(0, 2160).default(24), offerMinutes: wholeNumber(5, 20_160).default(1440), payMinutes: wholeNumber(30, 43_200).default(4320),
  groupMost: wholeNumber(1, 50).default(1),
  joinsAs: z.enum(joinings).default('none'),
  segmentBy: z.union([z.literal(''), key]).default(''),
  questions: z.array(question).max(mostQuestions).default([]),
  consents: z.array(consent).max(10).default([]),
  sessionIds: z.array(rowId).max(60).default([]),
})
export type SaveFormInput = z.infer<typeof saveFormInput>

/** Questions travel as one JSON text in the builder's form. */
export const formPartsInput = z.object({ questions: z.array(question).max(mostQuestions), consents: z.array(consent).max(10) })

/** `places` empty: no bound any more. `poolId` empty: a new one. */
export const savePoolInput = z.object({
  eventId: rowId, poolId: z.union([z.literal(''), rowId]).default(''), version: versionFrom(0).default(0),
  sessionId: z.union([z.literal(''), rowId]).default(''), kind: z.union([z.literal(''), z.enum(registrationKinds)]).default(''), segment: z.union([z.literal(''), key]).default(''),
  places: z.union([z.literal('').transform(() => null), z.null(), wholeNumber(0, 100_000)]),
})
export type SavePoolInput = z.infer<typeof savePoolInput>

/** Said at once with what else is wrong, not only when the rest has been mended. */
const isRead = ({ value }: { value: unknown }): boolean => typeof value === 'object' && value !== null

const email = z.string().max(1000).trim().transform((text, context) => {
  const parsed = parseEmail(text)
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', params: { code: text === '' ? 'input.required' : parsed.error.code } })
  return z.NEVER
})
const phone = z.string().max(200).trim().default('').transform((text, context) => {
  const parsed = text === '' ? null : parsePhone(text)
  if (parsed === null) return ''
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', params: { code: parsed.error.code, params: parsed.error.params } })
  return z.NEVER
})
const uscc = z.string().max(60).trim().default('').transform((text, context) => {
  const parsed = text === '' ? null : parseUscc(text)
  if (parsed === null) return ''
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', params: { code: parsed.error.code } })
  return z.NEVER
})

const badge = z.object({ nameZh: textLine(60).default(''), nameEn: textLine(80).default(''), organizationZh: textLine(120).default(''), organizationEn: textLine(160).default(''), titleZh: textLine(80).default(''), titleEn: textLine(120).default(''), phone })
// The badge may lack what was wrong in it: then the name isn't what is missing.
const oneName = <T extends { badge: { nameZh: string; nameEn: string } }>({ badge: read }: { badge?: T['badge'] | undefined }): boolean => read?.nameZh !== '' || read.nameEn !== ''
const noName = { path: ['badge', 'nameZh'], params: { code: 'input.required' }, when: isRead }

const answer = z.union([textBlock(longestText), z.number(), z.boolean(), z.array(z.string().max(60)).max(40)])
const answers = z.record(key, answer).refine((given) => Object.keys(given).length <= mostQuestions, 'input.list_too_long').default({})

const filled = z.object({ eventId: rowId, formId: rowId, formVersion: version, answers, badge, uscc, sessionIds: z.array(rowId).max(60).default([]) })

/** A draft may lack anything; what is there must be of its kind. */
export const saveDraftInput = filled
export type SaveDraftInput = z.infer<typeof saveDraftInput>

/** `consents`: purposes that were ticked; those left out are not given. */
export const submitInput = filled.extend({ consents: z.array(key).max(10).default([]) }).refine(oneName, noName)
export type SubmitInput = z.infer<typeof submitInput>

export const ownInput = z.object({ eventId: rowId, version })
export type OwnInput = z.infer<typeof ownInput>

export const offerAnswers = ['take', 'decline'] as const
export const answerOfferInput = z.object({ eventId: rowId, version, answer: z.enum(offerAnswers) })
export type AnswerOfferInput = z.infer<typeof answerOfferInput>

const member = z.object({ email, nameZh: textLine(60).default(''), nameEn: textLine(80).default(''), titleZh: textLine(80).default(''), titleEn: textLine(120).default(''), phone }).refine((one) => one.nameZh !== '' || one.nameEn !== '', { path: ['nameZh'], params: { code: 'input.required' }, when: isRead })
export const registerGroupInput = z.object({ eventId: rowId, members: z.array(member).min(1).max(49) })
export type RegisterGroupInput = z.infer<typeof registerGroupInput>

export const verdicts = ['approve', 'decline', 'wait', 'cancel'] as const
/** `count`: as many as the person who decides was told she decides on. */
export const decideInput = z.object({
  eventId: rowId,
  registrations: z.array(z.object({ id: rowId, version })).min(1).max(500),
  count: wholeNumber(1, 500),
  verdict: z.enum(verdicts),
  reasonCode: z.union([z.literal(''), z.enum(declineReasons), z.enum(cancelReasons)]).default(''),
  reasonText: textBlock(500).default(''),
})
export type DecideInput = z.infer<typeof decideInput>

export const listInput = z.object({
  eventId: rowId,
  state: z.union([z.literal(''), z.enum(registrationStates)]).default(''),
  kind: z.union([z.literal(''), z.enum(registrationKinds)]).default(''),
  segment: z.union([z.literal(''), key]).default(''),
  q: textLine(100).default(''),
  cursor: z.union([z.literal(''), rowId]).nullish(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListInput = z.infer<typeof listInput>

export const setConsentInput = z.object({ eventId: rowId, purpose: key, isGiven: checkbox })
export type SetConsentInput = z.infer<typeof setConsentInput>

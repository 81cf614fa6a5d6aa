import { z } from 'zod'

import { sides } from '../../domain/access/actor.ts'
import { parseEmail } from '../../domain/directory/contact.ts'
import { isCode } from '../../domain/directory/vocabulary.ts'
import { invitationAnswers } from '../../domain/invitations/answering.ts'
import { registrationKinds } from '../../domain/registration/kinds.ts'

import { checkbox, rowId, textBlock, textLine, version, versionFrom, wholeNumber } from './text.ts'

const code = (list: 'investorKinds' | 'sectors' | 'aumBands' | 'cvcIntents') => z.string().max(60).refine((text) => isCode(list, text), 'input.not_an_option')

export const guestFilter = z.object({
  side: z.union([z.literal(''), z.enum(sides)]).default(''),
  kinds: z.array(code('investorKinds')).max(30).default([]),
  aumAtLeast: z.union([z.literal(''), code('aumBands')]).default(''),
  isPartner: checkbox,
  sectors: z.array(code('sectors')).max(30).default([]),
  parent: textLine(80).default(''),
  intents: z.array(code('cvcIntents')).max(10).default([]),
  language: z.enum(['', 'zh-CN', 'en']).default(''),
  claim: z.enum(['', 'verified', 'declared']).default(''),
  met: z.enum(['', 'yes', 'no']).default(''),
  q: textLine(100).default(''),
})

const quota = z.object({ segment: z.string().trim().min(1).max(60).regex(/^[a-z_]+$/, 'input.not_an_option'), places: wholeNumber(1, 100_000) })

/** `listId` empty and version 0: a new list. `answerBy`: wall time in the event's zone. */
export const saveListInput = z.object({
  eventId: rowId, listId: z.union([z.literal(''), rowId]).default(''), version: versionFrom(0),
  nameZh: textLine(80).default(''), nameEn: textLine(120).default(''),
  kind: z.enum(registrationKinds),
  filter: guestFilter.prefault({}),
  quotas: z.array(quota).max(40).default([]),
  messageZh: textBlock(1000).default(''), messageEn: textBlock(1500).default(''),
  answerBy: z.string().max(30).regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'input.bad_date'),
  remindDays: wholeNumber(0, 30).default(3),
})
export type SaveListInput = z.infer<typeof saveListInput>

export const listOfEventInput = z.object({ eventId: rowId, listId: rowId })
export type ListOfEventInput = z.infer<typeof listOfEventInput>

/** `count`: as many as the sender was told would get a mail. A filter may find everybody of all her events. */
export const sendListInput = listOfEventInput.extend({ version, count: wholeNumber(1, 100_000) })
export type SendListInput = z.infer<typeof sendListInput>

export const withdrawInput = z.object({ eventId: rowId, invitationId: rowId, version })
export type WithdrawInput = z.infer<typeof withdrawInput>

/** What stands at the end of a personal link; which one it is, is found by comparing. */
const token = textLine(100, 1)
export const openInput = z.object({ token })
export type OpenInput = z.infer<typeof openInput>

const maybeEmail = z.string().max(1000).trim().default('').transform((text, context) => {
  if (text === '') return ''
  const parsed = parseEmail(text)
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', params: { code: parsed.error.code } })
  return z.NEVER
})

/** `delegateEmail` and a name are needed where a colleague comes instead; `maybeUntil`, a day at the event, says when somebody will know. */
export const answerInvitationInput = z.object({ token, answer: z.enum(invitationAnswers), note: textBlock(500).default(''), delegateEmail: maybeEmail, delegateName: textLine(80).default(''), maybeUntil: z.union([z.literal(''), z.string().max(20).regex(/^\d{4}-\d{2}-\d{2}$/, 'input.bad_date')]).default('') })
  .refine((value) => value.answer !== 'delegated' || value.delegateEmail !== '', { path: ['delegateEmail'], params: { code: 'input.required' } })
  .refine((value) => value.answer !== 'delegated' || value.delegateName !== '', { path: ['delegateName'], params: { code: 'input.required' } })
export type AnswerInvitationInput = z.infer<typeof answerInvitationInput>

import { z } from 'zod'

import { pollActs } from '../../domain/audience/polls.ts'
import { questionActs } from '../../domain/audience/questions.ts'

import { checkbox, rowId, textBlock, textLine, version, versionFrom, wholeNumber } from './text.ts'

/** Made by the device, once for each thing somebody does: sent again after a lost answer it is the same thing. */
export const onceKey = z.string().regex(/^[\w-]{8,40}$/, 'input.invalid')

export const stageQuery = z.object({ stageId: rowId })
export const questionRef = z.object({ questionId: rowId })

export const askInput = z.object({ stageId: rowId, itemId: rowId.nullable().default(null), text: textBlock(300, 3), isAnonymous: checkbox, key: onceKey })
export type AskInput = z.infer<typeof askInput>

export const upVoteInput = z.object({ questionId: rowId, isOn: checkbox })
export type UpVoteInput = z.infer<typeof upVoteInput>

export const moderateInput = z.object({ questionId: rowId, version, act: z.enum(questionActs) })
export type ModerateInput = z.infer<typeof moderateInput>

export const audienceRulesInput = z.object({ eventId: rowId, version: versionFrom(0), areQuestionsOpen: checkbox, isModerated: checkbox, allowsAnonymous: checkbox })
export type AudienceRulesInput = z.infer<typeof audienceRulesInput>

const option = z.object({ textZh: textLine(80).default(''), textEn: textLine(80).default('') }).refine(({ textZh, textEn }) => textZh !== '' || textEn !== '', { error: 'input.required' })
export const createPollInput = z
  .object({
    stageId: rowId, itemId: rowId.nullable().default(null), titleZh: textLine(120).default(''), titleEn: textLine(120).default(''),
    options: z.array(option).min(2).max(10), mostChoices: wholeNumber(1, 10).default(1), mayChange: checkbox,
  })
  .refine(({ titleZh, titleEn }) => titleZh !== '' || titleEn !== '', { path: ['titleZh'], error: 'input.required' })
export type CreatePollInput = z.infer<typeof createPollInput>

export const pollActInput = z.object({ pollId: rowId, version, act: z.enum(pollActs) })
export type PollActInput = z.infer<typeof pollActInput>

export const voteInput = z.object({ pollId: rowId, choices: z.array(z.string().regex(/^[\w-]{1,26}$/, 'input.invalid')).min(1, 'input.required').max(10), key: onceKey })
export type VoteInput = z.infer<typeof voteInput>

/** Everything the audience page can send. */
export const audienceIntent = z.discriminatedUnion('intent', [
  askInput.extend({ intent: z.literal('ask') }),
  upVoteInput.extend({ intent: z.literal('upVote') }),
  voteInput.extend({ intent: z.literal('vote') }),
], { error: 'input.not_an_option' })

/** Everything the moderators' page can send. */
export const moderationIntent = z.discriminatedUnion('intent', [
  moderateInput.extend({ intent: z.literal('moderate') }),
  audienceRulesInput.omit({ eventId: true }).extend({ intent: z.literal('rules') }),
  createPollInput.safeExtend({ intent: z.literal('createPoll') }),
  pollActInput.extend({ intent: z.literal('poll') }),
], { error: 'input.not_an_option' })

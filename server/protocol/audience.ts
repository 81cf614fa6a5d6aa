import { z } from 'zod'

import { pollStates } from '../domain/audience/polls.ts'
import { questionStates } from '../domain/audience/questions.ts'

/** ms since the epoch. */
const instant = z.number().int()
const count = z.number().int()

export const audienceRules = z.object({ areQuestionsOpen: z.boolean(), isModerated: z.boolean(), allowsAnonymous: z.boolean() })

/** `author` null: asked without a name. Pending and hidden ones travel in the moderators' room alone, and to whoever asked. */
export const questionCard = z.object({
  id: z.string(),
  itemId: z.string().nullable(),
  text: z.string(),
  author: z.object({ nameZh: z.string(), nameEn: z.string(), organizationZh: z.string(), organizationEn: z.string() }).nullable(),
  isFromVerified: z.boolean(),
  state: z.enum(questionStates),
  isPinned: z.boolean(),
  votes: count,
  at: instant,
  version: count,
})
export type QuestionCard = z.infer<typeof questionCard>

/** `results` null until they are revealed. */
export const pollCard = z.object({
  id: z.string(),
  itemId: z.string().nullable(),
  titleZh: z.string(),
  titleEn: z.string(),
  options: z.array(z.object({ id: z.string(), textZh: z.string(), textEn: z.string() })),
  mostChoices: count,
  mayChange: z.boolean(),
  state: z.enum(pollStates),
  voters: count,
  results: z.object({ voters: count, counts: z.array(z.object({ optionId: z.string(), votes: count })) }).nullable(),
  version: count,
})
export type PollCard = z.infer<typeof pollCard>

/** What somebody in the hall sees of a stage's questions and polls; `mine` is the reader's own part in them. */
export const audienceSnapshot = z.object({
  stageId: z.string(),
  rules: audienceRules,
  questions: z.array(questionCard),
  polls: z.array(pollCard),
  mine: z.object({ upVoted: z.array(z.string()), asked: z.array(questionCard), ballots: z.array(z.object({ pollId: z.string(), choices: z.array(z.string()) })) }),
})
export type AudienceSnapshot = z.infer<typeof audienceSnapshot>

/** What moderators work from: every question of the stage, and its polls with drafts. */
export const moderationSnapshot = z.object({ stageId: z.string(), rules: audienceRules, questions: z.array(questionCard), polls: z.array(pollCard) })
export type ModerationSnapshot = z.infer<typeof moderationSnapshot>

/** Facts of `audience:<stageId>`. Counts are absolute and told at most twice a second, however many vote. */
export const audienceFacts = {
  'audience:changed': z.object({ rules: audienceRules }),
  'question:shown': z.object({ question: questionCard }),
  'question:withdrawn': z.object({ questionId: z.string() }),
  'question:counted': z.object({ counts: z.array(z.object({ questionId: z.string(), votes: count })) }),
  'poll:changed': z.object({ poll: pollCard }),
  'poll:counted': z.object({ pollId: z.string(), voters: count }),
} as const

/** Facts of `moderation:<stageId>`. */
export const moderationFacts = { 'question:queued': z.object({ question: questionCard }), 'poll:prepared': z.object({ poll: pollCard }) } as const

/** Facts of `event:<eventId>`: that something was opened or sealed, never what is in it. */
export const sealFacts = { 'interest:changed': z.object({ state: z.string() }), 'judging:changed': z.object({ state: z.string() }) } as const

/** The answer to an up-vote: how many there are, and whether one of them is the reader's. */
export const upVoteAnswer = z.object({ questionId: z.string(), votes: count, isOn: z.boolean() })
export type UpVoteAnswer = z.infer<typeof upVoteAnswer>

/** The answer to a vote: the ballot as it counts. */
export const ballotAnswer = z.object({ pollId: z.string(), choices: z.array(z.string()) })
export type BallotAnswer = z.infer<typeof ballotAnswer>

import { z } from 'zod'

import { ok } from '#server/domain/shared/result.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { audienceRules, audienceSnapshot, moderationSnapshot, upVoteAnswer } from '#server/protocol/audience.ts'
import { askInput, audienceRulesInput, moderateInput, stageQuery, upVoteInput } from '#server/protocol/inputs/audience.ts'
import { rowId } from '#server/protocol/inputs/text.ts'

import type { createQuestionsCommands } from './commands.ts'
import type { createQuestionsQueries } from './queries.ts'

type Questions = ReturnType<typeof createQuestionsCommands> & ReturnType<typeof createQuestionsQueries>

const seq = z.number().int()
const event = z.object({ eventId: rowId })

/** Questions from the hall over the API. */
export function createQuestionsApi(questions: Questions): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/halls', id: 'listHalls', summary: 'Stages on which questions are asked', input: event, output: z.object({ items: z.array(z.looseObject({ stageId: z.string() })), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await questions.listHalls(actor, input.eventId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'GET', path: '/stages/{stageId}/audience', id: 'getAudience', summary: 'Questions and polls of a stage as the hall sees them, with the own votes and the seq of its room', input: stageQuery, output: z.object({ seq, snapshot: audienceSnapshot }), run: (actor, input) => questions.snapshot(actor, input.stageId) }),
    endpoint({ method: 'GET', path: '/stages/{stageId}/moderation', id: 'getModeration', summary: 'Every question of a stage, with those that wait and those that were hidden', input: stageQuery, output: z.object({ seq, snapshot: moderationSnapshot }), run: (actor, input) => questions.moderation(actor, input.stageId) }),
    endpoint({ method: 'POST', path: '/stages/{stageId}/questions', id: 'askQuestion', summary: 'Ask; the same `key` again is the same question', status: 201, input: askInput, output: z.object({ questionId: z.string(), state: z.string() }), run: questions.ask }),
    endpoint({ method: 'POST', path: '/questions/{questionId}/vote', id: 'voteForQuestion', summary: 'Give one\'s voice to a question, or take it back', input: upVoteInput, output: upVoteAnswer, run: questions.vote }),
    endpoint({ method: 'POST', path: '/questions/{questionId}/moderate', id: 'moderateQuestion', summary: 'Show, hide, pin, or mark as answered', input: moderateInput, output: z.object({ questionId: z.string(), state: z.string(), version: z.number().int() }), run: questions.moderate }),
    endpoint({ method: 'GET', path: '/events/{eventId}/audience-rules', id: 'getAudienceRules', summary: 'Whether questions are taken, read first, and may come without a name', input: event, output: z.object({ rules: audienceRules, version: z.number().int() }), run: (actor, input) => questions.rules(actor, input.eventId) }),
    endpoint({ method: 'PUT', path: '/events/{eventId}/audience-rules', id: 'setAudienceRules', summary: 'Change these rules; version 0 where none were set', input: audienceRulesInput, output: z.object({ version: z.number().int() }), run: questions.setRules }),
  ]
}

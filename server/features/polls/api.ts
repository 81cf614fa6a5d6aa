import { z } from 'zod'

import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { ballotAnswer } from '#server/protocol/audience.ts'
import { createPollInput, pollActInput, voteInput } from '#server/protocol/inputs/audience.ts'

import type { createPollsCommands } from './commands.ts'

/** Polls over the API; they are read with the stage's audience. */
export function createPollsApi(polls: ReturnType<typeof createPollsCommands>): Endpoint[] {
  return [
    endpoint({ method: 'POST', path: '/stages/{stageId}/polls', id: 'createPoll', summary: 'Prepare a poll that nobody sees yet', status: 201, input: createPollInput, output: z.object({ pollId: z.string() }), run: polls.create }),
    endpoint({ method: 'POST', path: '/polls/{pollId}/act', id: 'movePoll', summary: 'Open, close or reveal', input: pollActInput, output: z.object({ pollId: z.string(), state: z.string(), version: z.number().int() }), run: polls.act }),
    endpoint({ method: 'POST', path: '/polls/{pollId}/vote', id: 'voteInPoll', summary: 'Vote; the same `key` again is the same vote', input: voteInput, output: ballotAnswer, run: polls.vote }),
  ]
}

import { z } from 'zod'

import { ok } from '#server/domain/shared/result.ts'
import type { createStageDriftQueries } from '#server/features/stage-drift/queries.ts'
import type { createStageMessageCommands } from '#server/features/stage-messages/commands.ts'
import type { createStageMessageQueries } from '#server/features/stage-messages/queries.ts'
import { endpoint, type Endpoint } from '#server/http/api/endpoint.ts'
import { openStageInput, stageInput, stageMessageInput, stepInput } from '#server/protocol/inputs/stage.ts'
import { rowId } from '#server/protocol/inputs/text.ts'
import { crewSnapshot, stageMessage, stageSnapshot, stageStepAnswer } from '#server/protocol/stage.ts'

import type { createStageCommands } from './commands.ts'
import type { createStageQueries } from './queries.ts'

type Stage = ReturnType<typeof createStageQueries> & Pick<ReturnType<typeof createStageCommands>, 'open' | 'step'> & ReturnType<typeof createStageDriftQueries> & ReturnType<typeof createStageMessageCommands> & ReturnType<typeof createStageMessageQueries>

const summary = z.object({
  stageId: z.string(), nameZh: z.string(), nameEn: z.string(), placeZh: z.string(), placeEn: z.string(), status: z.enum(['closed', 'rehearsal', 'open', 'ended']),
  lines: z.number().int(), over: z.number().int(), lateMs: z.number().int(),
})

const clash = z.object({
  lineId: z.string(), personId: z.string(), personZh: z.string(), personEn: z.string(), meetingId: z.string(), startsAt: z.number().int(), endsAt: z.number().int(),
  withZh: z.string(), withEn: z.string(), fromMs: z.number().int(), untilMs: z.number().int(),
})

/** The live stage over the API. */
export function createStageApi(stage: Stage): Endpoint[] {
  return [
    endpoint({ method: 'GET', path: '/events/{eventId}/stages', id: 'listStages', summary: 'Stages of an event and how far each is', input: z.object({ eventId: rowId }), output: z.object({ items: z.array(summary), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await stage.list(actor, input.eventId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'GET', path: '/stages/{stageId}', id: 'getStage', summary: 'What is on a stage, what comes next, and the number of the last fact of its room', input: stageInput, output: z.object({ snapshot: stageSnapshot, seq: z.number().int() }), run: (actor, input) => stage.snapshot(actor, input.stageId) }),
    endpoint({ method: 'GET', path: '/stages/{stageId}/log', id: 'getStageLog', summary: 'What happened on a stage, newest first, and the message that is shown to the speaker', input: stageInput, output: z.object({ snapshot: crewSnapshot, seq: z.number().int() }), run: (actor, input) => stage.crew(actor, input.stageId) }),
    endpoint({ method: 'POST', path: '/stages/{stageId}/open', id: 'openStage', summary: 'Open a stage with its released rundown; before the event is live, for a rehearsal', input: openStageInput, output: stageStepAnswer, run: stage.open }),
    endpoint({ method: 'POST', path: '/stages/{stageId}/steps', id: 'stepStage', summary: 'One act at the desk. `seq` is that of the state that was seen; where it has moved on, nothing happens and the present state is answered with `applied` false', input: stepInput, output: stageStepAnswer, run: stage.step }),
    endpoint({ method: 'GET', path: '/stages/{stageId}/clashes', id: 'listStageClashes', summary: 'Meetings that lie where somebody will be on the late stage; each can be mended by proposing a repair', input: stageInput, output: z.object({ items: z.array(clash), nextCursor: z.null() }),
      run: async (actor, input) => {
        const listed = await stage.clashes(actor, input.stageId)
        return listed.ok ? ok({ items: listed.value, nextCursor: null }) : listed
      } }),
    endpoint({ method: 'POST', path: '/stages/{stageId}/message', id: 'messageStage', summary: 'Show a message to whoever is on the stage; an empty one takes it away', input: stageMessageInput, output: z.object({ message: stageMessage.nullable() }), run: stage.say }),
  ]
}

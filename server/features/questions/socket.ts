import type { RoomKind } from '#server/realtime/rooms.ts'

import type { createQuestionsQueries } from './queries.ts'

type Queries = Pick<ReturnType<typeof createQuestionsQueries>, 'mayFollow' | 'mayModerate' | 'snapshot' | 'moderation'>

/** `audience:<stage>` for those who take part in the event, `moderation:<stage>` for organizer and crew. */
export function createAudienceRooms(questions: Queries): { audience: RoomKind; moderation: RoomKind } {
  return {
    audience: {
      mayJoin: async (actor, address) => address.kind === 'audience' && questions.mayFollow(actor, address.stageId),
      async snapshot(actor, address) {
        const found = address.kind === 'audience' ? await questions.snapshot(actor, address.stageId) : null
        return found?.ok ? found.value.snapshot : null
      },
    },
    moderation: {
      mayJoin: async (actor, address) => address.kind === 'moderation' && questions.mayModerate(actor, address.stageId),
      async snapshot(actor, address) {
        const found = address.kind === 'moderation' ? await questions.moderation(actor, address.stageId) : null
        return found?.ok ? found.value.snapshot : null
      },
    },
  }
}

import type { Ground } from '#server/app.ts'
import { onlyWithPitches } from '#server/app-lines.ts'
import { createInterestApi } from '#server/features/interest/api.ts'
import { createInterestCommands } from '#server/features/interest/commands.ts'
import { createInterestQueries } from '#server/features/interest/queries.ts'
import { createJudgingApi } from '#server/features/judging/api.ts'
import { createJudgingCommands } from '#server/features/judging/commands.ts'
import { createJudgingQueries, type ListPitches } from '#server/features/judging/queries.ts'
import { createPollsApi } from '#server/features/polls/api.ts'
import { createPollsCommands, tellVoters } from '#server/features/polls/commands.ts'
import { listPolls, ownBallots } from '#server/features/polls/store.ts'
import { listReleasedItems } from '#server/features/programme/store.ts'
import { createQuestionsApi } from '#server/features/questions/api.ts'
import { createQuestionsCommands } from '#server/features/questions/commands.ts'
import { createQuestionsQueries, tellCounts } from '#server/features/questions/queries.ts'
import { createAudienceRooms } from '#server/features/questions/socket.ts'
import { findHall } from '#server/features/questions/store.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import { createCoalescer } from '#server/realtime/coalesce.ts'

/** Tells a stage's screens what is shown beside it. */
export type TellShown = (held: QuickWork, stageId: string) => void

/** Rooms hear of changed counts at most this often. */
const countEveryMs = 500

/** The pitches that are released and given to somebody, in order of time. */
const listPitches: ListPitches = (sql, eventId) =>
  listReleasedItems(sql, eventId).flatMap(({ id, stageId, startsAtMs, endsAtMs, kind, delegation }) =>
    kind !== 'pitch' || delegation === null
      ? []
      : [{ itemId: id, eventId, stageId, startsAt: startsAtMs, endsAt: endsAtMs, delegationId: delegation.id, organizationId: delegation.organizationId, nameZh: delegation.nameZh, nameEn: delegation.nameEn, oneLinerZh: delegation.oneLinerZh, oneLinerEn: delegation.oneLinerEn }],
  )

/** Questions, polls, judging and interest. */
export function createAudienceSide({ db, clock, ids, logger }: Ground, quick: RunQuickWork, tellShown: TellShown) {
  const now = (): number => clock.now()
  const failed = (error: unknown): void => void logger.error({ err: error }, 'counts of an audience could not be told')
  const votes = createCoalescer({ everyMs: countEveryMs, tell: tellCounts(quick), failed })
  const voters = createCoalescer({ everyMs: countEveryMs, tell: tellVoters(quick), failed })
  const questions = {
    ...createQuestionsQueries({ db, polls: { listPolls, ownBallots } }),
    ...createQuestionsCommands({ db, quick, now, counted: votes.mark, tellShown }),
  }
  const polls = createPollsCommands({ quick, findHall, counted: voters.mark, tellShown })
  const judging = onlyWithPitches(db, { ...createJudgingQueries({ db, now, listPitches }), ...createJudgingCommands({ quick, listPitches }) })
  const interest = onlyWithPitches(db, { ...createInterestQueries({ db, now, listPitches }), ...createInterestCommands({ quick, listPitches, newSecret: ids.newSecret }) })
  const endpoints: Endpoint[] = [...createQuestionsApi(questions), ...createPollsApi(polls), ...createJudgingApi(judging), ...createInterestApi(interest)]
  return { features: { questions, polls, judging, interest }, rooms: createAudienceRooms(questions), endpoints }
}

import type { Ground } from '#server/app.ts'
import { createAudienceSide } from '#server/app-audience.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { MailTemplates } from '#server/features/messages/mail.ts'
import { findPoll, pollCardOf } from '#server/features/polls/store.ts'
import { appearanceOf, findReleasedItems } from '#server/features/programme/store.ts'
import { createStageApi } from '#server/features/stage/api.ts'
import { createStageCommands } from '#server/features/stage/commands.ts'
import { createStageJobs } from '#server/features/stage/jobs.ts'
import { createStageQueries, createStageViews, mayRun } from '#server/features/stage/queries.ts'
import { createStageRooms } from '#server/features/stage/socket.ts'
import * as stageStore from '#server/features/stage/store.ts'
import { createStageDriftQueries } from '#server/features/stage-drift/queries.ts'
import { createTellMoved } from '#server/features/stage-drift/store.ts'
import { createStageMessageCommands } from '#server/features/stage-messages/commands.ts'
import { createStageMessageQueries } from '#server/features/stage-messages/queries.ts'
import { createShownOn, createTellShown } from '#server/features/stage-screen/store.ts'
import type { Endpoint } from '#server/http/api/endpoint.ts'
import type { JobHandler } from '#server/jobs/registry.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import { qrCode } from '#server/platform/qr.ts'

const shownOn = createShownOn({
  pollCard(sql, pollId) {
    const poll = findPoll(sql, pollId)
    return poll === null ? null : pollCardOf(sql, poll)
  },
})

/** What the live stage gets from the rest of the application. */
export type StageParts = { findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>> }

/** The live day: rundown, audience, judging and interest. */
export function createStageSide(ground: Ground, parts: StageParts) {
  const { quick } = ground
  const rundown = createRundown(ground, parts, quick)
  const audience = createAudienceSide(ground, quick, createTellShown(shownOn))
  const mails: MailTemplates = {}
  const jobHandlers: JobHandler[] = [...rundown.jobHandlers]
  const endpoints: Endpoint[] = [...createStageApi(rundown.stage), ...audience.endpoints]
  return { features: { stage: rundown.stage, ...audience.features }, rooms: { ...rundown.rooms, ...audience.rooms }, mails, jobHandlers, endpoints }
}

/** The stage itself: what is on, what comes, what the desk says. */
function createRundown({ db, clock, env }: Ground, { findEvent }: StageParts, quick: RunQuickWork) {
  const { alarm, ...commands } = createStageCommands({ quick, released: findReleasedItems, tellMoved: createTellMoved(appearanceOf) })
  const queries = { ...createStageQueries({ db, now: () => clock.now(), findEvent, released: findReleasedItems, shownOn, baseUrl: env.baseUrl, qr: qrCode }), ...createStageMessageQueries({ db, stage: stageStore }) }
  const stage = {
    ...queries,
    ...createStageViews(queries),
    ...commands,
    ...createStageDriftQueries({ db, now: () => clock.now(), stage: stageStore }),
    ...createStageMessageCommands({ quick, findPlace: stageStore.findPlace, mayRun }),
  }
  return { stage, rooms: createStageRooms(stage), jobHandlers: createStageJobs({ alarm }) }
}

import type { Actor } from '#server/domain/access/actor.ts'
import { createEventsCommands } from '#server/features/events/commands.ts'
import { createEventsQueries } from '#server/features/events/queries.ts'
import { createEventRoom } from '#server/features/events/socket.ts'
import { createIdentityCommands } from '#server/features/identity/commands.ts'
import { createIdentityQueries } from '#server/features/identity/queries.ts'
import { createRolesCommands } from '#server/features/roles/commands.ts'
import { createRolesQueries } from '#server/features/roles/queries.ts'
import { createSetupCommands } from '#server/features/setup/commands.ts'
import { createSetupQueries } from '#server/features/setup/queries.ts'
import type { JobHandler } from '#server/jobs/registry.ts'
import { createRunWork, type RunWork } from '#server/jobs/work.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Env } from '#server/platform/env.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Logger } from '#server/platform/logger.ts'
import type { Mailer } from '#server/platform/mailer.ts'
import type { RoomAddress } from '#server/protocol/rooms.ts'
import type { Publisher } from '#server/realtime/publish.ts'
import { createRoomHistory, type RoomKinds } from '#server/realtime/rooms.ts'

/** Everything from outside, made once in index.ts or by a test. */
export type Platform = {
  env: Env
  /** Signs sign-in codes and links. */
  appSecret: string
  db: Database
  clock: Clock
  ids: Ids
  logger: Logger
  mailer: Mailer
  publisher: Publisher
  /** Wakes the job runner after a commit. */
  nudge: () => void
}

/** What every feature is built from. */
export type Ground = Platform & { work: RunWork }

/**
 * Builds the application once: features are made here and handed to each other here, and nowhere else. Routes, sockets,
 * the API and jobs all call what this returns.
 */
export function createApp(platform: Platform) {
  const { db, clock, ids, publisher, nudge } = platform
  const work = createRunWork({ db, clock, ids, publish: publisher.publish, nudge })
  const ground: Ground = { ...platform, work }

  const identity = {
    ...createIdentityQueries(ground),
    ...createIdentityCommands({ work, clock, ids, appSecret: platform.appSecret, isDemo: platform.env.isDemo, cut: publisher.cut }),
  }

  const eventsQueries = createEventsQueries(ground)
  const findEvent = eventsQueries.findById
  const setup = { ...createSetupQueries({ db, findEvent }), ...createSetupCommands({ work, findEvent }) }
  const events = {
    ...eventsQueries,
    ...createEventsCommands({ work, db, findEvent, loadSetup: setup.load }),
    ...createRolesQueries({ db, findEvent }),
    ...createRolesCommands({ work, findEvent, cut: publisher.cut }),
  }
  const rooms = { event: createEventRoom({ db, findEvent }) }

  /** What the job runner can do, feature by feature. */
  const jobHandlers: JobHandler[] = []

  return { jobHandlers, identity, events, setup, rooms, history: createRoomHistory(ground) }
}

export type App = ReturnType<typeof createApp>

const closed = { mayJoin: async () => false, snapshot: async () => null }

/** Which feature answers for which kind of socket room. */
export function roomKinds(app: App): RoomKinds {
  return { event: app.rooms.event, desk: closed, agenda: closed }
}

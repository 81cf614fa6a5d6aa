import { once } from 'node:events'
import type { Server } from 'node:http'

import { createApp, roomKinds, socketCommands, type App } from './app.ts'
import { announceDemo, demoPeople, livenDemo, seedDemo } from './demo.ts'
import { createExpressApp } from './http/express-app.ts'
import type { Pages } from './http/pages.ts'
import { extraRouters } from './http/routers.ts'
import { createCookies } from './http/session.ts'
import { createRegistry } from './jobs/registry.ts'
import { createRunner, type Runner } from './jobs/runner.ts'
import { systemClock, type Clock } from './platform/clock.ts'
import type { Env } from './platform/env.ts'
import { watchLag } from './platform/lag.ts'
import { createLogger, type Logger } from './platform/logger.ts'
import { openOutside, type Outside } from './outside.ts'
import { openGateway } from './realtime/gateway.ts'
import type { TouhaiServer } from './realtime/publish.ts'

export type Running = {
  app: App
  url: string
  logger: Logger
  /** Drains within ten seconds; resolves with the exit code. */
  stop(reason: string): Promise<number>
}

export type StartOptions = { env: Env; httpServer: Server; pages: Pages; clock?: Clock; logger?: Logger }

/** Composition root: opens everything outside, builds the app once, listens, and knows how to stop. */
export async function startTouhai(options: StartOptions): Promise<Running> {
  const { env, httpServer, pages } = options
  const clock = options.clock ?? systemClock
  const logger = options.logger ?? createLogger(env.LOG_LEVEL)
  const outside = await openOutside(env, clock, logger)
  const { db, ids } = outside

  let runner: Runner | null = null
  const app = createApp({ env, clock, logger, ...outside, nudge: () => runner?.nudge() })
  runner = createRunner({ db, registry: createRegistry(app.jobHandlers), clock, logger })
  await app.timetable.recover(!env.REDIS_URL)
  await app.studies.recover(!env.REDIS_URL)
  await app.schedulePurge()
  await app.scheduleReminders()
  await app.scheduleNudges()
  await app.scheduleReconciliation()
  const demo = env.isDemo ? { db, clock, ids, size: env.DEMO_SIZE, rehearsal: outside.rehearsal } : null
  if (demo && (await seedDemo(demo))) await livenDemo(demo, app)

  const draining = { now: false }
  const lag = watchLag({ logger })
  const io = openDoors({ app, env, clock, logger, httpServer, pages, outside, isDraining: () => draining.now, isLate: lag.isLate })
  httpServer.listen(env.PORT, env.HOST)
  await once(httpServer, 'listening')
  runner.start()
  logger.info({ url: env.baseUrl, mode: env.TOUHAI_MODE }, 'listening')
  if (demo) announceDemo(env.baseUrl, await demoPeople(demo, env.baseUrl), env.DEMO_JSON, (line) => process.stdout.write(`${line}\n`))

  return {
    app,
    url: env.baseUrl,
    logger,
    async stop(reason) {
      if (draining.now) return 0
      draining.now = true
      logger.info({ reason }, 'stopping')
      lag.stop()
      app.timetable.abandonAll()
      app.studies.abandonAll()
      app.repairs.abandonRepairs()
      await drain({ httpServer, io, runner, pages, outside })
      return 0
    },
  }
}

type Doors = { app: App; env: Env; clock: Clock; logger: Logger; httpServer: Server; pages: Pages; outside: Outside; isDraining: () => boolean; isLate: () => boolean }

/** Pages, API and sockets on one HTTP server. */
function openDoors({ app, env, clock, logger, httpServer, pages, outside, isDraining, isLate }: Doors): TouhaiServer {
  const allowedOrigins = allowedOriginsOf(env)
  const cookies = createCookies(env.baseUrl)
  const { db, ids, redis, publisher } = outside
  let connected = (): number => 0
  httpServer.on(
    'request',
    createExpressApp(
      { app, env, db, clock, ids, logger, allowedOrigins, isDraining, isLate, redisReady: redis?.ready ?? null, build: pages.build, vite: pages.vite, clientFolder: pages.clientFolder },
      extraRouters({ app, env, db, clock, logger, sockets: () => connected(), rehearsal: outside.rehearsal }),
    ),
  )
  const io = openGateway({
    httpServer,
    allowedOrigins,
    authenticate: async (header) => app.identity.actorOfSession(await cookies.readSession(header)),
    refresh: (sessionId) => app.identity.refreshActor(sessionId),
    rooms: roomKinds(app),
    commands: socketCommands(app),
    history: app.history,
    publisher,
    clock,
    logger,
    deny: (actor, room) => void app.recordRefusal(actor, room),
    cluster: redis ?? undefined,
  })
  connected = () => io.engine.clientsCount
  return io
}

const drainLimitMs = 9_000

/** Ends in order: no new work, sockets told, jobs finished, then what is outside. A process that can't is ended hard. */
async function drain({ httpServer, io, runner, pages, outside }: { httpServer: Server; io: TouhaiServer; runner: Runner; pages: Pages; outside: Outside }): Promise<void> {
  const late = setTimeout(() => process.exit(1), drainLimitMs)
  late.unref()
  outside.publisher.close()
  httpServer.closeIdleConnections()
  const closed = new Promise<void>((done) => void io.close(() => done()))
  await runner.stop(drainLimitMs - 2_000)
  httpServer.closeIdleConnections()
  await Promise.race([closed, new Promise((done) => setTimeout(done, 5_000).unref())])
  httpServer.closeAllConnections()
  await pages.close()
  await outside.close()
  clearTimeout(late)
}

/** The public origin, and on loopback its other spelling. */
function allowedOriginsOf(env: Env): string[] {
  const origin = new URL(env.baseUrl).origin
  const spellings = [origin, origin.replace('//127.0.0.1', '//localhost'), origin.replace('//localhost', '//127.0.0.1')]
  return [...new Set(spellings)]
}

import { mkdirSync } from 'node:fs'
import type { Server } from 'node:http'
import { once } from 'node:events'
import { join } from 'node:path'

import { createApp, roomKinds } from './app.ts'
import { announceDemo, demoPeople, seedDemo } from './demo.ts'
import { createExpressApp } from './http/express-app.ts'
import type { Pages } from './http/pages.ts'
import { createCookies } from './http/session.ts'
import { createRegistry } from './jobs/registry.ts'
import { createRunner, type Runner } from './jobs/runner.ts'
import { systemClock, type Clock } from './platform/clock.ts'
import { openDatabase } from './platform/db.ts'
import type { Env } from './platform/env.ts'
import { createIds } from './platform/ids.ts'
import { createLogger, type Logger } from './platform/logger.ts'
import { createMailboxMailer, createSmtpMailer } from './platform/mailer.ts'
import { migrateFile } from './platform/migrate.ts'
import { connectRedis } from './platform/redis.ts'
import { keptAppSecret } from './platform/files.ts'
import { openGateway } from './realtime/gateway.ts'
import { createPublisher } from './realtime/publish.ts'

export type Running = {
  app: ReturnType<typeof createApp>
  url: string
  logger: Logger
  /** Drains within ten seconds; resolves with the exit code. */
  stop(reason: string): Promise<number>
}

export type StartOptions = { env: Env; httpServer: Server; pages: Pages; clock?: Clock; logger?: Logger }

const drainLimitMs = 9_000

/** Composition root: opens everything outside, builds the app once, listens, and knows how to stop. */
export async function startTouhai(options: StartOptions): Promise<Running> {
  const { env, httpServer, pages } = options
  const clock = options.clock ?? systemClock
  const logger = options.logger ?? createLogger(env.LOG_LEVEL)
  mkdirSync(env.DATA_DIR, { recursive: true })
  const file = env.DATABASE_URL?.replace(/^file:/, '') ?? join(env.DATA_DIR, 'touhai.sqlite')
  await migrateFile(file)
  const db = await openDatabase({ file })
  const ids = createIds(undefined, clock)
  const mailer = env.SMTP_URL ? createSmtpMailer(env.SMTP_URL, env.MAIL_FROM) : createMailboxMailer()
  const publisher = createPublisher()
  const redis = env.REDIS_URL ? await connectRedis(env.REDIS_URL, logger) : null
  const appSecret = env.APP_SECRET ?? keptAppSecret(env.DATA_DIR, ids)

  let runner: Runner | null = null
  const app = createApp({ env, appSecret, db, clock, ids, logger, mailer, publisher, nudge: () => runner?.nudge() })
  runner = createRunner({ db, registry: createRegistry(app.jobHandlers), clock, logger })

  const demo = env.isDemo ? { db, clock, ids, size: env.DEMO_SIZE } : null
  if (demo) await seedDemo(demo)

  let draining = false
  const allowedOrigins = allowedOriginsOf(env)
  const http = createExpressApp(
    { app, env, db, clock, ids, logger, allowedOrigins, isDraining: () => draining, redisReady: redis?.ready ?? null, build: pages.build, vite: pages.vite, clientFolder: pages.clientFolder },
    [],
  )
  httpServer.on('request', http)
  const cookies = createCookies(env.baseUrl)
  const io = openGateway({
    httpServer,
    allowedOrigins,
    authenticate: async (header) => app.identity.actorOfSession(await cookies.readSession(header)),
    refresh: (sessionId) => app.identity.refreshActor(sessionId),
    rooms: roomKinds(app),
    history: app.history,
    publisher,
    clock,
    logger,
    deny: (actor, room) => logger.warn({ person: actor.kind === 'person' ? actor.personId : null, room }, 'room refused'),
    adapter: redis?.adapter,
  })

  httpServer.listen(env.PORT, env.HOST)
  await once(httpServer, 'listening')
  runner.start()
  const url = env.baseUrl
  if (demo) announceDemo(url, await demoPeople(demo, url), env.DEMO_JSON, (line) => process.stdout.write(`${line}\n`))
  logger.info({ url, mode: env.TOUHAI_MODE }, 'listening')

  return {
    app,
    url,
    logger,
    async stop(reason) {
      if (draining) return 0
      draining = true
      logger.info({ reason }, 'stopping')
      const late = setTimeout(() => process.exit(1), drainLimitMs)
      late.unref()
      publisher.close()
      httpServer.closeIdleConnections()
      const closed = new Promise<void>((done) => io.close(() => done()))
      await runner?.stop(drainLimitMs - 2_000)
      httpServer.closeIdleConnections()
      await Promise.race([closed, new Promise((done) => setTimeout(done, 5_000).unref())])
      httpServer.closeAllConnections()
      await pages.close()
      mailer.close()
      await redis?.close()
      await db.close()
      clearTimeout(late)
      return 0
    },
  }
}

/** The public origin, and on loopback its other spelling. */
function allowedOriginsOf(env: Env): string[] {
  const origin = new URL(env.baseUrl).origin
  const spellings = [origin, origin.replace('//127.0.0.1', '//localhost'), origin.replace('//localhost', '//127.0.0.1')]
  return [...new Set(spellings)]
}

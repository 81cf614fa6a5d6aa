import { createApp, type App, type Platform } from '#server/app.ts'
import { createRegistry } from '#server/jobs/registry.ts'
import { createRunner, type Runner } from '#server/jobs/runner.ts'
import type { DatabaseOptions } from '#server/platform/db.ts'
import { readEnv, type Env } from '#server/platform/env.ts'
import { createIds } from '#server/platform/ids.ts'
import { createLogger, type Logger } from '#server/platform/logger.ts'
import type { Mailer, OutgoingMail } from '#server/platform/mailer.ts'
import type { RobotPost } from '#server/platform/robot-post.ts'
import type { PaymentService } from '#server/platform/stripe.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'
import { createPublisher, type Publisher } from '#server/realtime/publish.ts'

import { manualClock, type ManualClock } from '#tests/fixtures/manual-clock.ts'

import { createTestDatabase, type TestDatabase } from './database.ts'

export type TestApp = {
  app: App
  db: TestDatabase
  env: Env
  clock: ManualClock
  platform: Platform
  /** Mails that left, in order. */
  sent: OutgoingMail[]
  /** Facts that were published, in order. */
  facts: Fact[]
  /** Sockets that were cut. */
  cuts: unknown[]
  /** Does all jobs that are due. */
  runJobs(): Promise<void>
  dispose(): Promise<void>
}

/** Parts of a test's own: how long the database waits, where mails go, what hears the log. */
export type TestParts = { database?: Omit<DatabaseOptions, 'file' | 'url'>; mailer?: Mailer; logger?: Logger; robotPost?: RobotPost; payments?: (clock: ManualClock) => Promise<PaymentService> }

/** The whole application on a fresh database with a clock that stands still, mails that are collected and no network. */
export async function createTestApp(settings: Record<string, string> = {}, parts: TestParts = {}): Promise<TestApp> {
  const db = await createTestDatabase(parts.database)
  const clock = manualClock()
  const env = readEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', ...settings })
  const sent: OutgoingMail[] = []
  const facts: Fact[] = []
  const cuts: unknown[] = []
  const mailer: Mailer = parts.mailer ?? { send: async (mail) => void sent.push(mail), close: () => undefined }
  const publisher: Publisher = { ...createPublisher(), publish: (heard) => void facts.push(...heard), cut: (who, code) => void cuts.push({ ...who, code }) }
  const logger = parts.logger ?? createLogger('silent')
  const platform: Platform = { env, appSecret: 'a secret that is long enough for a test', db, clock, ids: createIds(undefined, clock), logger, mailer, payments: (await parts.payments?.(clock)) ?? null, robotPost: parts.robotPost, publisher, nudge: () => undefined }
  const app = createApp(platform)
  const runner: Runner = createRunner({ db, registry: createRegistry(app.jobHandlers), clock, logger, random: () => 0 })
  return { app, db, env, clock, platform, sent, facts, cuts, runJobs: () => runner.runDue(), dispose: () => db.dispose() }
}

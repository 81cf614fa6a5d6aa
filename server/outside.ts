import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import type { Clock } from './platform/clock.ts'
import { openDatabase, type Database } from './platform/db.ts'
import type { Env } from './platform/env.ts'
import { keptAppSecret } from './platform/files.ts'
import { createIds, type Ids } from './platform/ids.ts'
import type { Logger } from './platform/logger.ts'
import { createMailboxMailer, createSmtpMailer, type Mailer } from './platform/mailer.ts'
import { migrateFile } from './platform/migrate.ts'
import { openPayments, type Payments } from './payments.ts'
import { connectRedis, type RedisLink } from './platform/redis.ts'
import { createPublisher, type Publisher } from './realtime/publish.ts'

/** Everything outside the process that the product talks to. */
export type Outside = {
  appSecret: string
  db: Database
  ids: Ids
  mailer: Mailer
  payments: Payments['service']
  /** Plays the payment service in the demo. */
  rehearsal: Payments['rehearsal']
  publisher: Publisher
  redis: RedisLink | null
  close(): Promise<void>
}

/** Opens it as the environment says; the database is migrated first. */
export async function openOutside(env: Env, clock: Clock, logger: Logger): Promise<Outside> {
  mkdirSync(env.DATA_DIR, { recursive: true })
  const file = env.DATABASE_URL?.replace(/^file:/, '') ?? join(env.DATA_DIR, 'touhai.sqlite')
  await migrateFile(file)
  // Seeding a whole district is one transaction, and a slow machine may need more than the usual ten seconds for it.
  const db = await openDatabase({ file, ...(env.isDemo ? { timeoutMs: 180_000 } : {}) })
  const ids = createIds(undefined, clock)
  const mailer = env.SMTP_URL ? createSmtpMailer(env.SMTP_URL, env.MAIL_FROM) : createMailboxMailer()
  const payments = await openPayments(env, clock)
  const redis = env.REDIS_URL ? await connectRedis(env.REDIS_URL, logger) : null
  return {
    appSecret: env.APP_SECRET ?? keptAppSecret(env.DATA_DIR, ids),
    db,
    ids,
    mailer,
    payments: payments.service,
    rehearsal: payments.rehearsal,
    publisher: createPublisher(),
    redis,
    async close() {
      mailer.close()
      await payments.close()
      await redis?.close()
      await db.close()
    },
  }
}

import { z } from 'zod'

import { localDay } from '#server/domain/shared/time.ts'
import { endless } from '#server/jobs/failure.ts'
import { enqueue, type JobOrigin, type JobRequest } from '#server/jobs/outbox.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Logger } from '#server/platform/logger.ts'

import { purge } from './store.ts'

export const purgeJob = defineJob('ground:purge', z.strictObject({}), { patience: endless })

const dayMs = 86_400_000

type Parts = { db: Database; clock: Clock; ids: Ids; logger: Logger }

/** One purge a day and no more, however many servers there are: the day is its key. */
const purgeOn = (at: number): JobRequest => purgeJob.request({}, { runAt: at, dedupeKey: `ground:purge:${localDay(at, 'utc')}` })

/** Keeps the house from filling up: once a day what nobody will ask for again is deleted. */
export function createUpkeep({ db, clock, ids, logger }: Parts) {
  const origin = (): JobOrigin => ({ now: clock.now(), newId: () => ids.newId() })
  const jobHandlers: JobHandler[] = [
    handle(purgeJob, async (_payload, { finish }) => {
      const now = clock.now()
      const purged = await purge(db, now)
      await finish((tx) => enqueue(tx, purgeOn(now + dayMs), origin()))
      logger.info(purged, 'purged')
    }),
  ]
  return {
    jobHandlers,
    /** At start: asks for today's purge; asked for already, nothing changes. */
    schedulePurge: (): Promise<void> => db.transaction((tx) => enqueue(tx, purgeOn(clock.now()), origin())),
  }
}

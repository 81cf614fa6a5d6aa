import { z } from 'zod'

import { enqueue, type JobOrigin, type JobRequest } from '#server/jobs/outbox.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { Logger } from '#server/platform/logger.ts'

/** Asks the payment service what is so of an order. As often as one likes: the answer decides, not the asking. */
export const lookAtOrderJob = defineJob('payments:look', z.object({ orderId: z.string() }), { most: 4 })

/** Finds what events that never arrived have left behind. */
export const reconcileJob = defineJob('payments:reconcile', z.strictObject({}), { most: 1 })

const everyMs = 10 * 60_000

type Parts = { db: Database; clock: Clock; ids: Ids; logger: Pick<Logger, 'info'>; look: (orderId: string) => Promise<boolean>; reconcile: () => Promise<{ found: number; asked: number }> }

/** One in ten minutes and no more, however many servers there are: the stretch of time is its key. */
const reconcileAt = (at: number): JobRequest => reconcileJob.request({}, { runAt: at, dedupeKey: `payments:reconcile:${Math.floor(at / everyMs)}` })

export function createPaymentJobs({ db, clock, ids, logger, look, reconcile }: Parts) {
  const origin = (): JobOrigin => ({ now: clock.now(), newId: () => ids.newId() })
  const jobHandlers: JobHandler[] = [
    handle(lookAtOrderJob, async ({ orderId }) => void (await look(orderId))),
    handle(reconcileJob, async (_payload, { finish }) => {
      // The next one is asked for whatever becomes of this one; asked for at the first try already, nothing changes.
      await db.transaction((tx) => enqueue(tx, reconcileAt(clock.now() + everyMs), origin()))
      const found = await reconcile()
      await finish(async () => undefined)
      if (found.found > 0) logger.info(found, 'payments reconciled')
    }),
  ]
  return {
    jobHandlers,
    /** At start, where payments are set up: asks for a look back. */
    scheduleReconciliation: (): Promise<void> => db.transaction((tx) => enqueue(tx, reconcileAt(clock.now()), origin())),
  }
}

import { z } from 'zod'

import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Ends the time in which an order may be paid; asked for when the order is made, or when its buyer gives it up. */
export const holdEndsJob = defineJob('orders:hold-ends', z.object({ orderId: z.string() }))

export function createOrderJobs(parts: { endHold: (orderId: string) => Promise<void> }): JobHandler[] {
  return [handle(holdEndsJob, ({ orderId }) => parts.endHold(orderId))]
}

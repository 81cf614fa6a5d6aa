import { z } from 'zod'

import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'

/** Sends one refund to the payment service. */
export const sendRefundJob = defineJob('refunds:send', z.object({ refundId: z.string() }), { most: 2 })

export function createRefundJobs(parts: { send: (refundId: string, attempt: number) => Promise<void> }): JobHandler[] {
  return [handle(sendRefundJob, ({ refundId }, { attempt }) => parts.send(refundId, attempt))]
}

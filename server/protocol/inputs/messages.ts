import { z } from 'zod'

import { rowId } from './text.ts'

/** What to show of an event's mails; a filter that makes no sense shows everything. */
export const mailFilterInput = z.object({
  state: z.enum(['queued', 'sent', 'failed', 'skipped']).optional().catch(undefined),
  template: z.string().regex(/^[a-z_]{1,60}$/).optional().catch(undefined),
  page: z.coerce.number<string>().int().min(1).max(100_000).catch(1),
})

export const retryMailInput = z.object({ mailId: rowId })

import { z } from 'zod'

import { isId } from '../../domain/shared/ids.ts'
import { leavable } from '../../domain/messages/purposes.ts'

import { checkbox, rowId, textLine } from './text.ts'

/** What to show of an event's mails; a filter that makes no sense shows everything. `bulk`: the copies of one announcement. */
export const mailFilterInput = z.object({
  state: z.enum(['queued', 'sent', 'bounced', 'suppressed', 'failed', 'skipped']).optional().catch(undefined),
  template: z.string().regex(/^[a-z_]{1,60}$/).optional().catch(undefined),
  q: textLine(120).optional().catch(undefined),
  bulk: z.string().refine(isId).optional().catch(undefined),
  page: z.coerce.number<string>().int().min(1).max(100_000).catch(1),
})

export const retryMailInput = z.object({ mailId: rowId })

/** One mail with a one-click link, or the choice made on its page. */
export const leaveInput = z.object({ wants: checkbox })

export const setPurposeInput = z.object({ purpose: z.enum(leavable), isWanted: checkbox })
export type SetPurposeInput = z.infer<typeof setPurposeInput>

/** `22:00` → minutes of the day. */
const wallMinute = z.string().max(8).regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'input.bad_date').transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5)))

export const saveQuietHoursInput = z.object({ isOn: checkbox, from: wallMinute, to: wallMinute })
export type SaveQuietHoursInput = z.infer<typeof saveQuietHoursInput>

export const liftAddressInput = z.object({ eventId: rowId, address: z.string().max(320) })
export type LiftAddressInput = z.infer<typeof liftAddressInput>

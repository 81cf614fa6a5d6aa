import { z } from 'zod'

import { declineReasons } from '../../domain/meetings/request-state.ts'

import { rowId, textBlock, version } from './text.ts'

/** An instant: ms since the epoch (forms send text), or RFC 3339 with an offset as the API writes it. */
export const instant = z.union([
  z.number().int(),
  z.string().regex(/^\d{12,14}$/).transform(Number),
  z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
], { error: 'input.bad_date' }).pipe(z.number().int().min(0).max(4_102_444_800_000))

const holds = z.array(instant).max(20)
const message = textBlock(1_000).default('')

export const createRequestInput = z.object({ eventId: rowId, toDelegationId: rowId, holds: holds.default([]), message })
export const acceptInput = z.object({
  requestId: rowId,
  version,
  /** Absent: the best of the proposed times; null (in a form: `later`): the timetable will place it. */
  startsAt: z.union([z.literal('later').transform(() => null), z.null(), instant]).optional(),
  tableId: rowId.optional(),
  assigneeIds: z.array(rowId).max(20).optional(),
})
export const declineInput = z.object({ requestId: rowId, version, reason: z.enum(declineReasons), note: textBlock(500).default('') })
export const counterInput = z.object({ requestId: rowId, version, holds: holds.min(1, 'input.required'), message })
export const delegateInput = z.object({ requestId: rowId, version, personId: rowId })
export const answerInput = z.object({ requestId: rowId, version })
/** A common time for an accepted request that has no meeting. */
export const settleInput = z.object({ requestId: rowId, version, startsAt: instant })
export type SettleInput = z.infer<typeof settleInput>

/** Everything the requests page can send, told apart by the button that was pressed. */
export const requestsIntent = z.discriminatedUnion('intent', [
  createRequestInput.omit({ eventId: true }).extend({ intent: z.literal('create') }),
  acceptInput.extend({ intent: z.literal('accept') }),
  declineInput.extend({ intent: z.literal('decline') }),
  counterInput.extend({ intent: z.literal('counter') }),
  delegateInput.extend({ intent: z.literal('delegate') }),
  answerInput.extend({ intent: z.literal('withdraw') }),
  answerInput.extend({ intent: z.literal('undo') }),
  settleInput.extend({ intent: z.literal('settle') }),
], { error: 'input.not_an_option' })

export const rescheduleInput = z.object({ meetingId: rowId, version, startsAt: instant })
export const cancelInput = z.object({ meetingId: rowId, version, reason: textBlock(300).default('') })
export const moveInput = z.object({ meetingId: rowId, version, startsAt: instant, tableId: rowId.nullable().default(null) })
export const pinInput = z.object({ meetingId: rowId, version, pinned: z.boolean() })

export const agendaIntent = z.discriminatedUnion('intent', [
  rescheduleInput.extend({ intent: z.literal('reschedule') }),
  cancelInput.extend({ intent: z.literal('cancel') }),
  z.object({ intent: z.literal('take_back'), absenceId: rowId }),
], { error: 'input.not_an_option' })

/** What real times are wanted for. */
export const timesQuery = z.union([z.object({ meeting: rowId }), z.object({ request: rowId }), z.object({ to: rowId })])

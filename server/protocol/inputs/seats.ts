import { z } from 'zod'

import { seatAnswers } from '../../domain/seats/guest.ts'
import { mostSeats, offerMinutesRange } from '../../domain/seats/plan.ts'

import { checkbox, rowId, versionFrom, wholeNumber } from './text.ts'

/** Groups that can be invited at once: one side of the event's delegations, everybody of them, or those with another part in it. */
export const guestGroups = ['everybody', 'investor', 'startup', 'acquirer', 'target', 'staff'] as const
export type GuestGroup = (typeof guestGroups)[number]

/** `version` 0: the first plan. */
export const savePlanInput = z.object({
  eventId: rowId,
  version: versionFrom(0),
  seats: wholeNumber(1, mostSeats),
  offerMinutes: wholeNumber(offerMinutesRange.least, offerMinutesRange.most),
  isOpen: checkbox,
})
export type SavePlanInput = z.infer<typeof savePlanInput>

/** One by one, or a group; both together invite all of them. */
export const inviteInput = z.object({ eventId: rowId, personIds: z.array(rowId).max(mostSeats).default([]), group: z.enum(guestGroups).optional() })
export type InviteInput = z.infer<typeof inviteInput>

export const uninviteInput = z.object({ eventId: rowId, guestId: rowId, version: versionFrom(1) })
export type UninviteInput = z.infer<typeof uninviteInput>

export const answerSeatInput = z.object({ eventId: rowId, answer: z.enum(seatAnswers) })
export type AnswerSeatInput = z.infer<typeof answerSeatInput>

export const seatsIntent = z.discriminatedUnion('intent', [
  savePlanInput.omit({ eventId: true }).extend({ intent: z.literal('plan') }),
  inviteInput.omit({ eventId: true }).extend({ intent: z.literal('invite') }),
  uninviteInput.omit({ eventId: true }).extend({ intent: z.literal('uninvite') }),
])
export const answerSeatIntent = answerSeatInput.omit({ eventId: true })

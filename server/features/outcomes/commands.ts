import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { outcomeState, type OutcomeAnswer } from '#server/domain/followup/outcomes.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { RecordOutcomeInput } from '#server/protocol/inputs/outcomes.ts'

import { sideOf } from './queries.ts'
import { findMeeting, findOutcome, writeOutcome } from './store.ts'

export type RecordedOutcome = { meetingId: string; answer: OutcomeAnswer; version: number }

/** What a side says of a meeting. */
export function createOutcomeCommands({ quick }: { quick: RunQuickWork }) {
  return {
    /**
     * Says, or says anew, how a meeting went; the same once more changes nothing. A colleague who came first is not
     * overwritten unseen: `record.changed`. Nobody hears of it: the other side may not even learn that there is an answer.
     */
    record: (actor: Actor, { meetingId, version, answer, note }: RecordOutcomeInput): Promise<Result<RecordedOutcome>> =>
      quick(actor, (held) => {
        const meeting = findMeeting(held.sql, meetingId)
        const side = sideOf(actor, meeting)
        if (!side.ok) return side
        if (meeting === null) return err('record.not_found')
        const { eventId, delegationId } = side.value
        if (actor.kind !== 'person' || !can(actor, 'outcome:record', { eventId, delegationIds: [delegationId] })) return err('auth.forbidden')
        const state = outcomeState(meeting, { phase: meeting.phase, zone: meeting.zone, endsAtMs: meeting.eventEndsAtMs }, held.now)
        if (state === 'none') return err('meeting.over')
        if (state === 'shut') return err('phase.closed', { params: { gate: 'outcome:record', phase: meeting.phase } })
        if (state !== 'open') return err('outcome.not_open')
        const said = findOutcome(held.sql, meetingId, delegationId)
        if (said !== null && said.answer === answer && said.note === note) return ok({ meetingId, answer, version: said.version })
        const next = version + 1
        if (!writeOutcome(held.sql, { meetingId, delegationId, eventId, answer, note, version: next, byPersonId: actor.personId, now: held.now })) return err('record.changed')
        // Neither the answer nor the note: the trail is read by more people than the list of outcomes.
        held.audit('outcome:recorded', `meeting:${meetingId}`, { eventId, delegationId, version: next })
        return ok({ meetingId, answer, version: next })
      }),
  }
}

import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { isOpen } from '#server/domain/events/phases.ts'
import { followUpEndsAt, outcomeState, type OutcomeShare } from '#server/domain/followup/outcomes.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'

import { figuresOf, findEventEnd, findMeeting, findOutcome, heldMeetingsOf, historyOf, linesOf, openMeetingsOf, type EventEndRow, type HeldMeeting, type OutcomeChange, type OutcomeFigures, type OutcomeLine, type OwnMeetingRow } from './store.ts'

export type OutcomePage = {
  meeting: OwnMeetingRow & { zone: string }
  note: string
  state: 'shut' | 'open' | 'over'
  /** Midnight after the last day on which answers can be given and changed, ms. */
  closesAt: number
  /** Who of the own side said what, the latest first. */
  history: OutcomeChange[]
  /** Other meetings of the delegation that wait for its word. */
  waiting: OwnMeetingRow[]
}
export type OwnOutcomes = { items: OwnMeetingRow[]; isOpen: boolean; closesAt: number }
export type WatchedOutcomes = OutcomeFigures & { lines: OutcomeLine[]; isOpen: boolean; closesAt: number }

/** For which side of a meeting somebody speaks. Whoever speaks for neither learns no more than that there is nothing. */
export function sideOf(actor: Actor, meeting: HeldMeeting | null): Result<{ eventId: EventId; delegationId: DelegationId }> {
  if (actor.kind === 'anonymous') return err('auth.required')
  if (actor.kind !== 'person' || meeting === null) return err('record.not_found')
  const own = actor.delegations.find((held) => held.delegationId === meeting.aDelegationId || held.delegationId === meeting.bDelegationId)
  return own !== undefined && can(actor, 'outcome:read_own', { eventId: meeting.eventId as EventId, delegationIds: [own.delegationId] }) ? ok(own) : err('record.not_found')
}

export function createOutcomeQueries({ db, now }: { db: Database; now: () => number }) {
  const endOf = (eventId: string): EventEndRow | null => db.read((sql) => findEventEnd(sql, eventId))

  const takesAnswers = (event: EventEndRow): boolean => isOpen('outcome:record', event.phase) && now() < followUpEndsAt(event)

  return {
    /** What the own side says of one meeting; null where nobody speaks of it: not over yet, called off, not one's own. */
    async forMeeting(actor: Actor, meetingId: string): Promise<OutcomePage | null> {
      return db.read((sql) => {
        const held = findMeeting(sql, meetingId)
        const side = sideOf(actor, held)
        if (held === null || !side.ok) return null
        const event = { phase: held.phase, zone: held.zone, endsAtMs: held.eventEndsAtMs }
        const state = outcomeState(held, event, now())
        if (state === 'none' || state === 'ahead') return null
        const { delegationId } = side.value
        const all = heldMeetingsOf(sql, held.eventId, delegationId, now())
        const own = all.find((row) => row.meetingId === meetingId)
        if (own === undefined) return null
        return {
          meeting: { ...own, zone: held.zone }, note: findOutcome(sql, meetingId, delegationId)?.note ?? '', state, closesAt: followUpEndsAt(event),
          history: historyOf(sql, meetingId, delegationId), waiting: all.filter((row) => row.answer === null && row.meetingId !== meetingId),
        }
      })
    },

    /** Ids of the meetings in which the reader sat and of which her side can say something and has not, in order of time. */
    async waiting(actor: Actor, eventId: string): Promise<string[]> {
      if (actor.kind !== 'person') return []
      return db.read((sql) => {
        const event = findEventEnd(sql, eventId)
        if (event === null || !takesAnswers(event)) return []
        return openMeetingsOf(sql, eventId, actor.personId, now()).map((one) => one.meetingId)
      })
    },

    /** Meetings of the own delegation that are over. */
    async own(actor: Actor, eventId: string): Promise<Result<OwnOutcomes>> {
      if (actor.kind === 'anonymous') return err('auth.required')
      const own = actor.kind === 'person' ? actor.delegations.find((held) => held.eventId === eventId) : undefined
      const event = endOf(eventId)
      if (own === undefined || event === null || !can(actor, 'outcome:read_own', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('record.not_found')
      const closesAt = followUpEndsAt(event)
      return ok({ items: db.read((sql) => heldMeetingsOf(sql, eventId, own.delegationId, now())), isOpen: takesAnswers(event), closesAt })
    },

    /** What both sides say of an event's meetings, for its organizers; never a note. */
    async watch(actor: Actor, eventId: string, { share = null, most = 0 }: { share?: OutcomeShare | null; most?: number } = {}): Promise<Result<WatchedOutcomes>> {
      if (!can(actor, 'outcome:watch', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      const event = endOf(eventId)
      if (event === null) return err('record.not_found')
      const closesAt = followUpEndsAt(event)
      return ok(db.read((sql) => ({ ...figuresOf(sql, eventId, now()), lines: most === 0 ? [] : linesOf(sql, eventId, now(), { share, most }), isOpen: takesAnswers(event), closesAt })))
    },
  }
}


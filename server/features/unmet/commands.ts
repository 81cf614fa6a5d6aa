import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { attendeesOf } from '#server/domain/timetable/build-problem.ts'
import type { AgendaNews } from '#server/features/agenda/socket.ts'
import type { RequestRow } from '#server/features/agenda/store.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { Booking, PlacingParts } from '#server/features/meetings/store.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import type { OpenRequest } from '#server/features/requests/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { SettleInput } from '#server/protocol/inputs/requests.ts'

import { isOpenWish } from './store.ts'

type Parts = {
  quick: RunQuickWork
  diary: Diary
  cards: { findRequest(sql: SyncSql, id: string): RequestRow | null }
  requests: { openRequest(sql: SyncSql, parts: { cards: Parts['cards']; diary: Diary }, actor: Actor, requestId: string): Result<OpenRequest> }
  booking: Booking
  placing: PlacingParts
  news: AgendaNews
  tellByMail: TellByMail
}

export type Settled = { requestId: string; meetingId: string }

/** What the people of a wish without a meeting can do by themselves. */
export function createUnmetCommands(parts: Parts) {
  const { quick, diary, news } = parts

  function settleOnce(held: QuickWork, actor: Actor, input: SettleInput): Result<Settled> {
    const opened = parts.requests.openRequest(held.sql, parts, actor, input.requestId)
    if (!opened.ok) return opened
    const { row, event, from, to } = opened.value
    if (!can(actor, 'meeting:reschedule', { eventId: row.eventId as EventId, delegationIds: [row.fromDelegationId, row.toDelegationId] as DelegationId[] })) return err('auth.forbidden')
    const gate = passGate('request:answer', event.phase)
    if (!gate.ok) return gate
    if (row.version !== input.version) return err('record.changed')
    if (!isOpenWish(held.sql, row.id)) return err('request.over')
    const sides = [from, to].map((party) => ({ party, personIds: attendeesOf({ people: party.people }, row.assigneeId) }))
    const times = diary.findCommonTimes(held.sql, { event, sides, lengthMinutes: row.lengthMinutes, nowMs: held.now })
    if (!times.some((time) => time.startsAtMs === input.startsAt)) return err('meeting.slot_taken', { detail: { alternatives: times.slice(0, 3).map((time) => ({ startsAt: time.startsAtMs, endsAt: time.endsAtMs })) } })
    const personIds = [...new Set(sides.flatMap((side) => side.personIds))]
    const booked = parts.booking.bookMeeting(parts.placing, held, { event, a: from, b: to, startsAtMs: input.startsAt, endsAtMs: input.startsAt + row.lengthMinutes * 60_000, personIds, tableId: null }, row.id)
    if (!booked.ok) return booked
    const { meetingId } = booked.value
    held.audit('request:settled', `request:${row.id}`, { eventId: event.id, meetingId })
    news.tellRequest(held, row.id)
    news.tellMeeting(held, meetingId, 'scheduled')
    parts.tellByMail(held, { template: 'meeting_scheduled', subjectId: meetingId, revision: 0, personIds, eventId: event.id, afterMs: 0 })
    return ok({ requestId: row.id, meetingId })
  }

  return {
    /**
     * Takes one of the times that suit both sides and a table for an accepted request that the timetable could not place.
     * Both have agreed to meet, so either may; the primary key of Occupancy decides between two who do it at once.
     */
    settle: (actor: Actor, input: SettleInput): Promise<Result<Settled>> => quick(actor, (held) => settleOnce(held, actor, input)),
  }
}

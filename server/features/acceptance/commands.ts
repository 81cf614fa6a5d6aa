import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { Stretch } from '#server/domain/events/grid.ts'
import { nextState, passUndo, type RequestState } from '#server/domain/meetings/request-state.ts'
import { ripeMs } from '#server/domain/messages/request-news.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { AgendaNews } from '#server/features/agenda/socket.ts'
import type { RequestRow } from '#server/features/agenda/store.ts'
import type { Diary, Party } from '#server/features/diary/store.ts'
import type { Booking, PlacingParts } from '#server/features/meetings/store.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import type { Answer, OpenRequest } from '#server/features/requests/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'

export type AcceptInput = {
  requestId: string
  /** The version of the request that the answerer saw. */
  version: number
  /** ms; null: accepted, the timetable will place it; absent: the best of the proposed times. */
  startsAt?: number | null
  /** A wish; absent: the table that makes least walking. */
  tableId?: string
  /** Who attends for the answering side; absent: the assignee, or whoever answers. */
  assigneeIds?: string[]
}

export type Accepted = { requestId: string; state: RequestState; version: number; meetingId: string | null }
/** `detail` of `meeting.slot_taken`: real common free times, at most three, best first. */
export type SlotTaken = { alternatives: { startsAt: number; endsAt: number }[] }

/** What `requests` lends: reading and answering a request. */
type RequestStore = {
  openRequest(sql: SyncSql, parts: { cards: Parts['cards']; diary: Diary }, actor: Actor, requestId: string): Result<OpenRequest>
  answerRequest(held: QuickWork, row: RequestRow, answer: Answer): boolean
  reopenRequest(held: QuickWork, row: RequestRow): boolean
  standingMeeting(sql: SyncSql, requestId: string): { id: string; sequence: number; startsAtMs: number } | null
  holdsOf(sql: SyncSql, requestIds: readonly string[]): { requestId: string; startsAtMs: number }[]
}

type Parts = {
  quick: RunQuickWork
  db: Database
  now: () => number
  diary: Diary
  cards: { findRequest(sql: SyncSql, id: string): RequestRow | null }
  requests: RequestStore
  booking: Booking
  placing: PlacingParts
  news: AgendaNews
  tellByMail: TellByMail
  tellPromoted(held: QuickWork, eventId: string, requestIds: readonly string[]): void
  /** A fresh end for a request that waits again. */
  expiry(requestId: string, runAt: number, dedupeKey: string): JobRequest
}

const mostAlternatives = 3

/** Saying yes to a request, with a time or without, and taking an answer back. */
export function createAcceptanceCommands(parts: Parts) {
  const { quick, db, diary, news, requests } = parts

  function begin(held: QuickWork, actor: Actor, input: AcceptInput): Result<OpenRequest & { done: boolean }> {
    const opened = requests.openRequest(held.sql, parts, actor, input.requestId)
    if (!opened.ok) return opened
    const { row, event } = opened.value
    if (actor.kind !== 'person' || !can(actor, 'request:answer', { eventId: row.eventId as EventId, delegationIds: [row.toDelegationId as DelegationId] })) return err('auth.forbidden')
    if (row.state === 'accepted' && row.answeredById === actor.personId && row.version === input.version + 1) return ok({ ...opened.value, done: true })
    const gate = passGate('request:answer', event.phase)
    if (!gate.ok) return gate
    const step = nextState(row.state, 'accept', 'receiver')
    if (!step.ok) return step
    if (row.version !== input.version) return err('record.changed')
    return row.expiresAt <= held.now ? err('request.expired') : ok({ ...opened.value, done: false })
  }

  /** Who comes: named colleagues, the assignee or the answerer; on the other side whoever asked, or its lead. */
  function attendees({ row, from, to }: OpenRequest, actor: Actor, named: readonly string[] | undefined): Result<{ fromIds: string[]; toIds: string[] }> {
    const answerer = row.assigneeId ?? (actor.kind === 'person' ? actor.personId : '')
    const toIds = named !== undefined && named.length > 0 ? [...new Set(named)] : [answerer]
    if (toIds.some((id) => !to.people.some((one) => one.personId === id))) return err('request.not_a_colleague')
    const asker = from.people.find((one) => one.personId === row.createdById) ?? from.people[0]
    return asker === undefined ? err('request.not_taking_part') : ok({ fromIds: [asker.personId], toIds })
  }

  const isAway = (parties: readonly Party[], time: Stretch): boolean =>
    parties.some((party) => party.unavailable.some((away) => away.startsAtMs < time.endsAtMs && time.startsAtMs < away.endsAtMs))

  /** The time to book: the one asked for, the first of the proposed times that is free, or null for the timetable. */
  function chooseTime(held: QuickWork, open: OpenRequest, who: { fromIds: string[]; toIds: string[] }, asked: number | null | undefined): Result<number | null> {
    const { row, event, from, to } = open
    if (asked === null) return ok(null)
    if (asked !== undefined) {
      if (!diary.legalStarts(event, row.lengthMinutes).some((slot) => slot.startsAtMs === asked)) return err('meeting.bad_time')
      if (asked <= held.now) return err('request.times_passed')
      return isAway([from, to], { startsAtMs: asked, endsAtMs: asked + row.lengthMinutes * 60_000 }) ? err('meeting.slot_taken') : ok(asked)
    }
    const wishes = requests.holdsOf(held.sql, [row.id]).map((hold) => hold.startsAtMs)
    if (wishes.length === 0) return ok(null)
    const free = new Set(freeTimes(held.sql, open, who, held.now).map((time) => time.startsAtMs))
    const best = wishes.find((time) => free.has(time))
    return best === undefined ? err('meeting.slot_taken') : ok(best)
  }

  function freeTimes(sql: SyncSql, { row, event, from, to }: OpenRequest, who: { fromIds: string[]; toIds: string[] }, nowMs: number): Stretch[] {
    const sides = [{ party: from, personIds: who.fromIds }, { party: to, personIds: who.toIds }]
    return diary.findCommonTimes(sql, { event, sides, lengthMinutes: row.lengthMinutes, nowMs, line: { delegationId: to.delegationId, exceptRequestId: row.id } })
  }

  function acceptOnce(held: QuickWork, actor: Actor, input: AcceptInput): Result<Accepted> {
    const begun = begin(held, actor, input)
    if (!begun.ok) return begun
    const open = begun.value
    const { row, event, from, to } = open
    if (open.done) return ok({ requestId: row.id, state: row.state, version: row.version, meetingId: requests.standingMeeting(held.sql, row.id)?.id ?? null })
    const who = attendees(open, actor, input.assigneeIds)
    if (!who.ok) return who
    const time = chooseTime(held, open, who.value, input.startsAt)
    if (!time.ok) return time
    const sides = [from.delegationId, to.delegationId]
    const before = news.rememberLines(held, sides)
    if (!requests.answerRequest(held, row, { state: 'accepted', personId: actor.kind === 'person' ? actor.personId : null })) return err('record.changed')
    let meetingId: string | null = null
    if (time.value !== null) {
      const booked = parts.booking.bookMeeting(parts.placing, held, {
        event, a: from, b: to, startsAtMs: time.value, endsAtMs: time.value + row.lengthMinutes * 60_000,
        personIds: [...new Set([...who.value.fromIds, ...who.value.toIds])], tableId: input.tableId ?? null,
      }, row.id)
      if (!booked.ok) return booked
      meetingId = booked.value.meetingId
    }
    held.audit('request:accepted', `request:${row.id}`, { eventId: event.id, meetingId })
    news.tellRequest(held, row.id)
    if (meetingId !== null) news.tellMeeting(held, meetingId, 'scheduled')
    parts.tellPromoted(held, event.id, news.tellLines(held, sides, before, row.id))
    const version = row.version + 1
    const people = [...who.value.fromIds, ...who.value.toIds]
    const about = meetingId === null ? ({ template: 'request_accepted', subjectId: row.id, revision: version, personIds: who.value.fromIds } as const) : ({ template: 'meeting_scheduled', subjectId: meetingId, revision: 0, personIds: people } as const)
    parts.tellByMail(held, { ...about, eventId: event.id, afterMs: ripeMs })
    return ok({ requestId: row.id, state: 'accepted', version, meetingId })
  }

  /** Looked up after the refused change has been undone, so that nothing of it is in the way. */
  function alternatives(actor: Actor, input: AcceptInput): SlotTaken {
    return db.read((sql) => {
      const opened = requests.openRequest(sql, parts, actor, input.requestId)
      const who = opened.ok ? attendees(opened.value, actor, input.assigneeIds) : opened
      if (!opened.ok || !who.ok) return { alternatives: [] }
      const times = freeTimes(sql, opened.value, who.value, parts.now()).slice(0, mostAlternatives)
      return { alternatives: times.map((time) => ({ startsAt: time.startsAtMs, endsAt: time.endsAtMs })) }
    })
  }

  /** Takes back an answer within ten seconds: the request waits again, and its meeting is as if it had never been. */
  function undoOnce(held: QuickWork, actor: Actor, input: { requestId: string; version: number }): Result<Accepted> {
    const opened = requests.openRequest(held.sql, parts, actor, input.requestId)
    if (!opened.ok) return opened
    const { row, event } = opened.value
    if (!can(actor, 'request:answer', { eventId: row.eventId as EventId, delegationIds: [row.toDelegationId as DelegationId] })) return err('auth.forbidden')
    const gate = passGate('request:answer', event.phase)
    if (!gate.ok) return gate
    const step = nextState(row.state, 'undo', 'receiver')
    if (!step.ok) return step
    if (row.version !== input.version) return err('record.changed')
    const inTime = passUndo(row.answeredAt, held.now)
    if (!inTime.ok) return inTime
    const sides = [row.fromDelegationId, row.toDelegationId]
    const before = news.rememberLines(held, sides)
    const meeting = requests.standingMeeting(held.sql, row.id)
    if (meeting !== null && meeting.sequence > 0) return err('request.undo_over', { params: { seconds: 10 } })
    if (!requests.reopenRequest(held, row)) return err('record.changed')
    if (meeting !== null) forget(held, meeting.id)
    held.job(parts.expiry(row.id, row.expiresAt, `requests:expire:${row.id}:${row.version + 1}`))
    held.audit('request:undone', `request:${row.id}`, { eventId: event.id })
    news.tellRequest(held, row.id)
    news.tellLines(held, sides, before, row.id)
    return ok({ requestId: row.id, state: 'pending', version: row.version + 1, meetingId: null })
  }

  /** No calendar has heard of it yet, so nothing needs to be called off. */
  function forget(held: QuickWork, meetingId: string): void {
    held.sql.run(`UPDATE "Meeting" SET "state" = 'cancelled', "version" = "version" + 1 WHERE "id" = ?`, meetingId)
    parts.booking.freeMeeting(parts.placing, held, meetingId)
    news.tellMeeting(held, meetingId, 'cancelled')
    held.sql.run(`DELETE FROM "Meeting" WHERE "id" = ?`, meetingId)
  }

  return {
    /**
     * Says yes. Books the time with people, table and pair in one transaction, or fails with `meeting.slot_taken` and
     * `SlotTaken` in `detail`. Pressed twice, the second answers like the first.
     */
    async accept(actor: Actor, input: AcceptInput): Promise<Result<Accepted>> {
      const result = await quick(actor, (held) => acceptOnce(held, actor, input))
      if (result.ok || result.error.code !== 'meeting.slot_taken') return result
      return err('meeting.slot_taken', { detail: alternatives(actor, input) })
    },

    undo: (actor: Actor, input: { requestId: string; version: number }): Promise<Result<Accepted>> => quick(actor, (held) => undoOnce(held, actor, input)),
  }
}

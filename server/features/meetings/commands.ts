import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { CommonTime } from '#server/domain/meetings/common-times.ts'
import { passBudget, passNotice } from '#server/domain/meetings/reschedule.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { AgendaNews } from '#server/features/agenda/socket.ts'
import type { MeetingRow } from '#server/features/agenda/store.ts'
import type { Diary, EventFacts, Party } from '#server/features/diary/store.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { freeMeeting, rebook, type PlacingParts } from './store.ts'

type Parts = PlacingParts & {
  quick: RunQuickWork
  db: Database
  now: () => number
  diary: Diary
  cards: { findMeeting(sql: SyncSql, id: string): MeetingRow | null; attendeesOf(sql: SyncSql, meetingId: string): string[] }
  news: AgendaNews
  tellByMail: TellByMail
  tellPromoted(held: QuickWork, eventId: string, requestIds: readonly string[]): void
}

export type Changed = { meetingId: string; version: number; sequence: number; startsAt: number; tableId: string | null }
type Open = { row: MeetingRow; event: EventFacts; a: Party; b: Party; personIds: string[]; isOrganizer: boolean }
type Act = 'meeting:reschedule' | 'meeting:cancel' | 'meeting:move'

/** What happens to a meeting after it was made. Every change raises its version and, where calendars care, its sequence. */
export function createMeetingCommands(parts: Parts) {
  const { quick, db, diary, cards, news } = parts

  function open(sql: SyncSql, actor: Actor, meetingId: string, act: Act): Result<Open> {
    const row = cards.findMeeting(sql, meetingId)
    if (row === null) return err('record.not_found')
    const about = { eventId: row.eventId as EventId, delegationIds: [row.aDelegationId, row.bDelegationId] as DelegationId[] }
    if (!can(actor, 'meeting:view', about)) return err('record.not_found')
    if (!can(actor, act, about)) return err('auth.forbidden')
    const event = diary.findEvent(sql, row.eventId)
    const a = diary.findParty(sql, row.aDelegationId)
    const b = diary.findParty(sql, row.bDelegationId)
    if (event === null || a === null || b === null) return err('record.not_found')
    return ok({ row, event, a, b, personIds: cards.attendeesOf(sql, meetingId), isOrganizer: can(actor, 'meeting:move', about) })
  }

  function begin(held: QuickWork, actor: Actor, input: { meetingId: string; version: number }, act: Act): Result<Open> {
    const opened = open(held.sql, actor, input.meetingId, act)
    if (!opened.ok) return opened
    const { row, event, isOrganizer } = opened.value
    const gate = passGate('meeting:change', event.phase)
    if (!gate.ok) return gate
    if (row.state === 'cancelled') return err('meeting.over')
    if (row.version !== input.version) return err('record.changed')
    if (row.pinned === 1 && !isOrganizer) return err('meeting.pinned')
    const inTime = passNotice({ nowMs: held.now, startsAtMs: row.startsAt, noticeMinutes: event.settings.noticeMinutes, isOrganizer })
    return inTime.ok ? opened : inTime
  }

  const answer = (row: MeetingRow): Changed => ({ meetingId: row.id, version: row.version, sequence: row.sequence, startsAt: row.startsAt, tableId: row.tableId })

  type Move = { startsAt: number; tableId: string | null; byItsPeople: boolean; pin: boolean }

  /** Puts a meeting elsewhere: frees what it held, takes what it needs, tells everybody concerned. */
  function place(held: QuickWork, { row, event, a, b, personIds }: Open, move: Move): Result<Changed> {
    const endsAt = move.startsAt + (row.endsAt - row.startsAt)
    const lengthMinutes = (row.endsAt - row.startsAt) / 60_000
    if (!diary.legalStarts(event, lengthMinutes).some((slot) => slot.startsAtMs === move.startsAt)) return err('meeting.bad_time')
    const sides = [row.aDelegationId, row.bDelegationId]
    const before = news.rememberLines(held, sides)
    const booked = rebook(parts, held, { event, a, b, startsAtMs: move.startsAt, endsAtMs: endsAt, personIds, tableId: move.tableId }, row.id)
    if (!booked.ok) return booked
    const { tableId } = booked.value
    const was = { startsAt: row.startsAt, endsAt: row.endsAt, tableCode: event.tables.find((table) => table.id === row.tableId)?.code ?? null }
    const changed = held.sql.run(
      `UPDATE "Meeting" SET "startsAt" = ?, "endsAt" = ?, "tableId" = ?, "pinned" = ?, "was" = ?, "sequence" = "sequence" + 1, "version" = "version" + 1,
       "rescheduleCount" = "rescheduleCount" + ?, "updatedAt" = ? WHERE "id" = ? AND "version" = ? AND "state" = 'scheduled'`,
      move.startsAt, endsAt, tableId, move.pin, JSON.stringify(was), move.byItsPeople ? 1 : 0, held.now, row.id, row.version,
    )
    if (changed === 0) return err('record.changed')
    held.audit('meeting:moved', `meeting:${row.id}`, { eventId: event.id, from: row.startsAt, to: move.startsAt })
    news.tellMeeting(held, row.id, 'changed')
    parts.tellPromoted(held, event.id, news.tellLines(held, sides, before, row.requestId))
    const version = row.version + 1
    parts.tellByMail(held, { template: 'meeting_moved', eventId: event.id, subjectId: row.id, revision: row.sequence + 1, personIds })
    return ok({ meetingId: row.id, version, sequence: row.sequence + 1, startsAt: move.startsAt, tableId })
  }

  /** Already where it was asked to be, by the change before this one: a button pressed twice. */
  function isThere(held: QuickWork, actor: Actor, input: { meetingId: string; version: number; startsAt: number; tableId?: string | null }, act: Act): Changed | null {
    const opened = open(held.sql, actor, input.meetingId, act)
    if (!opened.ok) return null
    const { row } = opened.value
    const there = row.state === 'scheduled' && row.startsAt === input.startsAt && (input.tableId == null || row.tableId === input.tableId)
    return there && (row.version === input.version + 1 || row.version === input.version) ? answer(row) : null
  }

  function alternatives(actor: Actor, meetingId: string): { alternatives: { startsAt: number; endsAt: number }[] } {
    const found = db.read((sql) => findTimes(sql, actor, meetingId))
    const times = found.ok ? found.value : []
    return { alternatives: times.slice(0, 3).map((time) => ({ startsAt: time.startsAtMs, endsAt: time.endsAtMs })) }
  }

  function findTimes(sql: SyncSql, actor: Actor, meetingId: string): Result<CommonTime[]> {
    const opened = open(sql, actor, meetingId, 'meeting:reschedule')
    if (!opened.ok) return opened
    const { row, event, a, b, personIds } = opened.value
    const sides = [a, b].map((party) => ({ party, personIds: personIds.filter((id) => party.people.some((one) => one.personId === id)) }))
    const times = diary.findCommonTimes(sql, { event, sides, lengthMinutes: (row.endsAt - row.startsAt) / 60_000, nowMs: parts.now(), exceptOwner: parts.occupancy.meetingOwner(row.id) })
    return ok(times.filter((time) => time.startsAtMs !== row.startsAt))
  }

  return {
    /** Times to which a meeting could be moved, best first. */
    timesFor: async (actor: Actor, meetingId: string) => db.read((sql) => findTimes(sql, actor, meetingId)),

    /** Moved by one of its people (within notice and budget) or by the organizer; the best free table at the new time. */
    async reschedule(actor: Actor, input: { meetingId: string; version: number; startsAt: number }): Promise<Result<Changed>> {
      const result = await quick(actor, (held) => {
        const there = isThere(held, actor, input, 'meeting:reschedule')
        if (there !== null) return ok(there)
        const begun = begin(held, actor, input, 'meeting:reschedule')
        if (!begun.ok) return begun
        const { row, event, a, b, isOrganizer } = begun.value
        const within = passBudget({ used: row.rescheduleCount, budget: event.settings.rescheduleBudget, isOrganizer })
        if (!within.ok) return within
        if (input.startsAt <= held.now) return err('request.times_passed')
        const end = input.startsAt + row.endsAt - row.startsAt
        if ([a, b].some((party) => party.unavailable.some((away) => away.startsAtMs < end && input.startsAt < away.endsAtMs))) return err('meeting.slot_taken')
        return place(held, begun.value, { startsAt: input.startsAt, tableId: null, byItsPeople: !isOrganizer, pin: row.pinned === 1 })
      })
      if (result.ok || result.error.code !== 'meeting.slot_taken') return result
      return err('meeting.slot_taken', { detail: alternatives(actor, input.meetingId) })
    },

    /** Moved at the desk: live at once, and fixed there. */
    async move(actor: Actor, input: { meetingId: string; version: number; startsAt: number; tableId: string | null }): Promise<Result<Changed>> {
      return quick(actor, (held) => {
        const there = isThere(held, actor, input, 'meeting:move')
        if (there !== null) return ok(there)
        const begun = begin(held, actor, input, 'meeting:move')
        if (!begun.ok) return begun
        return place(held, begun.value, { startsAt: input.startsAt, tableId: input.tableId, byItsPeople: false, pin: true })
      })
    },

    pin: (actor: Actor, input: { meetingId: string; version: number; pinned: boolean }): Promise<Result<Changed>> =>
      quick(actor, (held) => {
        const begun = begin(held, actor, input, 'meeting:move')
        if (!begun.ok) return begun
        const { row } = begun.value
        // Not `updatedAt`: nothing has changed for its people, and neither calendars nor robots are to say so.
        const changed = held.sql.run(`UPDATE "Meeting" SET "pinned" = ?, "version" = "version" + 1 WHERE "id" = ? AND "version" = ?`, input.pinned, row.id, row.version)
        if (changed === 0) return err('record.changed')
        news.tellMeeting(held, row.id, 'changed')
        return ok({ ...answer(row), version: row.version + 1 })
      }),

    /** Frees people, table and time at once; those who waited for the time move up. */
    cancel: (actor: Actor, input: { meetingId: string; version: number; reason: string }): Promise<Result<Changed>> =>
      quick(actor, (held) => {
        const opened = open(held.sql, actor, input.meetingId, 'meeting:cancel')
        if (opened.ok && opened.value.row.state === 'cancelled' && opened.value.row.version === input.version + 1) return ok(answer(opened.value.row))
        const begun = begin(held, actor, input, 'meeting:cancel')
        if (!begun.ok) return begun
        const { row, event, personIds } = begun.value
        const sides = [row.aDelegationId, row.bDelegationId]
        const before = news.rememberLines(held, sides)
        const changed = held.sql.run(
          `UPDATE "Meeting" SET "state" = 'cancelled', "cancelReason" = ?, "sequence" = "sequence" + 1, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "version" = ? AND "state" = 'scheduled'`,
          input.reason, held.now, row.id, row.version,
        )
        if (changed === 0) return err('record.changed')
        freeMeeting(parts, held, row.id)
        held.audit('meeting:cancelled', `meeting:${row.id}`, { eventId: event.id })
        news.tellMeeting(held, row.id, 'cancelled')
        if (row.requestId !== null) news.tellRequest(held, row.requestId)
        parts.tellPromoted(held, event.id, news.tellLines(held, sides, before, row.requestId))
        parts.tellByMail(held, { template: 'meeting_cancelled', eventId: event.id, subjectId: row.id, revision: row.sequence + 1, personIds })
        return ok({ ...answer(row), version: row.version + 1, sequence: row.sequence + 1 })
      }),
  }
}

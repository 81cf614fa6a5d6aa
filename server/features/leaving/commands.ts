import { roleFor, type RegistrationKind } from '#server/domain/registration/kinds.ts'
import { tickOf, ticksBetween } from '#server/domain/shared/time.ts'
import type { AgendaNews } from '#server/features/agenda/socket.ts'
import type { MeetingRow, RequestRow } from '#server/features/agenda/store.ts'
import type { Diary, EventFacts, Party } from '#server/features/diary/store.ts'
import type { Occupancy } from '#server/features/occupancy/store.ts'
import type { PartTaken } from '#server/features/parts-taken/store.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import type { Answer } from '#server/features/requests/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'

import { delegationOf, freePerson, handBack, noteAsNew, removeDelegate, removeRole, replaceAttendee } from './store.ts'

/** What somebody's leaving would do: meetings that colleagues go to, those that fall, and what she has to hand over first. */
export type Leaving = { kept: number; cancelled: number; part: PartTaken | null }
type Form = { kind: RegistrationKind; joinsAs: 'none' | 'role' | 'delegation' }
type Who = { eventId: string; personId: string; form: Form }

type Parts = {
  diary: Diary
  occupancy: Occupancy
  cards: { listMeetingsOf(sql: SyncSql, eventId: string, personId: string): MeetingRow[]; attendeesOf(sql: SyncSql, meetingId: string): string[]; listRequests(sql: SyncSql, delegationId: string): RequestRow[] }
  news: AgendaNews
  partOfPerson: (sql: SyncSql, eventId: string, personId: string) => PartTaken | null
  partOfHouse: (sql: SyncSql, delegationId: string) => PartTaken | null
  cancelMeeting: (sql: SyncSql, meeting: { id: string; version: number }, reason: string, now: number) => boolean
  answerRequest: (held: QuickWork, row: RequestRow, answer: Answer) => boolean
  tellByMail: TellByMail
  tellPromoted(held: QuickWork, eventId: string, requestIds: readonly string[]): void
}

/** Where a meeting goes on without somebody: `by` null, her colleagues are in it anyway. */
type Fate = { row: MeetingRow; kind: 'kept'; by: string | null } | { row: MeetingRow; kind: 'cancelled' }

/**
 * Somebody who was let in by a registration and gives it up, or has her money back, doesn't come: she is in no delegation any
 * more and nothing is planned for her. Her meetings go to a colleague who is free then, or fall, and all of them hear of it.
 */
export function createLeaving(parts: Parts) {
  const { diary, occupancy, cards, news } = parts

  function isFree(sql: SyncSql, event: EventFacts, party: Party, personId: string, { startsAt, endsAt }: MeetingRow): boolean {
    const ticks = ticksBetween(startsAt, endsAt + event.settings.bufferMinutes * 60_000)
    const [busy] = diary.sideDiary(sql, party, { from: tickOf(startsAt), to: (ticks.at(-1) ?? 0) + 1 }, [personId]).people
    return ticks.every((tick) => busy?.has(tick) !== true)
  }

  function fatesOf(sql: SyncSql, event: EventFacts, party: Party, personId: string, now: number): Fate[] {
    const colleagues = party.people.map((one) => one.personId).filter((id) => id !== personId)
    const own = cards.listMeetingsOf(sql, event.id, personId).filter((row) => row.startsAt > now && (row.aDelegationId === party.delegationId || row.bDelegationId === party.delegationId))
    return own.map((row): Fate => {
      const there = cards.attendeesOf(sql, row.id)
      if (colleagues.some((id) => there.includes(id))) return { row, kind: 'kept', by: null }
      const by = colleagues.find((id) => isFree(sql, event, party, id, row))
      return by === undefined ? { row, kind: 'cancelled' } : { row, kind: 'kept', by }
    })
  }

  function partyOf(sql: SyncSql, eventId: string, personId: string): { party: Party; event: EventFacts } | null {
    const at = delegationOf(sql, eventId, personId)
    const party = at === null ? null : diary.findParty(sql, at.delegationId)
    const event = diary.findEvent(sql, eventId)
    return party === null || event === null ? null : { party, event }
  }

  /** What she has to do herself, or what nobody of her house would be left for. */
  function partOf(sql: SyncSql, { eventId, personId }: Who, party: Party | null): PartTaken | null {
    return parts.partOfPerson(sql, eventId, personId) ?? (party?.people.length === 1 ? parts.partOfHouse(sql, party.delegationId) : null)
  }

  function settleMeeting(held: QuickWork, event: EventFacts, fate: Fate, personId: string): void {
    const { row } = fate
    const owner = occupancy.meetingOwner(row.id)
    const before = cards.attendeesOf(held.sql, row.id)
    const revision = row.sequence + 1
    if (fate.kind === 'cancelled') {
      if (!parts.cancelMeeting(held.sql, row, '', held.now)) throw new Error('a meeting that was read in this transaction has changed')
      occupancy.release(held.sql, owner)
      held.audit('meeting:cancelled', `meeting:${row.id}`, { eventId: event.id })
      news.tellMeeting(held, row.id, 'cancelled')
      if (row.requestId !== null) news.tellRequest(held, row.requestId)
      parts.tellByMail(held, { template: 'meeting_cancelled', eventId: event.id, subjectId: row.id, revision, personIds: before })
      return
    }
    freePerson(held.sql, owner, occupancy.personResource(personId))
    replaceAttendee(held, row, personId, fate.by)
    if (fate.by !== null) {
      const ticks = ticksBetween(row.startsAt, row.endsAt + event.settings.bufferMinutes * 60_000)
      if (occupancy.take(held.sql, owner, [{ resource: occupancy.personResource(fate.by), ticks }]).length > 0) throw new Error('a time that was free in this transaction is taken')
      noteAsNew(held, row, fate.by)
    }
    held.audit('meeting:handed_over', `meeting:${row.id}`, { eventId: event.id, from: personId, to: fate.by ?? '' })
    held.fact(agendaRoom(event.id, personId), 'meeting:cancelled', { meetingId: row.id, reason: '' })
    news.tellMeeting(held, row.id, 'changed')
    parts.tellByMail(held, { template: 'meeting_moved', eventId: event.id, subjectId: row.id, revision, personIds: [personId, ...(fate.by === null ? [] : [fate.by])] })
  }

  /** Nobody is left to answer: what the house has asked is taken back, what it was asked is declined, so that nobody waits. */
  function endRequests(held: QuickWork, eventId: string, delegationId: string): void {
    for (const row of cards.listRequests(held.sql, delegationId).filter((one) => one.state === 'pending')) {
      const isOwn = row.fromDelegationId === delegationId
      const before = news.rememberLines(held, [row.toDelegationId])
      if (!parts.answerRequest(held, row, { state: isOwn ? 'withdrawn' : 'declined', personId: null, ...(isOwn ? {} : { reason: 'other' }) })) continue
      held.audit(`request:${isOwn ? 'withdrawn' : 'declined'}`, `request:${row.id}`, { eventId })
      news.tellRequest(held, row.id)
      parts.tellPromoted(held, eventId, news.tellLines(held, [row.toDelegationId], before, row.id))
      const askers = isOwn ? [] : (diary.findParty(held.sql, row.fromDelegationId)?.people ?? [])
      parts.tellByMail(held, { template: 'request_declined', eventId, subjectId: row.id, revision: row.version + 1, personIds: askers.map((one) => one.personId) })
    }
  }

  return {
    /** For the page on which somebody is about to give up; null where she is nothing but a guest with a ticket. */
    forecast(sql: SyncSql, who: Who, now: number): Leaving | null {
      if (who.form.joinsAs === 'none') return null
      const found = who.form.joinsAs === 'delegation' ? partyOf(sql, who.eventId, who.personId) : null
      const fates = found === null ? [] : fatesOf(sql, found.event, found.party, who.personId, now)
      const cancelled = fates.filter((one) => one.kind === 'cancelled').length
      return { kept: fates.length - cancelled, cancelled, part: partOf(sql, who, found?.party ?? null) }
    },

    /**
     * Inside the transaction that ends her registration. Whoever has something to do herself stays as she is, for the organizer
     * to hand it over: nothing is taken off a programme by a refund.
     */
    leave(held: QuickWork, who: Who): void {
      const { eventId, personId, form } = who
      if (form.joinsAs === 'none') return
      const found = form.joinsAs === 'delegation' ? partyOf(held.sql, eventId, personId) : null
      if (partOf(held.sql, who, found?.party ?? null) !== null) return
      // After the event it is known who was there, and she is still asked how her meetings went.
      if (found !== null && held.now >= found.event.endsAtMs) return
      const role = roleFor(form.kind)
      if (form.joinsAs === 'role' && role !== null && removeRole(held, eventId, personId, role) > 0) held.audit('role:revoked', `person:${personId}`, { eventId, role })
      if (found === null) return
      const { party, event } = found
      const fates = fatesOf(held.sql, event, party, personId, held.now)
      const sides = [...new Set(fates.flatMap(({ row }) => [row.aDelegationId, row.bDelegationId]))]
      const before = news.rememberLines(held, sides)
      for (const fate of fates) settleMeeting(held, event, fate, personId)
      parts.tellPromoted(held, eventId, news.tellLines(held, sides, before, null))
      handBack(held, party.delegationId, personId)
      removeDelegate(held, eventId, party, personId)
      held.audit('delegate:removed', `delegation:${party.delegationId}`, { eventId, personId })
      if (party.people.length === 1) endRequests(held, eventId, party.delegationId)
    },
  }
}

export type LeavingSide = ReturnType<typeof createLeaving>

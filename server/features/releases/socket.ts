import type { MeetingRow, RequestRow } from '#server/features/agenda/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { AgendaItem, RequestCard } from '#server/protocol/agenda.ts'
import { agendaRoom, deskRoom, eventRoom } from '#server/protocol/rooms.ts'
import type { BoardMeeting } from '#server/protocol/server-to-client.ts'

import type { ReleasedChange } from './store.ts'

/** What the agenda feature lends: a meeting or request as one side sees it. */
export type ReleaseCards = {
  listMeetingsAt(sql: SyncSql, eventId: string): MeetingRow[]
  agendaItems(sql: SyncSql, rows: readonly MeetingRow[], ownDelegationOf: (row: MeetingRow) => string): AgendaItem[]
  requestCards(sql: SyncSql, rows: readonly RequestRow[], viewerDelegationId: string): RequestCard[]
  listRequests(sql: SyncSql, delegationId: string): RequestRow[]
  boardMeeting(row: MeetingRow): BoardMeeting
}

type Parts = { cards: ReleaseCards; eventId: string; changed: readonly ReleasedChange[]; attendees: ReadonlyMap<string, readonly string[]>; delegatesOf: ReadonlyMap<string, readonly string[]> }

const rowsAtOnce = 400

/** Tells exactly the people whose day a release changed, each with the meeting as her side sees it, and the desk. */
export function tellReleased(held: QuickWork, { cards, eventId, changed, attendees, delegatesOf }: Parts): void {
  const kinds = new Map(changed.map((one) => [one.meetingId, one.kind]))
  const rows = cards.listMeetingsAt(held.sql, eventId).filter((row) => kinds.has(row.id))
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const some = rows.slice(from, from + rowsAtOnce)
    const seenByA = cards.agendaItems(held.sql, some, (row) => row.aDelegationId)
    const seenByB = cards.agendaItems(held.sql, some, (row) => row.bDelegationId)
    some.forEach((row, at) => {
      held.fact(deskRoom(eventId), 'board:changed', { meeting: cards.boardMeeting(row) })
      const ofA = new Set(delegatesOf.get(row.aDelegationId))
      for (const personId of attendees.get(row.id) ?? []) {
        const item = (ofA.has(personId) ? seenByA : seenByB)[at]
        if (item) held.fact(agendaRoom(eventId, personId), kinds.get(row.id) === 'new' ? 'meeting:scheduled' : 'meeting:changed', { item })
      }
    })
  }
}

/** Requests that waited for the timetable and are meetings now, told to everybody of both delegations. */
export function tellPlaced(held: QuickWork, { cards, eventId, requestIds, delegatesOf }: Pick<Parts, 'cards' | 'eventId' | 'delegatesOf'> & { requestIds: ReadonlySet<string> }): void {
  if (requestIds.size === 0) return
  for (const [delegationId, people] of delegatesOf) {
    const rows = cards.listRequests(held.sql, delegationId).filter((row) => requestIds.has(row.id))
    for (const request of cards.requestCards(held.sql, rows, delegationId)) {
      for (const personId of people) held.fact(agendaRoom(eventId, personId), 'request:changed', { request })
    }
  }
}

export function tellEvent(held: QuickWork, eventId: string, release: { number: number; name: string }, draft: { id: string; version: number }): void {
  held.fact(eventRoom(eventId), 'release:published', { ...release, at: held.now })
  held.fact(deskRoom(eventId), 'release:published', { ...release, at: held.now })
  held.fact(deskRoom(eventId), 'draft:changed', { draftId: draft.id, state: 'released', version: draft.version })
}

import type { Actor } from '#server/domain/access/actor.ts'
import { lineChanges, type Places } from '#server/domain/meetings/holds.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { AgendaSnapshot } from '#server/protocol/agenda.ts'
import { agendaRoom, deskRoom } from '#server/protocol/rooms.ts'
import type { BoardMeeting } from '#server/protocol/server-to-client.ts'
import type { RoomKind } from '#server/realtime/rooms.ts'

import { agendaItems, attendeesOf, findMeeting, findRequests, linesFor, peopleOf, requestCards, type MeetingRow } from './store.ts'

/** Tells everybody of both delegations how a request stands, each side with what that side may see. */
export function tellRequest(held: QuickWork, requestId: string, news: 'received' | 'changed' = 'changed'): void {
  tellRequests(held, [requestId], news)
}

/** The same for many: one round of look-ups per delegation, not per request. */
export function tellRequests(held: QuickWork, requestIds: readonly string[], news: 'received' | 'changed', places?: Places): void {
  const rows = findRequests(held.sql, requestIds)
  if (rows.length === 0) return
  const delegationIds = [...new Set(rows.flatMap((row) => [row.toDelegationId, row.fromDelegationId]))]
  const people = peopleOf(held.sql, delegationIds)
  for (const delegationId of delegationIds) {
    const own = people.filter((one) => one.delegationId === delegationId)
    if (own.length === 0) continue
    const concerned = rows.filter((row) => row.toDelegationId === delegationId || row.fromDelegationId === delegationId)
    for (const request of requestCards(held.sql, concerned, delegationId, places)) {
      const eventId = concerned.find((row) => row.id === request.id)?.eventId ?? ''
      const name = news === 'received' && request.direction === 'received' ? 'request:received' : 'request:changed'
      for (const { personId } of own) held.fact(agendaRoom(eventId, personId), name, { request })
    }
  }
}

/** What the desk and the board show of a meeting. */
export function boardMeeting(row: MeetingRow): BoardMeeting {
  const { id, aDelegationId, bDelegationId, startsAt, endsAt, tableId, state, version } = row
  return { id, aDelegationId, bDelegationId, startsAt, endsAt, tableId, pinned: Boolean(row.pinned), state, version }
}

/** Tells each person of a meeting, and the desk, how it stands now. */
export function tellMeeting(held: QuickWork, meetingId: string, news: 'scheduled' | 'changed' | 'cancelled'): void {
  const row = findMeeting(held.sql, meetingId)
  if (row === null) return
  held.fact(deskRoom(row.eventId), 'board:changed', { meeting: boardMeeting(row) })
  const attendees = attendeesOf(held.sql, meetingId)
  if (news === 'cancelled') {
    for (const personId of attendees) held.fact(agendaRoom(row.eventId, personId), 'meeting:cancelled', { meetingId, reason: row.cancelReason })
    return
  }
  const ofA = new Set(peopleOf(held.sql, [row.aDelegationId]).map((one) => one.personId))
  for (const own of [row.aDelegationId, row.bDelegationId]) {
    const people = attendees.filter((personId) => ofA.has(personId) === (own === row.aDelegationId))
    if (people.length === 0) continue
    const [item] = agendaItems(held.sql, [row], () => own)
    if (item === undefined) continue
    for (const personId of people) held.fact(agendaRoom(row.eventId, personId), news === 'scheduled' ? 'meeting:scheduled' : 'meeting:changed', { item })
  }
}

/** The lines before a change; hand them to `tellLines` after it. */
export function rememberLines(held: QuickWork, delegationIds: readonly string[]): Places {
  return linesFor(held.sql, delegationIds)
}

/** Tells whoever's place in a line has changed; answers with the requests that came to the head of one. */
export function tellLines(held: QuickWork, delegationIds: readonly string[], before: Places, exceptRequestId: string | null): string[] {
  if (before.size === 0) return []
  const after = linesFor(held.sql, delegationIds)
  const { changed, promoted } = lineChanges(before, after)
  const others = changed.filter((requestId) => requestId !== exceptRequestId)
  if (others.length > 0) tellRequests(held, others, 'changed', after)
  return promoted.filter((requestId) => requestId !== exceptRequestId)
}

export const agendaNews = { tellRequest, tellMeeting, rememberLines, tellLines }
export type AgendaNews = typeof agendaNews

type Rooms = {
  snapshot(actor: Actor, eventId: string, personId?: string): Promise<Result<{ snapshot: AgendaSnapshot }>>
  board(actor: Actor, eventId: string): Promise<Result<{ meetings: BoardMeeting[] }>>
  mayView(actor: Actor, eventId: string, personId: string): Promise<boolean>
  mayWatchDesk(actor: Actor, eventId: string): Promise<boolean>
}

/** The rooms `agenda:<event>:<person>` (her own phone, the organizer) and `desk:<event>` (whoever may watch the desk). */
export function createAgendaRooms(rooms: Rooms): { agenda: RoomKind; desk: RoomKind } {
  return {
    agenda: {
      mayJoin: async (actor, address) => address.kind === 'agenda' && rooms.mayView(actor, address.eventId, address.personId),
      async snapshot(actor, address) {
        if (address.kind !== 'agenda') return null
        const found = await rooms.snapshot(actor, address.eventId, address.personId)
        return found.ok ? found.value.snapshot : null
      },
    },
    desk: {
      mayJoin: async (actor, address) => address.kind === 'desk' && rooms.mayWatchDesk(actor, address.eventId),
      async snapshot(actor, address) {
        if (address.kind !== 'desk') return null
        const found = await rooms.board(actor, address.eventId)
        return found.ok ? { meetings: found.value.meetings } : null
      },
    },
  }
}

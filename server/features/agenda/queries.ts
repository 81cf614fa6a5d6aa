import { delegationAt, type Actor, type PersonActor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId, PersonId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { appearancesOf } from '#server/features/programme/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { AgendaSnapshot } from '#server/protocol/agenda.ts'
import { agendaRoom, deskRoom } from '#server/protocol/rooms.ts'
import type { BoardMeeting } from '#server/protocol/server-to-client.ts'

import { boardMeeting } from './socket.ts'
import { agendaItems, listMeetingsAt, listMeetingsOf, listRequests, peopleOf, requestCards } from './store.ts'

type AppearancesOf = typeof appearancesOf

export type AgendaAnswer = { snapshot: AgendaSnapshot; seq: number }
export type BoardAnswer = { meetings: BoardMeeting[]; seq: number }

/** A person's day and the board: one consistent snapshot each, with the `seq` of the facts that it includes. */
export function createAgendaQueries({ db, appearancesOf }: { db: Database; appearancesOf: AppearancesOf }) {
  const seqOf = (sql: SyncSql, room: string): number => sql.get<{ seq: number }>(`SELECT "seq" FROM "RoomHead" WHERE "room" = ?`, room)?.seq ?? 0

  function read(sql: SyncSql, eventId: string, personId: string): Result<AgendaAnswer> {
    const event = sql.get<{ zone: string; phase: string }>(`SELECT "zone", "phase" FROM "Event" WHERE "id" = ?`, eventId)
    if (event === undefined) return err('record.not_found')
    const own = sql.get<{ delegationId: string }>(
      `SELECT d."id" AS "delegationId" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE g."personId" = ? AND d."eventId" = ? ORDER BY d."id"`,
      personId, eventId,
    )
    const meetings = listMeetingsOf(sql, eventId, personId)
    const sides = peopleOf(sql, [...new Set(meetings.flatMap((row) => [row.aDelegationId, row.bDelegationId]))])
    const isOf = (delegationId: string): boolean => sides.some((one) => one.delegationId === delegationId && one.personId === personId)
    const release = sql.get<{ number: number; name: string; at: number }>(
      `SELECT "number", "name", "createdAt" AS "at" FROM "TimetableRelease" WHERE "eventId" = ? ORDER BY "number" DESC LIMIT 1`,
      eventId,
    )
    const sessions = sql.all<AgendaSnapshot['sessions'][number]>(
      `SELECT s."id", s."nameZh", s."nameEn", s."kind", s."startsAt", s."endsAt", COALESCE(g."placeZh", '') AS "placeZh", COALESCE(g."placeEn", '') AS "placeEn"
       FROM "EventSession" s LEFT JOIN "Stage" g ON g."id" = s."stageId" WHERE s."eventId" = ? ORDER BY s."startsAt", s."id"`,
      eventId,
    )
    return ok({
      seq: seqOf(sql, agendaRoom(eventId, personId)),
      snapshot: {
        eventId,
        personId,
        zone: event.zone,
        phase: event.phase,
        release: release ?? null,
        meetings: agendaItems(sql, meetings, (row) => (isOf(row.aDelegationId) ? row.aDelegationId : row.bDelegationId)),
        requests: own === undefined ? [] : requestCards(sql, listRequests(sql, own.delegationId), own.delegationId),
        appearances: appearancesOf(sql, eventId, personId),
        sessions,
      },
    })
  }

  /** Has, or had, a part in the event. */
  const isKnown = (sql: SyncSql, eventId: string, personId: string): boolean =>
    sql.all(
      `SELECT 1 FROM "EventRole" WHERE "eventId" = ? AND "personId" = ? UNION ALL SELECT 1 FROM "MeetingAttendee" a JOIN "Meeting" m ON m."id" = a."meetingId" WHERE m."eventId" = ? AND a."personId" = ? LIMIT 1`,
      eventId, personId, eventId, personId,
    ).length > 0

  const mayView = (actor: Actor, eventId: string, personId: string): boolean => {
    const isSelf = actor.kind === 'person' && actor.personId === personId
    const about = { eventId: eventId as EventId, ...(isSelf ? { personIds: [personId as PersonId] } : {}) }
    // The crew may look up where somebody should be, but a day also holds what partners disclosed to each other.
    return can(actor, 'agenda:view', about) && (isSelf || can(actor, 'meeting:move', about))
  }

  return {
    /** Somebody may look at her own day; the organizer at everybody's. Others get `record.not_found`. */
    async snapshot(actor: Actor, eventId: string, personId?: string): Promise<Result<AgendaAnswer>> {
      if (actor.kind !== 'person') return err('auth.required')
      const whose = personId ?? actor.personId
      if (!mayView(actor, eventId, whose) || !takesPart(actor, eventId, whose)) return err('record.not_found')
      return db.read((sql) => (whose === actor.personId || isKnown(sql, eventId, whose) ? read(sql, eventId, whose) : err('record.not_found')))
    },

    /** All standing meetings of an event, for the board and the desk. */
    async board(actor: Actor, eventId: string): Promise<Result<BoardAnswer>> {
      if (!can(actor, 'desk:watch', { eventId: eventId as EventId })) return err('record.not_found')
      return db.read((sql) => ok({ seq: seqOf(sql, deskRoom(eventId)), meetings: listMeetingsAt(sql, eventId).map(boardMeeting) }))
    },

    mayView: async (actor: Actor, eventId: string, personId: string): Promise<boolean> => mayView(actor, eventId, personId) && takesPart(actor, eventId, personId),
    mayWatchDesk: async (actor: Actor, eventId: string): Promise<boolean> => can(actor, 'desk:watch', { eventId: eventId as EventId }),
  }

  /** Nobody opens rooms of events that she has nothing to do with, not even her own. */
  function takesPart(actor: Actor, eventId: string, personId: string): boolean {
    if (actor.kind !== 'person' || actor.personId !== personId) return true
    return isThere(actor, eventId)
  }
}

function isThere(actor: PersonActor, eventId: string): boolean {
  return actor.isAdmin || delegationAt(actor, eventId as EventId) !== null || actor.roles.some((held) => held.eventId === eventId)
}

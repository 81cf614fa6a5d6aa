import type { Side } from '#server/domain/access/actor.ts'
import { slotMinutes, type EventSettings } from '#server/domain/events/settings.ts'
import { tickMs, tickOf } from '#server/domain/shared/time.ts'
import type { FactDelegation, FactMeeting, FactRequest, FactTaken, TimetableFacts } from '#server/domain/timetable/facts.ts'
import type { Diary, EventFacts } from '#server/features/diary/store.ts'
import type { SyncSql } from '#server/platform/db.ts'

/** How well two delegations fit, 0 … 100; −1 where nobody knows. */
export type ScoreOf = (a: string, b: string) => number

/** A meeting counts 10, up to 20 where the two fit perfectly: more meetings first, better ones where there is a choice. */
export function weightOf(score: number): number {
  return 10 + Math.round(Math.max(0, Math.min(100, score)) / 10)
}

type DelegationRow = { id: string; status: string; side: Side; inboundCap: number | null; homeTableId: string | null; unavailable: string }
type DelegateRow = { delegationId: string; personId: string; isLead: number }

function delegations(sql: SyncSql, eventId: string, caps: EventSettings['inboundCap']): FactDelegation[] {
  const rows = sql.all<DelegationRow>(`SELECT "id", "status", "side", "inboundCap", "homeTableId", "unavailable" FROM "Delegation" WHERE "eventId" = ? ORDER BY "id"`, eventId)
  const people = new Map<string, { personId: string; isLead: boolean }[]>()
  const delegates = sql.all<DelegateRow>(
    `SELECT g."delegationId", g."personId", g."isLead" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId"
     WHERE d."eventId" = ? ORDER BY g."isLead" DESC, g."id"`,
    eventId,
  )
  for (const { delegationId, personId, isLead } of delegates) {
    const list = people.get(delegationId) ?? []
    list.push({ personId, isLead: Boolean(isLead) })
    people.set(delegationId, list)
  }
  return rows.map(({ status, side, unavailable, ...row }) => ({
    ...row,
    inboundCap: row.inboundCap ?? caps[side],
    isActive: status === 'active',
    unavailable: (JSON.parse(unavailable) as { startsAt: string; endsAt: string }[]).map((away) => ({ startsAtMs: Date.parse(away.startsAt), endsAtMs: Date.parse(away.endsAt) })),
    people: people.get(row.id) ?? [],
  }))
}

/** Accepted, and never a meeting: one that was called off is not planned again. Looked up through the event's meetings, since `requestId` has no index. `weight` where a clearing has set it. */
export function listOpenRequests(sql: SyncSql, eventId: string): (Omit<FactRequest, 'weight'> & { weight: number | null })[] {
  return sql.all(
    `SELECT r."id", r."fromDelegationId", r."toDelegationId", r."lengthMinutes", r."assigneeId", r."weight" FROM "MeetingRequest" r
     WHERE r."eventId" = ? AND r."state" = 'accepted' AND r."id" NOT IN (SELECT m."requestId" FROM "Meeting" m WHERE m."eventId" = ? AND m."requestId" IS NOT NULL) ORDER BY r."createdAt", r."id"`,
    eventId, eventId,
  )
}

type MeetingRow = { id: string; requestId: string | null; aDelegationId: string; bDelegationId: string; startsAtMs: number; endsAtMs: number; tableId: string | null; pinned: number; version: number }

/** Meetings that stand, with their people; two statements. */
export function listStanding(sql: SyncSql, eventId: string): (Omit<FactMeeting, 'weight'> & { version: number })[] {
  const rows = sql.all<MeetingRow>(
    `SELECT "id", "requestId", "aDelegationId", "bDelegationId", "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs", "tableId", "pinned", "version"
     FROM "Meeting" WHERE "eventId" = ? AND "state" = 'scheduled' ORDER BY "startsAt", "id"`,
    eventId,
  )
  const people = new Map<string, string[]>()
  const attendees = sql.all<{ meetingId: string; personId: string }>(
    `SELECT t."meetingId", t."personId" FROM "MeetingAttendee" t JOIN "Meeting" m ON m."id" = t."meetingId"
     WHERE m."eventId" = ? AND m."state" = 'scheduled' ORDER BY t."meetingId", t."personId"`,
    eventId,
  )
  for (const { meetingId, personId } of attendees) people.set(meetingId, [...(people.get(meetingId) ?? []), personId])
  return rows.map((row) => ({ ...row, pinned: Boolean(row.pinned), personIds: people.get(row.id) ?? [] }))
}

/** What the event's people and tables are taken for, at this event or any other, within the grid's hours. */
function taken(sql: SyncSql, event: EventFacts): FactTaken[] {
  const first = event.slots[0]
  const last = event.slots.at(-1)
  if (!first || !last) return []
  const walkTicks = Math.ceil((event.settings.walkMinutes * 60_000) / tickMs)
  const ticks = [tickOf(first.startsAtMs) - walkTicks, tickOf(last.endsAtMs) + 1 + walkTicks]
  const rows = [
    ...sql.all<{ kind: 'person'; id: string; tick: number; owner: string }>(
      `SELECT 'person' AS "kind", g."personId" AS "id", o."tick", o."owner" FROM "Delegation" d JOIN "Delegate" g ON g."delegationId" = d."id"
       JOIN "Occupancy" o ON o."resource" = 'person:' || g."personId" WHERE d."eventId" = ? AND o."tick" >= ? AND o."tick" < ?`,
      event.id, ...ticks,
    ),
    ...sql.all<{ kind: 'table'; id: string; tick: number; owner: string }>(
      `SELECT 'table' AS "kind", t."id", o."tick", o."owner" FROM "MeetingTable" t JOIN "Occupancy" o ON o."resource" = 'table:' || t."id"
       WHERE t."eventId" = ? AND o."tick" >= ? AND o."tick" < ?`,
      event.id, ...ticks,
    ),
  ]
  return rows.map(({ tick, ...row }) => ({ ...row, startsAtMs: tick * tickMs, endsAtMs: (tick + 1) * tickMs }))
}

/** Everything a timetable is made from, in a fixed number of statements; null where there is no such event. */
export function loadFacts(sql: SyncSql, diary: Diary, eventId: string, nowMs: number, scoreOf: ScoreOf): { event: EventFacts; facts: TimetableFacts } | null {
  const event = diary.findEvent(sql, eventId)
  if (event === null) return null
  const facts: TimetableFacts = {
    nowMs,
    settings: event.settings,
    slots: event.slots,
    slotMinutes: slotMinutes(event.settings),
    tables: event.tables,
    tableBlocks: event.tableBlocks,
    delegations: delegations(sql, eventId, event.settings.inboundCap),
    requests: listOpenRequests(sql, eventId).map((request) => ({ ...request, weight: request.weight ?? weightOf(scoreOf(request.fromDelegationId, request.toDelegationId)) })),
    meetings: listStanding(sql, eventId).map((meeting) => ({ ...meeting, weight: weightOf(scoreOf(meeting.aDelegationId, meeting.bDelegationId)) })),
    taken: taken(sql, event),
  }
  return { event, facts }
}

export type BoardDelegation = { id: string; nameZh: string; nameEn: string; side: string }
export type BoardPerson = { id: string; nameZh: string; nameEn: string; delegationId: string }

/** Who is who on a board, in two statements. */
export function loadNames(sql: SyncSql, eventId: string): { delegations: BoardDelegation[]; people: BoardPerson[] } {
  return {
    delegations: sql.all<BoardDelegation>(
      `SELECT d."id", o."nameZh", o."nameEn", d."side" FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId" WHERE d."eventId" = ? ORDER BY o."sortKey", d."id"`,
      eventId,
    ),
    people: sql.all<BoardPerson>(
      `SELECT p."id", p."nameZh", p."nameEn", g."delegationId" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" JOIN "Person" p ON p."id" = g."personId"
       WHERE d."eventId" = ? ORDER BY g."id"`,
      eventId,
    ),
  }
}

export const timetableFacts = { loadFacts, loadNames, listStanding, listOpenRequests }
export type TimetableFactsStore = typeof timetableFacts

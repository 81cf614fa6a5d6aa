import { personAsSeen } from '#server/domain/disclosure/visible-fields.ts'
import { placeKey, placesInLine, type LineHold, type LineMeeting, type Places } from '#server/domain/meetings/holds.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'
import type { AgendaItem, PartnerCard, RequestCard, TablePlace } from '#server/protocol/agenda.ts'

/** A request as stored; instants in ms. */
export type RequestRow = {
  id: string
  eventId: string
  fromDelegationId: string
  toDelegationId: string
  createdById: string
  state: RequestCard['state']
  message: string
  lengthMinutes: number
  expiresAt: number
  declineReason: string
  counterOfId: string | null
  assigneeId: string | null
  answeredById: string | null
  answeredAt: number | null
  version: number
  createdAt: number
}

/** A meeting as stored; instants in ms. */
export type MeetingRow = {
  id: string
  eventId: string
  requestId: string | null
  aDelegationId: string
  bDelegationId: string
  startsAt: number
  endsAt: number
  tableId: string | null
  state: 'scheduled' | 'cancelled'
  pinned: number
  uid: string
  sequence: number
  rescheduleCount: number
  cancelReason: string
  was: string | null
  version: number
  updatedAt: number
}

const requestColumns = `"id", "eventId", "fromDelegationId", "toDelegationId", "createdById", "state", "message", "lengthMinutes", "expiresAt", "declineReason", "counterOfId", "assigneeId", "answeredById", "answeredAt", "version", "createdAt"`
const meetingColumns = `"id", "eventId", "requestId", "aDelegationId", "bDelegationId", "startsAt", "endsAt", "tableId", "state", "pinned", "uid", "sequence", "rescheduleCount", "cancelReason", "was", "version", "updatedAt"`

export function findRequest(sql: SyncSql, requestId: string): RequestRow | null {
  return sql.get<RequestRow>(`SELECT ${requestColumns} FROM "MeetingRequest" WHERE "id" = ?`, requestId) ?? null
}

export function findRequests(sql: SyncSql, requestIds: readonly string[]): RequestRow[] {
  const list = inList(requestIds)
  return sql.all<RequestRow>(`SELECT ${requestColumns} FROM "MeetingRequest" WHERE "id" IN (${list.marks}) ORDER BY "id"`, ...list.values)
}

export function listRequests(sql: SyncSql, delegationId: string): RequestRow[] {
  return sql.all<RequestRow>(
    `SELECT ${requestColumns} FROM "MeetingRequest" WHERE "fromDelegationId" = ? OR "toDelegationId" = ? ORDER BY "createdAt" DESC, "id" DESC`,
    delegationId, delegationId,
  )
}

export function findMeeting(sql: SyncSql, meetingId: string): MeetingRow | null {
  return sql.get<MeetingRow>(`SELECT ${meetingColumns} FROM "Meeting" WHERE "id" = ?`, meetingId) ?? null
}

/** Standing meetings of a person at an event, in order of time. */
export function listMeetingsOf(sql: SyncSql, eventId: string, personId: string): MeetingRow[] {
  return sql.all<MeetingRow>(
    `SELECT ${meetingColumns} FROM "Meeting" WHERE "eventId" = ? AND "state" = 'scheduled'
     AND "id" IN (SELECT "meetingId" FROM "MeetingAttendee" WHERE "personId" = ?) ORDER BY "startsAt", "id"`,
    eventId, personId,
  )
}

/** Standing meetings of a person at all events, the latest `most` of them in order of time. */
export function listAllMeetingsOf(sql: SyncSql, personId: string, { most, now }: { most: number; now: number }): MeetingRow[] {
  const rows = sql.all<MeetingRow>(
    `SELECT ${meetingColumns} FROM "Meeting" WHERE ("state" = 'scheduled' OR "endsAt" > ?) AND "id" IN (SELECT "meetingId" FROM "MeetingAttendee" WHERE "personId" = ?)
     ORDER BY "startsAt" DESC, "id" DESC LIMIT ?`,
    now, personId, most,
  )
  return rows.reverse()
}

export function listMeetingsAt(sql: SyncSql, eventId: string): MeetingRow[] {
  return sql.all<MeetingRow>(`SELECT ${meetingColumns} FROM "Meeting" WHERE "eventId" = ? AND "state" = 'scheduled' ORDER BY "startsAt", "id"`, eventId)
}

/** Everybody who may answer for a delegation. */
export function peopleOf(sql: SyncSql, delegationIds: readonly string[]): { delegationId: string; personId: string }[] {
  const list = inList(delegationIds)
  return sql.all(`SELECT "delegationId", "personId" FROM "Delegate" WHERE "delegationId" IN (${list.marks}) ORDER BY "isLead" DESC, "id"`, ...list.values)
}

export function attendeesOf(sql: SyncSql, meetingId: string): string[] {
  return sql.all<{ personId: string }>(`SELECT "personId" FROM "MeetingAttendee" WHERE "meetingId" = ? ORDER BY "personId"`, meetingId).map((row) => row.personId)
}

type PersonRow = { personId: string; nameZh: string; nameEn: string; titleZh: string; titleEn: string; email: string; phone: string | null }
type DelegatePerson = PersonRow & { delegationId: string }
type DelegationRow = { delegationId: string; organizationId: string; side: string; nameZh: string; nameEn: string; oneLinerZh: string; oneLinerEn: string; sectors: string }

function delegationCards(sql: SyncSql, delegationIds: readonly string[]): Map<string, DelegationRow> {
  const list = inList(delegationIds)
  const rows = sql.all<DelegationRow>(
    `SELECT d."id" AS "delegationId", d."organizationId", d."side", o."nameZh", o."nameEn", o."oneLinerZh", o."oneLinerEn", o."sectors"
     FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId" WHERE d."id" IN (${list.marks})`,
    ...list.values,
  )
  return new Map(rows.map((row) => [row.delegationId, row]))
}

const personColumns = `p."id" AS "personId", p."nameZh", p."nameEn", p."titleZh", p."titleEn", p."email", p."phone"`

function delegatePeople(sql: SyncSql, delegationIds: readonly string[]): DelegatePerson[] {
  const list = inList(delegationIds)
  return sql.all<DelegatePerson>(
    `SELECT d."delegationId", ${personColumns} FROM "Delegate" d JOIN "Person" p ON p."id" = d."personId"
     WHERE d."delegationId" IN (${list.marks}) ORDER BY d."isLead" DESC, d."id"`,
    ...list.values,
  )
}

function partnerCard(row: DelegationRow | undefined, people: readonly PersonRow[], hasAgreed: boolean): PartnerCard {
  if (row === undefined) throw new Error('a delegation named by a request or meeting is missing')
  const { sectors, ...card } = row
  return { ...card, sectors: JSON.parse(sectors) as string[], people: people.map((one) => personAsSeen(one, { isOrganizer: false, isOwner: false, hasAgreed })) }
}

type HoldRow = { requestId: string; startsAtMs: number; endsAtMs: number }

/** The lines for the time of these delegations: all pending holds and standing meetings. Two statements. */
export function linesFor(sql: SyncSql, delegationIds: readonly string[]): Places {
  const list = inList(delegationIds)
  const holds = sql.all<LineHold>(
    `SELECT h."requestId", h."startsAt" AS "startsAtMs", h."endsAt" AS "endsAtMs", r."toDelegationId", r."createdAt" AS "createdAtMs"
     FROM "RequestHold" h JOIN "MeetingRequest" r ON r."id" = h."requestId" WHERE r."state" = 'pending' AND r."toDelegationId" IN (${list.marks})`,
    ...list.values,
  )
  if (holds.length === 0) return new Map()
  const wanted = new Set(delegationIds)
  const meetings = sql
    .all<{ a: string; b: string; startsAtMs: number; endsAtMs: number }>(
      `SELECT "aDelegationId" AS "a", "bDelegationId" AS "b", "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs" FROM "Meeting"
       WHERE "state" = 'scheduled' AND ("aDelegationId" IN (${list.marks}) OR "bDelegationId" IN (${list.marks}))`,
      ...list.values, ...list.values,
    )
    .flatMap(({ a, b, ...time }): LineMeeting[] => [a, b].filter((id) => wanted.has(id)).map((delegationId) => ({ delegationId, ...time })))
  return placesInLine(holds, meetings)
}

/**
 * Requests as one of the two delegations sees them; the number of statements doesn't depend on how many there are.
 * `known`: places that the caller has just looked up.
 */
export function requestCards(sql: SyncSql, rows: readonly RequestRow[], viewerDelegationId: string, known?: Places): RequestCard[] {
  if (rows.length === 0) return []
  const partnerOf = (row: RequestRow): string => (row.fromDelegationId === viewerDelegationId ? row.toDelegationId : row.fromDelegationId)
  const partners = [...new Set(rows.map(partnerOf))]
  const delegations = delegationCards(sql, partners)
  const people = delegatePeople(sql, partners)
  const ids = inList(rows.map((row) => row.id))
  const holds = sql.all<HoldRow>(
    `SELECT "requestId", "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs" FROM "RequestHold" WHERE "requestId" IN (${ids.marks}) ORDER BY "rank"`,
    ...ids.values,
  )
  const meetings = sql.all<{ id: string; requestId: string; state: string }>(
    `SELECT "id", "requestId", "state" FROM "Meeting" WHERE "requestId" IN (${ids.marks}) ORDER BY "id"`,
    ...ids.values,
  )
  const places = known ?? linesFor(sql, [...new Set(rows.filter((row) => row.state === 'pending').map((row) => row.toDelegationId))])
  return rows.map((row) => {
    const own = meetings.filter((meeting) => meeting.requestId === row.id)
    const standing = own.find((meeting) => meeting.state === 'scheduled')
    const hasAgreed = row.state === 'accepted' && (standing !== undefined || own.length === 0)
    const partner = partnerOf(row)
    return {
      id: row.id,
      direction: row.fromDelegationId === viewerDelegationId ? 'sent' : 'received',
      state: row.state,
      partner: partnerCard(delegations.get(partner), people.filter((one) => one.delegationId === partner), hasAgreed),
      message: row.message,
      lengthMinutes: row.lengthMinutes,
      expiresAt: row.expiresAt,
      createdAt: row.createdAt,
      answeredAt: row.answeredAt,
      declineReason: row.declineReason,
      assigneeId: row.assigneeId,
      counterOfId: row.counterOfId,
      holds: holds
        .filter((hold) => hold.requestId === row.id)
        .map((hold) => ({ startsAt: hold.startsAtMs, endsAt: hold.endsAtMs, place: places.get(placeKey(row.id, hold.startsAtMs)) ?? 0 })),
      meetingId: standing?.id ?? null,
      version: row.version,
    }
  })
}

type AttendeeRow = PersonRow & { meetingId: string }
type Was = NonNullable<AgendaItem['was']>

/** Standing meetings as one of their people sees them; four statements for any number of meetings. */
export function agendaItems(sql: SyncSql, rows: readonly MeetingRow[], ownDelegationOf: (row: MeetingRow) => string): AgendaItem[] {
  if (rows.length === 0) return []
  const ids = inList(rows.map((row) => row.id))
  const attendees = sql.all<AttendeeRow>(
    `SELECT m."meetingId", ${personColumns} FROM "MeetingAttendee" m JOIN "Person" p ON p."id" = m."personId" WHERE m."meetingId" IN (${ids.marks}) ORDER BY p."id"`,
    ...ids.values,
  )
  const delegationIds = [...new Set(rows.flatMap((row) => [row.aDelegationId, row.bDelegationId]))]
  const delegations = delegationCards(sql, delegationIds)
  const delegates = peopleOf(sql, delegationIds)
  const tables = tablePlaces(sql, rows)
  return rows.map((row) => {
    const own = ownDelegationOf(row)
    const partner = own === row.aDelegationId ? row.bDelegationId : row.aDelegationId
    const present = attendees.filter((one) => one.meetingId === row.id)
    const isOf = (delegationId: string, personId: string): boolean => delegates.some((one) => one.delegationId === delegationId && one.personId === personId)
    return {
      id: row.id,
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      table: row.tableId === null ? null : (tables.get(row.tableId) ?? null),
      partner: partnerCard(delegations.get(partner), present.filter((one) => isOf(partner, one.personId)).map(withoutMeeting), true),
      colleagues: present.filter((one) => isOf(own, one.personId)).map((one) => personAsSeen(one, { isOrganizer: false, isOwner: false, hasAgreed: false })),
      sequence: row.sequence,
      version: row.version,
      was: row.was === null ? null : (JSON.parse(row.was) as Was),
    }
  })
}

const withoutMeeting = ({ meetingId: _, ...person }: AttendeeRow): PersonRow => person

function tablePlaces(sql: SyncSql, rows: readonly MeetingRow[]): Map<string, TablePlace> {
  const ids = inList([...new Set(rows.flatMap((row) => (row.tableId === null ? [] : [row.tableId])))])
  const tables = sql.all<TablePlace>(`SELECT "id", "code", "placeZh", "placeEn" FROM "MeetingTable" WHERE "id" IN (${ids.marks})`, ...ids.values)
  return new Map(tables.map((table) => [table.id, table]))
}

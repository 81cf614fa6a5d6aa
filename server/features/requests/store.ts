import { can } from '#server/domain/access/can.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import type { AskFacts, AskParty } from '#server/domain/meetings/may-ask.ts'
import type { EventId, DelegationId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { RequestRow } from '#server/features/agenda/store.ts'
import type { Diary, EventFacts, Party } from '#server/features/diary/store.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'

/** Everything a decision about one request needs. */
export type OpenRequest = { row: RequestRow; event: EventFacts; from: Party; to: Party }

type Cards = { findRequest(sql: SyncSql, id: string): RequestRow | null }

/** A request with its event and delegations, for somebody who may see it; for everybody else it doesn't exist. */
export function openRequest(sql: SyncSql, parts: { cards: Cards; diary: Diary }, actor: Actor, requestId: string): Result<OpenRequest> {
  const row = parts.cards.findRequest(sql, requestId)
  if (row === null) return err('record.not_found')
  const delegationIds = [row.fromDelegationId, row.toDelegationId] as DelegationId[]
  if (!can(actor, 'request:view', { eventId: row.eventId as EventId, delegationIds })) return err('record.not_found')
  const event = parts.diary.findEvent(sql, row.eventId)
  const from = parts.diary.findParty(sql, row.fromDelegationId)
  const to = parts.diary.findParty(sql, row.toDelegationId)
  if (event === null || from === null || to === null) return err('record.not_found')
  return ok({ row, event, from, to })
}

type OrganizationRow = { id: string; kind: string; subkind: string; nameZh: string; nameEn: string; legalName: string }

function askParty(sql: SyncSql, party: Party, withClaims: boolean): AskParty {
  const organization = sql.get<OrganizationRow>(`SELECT "id", "kind", "subkind", "nameZh", "nameEn", "legalName" FROM "Organization" WHERE "id" = ?`, party.organizationId)
  const need = sql.get<{ body: string }>(`SELECT "body" FROM "Preference" WHERE "organizationId" = ? AND "kind" = 'need'`, party.organizationId)
  const claims = withClaims
    ? sql.all<{ kind: string; value: string; state: string; expiresAtMs: number | null }>(
        `SELECT "kind", "value", "state", "expiresAt" AS "expiresAtMs" FROM "Claim" WHERE "organizationId" = ?`,
        party.organizationId,
      )
    : []
  const avoids = need === undefined ? [] : ((JSON.parse(need.body) as { avoidOrganizations?: string[] }).avoidOrganizations ?? [])
  return {
    delegationId: party.delegationId,
    organizationId: party.organizationId,
    side: party.side,
    isActive: party.status === 'active',
    names: [organization?.nameZh ?? '', organization?.nameEn ?? '', organization?.legalName ?? ''],
    avoids,
    entry: { kind: organization?.kind ?? '', subkind: organization?.subkind ?? '', claims },
    outboundQuota: party.outboundQuota,
    inboundCap: party.inboundCap,
  }
}

const count = (row: { n: number } | undefined): number => row?.n ?? 0

/** What the rule `whyNot` looks at; a fixed number of statements. `commonTimes` is left to the caller. */
export function loadAskFacts(sql: SyncSql, diary: Diary, about: { event: EventFacts; from: Party; to: Party; nowMs: number }): Omit<AskFacts, 'commonTimes'> {
  const { event, from, to, nowMs } = about
  const pair = [from.delegationId, to.delegationId, to.delegationId, from.delegationId]
  const outbound = count(sql.get(`SELECT COUNT(*) AS "n" FROM "MeetingRequest" WHERE "fromDelegationId" = ? AND "state" IN ('pending', 'accepted')`, from.delegationId))
  const waiting = count(sql.get(`SELECT COUNT(*) AS "n" FROM "MeetingRequest" WHERE "toDelegationId" = ? AND "state" = 'pending'`, to.delegationId))
  const meetings = count(sql.get(`SELECT COUNT(*) AS "n" FROM "Meeting" WHERE "state" = 'scheduled' AND ("aDelegationId" = ? OR "bDelegationId" = ?)`, to.delegationId, to.delegationId))
  const between = count(
    sql.get(`SELECT COUNT(*) AS "n" FROM "Meeting" WHERE "state" = 'scheduled' AND (("aDelegationId" = ? AND "bDelegationId" = ?) OR ("aDelegationId" = ? AND "bDelegationId" = ?))`, ...pair),
  )
  const open = sql.all<{ fromDelegationId: string; state: string; placed: number }>(
    `SELECT r."fromDelegationId", r."state", (SELECT COUNT(*) FROM "Meeting" m WHERE m."requestId" = r."id") AS "placed" FROM "MeetingRequest" r
     WHERE r."state" IN ('pending', 'accepted') AND ((r."fromDelegationId" = ? AND r."toDelegationId" = ?) OR (r."fromDelegationId" = ? AND r."toDelegationId" = ?))`,
    ...pair,
  )
  const pending = open.find((row) => row.state === 'pending')
  const entryRules = diary.entryRulesOf(sql, event.id)
  return {
    settings: event.settings,
    phase: event.phase,
    from: askParty(sql, from, entryRules.length > 0),
    to: askParty(sql, to, entryRules.length > 0),
    counts: { outbound, inbound: waiting + meetings, meetings: between },
    openRequest: pending === undefined ? null : pending.fromDelegationId === from.delegationId ? 'sent' : 'received',
    awaitingTimetable: open.some((row) => row.state === 'accepted' && row.placed === 0),
    entryRules,
    nowMs,
  }
}

export const openKey = (eventId: string, one: string, other: string): string => [eventId, ...[one, other].sort()].join(':')

export type NewRequest = {
  event: EventFacts
  from: Party
  to: Party
  createdById: string
  message: string
  lengthMinutes: number
  expiresAt: number
  counterOfId: string | null
  holds: readonly number[]
}

/** Writes a request and its holds; null where the two already have an open one (the unique index decides). */
export function insertRequest(held: QuickWork, request: NewRequest): string | null {
  const { sql, now } = held
  const { event, from, to } = request
  const id = held.newId()
  const written = sql.run(
    `INSERT INTO "MeetingRequest" ("id", "eventId", "fromDelegationId", "toDelegationId", "createdById", "state", "message", "lengthMinutes", "expiresAt", "declineReason", "declineNote", "counterOfId", "openKey", "version", "createdAt")
     VALUES (?, ?, ?, ?, ?, 'pending', ?, ?, ?, '', '', ?, ?, 1, ?) ON CONFLICT ("openKey") DO NOTHING`,
    id, event.id, from.delegationId, to.delegationId, request.createdById, request.message, request.lengthMinutes, request.expiresAt, request.counterOfId, openKey(event.id, from.delegationId, to.delegationId), now,
  )
  if (written === 0) return null
  request.holds.forEach((startsAt, rank) => {
    sql.run(`INSERT INTO "RequestHold" ("id", "requestId", "startsAt", "endsAt", "rank") VALUES (?, ?, ?, ?, ?)`, held.newId(), id, startsAt, startsAt + request.lengthMinutes * 60_000, rank)
  })
  return id
}

export type Answer = { state: RequestRow['state']; personId: string | null; reason?: string; note?: string }

/** Answers a request if it still is what the caller saw; false where somebody was quicker. */
export function answerRequest(held: QuickWork, row: RequestRow, answer: Answer): boolean {
  const changed = held.sql.run(
    `UPDATE "MeetingRequest" SET "state" = ?, "answeredById" = ?, "answeredAt" = ?, "declineReason" = ?, "declineNote" = ?, "openKey" = NULL, "version" = "version" + 1
     WHERE "id" = ? AND "version" = ? AND "state" = 'pending'`,
    answer.state, answer.personId, held.now, answer.reason ?? '', answer.note ?? '', row.id, row.version,
  )
  return changed === 1
}

/** Back to waiting; false where it can't be any more. */
export function reopenRequest(held: QuickWork, row: RequestRow): boolean {
  const key = openKey(row.eventId, row.fromDelegationId, row.toDelegationId)
  const free = held.sql.get(`SELECT "id" FROM "MeetingRequest" WHERE "openKey" = ?`, key) === undefined
  return (
    free &&
    held.sql.run(
      `UPDATE "MeetingRequest" SET "state" = 'pending', "answeredById" = NULL, "answeredAt" = NULL, "declineReason" = '', "declineNote" = '', "openKey" = ?, "version" = "version" + 1
       WHERE "id" = ? AND "version" = ? AND "state" = ?`,
      key, row.id, row.version, row.state,
    ) === 1
  )
}

export function assignRequest(held: QuickWork, row: RequestRow, personId: string): boolean {
  return held.sql.run(`UPDATE "MeetingRequest" SET "assigneeId" = ?, "version" = "version" + 1 WHERE "id" = ? AND "version" = ? AND "state" = 'pending'`, personId, row.id, row.version) === 1
}

export function holdsOf(sql: SyncSql, requestIds: readonly string[]): { requestId: string; startsAtMs: number }[] {
  const list = inList(requestIds)
  return sql.all(`SELECT "requestId", "startsAt" AS "startsAtMs" FROM "RequestHold" WHERE "requestId" IN (${list.marks}) ORDER BY "rank"`, ...list.values)
}

/** The pending request that somebody has just sent to the same delegation, for a button pressed twice. */
export function findTwin(sql: SyncSql, twin: { fromDelegationId: string; toDelegationId: string; personId: string; message: string; holds: readonly number[] }): string | null {
  const row = sql.get<{ id: string }>(
    `SELECT "id" FROM "MeetingRequest" WHERE "fromDelegationId" = ? AND "toDelegationId" = ? AND "createdById" = ? AND "message" = ? AND "state" = 'pending' AND "counterOfId" IS NULL`,
    twin.fromDelegationId, twin.toDelegationId, twin.personId, twin.message,
  )
  if (row === undefined) return null
  const held = holdsOf(sql, [row.id]).map((hold) => hold.startsAtMs)
  return held.length === twin.holds.length && held.every((time, i) => time === twin.holds[i]) ? row.id : null
}

/** The meeting that stands for a request, or null. */
export function standingMeeting(sql: SyncSql, requestId: string): { id: string; sequence: number; startsAtMs: number } | null {
  return sql.get(`SELECT "id", "sequence", "startsAt" AS "startsAtMs" FROM "Meeting" WHERE "requestId" = ? AND "state" = 'scheduled'`, requestId) ?? null
}

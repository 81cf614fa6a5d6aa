import type { Side } from '#server/domain/access/actor.ts'
import { openToAll, type EntryRule } from '#server/domain/events/entry-rules.ts'
import { gridSlots, startSlots, type GridSlot, type Stretch } from '#server/domain/events/grid.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import { defaultSettings, slotMinutes, type EventSettings } from '#server/domain/events/settings.ts'
import { commonTimes, type CommonTime, type SideDiary, type TableDiary } from '#server/domain/meetings/common-times.ts'
import { tickOf } from '#server/domain/shared/time.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type EventFacts = {
  id: string
  slug: string
  nameZh: string
  nameEn: string
  zone: string
  phase: Phase
  settings: EventSettings
  startsAtMs: number
  endsAtMs: number
  slots: GridSlot[]
  tables: { id: string; code: string; placeZh: string; placeEn: string }[]
  tableBlocks: (Stretch & { tableId: string })[]
}

type EventRow = { id: string; slug: string; nameZh: string; nameEn: string; zone: string; phase: Phase; settings: string; startsAtMs: number; endsAtMs: number }

/** An event with its grid, in four statements; null where there is none. */
export function findEvent(sql: SyncSql, eventId: string): EventFacts | null {
  const row = sql.get<EventRow>(
    `SELECT "id", "slug", "nameZh", "nameEn", "zone", "phase", "settings", "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs" FROM "Event" WHERE "id" = ?`,
    eventId,
  )
  if (row === undefined) return null
  const settings = { ...defaultSettings, ...(JSON.parse(row.settings) as Partial<EventSettings>) }
  const windows = sql.all<Stretch>(`SELECT "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs" FROM "MeetingWindow" WHERE "eventId" = ?`, eventId)
  const blocks = sql.all<Stretch & { tableId: string | null }>(`SELECT "tableId", "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs" FROM "GridBlock" WHERE "eventId" = ?`, eventId)
  const tables = sql.all<EventFacts['tables'][number]>(`SELECT "id", "code", "placeZh", "placeEn" FROM "MeetingTable" WHERE "eventId" = ? ORDER BY "position", "id"`, eventId)
  const slots = gridSlots({ windows, breaks: blocks.filter((block) => block.tableId === null), slotMinutes: slotMinutes(settings) })
  const tableBlocks = blocks.filter((block): block is Stretch & { tableId: string } => block.tableId !== null)
  return { ...row, settings, slots, tables, tableBlocks }
}

/** Where a meeting of so many minutes may start. */
export function legalStarts(event: EventFacts, lengthMinutes: number): GridSlot[] {
  return startSlots(event.slots, slotMinutes(event.settings), lengthMinutes)
}

/** Entry rules of the event's one-to-one sessions that don't admit everybody. */
export function entryRulesOf(sql: SyncSql, eventId: string): EntryRule[] {
  return sql
    .all<{ entryRule: string }>(`SELECT "entryRule" FROM "EventSession" WHERE "eventId" = ? AND "kind" = 'one_to_one'`, eventId)
    .map((row) => ({ ...openToAll, ...(JSON.parse(row.entryRule) as Partial<EntryRule>) }))
    .filter((rule) => rule.admissions.length > 0)
}

export type Party = {
  delegationId: string
  eventId: string
  organizationId: string
  side: Side
  status: string
  inboundCap: number | null
  outboundQuota: number | null
  homeTableId: string | null
  unavailable: Stretch[]
  nameZh: string
  nameEn: string
  /** Leads first. */
  people: { personId: string; isLead: boolean }[]
}

type PartyRow = Omit<Party, 'unavailable' | 'people'> & { unavailable: string }

/** A delegation and its people, in two statements. */
export function findParty(sql: SyncSql, delegationId: string): Party | null {
  const row = sql.get<PartyRow>(
    `SELECT d."id" AS "delegationId", d."eventId", d."organizationId", d."side", d."status", d."inboundCap", d."outboundQuota", d."homeTableId", d."unavailable", o."nameZh", o."nameEn"
     FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId" WHERE d."id" = ?`,
    delegationId,
  )
  if (row === undefined) return null
  const people = sql
    .all<{ personId: string; isLead: number }>(`SELECT "personId", "isLead" FROM "Delegate" WHERE "delegationId" = ? ORDER BY "isLead" DESC, "id"`, delegationId)
    .map((one) => ({ personId: one.personId, isLead: Boolean(one.isLead) }))
  const unavailable = (JSON.parse(row.unavailable) as { startsAt: string; endsAt: string }[]).map((away) => ({ startsAtMs: Date.parse(away.startsAt), endsAtMs: Date.parse(away.endsAt) }))
  return { ...row, unavailable, people }
}

type TakenRow = { id: string; tick: number }

function byId(rows: TakenRow[]): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>()
  for (const { id, tick } of rows) {
    const ticks = found.get(id)
    if (ticks) ticks.add(tick)
    else found.set(id, new Set([tick]))
  }
  return found
}

const none: ReadonlySet<number> = new Set()

/** When the delegation's people are taken, at this event or any other. `personIds`: only these, and all of them must be free. */
export function sideDiary(sql: SyncSql, party: Party, ticks: { from: number; to: number }, personIds: string[] | null, exceptOwner = ''): SideDiary {
  const rows = sql.all<TakenRow>(
    `SELECT d."personId" AS "id", o."tick" FROM "Delegate" d JOIN "Occupancy" o ON o."resource" = 'person:' || d."personId"
     WHERE d."delegationId" = ? AND o."tick" >= ? AND o."tick" < ? AND o."owner" <> ?`,
    party.delegationId, ticks.from, ticks.to, exceptOwner,
  )
  const busy = byId(rows)
  const people = (personIds ?? party.people.map((one) => one.personId)).map((id) => busy.get(id) ?? none)
  return { people, everyone: personIds !== null, unavailable: party.unavailable }
}

/** When the event's tables are taken or blocked, in the organizer's order. */
export function tableDiaries(sql: SyncSql, event: EventFacts, ticks: { from: number; to: number }, exceptOwner = ''): TableDiary[] {
  const rows = sql.all<TakenRow>(
    `SELECT t."id", o."tick" FROM "MeetingTable" t JOIN "Occupancy" o ON o."resource" = 'table:' || t."id"
     WHERE t."eventId" = ? AND o."tick" >= ? AND o."tick" < ? AND o."owner" <> ?`,
    event.id, ticks.from, ticks.to, exceptOwner,
  )
  const busy = byId(rows)
  return event.tables.map(({ id }) => ({ id, busy: busy.get(id) ?? none, blocks: event.tableBlocks.filter((block) => block.tableId === id) }))
}

/** Tables at which these delegations sit, nearest in time first. */
export function neighbourTables(sql: SyncSql, parties: readonly Party[], startsAtMs: number): string[] {
  const rows = parties.flatMap((party) =>
    sql.all<{ tableId: string; startsAtMs: number }>(
      `SELECT "tableId", "startsAt" AS "startsAtMs" FROM "Meeting"
       WHERE ("aDelegationId" = ? OR "bDelegationId" = ?) AND "state" = 'scheduled' AND "tableId" IS NOT NULL`,
      party.delegationId, party.delegationId,
    ),
  )
  const away = (row: { startsAtMs: number }): number => Math.abs(row.startsAtMs - startsAtMs)
  return rows.sort((a, b) => away(a) - away(b)).map((row) => row.tableId)
}

export type CommonTimesQuestion = {
  event: EventFacts
  /** The two delegations; `personIds` null: whoever of them is free. */
  sides: readonly { party: Party; personIds: string[] | null }[]
  lengthMinutes: number
  nowMs: number
  /** What this owner holds counts as free: the meeting that is to be moved. */
  exceptOwner?: string
  /** Whose line of waiting requests counts; its own request aside. */
  line?: { delegationId: string; exceptRequestId: string | null }
}

/** Times that suit both sides and a table, best first; a fixed number of statements. */
export function findCommonTimes(sql: SyncSql, question: CommonTimesQuestion): CommonTime[] {
  const { event, sides, lengthMinutes, nowMs, exceptOwner = '', line } = question
  const starts = legalStarts(event, lengthMinutes)
  const [first, last] = [starts.at(0), event.slots.at(-1)]
  if (first === undefined || last === undefined) return []
  const bufferMs = event.settings.bufferMinutes * 60_000
  const ticks = { from: tickOf(first.startsAtMs) - 1, to: tickOf(last.endsAtMs + bufferMs) + 2 }
  const holds = line === undefined ? [] : waitingHolds(sql, line.delegationId, line.exceptRequestId)
  const lengthMs = lengthMinutes * 60_000
  return commonTimes({
    starts,
    lengthMs,
    bufferMs,
    sides: sides.map(({ party, personIds }) => sideDiary(sql, party, ticks, personIds, exceptOwner)),
    tables: tableDiaries(sql, event, ticks, exceptOwner),
    notBeforeMs: nowMs + 1,
    waiting: (startsAtMs) => holds.filter((hold) => hold.startsAtMs < startsAtMs + lengthMs && startsAtMs < hold.endsAtMs).length,
  })
}

function waitingHolds(sql: SyncSql, delegationId: string, exceptRequestId: string | null): Stretch[] {
  return sql.all<Stretch>(
    `SELECT h."startsAt" AS "startsAtMs", h."endsAt" AS "endsAtMs" FROM "RequestHold" h JOIN "MeetingRequest" r ON r."id" = h."requestId"
     WHERE r."toDelegationId" = ? AND r."state" = 'pending' AND r."id" <> ?`,
    delegationId, exceptRequestId ?? '',
  )
}

export const diary = { findEvent, legalStarts, entryRulesOf, findParty, sideDiary, tableDiaries, neighbourTables, findCommonTimes }
export type Diary = typeof diary

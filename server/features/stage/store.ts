import type { ReleasedItem } from '#server/domain/programme/item.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import type { StageEvent, StageRun } from '#server/domain/stage/model.ts'
import { rundownOf } from '#server/domain/stage/rundown.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'
import { stageRoom } from '#server/protocol/rooms.ts'
import type { StageCard, StageLogEntry } from '#server/protocol/stage.ts'

export type StagePlace = {
  stageId: string
  eventId: string
  slug: string
  zone: string
  phase: Phase
  nameZh: string
  nameEn: string
  placeZh: string
  placeEn: string
  eventNameZh: string
  eventNameEn: string
}

const placeColumns = `s."id" AS "stageId", s."eventId", e."slug", e."zone", e."phase", s."nameZh", s."nameEn", s."placeZh", s."placeEn", e."nameZh" AS "eventNameZh", e."nameEn" AS "eventNameEn"`

export function findPlace(sql: SyncSql, stageId: string): StagePlace | null {
  return sql.get<StagePlace>(`SELECT ${placeColumns} FROM "Stage" s JOIN "Event" e ON e."id" = s."eventId" WHERE s."id" = ?`, stageId) ?? null
}

/** The stages of an event in the organizer's order. */
export function listPlaces(sql: SyncSql, eventId: string): StagePlace[] {
  return sql.all<StagePlace>(`SELECT ${placeColumns} FROM "Stage" s JOIN "Event" e ON e."id" = s."eventId" WHERE s."eventId" = ? ORDER BY s."position", s."id"`, eventId)
}

export function findRun(sql: SyncSql, stageId: string): StageRun | null {
  const row = sql.get<{ state: string }>(`SELECT "state" FROM "StageRun" WHERE "stageId" = ?`, stageId)
  return row === undefined ? null : (JSON.parse(row.state) as StageRun)
}

/** Saves the state after an event, and the event. False where somebody was quicker: `seen` is no longer the last number. */
export function saveStep(held: Pick<QuickWork, 'sql'>, place: StagePlace, seen: number, step: { run: StageRun; event: StageEvent; byId: string | null }): boolean {
  const { run, event, byId } = step
  const saved = held.sql.run(
    `INSERT INTO "StageRun" ("stageId", "eventId", "seq", "state", "updatedAt") VALUES (?, ?, ?, ?, ?)
     ON CONFLICT ("stageId") DO UPDATE SET "seq" = excluded."seq", "state" = excluded."state", "updatedAt" = excluded."updatedAt" WHERE "StageRun"."seq" = ?`,
    place.stageId, place.eventId, run.seq, JSON.stringify(run), run.at, seen,
  )
  if (saved !== 1) return false
  held.sql.run(`INSERT INTO "StageEvent" ("stageId", "seq", "event", "at", "byId") VALUES (?, ?, ?, ?, ?)`, place.stageId, run.seq, JSON.stringify(event), run.at, byId)
  return true
}

type EventRow = { seq: number; at: number; event: string; byId: string | null; byZh: string | null; byEn: string | null }

/** Everything that happened on a stage, oldest first. */
export function listEvents(sql: SyncSql, stageId: string): { seq: number; at: number; event: StageEvent }[] {
  return sql.all<EventRow>(`SELECT "seq", "at", "event" FROM "StageEvent" WHERE "stageId" = ? ORDER BY "seq"`, stageId).map(({ seq, at, event }) => ({ seq, at, event: JSON.parse(event) as StageEvent }))
}

export function lastEntries(sql: SyncSql, stageId: string, most: number): StageLogEntry[] {
  return sql
    .all<EventRow>(`SELECT v."seq", v."at", v."event", p."nameZh" AS "byZh", p."nameEn" AS "byEn" FROM "StageEvent" v LEFT JOIN "Person" p ON p."id" = v."byId" WHERE v."stageId" = ? ORDER BY v."seq" DESC LIMIT ?`, stageId, most)
    .map(({ seq, at, event, byZh, byEn }) => logEntry(JSON.parse(event) as StageEvent, { seq, at, byZh: byZh ?? '', byEn: byEn ?? '' }))
}

export function logEntry(event: StageEvent, told: Pick<StageLogEntry, 'seq' | 'at' | 'byZh' | 'byEn'>): StageLogEntry {
  const lineId = 'lineId' in event ? event.lineId : event.kind === 'finish' ? (event.next?.lineId ?? null) : null
  const ms = event.kind === 'adjust' ? event.ms : event.kind === 'break' ? event.lengthMs : null
  return { ...told, kind: event.kind, lineId, ms }
}

export function findName(sql: SyncSql, personId: string | null): { byZh: string; byEn: string } {
  const row = personId === null ? undefined : sql.get<{ byZh: string; byEn: string }>(`SELECT "nameZh" AS "byZh", "nameEn" AS "byEn" FROM "Person" WHERE "id" = ?`, personId)
  return row ?? { byZh: '', byEn: '' }
}

export function roomSeq(sql: SyncSql, room: string): number {
  return sql.get<{ seq: number }>(`SELECT "seq" FROM "RoomHead" WHERE "room" = ?`, room)?.seq ?? 0
}

/** Tells each stage of an event its rundown as it is released now, for those who have a page of it open. */
export const createTellPlanned = (released: (sql: SyncSql, stageId: string) => ReleasedItem[]) => (held: QuickWork, eventId: string): void => {
  for (const { stageId, zone } of listPlaces(held.sql, eventId)) {
    const run = findRun(held.sql, stageId)
    const items = released(held.sql, stageId)
    const planned = run === null ? rundownOf(items, { now: held.now, zone, shifted: 'never' }).lines : []
    const shown = new Set((run?.lines ?? planned).map((line) => line.id))
    held.fact(stageRoom(stageId), 'stage:planned', { planned, cards: cardsOf(held.sql, items.filter((item) => shown.has(item.id))) })
  }
}

/** What the hall may read of released items. A company that stays behind a code name gives its item's title only. */
export function cardsOf(sql: SyncSql, items: readonly ReleasedItem[]): StageCard[] {
  const list = inList(items.flatMap((item) => item.delegation?.organizationId ?? []))
  const sectors = new Map(sql.all<{ id: string; sectors: string }>(`SELECT "id", "sectors" FROM "Organization" WHERE "id" IN (${list.marks})`, ...list.values).map((row) => [row.id, JSON.parse(row.sectors) as string[]]))
  return items.map(({ id, titleZh, titleEn, summaryZh, summaryEn, speakers, delegation }) => {
    const open = delegation !== null && delegation.side !== 'target' ? delegation : null
    return {
      id,
      titleZh: open?.nameZh || titleZh,
      titleEn: open?.nameEn || (open ? '' : titleEn),
      lineZh: open?.oneLinerZh || summaryZh,
      lineEn: open?.oneLinerEn || summaryEn,
      delegationId: open?.id ?? null,
      sectors: open === null ? [] : (sectors.get(open.organizationId) ?? []),
      speakers: delegation?.side === 'target' ? [] : speakers,
    }
  })
}

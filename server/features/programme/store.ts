import type { ItemFace, ReleasedItem } from '#server/domain/programme/item.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'

/** Column `released` of ProgrammeItem: the face that the last release gave it. The people of a pitch are read from its booking. */
export type ReleasedFace = ItemFace

type Row = Pick<ReleasedItem, 'id' | 'eventId' | 'stageId' | 'startsAtMs' | 'endsAtMs' | 'version' | 'calendarSequence'> & {
  released: string
  delegationId: string | null
  organizationId: string | null
  side: string | null
  nameZh: string | null
  nameEn: string | null
  oneLinerZh: string | null
  oneLinerEn: string | null
}

const columns = `i."id", i."eventId", i."releasedStageId" AS "stageId", i."releasedStartsAt" AS "startsAtMs", i."releasedEndsAt" AS "endsAtMs", i."version", i."calendarSequence", i."released",
  d."id" AS "delegationId", d."organizationId", d."side", o."nameZh", o."nameEn", o."oneLinerZh", o."oneLinerEn"`
const source = `FROM "ProgrammeItem" i LEFT JOIN "Delegation" d ON d."id" = i."delegationId" LEFT JOIN "Organization" o ON o."id" = d."organizationId"`
const isReleased = `i."releasedStageId" IS NOT NULL AND i."released" IS NOT NULL`
const inOrder = `ORDER BY i."releasedStartsAt", i."releasedStageId", i."id"`

type PersonRow = ItemFace['people'][number] & { itemId: string }

/** People of items as stored now, in the organizer's order. */
export function peopleOfItems(sql: SyncSql, itemIds: readonly string[]): Map<string, ItemFace['people']> {
  const found = new Map<string, ItemFace['people']>()
  const pieces = Array.from({ length: Math.ceil(itemIds.length / 1000) }, (_, at) => itemIds.slice(at * 1000, at * 1000 + 1000))
  for (const piece of pieces) {
    const list = inList(piece)
    const rows = sql.all<PersonRow>(`SELECT "itemId", "personId", "name", "organization", "role" FROM "ProgrammePerson" WHERE "itemId" IN (${list.marks}) ORDER BY "itemId", "position", "id"`, ...list.values)
    for (const { itemId, ...person } of rows) found.set(itemId, [...(found.get(itemId) ?? []), person])
  }
  return found
}

function toReleased(sql: SyncSql, rows: readonly Row[]): ReleasedItem[] {
  const faces = rows.map((row) => JSON.parse(row.released) as ReleasedFace)
  const booked = peopleOfItems(sql, rows.flatMap((row, at) => (faces[at]?.kind === 'pitch' ? [row.id] : [])))
  return rows.map(({ released: _, delegationId, organizationId, side, nameZh, nameEn, oneLinerZh, oneLinerEn, ...row }, at) => {
    const face = faces[at] as ReleasedFace
    const delegation = delegationId === null ? null : { id: delegationId, organizationId: organizationId ?? '', side: side ?? '', nameZh: nameZh ?? '', nameEn: nameEn ?? '', oneLinerZh: oneLinerZh ?? '', oneLinerEn: oneLinerEn ?? '' }
    return { ...row, ...face, people: face.kind === 'pitch' ? (booked.get(row.id) ?? []) : face.people, delegation }
  })
}

/** What is released on one stage, in order of time; two statements. */
export function findReleasedItems(sql: SyncSql, stageId: string): ReleasedItem[] {
  return toReleased(sql, sql.all<Row>(`SELECT ${columns} ${source} WHERE i."releasedStageId" = ? AND ${isReleased} ${inOrder}`, stageId))
}

/** What is released at an event, in order of time; two statements. */
export function listReleasedItems(sql: SyncSql, eventId: string): ReleasedItem[] {
  return toReleased(sql, sql.all<Row>(`SELECT ${columns} ${source} WHERE i."eventId" = ? AND ${isReleased} ${inOrder}`, eventId))
}

/** One released item; null where there is none, or none of that event. */
export function findReleasedItem(sql: SyncSql, eventId: string, itemId: string): ReleasedItem | null {
  return toReleased(sql, sql.all<Row>(`SELECT ${columns} ${source} WHERE i."id" = ? AND i."eventId" = ? AND ${isReleased}`, itemId, eventId))[0] ?? null
}

export type StageName = { id: string; nameZh: string; nameEn: string; placeZh: string; placeEn: string }

export function listStages(sql: SyncSql, eventId: string): StageName[] {
  return sql.all<StageName>(`SELECT "id", "nameZh", "nameEn", "placeZh", "placeEn" FROM "Stage" WHERE "eventId" = ? ORDER BY "position", "id"`, eventId)
}

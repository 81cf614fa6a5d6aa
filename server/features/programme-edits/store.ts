import { defaultConflictLevels, type ConflictGround, type ConflictLevels } from '#server/domain/programme/conflicts.ts'
import { competitorPairs, type Rival } from '#server/domain/programme/competitors.ts'
import type { ItemChange } from '#server/domain/programme/edit.ts'
import type { WorkingItem } from '#server/domain/programme/item.ts'
import { tickMs } from '#server/domain/shared/time.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import { hasPitches, type Line } from '#server/domain/events/setup.ts'
import type { peopleOfItems } from '#server/features/programme/store.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'

export type PeopleOfItems = typeof peopleOfItems

export type ProgrammeEvent = { id: string; slug: string; nameZh: string; nameEn: string; zone: string; phase: Phase; line: Line; startsAtMs: number; endsAtMs: number; bufferMinutes: number; levels: ConflictLevels; settingsVersion: number }

export function findProgrammeEvent(sql: SyncSql, eventId: string): ProgrammeEvent | null {
  const row = sql.get<Omit<ProgrammeEvent, 'bufferMinutes' | 'levels'> & { settings: string }>(
    `SELECT e."id", e."slug", e."nameZh", e."nameEn", e."zone", e."phase", s."line", e."startsAt" AS "startsAtMs", e."endsAt" AS "endsAtMs", e."settings", e."version" AS "settingsVersion"
     FROM "Event" e JOIN "Series" s ON s."id" = e."seriesId" WHERE e."id" = ?`,
    eventId,
  )
  if (row === undefined) return null
  const { settings: text, ...event } = row
  const settings = JSON.parse(text) as { bufferMinutes?: number; conflictLevels?: Partial<ConflictLevels> }
  return { ...event, bufferMinutes: settings.bufferMinutes ?? 0, levels: { ...defaultConflictLevels, ...settings.conflictLevels } }
}

/** A change that would bring a pitch where none belongs. */
export const bringsPitch = (event: ProgrammeEvent, changes: readonly ItemChange[]): boolean =>
  !hasPitches(event.line) && changes.some(({ after }) => after?.kind === 'pitch')

type Row = Omit<WorkingItem, 'people' | 'isLinked' | 'isRemoved'> & { isLinked: number; isRemoved: number; isReleased: number }

/** The working copy with all that was ever removed from it, and which of it is released; three statements per thousand items. */
export function loadWorking(sql: SyncSql, eventId: string, peopleOf: PeopleOfItems): { items: Map<string, WorkingItem>; released: Set<string> } {
  const rows = sql.all<Row>(
    `SELECT "id", "kind", "sessionId", "titleZh", "titleEn", "summaryZh", "summaryEn", "track", "qaMinutes", "bufferMinutes", "isLinked", "stageId", "startsAt" AS "startsAtMs", "endsAt" AS "endsAtMs",
       "externalId", "isRemoved", "delegationId", "version", "releasedStageId" IS NOT NULL AS "isReleased"
     FROM "ProgrammeItem" WHERE "eventId" = ? ORDER BY "startsAt", "id"`,
    eventId,
  )
  const people = peopleOf(sql, rows.map((row) => row.id))
  const items = new Map(rows.map(({ isReleased: _, ...row }) => [row.id, { ...row, isLinked: row.isLinked === 1, isRemoved: row.isRemoved === 1, people: people.get(row.id) ?? [] }]))
  return { items, released: new Set(rows.filter((row) => row.isReleased === 1).map((row) => row.id)) }
}

/** Everything conflicts depend on, for the people and delegations that are in these items. */
export function loadGround(sql: SyncSql, event: ProgrammeEvent, items: ReadonlyMap<string, WorkingItem>): ConflictGround {
  const people = [...new Set([...items.values()].flatMap((item) => item.people.flatMap(({ personId }) => (personId === null ? [] : [personId]))))].sort()
  const busy: ConflictGround['busy'][number][] = []
  const firms: Record<string, string> = {}
  for (let from = 0; from < people.length; from += 1000) {
    const list = inList(people.slice(from, from + 1000).map((id) => `person:${id}`))
    const rows = sql.all<{ resource: string; owner: string; first: number; last: number }>(`SELECT "resource", "owner", MIN("tick") AS "first", MAX("tick") AS "last" FROM "Occupancy" WHERE "resource" IN (${list.marks}) GROUP BY "resource", "owner"`, ...list.values)
    for (const { resource, owner, first, last } of rows) {
      if (!items.has(owner.slice(owner.indexOf(':') + 1))) busy.push({ personId: resource.slice('person:'.length), startsAtMs: first * tickMs, endsAtMs: (last + 1) * tickMs })
    }
    const ids = inList(people.slice(from, from + 1000))
    for (const { personId, organizationId } of sql.all<{ personId: string; organizationId: string }>(`SELECT g."personId", d."organizationId" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE d."eventId" = ? AND g."personId" IN (${ids.marks})`, event.id, ...ids.values)) firms[personId] = organizationId
  }
  const rivals = listRivals(sql, event.id)
  const recusals = sql.all<{ personId: string; itemId: string }>(`SELECT "judgeId" AS "personId", "itemId" FROM "Recusal" WHERE "eventId" = ? ORDER BY "itemId", "judgeId"`, event.id)
  return { bufferMinutes: event.bufferMinutes, busy, firms, delegations: Object.fromEntries(rivals.map((one) => [one.delegationId, one.organizationId])), competitors: competitorPairs(rivals), recusals }
}

/** Who has a pitch, with what tells competitors. */
function listRivals(sql: SyncSql, eventId: string): (Rival & { delegationId: string })[] {
  const rows = sql.all<{ delegationId: string; organizationId: string; nameZh: string; nameEn: string; sectors: string; body: string | null }>(
    `SELECT d."id" AS "delegationId", o."id" AS "organizationId", o."nameZh", o."nameEn", o."sectors", (SELECT p."body" FROM "Preference" p WHERE p."organizationId" = o."id" ORDER BY p."kind" LIMIT 1) AS "body"
     FROM "Delegation" d JOIN "Organization" o ON o."id" = d."organizationId" WHERE d."eventId" = ? AND d."id" IN (SELECT "delegationId" FROM "ProgrammeItem" WHERE "eventId" = ? AND "delegationId" IS NOT NULL) ORDER BY d."id"`,
    eventId, eventId,
  )
  return rows.map(({ delegationId, organizationId, nameZh, nameEn, sectors, body }) => {
    const avoids = body === null ? [] : ((JSON.parse(body) as { avoidOrganizations?: string[] }).avoidOrganizations ?? [])
    return { delegationId, organizationId, names: [nameZh, nameEn], sectors: JSON.parse(sectors) as string[], avoids }
  })
}

const columns = `"kind" = ?, "sessionId" = ?, "titleZh" = ?, "titleEn" = ?, "summaryZh" = ?, "summaryEn" = ?, "track" = ?, "qaMinutes" = ?, "bufferMinutes" = ?, "isLinked" = ?, "isRemoved" = ?, "stageId" = ?, "startsAt" = ?, "endsAt" = ?`
const valuesOf = (item: WorkingItem) => [item.kind, item.sessionId, item.titleZh, item.titleEn, item.summaryZh, item.summaryEn, item.track, item.qaMinutes, item.bufferMinutes, item.isLinked, item.isRemoved, item.stageId, item.startsAtMs, item.endsAtMs] as const

type Write = { sql: SyncSql; newId: () => string; now: number }

/**
 * Writes changes, each only onto the version that it was made from. Answers with the items as they are now, or null where
 * another edit was faster; the caller must undo its transaction then.
 */
export function writeChanges({ sql, newId, now }: Write, eventId: string, changes: readonly ItemChange[]): ItemChange[] | null {
  const written: ItemChange[] = []
  for (const { id, before, after } of changes) {
    if (after === null) {
      if (sql.run(`DELETE FROM "ProgrammeItem" WHERE "id" = ? AND "version" = ? AND "releasedStageId" IS NULL AND "delegationId" IS NULL`, id, before?.version ?? 0) === 0) return null
      written.push({ id, before, after })
      continue
    }
    const next = { ...after, version: (before?.version ?? 0) + 1 }
    if (before === null) {
      sql.run(
        `INSERT INTO "ProgrammeItem" ("id", "eventId", "externalId", "kind", "sessionId", "titleZh", "titleEn", "summaryZh", "summaryEn", "track", "qaMinutes", "bufferMinutes", "isLinked", "isRemoved", "stageId", "startsAt", "endsAt", "version", "createdAt", "updatedAt")
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`,
        id, eventId, next.externalId, ...valuesOf(next), now, now,
      )
    } else if (sql.run(`UPDATE "ProgrammeItem" SET ${columns}, "version" = "version" + 1, "updatedAt" = ? WHERE "id" = ? AND "version" = ?`, ...valuesOf(next), now, id, before.version) === 0) return null
    if (before?.people !== after.people) writePeople(sql, newId, next)
    written.push({ id, before, after: next })
  }
  return written
}

function writePeople(sql: SyncSql, newId: () => string, { id, people }: WorkingItem): void {
  sql.run(`DELETE FROM "ProgrammePerson" WHERE "itemId" = ?`, id)
  people.forEach(({ personId, name, organization, role }, position) => {
    sql.run(`INSERT INTO "ProgrammePerson" ("id", "itemId", "personId", "name", "organization", "role", "position") VALUES (?, ?, ?, ?, ?, ?, ?)`, newId(), id, personId, name, organization, role, position)
  })
}

export type EditKind = 'create' | 'slots' | 'move' | 'resize' | 'change' | 'remove' | 'import' | 'undo'
export type StoredEdit = { id: string; number: number; kind: EditKind; changes: ItemChange[]; createdAt: number }

export function lastNumber(sql: SyncSql, eventId: string): number {
  return sql.get<{ last: number | null }>(`SELECT MAX("number") AS "last" FROM "ProgrammeEdit" WHERE "eventId" = ?`, eventId)?.last ?? 0
}

/** Keeps an edit under the event's next number. An undo is an edit of its own that nobody undoes. */
export function insertEdit({ sql, newId, now }: Write, edit: { eventId: string; kind: EditKind; actorId: string; changes: readonly ItemChange[] }): { id: string; number: number } {
  const id = newId()
  const number = lastNumber(sql, edit.eventId) + 1
  sql.run(
    `INSERT INTO "ProgrammeEdit" ("id", "eventId", "number", "kind", "actorId", "changes", "undoneAt", "createdAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    id, edit.eventId, number, edit.kind, edit.actorId, JSON.stringify(edit.changes), edit.kind === 'undo' ? now : null, now,
  )
  return { id, number }
}

/** The last edit of this person that stands and was made after the last release; releases close what was before them. */
export function lastEditOf(sql: SyncSql, eventId: string, actorId: string): StoredEdit | null {
  const row = sql.get<Omit<StoredEdit, 'changes'> & { changes: string }>(
    `SELECT "id", "number", "kind", "changes", "createdAt" FROM "ProgrammeEdit" WHERE "eventId" = ? AND "actorId" = ? AND "undoneAt" IS NULL
       AND "createdAt" > COALESCE((SELECT MAX("createdAt") FROM "ProgrammeRelease" WHERE "eventId" = ?), 0) ORDER BY "number" DESC LIMIT 1`,
    eventId, actorId, eventId,
  )
  return row === undefined ? null : { ...row, changes: JSON.parse(row.changes) as ItemChange[] }
}

export function markUndone(sql: SyncSql, editId: string, now: number): boolean {
  return sql.run(`UPDATE "ProgrammeEdit" SET "undoneAt" = ? WHERE "id" = ? AND "undoneAt" IS NULL`, now, editId) === 1
}

/** Which of these stages, sessions and people are not of the event. */
export function strangersOf(sql: SyncSql, eventId: string, items: readonly WorkingItem[]): { stages: boolean; people: boolean } {
  const lacks = (ids: readonly (string | null)[], known: ReadonlySet<string>): boolean => ids.some((id) => id !== null && !known.has(id))
  const idsOf = (text: string, ...values: string[]): Set<string> => new Set(sql.all<{ id: string }>(text, ...values).map((row) => row.id))
  const stages = idsOf(`SELECT "id" FROM "Stage" WHERE "eventId" = ?`, eventId)
  const sessions = idsOf(`SELECT "id" FROM "EventSession" WHERE "eventId" = ?`, eventId)
  const named = [...new Set(items.flatMap((item) => item.people.flatMap(({ personId }) => (personId === null ? [] : [personId]))))]
  const list = inList(named)
  const people = named.length === 0 ? new Set<string>() : idsOf(
    `SELECT "personId" AS "id" FROM "EventRole" WHERE "eventId" = ? AND "personId" IN (${list.marks}) UNION SELECT g."personId" AS "id" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE d."eventId" = ? AND g."personId" IN (${list.marks})`,
    eventId, ...(list.values as string[]), eventId, ...(list.values as string[]),
  )
  return { stages: lacks(items.map((item) => item.stageId), stages) || lacks(items.map((item) => item.sessionId), sessions), people: lacks(named, people) }
}

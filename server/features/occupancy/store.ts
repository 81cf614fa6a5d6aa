import type { SyncSql } from '#server/platform/db.ts'
import { inList } from '#server/platform/sql-lists.ts'

/** Something that can be in one place at a time, and when it is taken: five-minute ticks since the epoch. */
export type Need = { resource: string; ticks: readonly number[] }

/** What stood in the way. `id` is empty for a pair. */
export type Clash = { kind: 'person' | 'table' | 'stage' | 'pair'; id: string }

export const personResource = (personId: string): string => `person:${personId}`
export const tableResource = (tableId: string): string => `table:${tableId}`
export const stageResource = (stageId: string): string => `stage:${stageId}`
/** The nth meeting of two delegations at an event; taken at tick 0, so that it is independent of time. */
export function pairResource(eventId: string, one: string, other: string, n: number): string {
  const [a, b] = one < other ? [one, other] : [other, one]
  return `pair:${eventId}:${a}:${b}#${n}`
}
export const meetingOwner = (meetingId: string): string => `meeting:${meetingId}`

function clashOf(resource: string): Clash {
  const [kind, id] = resource.split(':') as [Clash['kind'], string]
  return { kind, id: kind === 'pair' ? '' : id }
}

/**
 * Takes everything that an owner needs. The primary key of the table decides who wins; nothing is looked up first. Where
 * the answer isn't empty the caller must undo its transaction.
 */
export function take(sql: SyncSql, owner: string, needs: readonly Need[]): Clash[] {
  const clashes: Clash[] = []
  for (const { resource, ticks } of needs) {
    let refused = false
    for (const tick of ticks) {
      const taken = sql.run(`INSERT INTO "Occupancy" ("resource", "tick", "owner") VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, resource, tick, owner)
      if (taken === 0) refused = true
    }
    if (refused) clashes.push(clashOf(resource))
  }
  return clashes
}

/** Frees all that an owner holds. */
export function release(sql: SyncSql, owner: string): void {
  sql.run(`DELETE FROM "Occupancy" WHERE "owner" = ?`, owner)
}

/** Which of these resources are taken at tick 0. */
export function takenPairs(sql: SyncSql, resources: readonly string[]): Set<string> {
  const list = inList(resources)
  const rows = sql.all<{ resource: string }>(`SELECT "resource" FROM "Occupancy" WHERE "tick" = 0 AND "resource" IN (${list.marks})`, ...list.values)
  return new Set(rows.map((row) => row.resource))
}

export const occupancy = { take, release, takenPairs, personResource, tableResource, stageResource, pairResource, meetingOwner }
export type Occupancy = typeof occupancy

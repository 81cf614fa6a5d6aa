import type { MadeEvent } from '#tests/factories/events.ts'
import type { MadeDelegation } from '#tests/factories/meetings.ts'
import type { Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'

type Db = Pick<Database, 'client'>
const ids = createIds()
const made = new Date(Date.UTC(2026, 0, 1))

/** A pitch of so many minutes, released and given to a start-up. */
export async function makePitch(db: Db, event: MadeEvent, startup: MadeDelegation, clock: string, minutes = 10): Promise<{ itemId: string; stageId: string }> {
  const id = ids.newId()
  const stageId = event.stages[0]?.id ?? ''
  const startsAt = new Date(event.at(clock))
  const endsAt = new Date(event.at(clock) + minutes * 60_000)
  const released = { kind: 'pitch', sessionId: null, titleZh: '路演', titleEn: 'Pitch', summaryZh: '', summaryEn: '', track: '', qaMinutes: 3, bufferMinutes: 0, isLinked: false, people: [] }
  await db.client.programmeItem.create({
    data: { id, eventId: event.id, stageId, kind: 'pitch', startsAt, endsAt, releasedStageId: stageId, releasedStartsAt: startsAt, releasedEndsAt: endsAt, released, delegationId: startup.id, createdAt: made, updatedAt: made },
  })
  return { itemId: id, stageId }
}

/** Makes an investor one whom somebody has checked. */
export async function verifyFund(db: Db, organizationId: string): Promise<void> {
  await db.client.claim.create({ data: { id: ids.newId(), organizationId, kind: 'filing', value: 'P1000001', state: 'verified', reviewedAt: made, createdAt: made } })
}

/** Changes the tables behind the application's back: what a guard's own proof needs. */
export async function withoutKey(db: unknown, table: string): Promise<void> {
  const { default: Handle } = await import('better-sqlite3')
  const handle = new Handle((db as { file: string }).file)
  const { sql } = handle.prepare(`SELECT "sql" FROM "sqlite_master" WHERE "type" = 'table' AND "name" = ?`).get(table) as { sql: string }
  const columns = (handle.prepare(`PRAGMA table_info("${table}")`).all() as { name: string; type: string }[]).map((column) => `"${column.name}" ${column.type}`)
  if (!sql.includes('PRIMARY KEY')) throw new Error(`${table} has no key to take away`)
  handle.exec(`PRAGMA foreign_keys = OFF; DROP TABLE "${table}"; CREATE TABLE "${table}" (${columns.join(', ')});`)
  handle.close()
}

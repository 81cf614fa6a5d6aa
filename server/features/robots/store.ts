import { foldTexts, roomNow, silenceMs, type RobotFact, type RobotProduct } from '#server/domain/messages/robots.ts'
import type { Locale } from '#server/i18n/locales.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

/** `address` and `secret` are sealed. */
export type RobotRow = { id: string; eventId: string; product: RobotProduct; name: string; address: string; secret: string; hint: string; locale: Locale; facts: RobotFact[]; isOn: boolean; version: number }
type Stored = Omit<RobotRow, 'facts' | 'isOn'> & { facts: string; isOn: number }

const columns = `"id", "eventId", "product", "name", "address", "secret", "hint", "locale", "facts", "isOn", "version"`
const toRow = (row: Stored): RobotRow => ({ ...row, facts: JSON.parse(row.facts) as RobotFact[], isOn: row.isOn === 1 })

export function findRobot(sql: SyncSql, id: string): RobotRow | null {
  const row = sql.get<Stored>(`SELECT ${columns} FROM "EventRobot" WHERE "id" = ?`, id)
  return row === undefined ? null : toRow(row)
}
export const listRobots = (sql: SyncSql, eventId: string): RobotRow[] => sql.all<Stored>(`SELECT ${columns} FROM "EventRobot" WHERE "eventId" = ? ORDER BY "createdAt", "id"`, eventId).map(toRow)

export function insertRobot({ sql, now, newId }: QuickWork, row: Omit<RobotRow, 'id' | 'version' | 'isOn'>): string {
  const id = newId()
  sql.run(`INSERT INTO "EventRobot" ("id", "eventId", "product", "name", "address", "secret", "hint", "locale", "facts", "isOn", "version", "createdAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?)`,
    id, row.eventId, row.product, row.name, row.address, row.secret, row.hint, row.locale, JSON.stringify(row.facts), now)
  return id
}
export const switchRobot = (sql: SyncSql, id: string, isOn: boolean): number => sql.run(`UPDATE "EventRobot" SET "isOn" = ?, "version" = "version" + 1 WHERE "id" = ?`, isOn, id)
export const deleteRobot = (sql: SyncSql, id: string): number => sql.run(`DELETE FROM "EventRobot" WHERE "id" = ?`, id)

export type RobotMessageRow = { id: string; robotId: string; fact: string; text: string; state: 'queued' | 'sending' | 'sent' | 'folded' | 'failed'; attempts: number; error: string; createdAt: number; sentAt: number | null }
export const listMessages = (sql: SyncSql, eventId: string): RobotMessageRow[] =>
  sql.all<RobotMessageRow>(`SELECT m."id", m."robotId", m."fact", m."text", m."state", m."attempts", m."error", m."createdAt", m."sentAt" FROM "RobotMessage" m JOIN "EventRobot" r ON r."id" = m."robotId" WHERE r."eventId" = ? ORDER BY m."createdAt" DESC, m."id" DESC LIMIT 50`, eventId)

export function insertMessage(sql: SyncSql, of: { id: string; robotId: string; fact: string; text: string; now: number }): void {
  sql.run(`INSERT INTO "RobotMessage" ("id", "robotId", "fact", "text", "state", "attempts", "error", "createdAt") VALUES (?, ?, ?, ?, 'queued', 0, '', ?)`, of.id, of.robotId, of.fact, of.text, of.now)
}

/** One that was being sent when its server died is taken up again; nobody waits so long for an answer, and no lease ends sooner. */
const stuckMs = 30_000
export type Taken = { kind: 'send'; messageId: string; text: string; attempts: number; more: boolean } | { kind: 'wait'; until: number } | { kind: 'none' }

/**
 * Takes what a robot says next, within its product's limits, for one sender alone. Where more waits than may leave now, all of
 * it becomes one message; the others are noted as told with it.
 */
export function takeNext(sql: SyncSql, robot: RobotRow, nowMs: number, more: (count: number) => string): Taken {
  sql.run(`UPDATE "RobotMessage" SET "state" = 'queued' WHERE "robotId" = ? AND "state" = 'sending' AND "triedAt" <= ?`, robot.id, nowMs - stuckMs)
  const queued = sql.all<{ id: string; text: string; attempts: number }>(`SELECT "id", "text", "attempts" FROM "RobotMessage" WHERE "robotId" = ? AND "state" = 'queued' ORDER BY "createdAt", "id" LIMIT 500`, robot.id)
  const [first] = queued
  if (first === undefined) return { kind: 'none' }
  const tried = sql.all<{ at: number }>(`SELECT "triedAt" AS "at" FROM "RobotMessage" WHERE "robotId" = ? AND "triedAt" > ?`, robot.id, nowMs - 60_000).map((row) => row.at)
  const limited = sql.get<{ at: number | null }>(`SELECT MAX("triedAt") AS "at" FROM "RobotMessage" WHERE "robotId" = ? AND "state" = 'queued' AND "error" LIKE 'limited.%'`, robot.id)?.at ?? null
  if (limited !== null && limited + silenceMs(robot.product) > nowMs) return { kind: 'wait', until: limited + silenceMs(robot.product) }
  const room = roomNow(robot.product, tried, nowMs)
  if (room.now === 0) return { kind: 'wait', until: room.nextAt }
  const isFolded = queued.length > room.now
  const text = foldTexts(robot.product, isFolded ? queued.map((one) => one.text) : [first.text], more)
  if (isFolded) for (const { id } of queued.slice(1)) sql.run(`UPDATE "RobotMessage" SET "state" = 'folded' WHERE "id" = ?`, id)
  sql.run(`UPDATE "RobotMessage" SET "state" = 'sending', "text" = ?, "attempts" = "attempts" + 1, "triedAt" = ? WHERE "id" = ?`, text, nowMs, first.id)
  return { kind: 'send', messageId: first.id, text, attempts: first.attempts + 1, more: !isFolded && queued.length > 1 }
}

export const markMessage = (sql: SyncSql, id: string, of: { state: 'sent' | 'queued' | 'failed'; error: string; sentAt: number | null }): number => sql.run(`UPDATE "RobotMessage" SET "state" = ?, "error" = ?, "sentAt" = ? WHERE "id" = ?`, of.state, of.error, of.sentAt, id)

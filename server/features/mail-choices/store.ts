import type { QuietHours } from '#server/domain/messages/quiet-hours.ts'
import { defaultQuietHours } from '#server/domain/messages/quiet-hours.ts'
import type { SyncSql } from '#server/platform/db.ts'

/** What the gate needs of a mail's reader; `zone` of her own, or else of the event. */
export type ReaderFacts = { zone: string; hours: QuietHours }

type Row = { zone: string | null; isOn: number | null; fromMinute: number | null; toMinute: number | null }

export const houseZone = 'Asia/Shanghai'

export function findReader(sql: SyncSql, personId: string, eventId: string | null): ReaderFacts {
  const row = sql.get<Row>(
    `SELECT p."zone", q."isOn", q."fromMinute", q."toMinute" FROM "Person" p LEFT JOIN "QuietHours" q ON q."personId" = p."id" WHERE p."id" = ?`, personId)
  const zone = row?.zone ?? (eventId === null ? undefined : sql.get<{ zone: string }>(`SELECT "zone" FROM "Event" WHERE "id" = ?`, eventId)?.zone) ?? houseZone
  const own = row?.isOn == null ? null : { isOn: row.isOn === 1, fromMinute: row.fromMinute ?? 0, toMinute: row.toMinute ?? 0 }
  return { zone, hours: own ?? defaultQuietHours }
}

export const isSuppressed = (sql: SyncSql, address: string): boolean => sql.get(`SELECT 1 AS "is" FROM "MailSuppression" WHERE "address" = ?`, address) !== undefined

export const hasLeft = (sql: SyncSql, personId: string, purpose: string): boolean => sql.get(`SELECT 1 AS "is" FROM "MailChoice" WHERE "personId" = ? AND "purpose" = ?`, personId, purpose) !== undefined

export const leftBy = (sql: SyncSql, personId: string): string[] => sql.all<{ purpose: string }>(`SELECT "purpose" FROM "MailChoice" WHERE "personId" = ? ORDER BY "purpose"`, personId).map((row) => row.purpose)

export const leave = (sql: SyncSql, personId: string, purpose: string, now: number): boolean => sql.run(`INSERT INTO "MailChoice" ("personId", "purpose", "leftAt") VALUES (?, ?, ?) ON CONFLICT ("personId", "purpose") DO NOTHING`, personId, purpose, now) === 1

export const comeBack = (sql: SyncSql, personId: string, purpose: string): boolean => sql.run(`DELETE FROM "MailChoice" WHERE "personId" = ? AND "purpose" = ?`, personId, purpose) === 1

export function writeHours(sql: SyncSql, personId: string, { isOn, fromMinute, toMinute }: QuietHours, now: number): void {
  sql.run(
    `INSERT INTO "QuietHours" ("personId", "isOn", "fromMinute", "toMinute", "updatedAt") VALUES (?, ?, ?, ?, ?)
     ON CONFLICT ("personId") DO UPDATE SET "isOn" = excluded."isOn", "fromMinute" = excluded."fromMinute", "toMinute" = excluded."toMinute", "updatedAt" = excluded."updatedAt"`,
    personId, isOn, fromMinute, toMinute, now)
}

/** Whose link it is: her address half hidden, and in which language she reads. Null: she is gone. */
export function findLeaver(sql: SyncSql, personId: string): { email: string; locale: string } | null {
  return sql.get<{ email: string; locale: string }>(`SELECT "email", "locale" FROM "Person" WHERE "id" = ?`, personId) ?? null
}

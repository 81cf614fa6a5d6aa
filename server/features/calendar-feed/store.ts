import type { Locale } from '#server/i18n/locales.ts'
import type { SyncSql } from '#server/platform/db.ts'

export type Subscriber = { personId: string; feedVersion: number; locale: Locale; zone: string | null }

export function findSubscriber(sql: SyncSql, personId: string): Subscriber | null {
  return sql.get<Subscriber>(`SELECT "id" AS "personId", "feedVersion", "locale", "zone" FROM "Person" WHERE "id" = ?`, personId) ?? null
}

import type { SyncSql } from './sync-sql.ts'

/** A table of numbered places: who has number n of a pool. Its key is (pool, number). */
export type PlaceTable = { table: 'SeatTaken' | 'RegistrationPlace'; pool: 'eventId' | 'poolId'; holder: 'guestId' | 'registrationId' }

/**
 * Takes the lowest number that nobody has; false where all are gone. The look-up only says where to begin: the table's key
 * decides who gets a number, and there are no numbers above `places`.
 */
export function takePlace(sql: SyncSql, { table, pool, holder }: PlaceTable, poolId: string, places: number, holderId: string): boolean {
  const lowest = sql.get<{ number: number | null }>(
    `SELECT MIN(c."number") AS "number" FROM (SELECT 1 AS "number" UNION SELECT "number" + 1 FROM "${table}" WHERE "${pool}" = ?) c WHERE NOT EXISTS (SELECT 1 FROM "${table}" t WHERE t."${pool}" = ? AND t."number" = c."number")`,
    poolId, poolId,
  )?.number ?? 1
  for (let number = lowest; number <= places; number += 1) {
    if (sql.run(`INSERT INTO "${table}" ("${pool}", "number", "${holder}") VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, poolId, number, holderId) === 1) return true
  }
  return false
}

/** Gives all places of a holder back; how many they were. */
export const freePlaces = (sql: SyncSql, { table, holder }: PlaceTable, holderId: string): number => sql.run(`DELETE FROM "${table}" WHERE "${holder}" = ?`, holderId)

export const countPlaces = (sql: SyncSql, { table, pool }: PlaceTable, poolId: string): number =>
  sql.get<{ many: number }>(`SELECT COUNT(*) AS "many" FROM "${table}" WHERE "${pool}" = ?`, poolId)?.many ?? 0

/** Before a pool gets smaller: those on numbers that go come down to free ones. There must be enough of them. */
export function moveDown(sql: SyncSql, places: PlaceTable, poolId: string, size: number): void {
  const { table, pool, holder } = places
  for (const { holderId } of sql.all<{ holderId: string }>(`SELECT "${holder}" AS "holderId" FROM "${table}" WHERE "${pool}" = ? AND "number" > ? ORDER BY "number"`, poolId, size)) {
    sql.run(`DELETE FROM "${table}" WHERE "${pool}" = ? AND "${holder}" = ?`, poolId, holderId)
    takePlace(sql, places, poolId, size, holderId)
  }
}

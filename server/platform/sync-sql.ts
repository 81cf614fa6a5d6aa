import type { Database as Handle, Statement } from 'better-sqlite3'

/** What a prepared statement takes. Instants are ms since the epoch; a `Date` becomes that, a boolean 0 or 1. */
export type SqlValue = string | number | bigint | boolean | Date | Uint8Array | null

/**
 * Prepared statements run at once, for the few hot commands. Placeholders are `?`. Rows come back with integers as
 * numbers, instants as ms, booleans as 0 or 1, JSON as text, bytes as Uint8Array.
 */
export type SyncSql = {
  /** First row, or undefined. */
  get<Row = Record<string, unknown>>(text: string, ...values: SqlValue[]): Row | undefined
  all<Row = Record<string, unknown>>(text: string, ...values: SqlValue[]): Row[]
  /** Number of rows inserted, updated or deleted. */
  run(text: string, ...values: SqlValue[]): number
}

/** Statements are prepared once per text; texts must be constants of the code, never built from values. */
export function createSyncSql(handle: Handle): SyncSql {
  const prepared = new Map<string, Statement<unknown[]>>()

  function statement(text: string): Statement<unknown[]> {
    let found = prepared.get(text)
    if (!found) {
      found = handle.prepare<unknown[]>(text).safeIntegers(false)
      prepared.set(text, found)
      // A text built from values by mistake would fill the memory; the oldest makes room.
      if (prepared.size > 500) prepared.delete(prepared.keys().next().value as string)
    }
    return found
  }

  return {
    get: <Row>(text: string, ...values: SqlValue[]) => statement(text).get(...values.map(toSqlite)) as Row | undefined,
    all: <Row>(text: string, ...values: SqlValue[]) => statement(text).all(...values.map(toSqlite)) as Row[],
    run: (text, ...values) => statement(text).run(...values.map(toSqlite)).changes,
  }
}

function toSqlite(value: SqlValue): string | number | bigint | Uint8Array | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number for the database must be finite')
  if (value === undefined) throw new TypeError('a value for the database is missing')
  return value
}

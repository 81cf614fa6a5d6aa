/**
 * What the rest of the server needs to know about a failed statement, whether Prisma or a prepared statement met it.
 * Compare with the functions here, not with `instanceof`: Prisma wraps errors, and a module may exist twice at run time.
 */

/** The database can't be used now: locked too long, disk full, I/O error, closed. HTTP answers 503 `service.unavailable`. */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable'
  readonly code = 'service.unavailable'
}

/** A unique index refused a row. `columns` is empty where the index is on an expression; then `index` names it. */
export class UniqueViolation extends Error {
  override readonly name = 'UniqueViolation'
  readonly code = 'record.unique'
  constructor(
    readonly table: string,
    readonly columns: string[],
    readonly index: string,
    options?: ErrorOptions,
  ) {
    super(`unique index refused a row: ${index}`, options)
  }
}

type Loose = { name?: unknown; code?: unknown; message?: unknown; cause?: unknown; meta?: unknown; [key: string]: unknown }

/** The error itself and what it wraps, in the shapes of better-sqlite3, driver adapters and Prisma. */
function* layers(error: unknown): Generator<Loose> {
  let current: unknown = error
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth += 1) {
    const layer = current as Loose
    yield layer
    const meta = layer.meta as Loose | undefined
    current = layer.cause ?? meta?.['driverAdapterError']
  }
}

const uniqueCodes = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY'])

/** The unique violation inside an error, or null. Index names follow `Table_column_column_key`, as Prisma makes them. */
export function uniqueViolation(error: unknown): UniqueViolation | null {
  for (const layer of layers(error)) {
    if (layer.name === 'UniqueViolation') return layer as unknown as UniqueViolation
    const sqlite = String(layer['originalCode'] ?? layer.code ?? '')
    if (uniqueCodes.has(sqlite)) return parseSqliteMessage(String(layer['originalMessage'] ?? layer.message), error)
  }
  return null
}

/** SQLite says `UNIQUE constraint failed: Claim.resource, Claim.tick`, or `…: index 'name'` for an index on expressions. */
function parseSqliteMessage(message: string, cause: unknown): UniqueViolation {
  const what = message.split('constraint failed: ').at(1) ?? ''
  const named = /^index '(.+)'$/.exec(what)?.[1]
  if (named) return new UniqueViolation(named.split('_')[0] ?? '', [], named, { cause })
  const parts = what.split(', ').map((part) => part.split('.'))
  const table = parts[0]?.[0] ?? ''
  const columns = parts.map((part) => part[1] ?? '')
  return new UniqueViolation(table, columns, `${table}_${columns.join('_')}_key`, { cause })
}

/**
 * Did this unique index refuse the row? `index` is its name (`Claim_resource_tick_key`) or only the table's (`Claim`) for
 * any unique index or primary key of that table.
 */
export function isUniqueViolation(error: unknown, index?: string): boolean {
  const found = uniqueViolation(error)
  if (!found) return false
  return index === undefined || found.index === index || found.table === index
}

// Primary result codes of SQLite (https://www.sqlite.org/rescode.html) that are the state of the machine, not of the statement.
const outage = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN|NOMEM|CORRUPT|NOTADB|PROTOCOL)/
// Prisma: not reachable, timed out, connection closed, pool exhausted, transaction not started or timed out.
const prismaOutage = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'])

export function isDatabaseUnavailable(error: unknown): boolean {
  for (const layer of layers(error)) {
    const code = String(layer['originalCode'] ?? layer.code ?? '')
    if (code === 'service.unavailable' || outage.test(code) || prismaOutage.has(code)) return true
    if (layer.name === 'TypeError' && layer.message === 'The database connection is not open') return true
  }
  return false
}

/** True where another connection holds the lock: the same statement can be tried again. */
export function isBusy(error: unknown): boolean {
  for (const layer of layers(error)) {
    if (/^SQLITE_(BUSY|LOCKED)/.test(String(layer['originalCode'] ?? layer.code ?? ''))) return true
  }
  return false
}

/** An outage as `DatabaseUnavailable`, a refused unique row as `UniqueViolation`, anything else as it came. */
export function typedError(error: unknown): unknown {
  const unique = uniqueViolation(error)
  if (unique) return unique
  if (!isDatabaseUnavailable(error)) return error
  if (error instanceof DatabaseUnavailable) return error
  return new DatabaseUnavailable('the database cannot be used now', { cause: error })
}

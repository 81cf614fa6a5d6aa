import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import BetterSqlite3, { type Database as Handle } from 'better-sqlite3'

import { systemClock, type Clock } from './clock.ts'
import { withPatience } from './sqlite-connection.ts'

/** The code and the database don't belong together; starting would harm the data. `code` is stable, the message is for the operator. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
  constructor(
    readonly code: 'migration.changed' | 'migration.newer_database' | 'migration.out_of_order' | 'migration.broken_reference',
    message: string,
  ) {
    super(message)
  }
}

export type Migration = { name: string; sql: string; checksum: string }
type Applied = { name: string; checksum: string }

export type MigrateOptions = { folder?: string; clock?: Clock }

/**
 * Brings a SQLite file to the newest schema and returns the names of the migrations it applied. Each migration is one
 * transaction, so an interrupted start leaves it whole or not at all; two processes that start at once apply each once.
 */
export async function migrateFile(file: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = readMigrations(options.folder ?? defaultFolder())
  const clock = options.clock ?? systemClock
  const handle = new BetterSqlite3(file, { timeout: 0 })
  try {
    await withPatience(() => handle.pragma('journal_mode = wal'), 30_000)
    handle.pragma('synchronous = FULL')
    // A migration that rebuilds a table drops the old one; with keys on, that would delete the rows that point to it.
    handle.pragma('foreign_keys = OFF')
    await withPatience(() => handle.exec(historyTable), 30_000)
    const done: string[] = []
    for (const migration of refuseOrPlan(migrations, applied(handle))) {
      if (await withPatience(() => applyOnce(handle, migration, clock), 30_000)) done.push(migration.name)
    }
    return done
  } finally {
    handle.close()
  }
}

const historyTable = `CREATE TABLE IF NOT EXISTS "_migration" (
  "name" TEXT NOT NULL PRIMARY KEY, "checksum" TEXT NOT NULL, "appliedAt" DATETIME NOT NULL
)`

/** Migrations in the order of their names, `NNNN_name/migration.sql`; the checksum ignores how lines end. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder).filter((name) => /^\d{4}_[a-z0-9_]+$/.test(name)).sort()
  return names.map((name) => {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n')
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
  })
}

/** `prisma/migrations/sqlite` of the project this file belongs to, whether it runs from source or from a bundle. */
function defaultFolder(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const folder = join(at, 'prisma/migrations/sqlite')
    if (existsSync(folder)) return folder
    if (dirname(at) === at) throw new Error('prisma/migrations/sqlite was not found beside the program')
  }
}

function applied(handle: Handle): Applied[] {
  return handle.prepare('SELECT name, checksum FROM _migration ORDER BY name').all() as Applied[]
}

/** What is still to do, or a refusal where the database and this version of the code don't belong together. */
function refuseOrPlan(migrations: Migration[], history: Applied[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const row of history) {
    const migration = known.get(row.name)
    if (!migration) {
      throw new MigrationRefused('migration.newer_database', `The database has migration ${row.name}, which this version doesn't know: a newer version wrote it. Start that version, or restore a backup made before.`)
    }
    if (migration.checksum !== row.checksum) {
      throw new MigrationRefused('migration.changed', `Migration ${row.name} was changed after it was applied. Put its file back as it was and make a new migration instead.`)
    }
  }
  const last = history.at(-1)?.name ?? ''
  const names = new Set(history.map((row) => row.name))
  const open = migrations.filter((migration) => !names.has(migration.name))
  const late = open.find((migration) => migration.name < last)
  if (late) throw new MigrationRefused('migration.out_of_order', `Migration ${late.name} comes before ${last}, which is applied already. Give it a higher number.`)
  return open
}

/** False where another process has applied it in the meantime. */
function applyOnce(handle: Handle, migration: Migration, clock: Clock): boolean {
  handle.exec('BEGIN IMMEDIATE')
  try {
    const there = handle.prepare('SELECT 1 FROM _migration WHERE name = ?').get(migration.name)
    if (!there) {
      handle.exec(migration.sql)
      const broken = handle.pragma('foreign_key_check') as Array<{ table: string }>
      if (broken.length > 0) throw new MigrationRefused('migration.broken_reference', `Migration ${migration.name} would leave rows of ${broken[0]?.table} that point nowhere.`)
      handle.prepare('INSERT INTO _migration (name, checksum, appliedAt) VALUES (?, ?, ?)').run(migration.name, migration.checksum, clock.now())
    }
    handle.exec('COMMIT')
    return !there
  } finally {
    if (handle.inTransaction) handle.exec('ROLLBACK')
  }
}

import { setTimeout as wait } from 'node:timers/promises'

import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import type { SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import type { Database as Handle } from 'better-sqlite3'

import { isBusy } from './database-errors.ts'

/**
 * Instants are stored as whole ms since the epoch, UTC (an INTEGER in a DATETIME column): raw SQL compares them with plain
 * numbers, and Prisma's filters and ordering agree with it.
 */
export const timestampFormat = 'unixepoch-ms'

export type SqliteConnection = {
  /** Prisma's own adapter: turns queries into statements and rows into results, without any discipline. */
  stock: SqlDriverAdapter
  /** The better-sqlite3 handle under it; integers come back as bigint unless a statement says otherwise. */
  handle: Handle
}

export type ConnectionOptions = {
  readOnly?: boolean
  /** 'delete' exists for the test of a COMMIT that meets a lock, which write-ahead logging never does. */
  journalMode?: 'wal' | 'delete'
}

/**
 * How long a statement waits for a lock of another process, in ms. The waiting is done here and not by SQLite's own busy
 * handler, which would stop the whole event loop, sockets included, for as long.
 */
export const lockPatienceMs = 5_000

export async function openConnection(file: string, options: ConnectionOptions = {}): Promise<SqliteConnection> {
  const stock = await new PrismaBetterSqlite3({ url: file }, { timestampFormat }).connect()
  const handle = (stock as unknown as { client?: Handle }).client
  if (typeof handle?.prepare !== 'function') throw new Error('this version of the SQLite adapter hides its connection')
  try {
    await withPatience(() => handle.pragma(`journal_mode = ${options.journalMode ?? 'wal'}`))
    handle.pragma('synchronous = FULL')
    handle.pragma('foreign_keys = ON')
    handle.pragma('busy_timeout = 0')
    if (options.readOnly) handle.pragma('query_only = ON')
  } catch (error) {
    handle.close()
    throw error
  }
  return { stock, handle }
}

/** Refuses to start on a connection that could lose acknowledged writes or accept rows that point nowhere. */
export function assertDurable(handle: Handle): void {
  const found = {
    journal_mode: String(handle.pragma('journal_mode', { simple: true })),
    synchronous: Number(handle.pragma('synchronous', { simple: true })),
    foreign_keys: Number(handle.pragma('foreign_keys', { simple: true })),
    busy_timeout: Number(handle.pragma('busy_timeout', { simple: true })),
  }
  const wanted = { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: 0 }
  for (const [name, value] of Object.entries(wanted)) {
    const actual = found[name as keyof typeof found]
    if (actual !== value) throw new Error(`database is not durable: ${name} is ${actual}, must be ${value}`)
  }
}

/** Runs a statement again while another process holds the lock, for at most `patienceMs`; then the error goes up. */
export async function withPatience<T>(attempt: () => T | Promise<T>, patienceMs = lockPatienceMs): Promise<T> {
  const deadline = performance.now() + patienceMs
  for (let pause = 1; ; pause = Math.min(pause * 2, 25)) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() + pause > deadline) throw error
    }
    await wait(pause)
  }
}

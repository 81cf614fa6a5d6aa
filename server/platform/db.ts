import { PrismaClient, type Prisma } from '#prisma/generated/client.ts'

import { typedError } from './database-errors.ts'
import { createGroupCommit, type Write } from './group-commit.ts'
import { createSafeAdapterFactory } from './sqlite-adapter.ts'
import { assertDurable, lockPatienceMs, openConnection } from './sqlite-connection.ts'
import { createSyncSql, type SyncSql } from './sync-sql.ts'
import { createTurns, markTransaction } from './turns.ts'

export type Tx = Prisma.TransactionClient
export type { SyncSql } from './sync-sql.ts'

export type Database = {
  /** For reads and single writes. Inside `transaction` use only the `tx` that was handed in: a write here is refused then. */
  client: PrismaClient
  /**
   * One BEGIN IMMEDIATE … COMMIT, alone on the writing connection; rolled back when `work` throws or takes too long.
   * Keep it short and do nothing slow (mail, network) inside. Refused unique rows come as `UniqueViolation`.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /** Hot writes: synchronous prepared statements that share one COMMIT with others. `Result`s are returned, throwing undoes. */
  write: Write
  /** Hot reads: one consistent snapshot of what is committed. */
  read<T>(work: (sql: SyncSql) => T): T
  /** Throws `DatabaseUnavailable` where the database can't be written now; changes nothing. */
  ping(): Promise<void>
  /** Lets the open transaction end, then closes. */
  close(): Promise<void>
}

export type DatabaseOptions = {
  /** Path of the SQLite file. */
  file?: string
  /** `file:<path>`; used where `file` is missing. */
  url?: string
  /** How long a write waits for another process's lock, in ms. */
  patienceMs?: number
  /** How long a transaction may wait for its turn and how long it may run, in ms. */
  maxWaitMs?: number
  timeoutMs?: number
}

/** Opens a migrated database file. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const file = options.file ?? fileOf(options.url)
  const patienceMs = options.patienceMs ?? lockPatienceMs
  const writer = await openConnection(file)
  assertDurable(writer.handle)
  const reader = await openConnection(file, { readOnly: true })
  const turns = createTurns()
  const client = new PrismaClient({
    adapter: createSafeAdapterFactory({ writer, reader, turns, patienceMs }),
    errorFormat: 'minimal',
    transactionOptions: { maxWait: options.maxWaitMs ?? 8_000, timeout: options.timeoutMs ?? 10_000 },
  })
  const write = createGroupCommit(writer.handle, turns, patienceMs)
  const readSql = createSyncSql(reader.handle)
  const inSnapshot = reader.handle.transaction((work: (sql: SyncSql) => unknown) => work(readSql))

  async function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    try {
      return await client.$transaction((tx) => markTransaction(() => work(tx)))
    } catch (error) {
      throw typedError(error)
    }
  }

  function read<T>(work: (sql: SyncSql) => T): T {
    try {
      return inSnapshot(work) as T
    } catch (error) {
      throw typedError(error)
    }
  }

  async function close(): Promise<void> {
    const end = await turns.take()
    try {
      await client.$disconnect()
      reader.handle.close()
      writer.handle.close()
    } finally {
      end()
    }
  }

  return { client, transaction, write, read, ping: () => write(() => undefined), close }
}

/** `file:./data/touhai.db` → path. Other databases have their own opening, not made yet. */
function fileOf(url: string | undefined): string {
  if (url?.startsWith('file:') && url.length > 5) return url.slice(5)
  throw new Error('the database must be given as a file or as a URL that starts with file:')
}

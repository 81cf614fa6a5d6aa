import { DriverAdapterError, type IsolationLevel, type SqlDriverAdapter, type SqlDriverAdapterFactory, type SqlQuery, type Transaction } from '@prisma/driver-adapter-utils'

import { withPatience, type SqliteConnection } from './sqlite-connection.ts'
import { refuseInsideTransaction, type EndTurn, type Turns } from './turns.ts'

/**
 * Prisma's SQLite adapter, made safe. The stock one runs every request on one connection without telling them apart, so a
 * plain write joins whatever transaction happens to be open and vanishes with its rollback, although it was acknowledged.
 * Here whoever writes takes a turn: a plain statement for itself alone, a transaction from BEGIN IMMEDIATE until COMMIT or
 * ROLLBACK is done. Reads outside a transaction go to a second connection that can't write and sees what is committed.
 */
export type SafeAdapterParts = {
  writer: SqliteConnection
  /** Without it, plain reads wait for their turn too. */
  reader?: SqliteConnection
  turns: Turns
  /** How long a statement waits for a lock of another process, in ms. */
  patienceMs?: number
}

const adapterName = 'touhai-sqlite'

/** The connections outlive Prisma's own connect and disconnect: whoever opened them closes them. */
export function createSafeAdapterFactory(parts: SafeAdapterParts): SqlDriverAdapterFactory {
  return { provider: 'sqlite', adapterName, connect: async () => createSafeAdapter(parts) }
}

function createSafeAdapter(parts: SafeAdapterParts): SqlDriverAdapter {
  const { writer, reader, turns, patienceMs } = parts

  async function alone<T>(work: () => Promise<T>): Promise<T> {
    refuseInsideTransaction()
    const end = await turns.take()
    try {
      return await withPatience(work, patienceMs)
    } finally {
      end()
    }
  }

  return {
    provider: 'sqlite',
    adapterName,
    queryRaw: (query) =>
      reader && isPlainRead(query) ? withPatience(() => reader.stock.queryRaw(query), patienceMs) : alone(() => writer.stock.queryRaw(query)),
    executeRaw: (query) => alone(() => writer.stock.executeRaw(query)),
    executeScript: (script) => alone(() => writer.stock.executeScript(script)),
    startTransaction: (level) => startTransaction(parts, level),
    dispose: async () => undefined,
  }
}

/** Everything else, `WITH … INSERT` included, goes to the writing connection, which can do both. */
function isPlainRead(query: SqlQuery): boolean {
  return /^\s*select\b/i.test(query.sql)
}

async function startTransaction(parts: SafeAdapterParts, level: IsolationLevel | undefined): Promise<Transaction> {
  if (level && level !== 'SERIALIZABLE') throw new DriverAdapterError({ kind: 'InvalidIsolationLevel', level })
  refuseInsideTransaction()
  const end = await parts.turns.take()
  try {
    // IMMEDIATE takes the write lock now: a transaction that read first can't fail half way because another process wrote.
    await withPatience(() => run(parts.writer, 'BEGIN IMMEDIATE'), parts.patienceMs)
  } catch (error) {
    end()
    throw error
  }
  return createTransaction(parts, end)
}

function createTransaction({ writer, patienceMs }: SafeAdapterParts, end: EndTurn): Transaction {
  let open = true

  // SQLite itself ends a transaction on a full disk or an I/O error; a statement after that would commit on its own.
  async function inside<T>(work: () => Promise<T>): Promise<T> {
    if (!open || !writer.handle.inTransaction) throw new DriverAdapterError({ kind: 'TransactionAlreadyClosed', cause: 'the transaction has ended' })
    return await work()
  }

  function finish(): void {
    open = false
    // Also after a failed COMMIT: SQLite then leaves the transaction open, and the next writer would fall into it.
    try {
      if (writer.handle.open && writer.handle.inTransaction) writer.handle.exec('ROLLBACK')
    } finally {
      end()
    }
  }

  return {
    provider: 'sqlite',
    adapterName,
    // COMMIT and ROLLBACK are ours to send: Prisma only calls commit() and rollback().
    options: { usePhantomQuery: true },
    queryRaw: (query) => inside(() => writer.stock.queryRaw(query)),
    executeRaw: (query) => inside(() => writer.stock.executeRaw(query)),
    createSavepoint: (name) => inside(() => run(writer, `SAVEPOINT ${name}`)),
    rollbackToSavepoint: (name) => inside(() => run(writer, `ROLLBACK TO ${name}`)),
    releaseSavepoint: (name) => inside(() => run(writer, `RELEASE SAVEPOINT ${name}`)),
    async commit() {
      try {
        await withPatience(() => inside(() => run(writer, 'COMMIT')), patienceMs)
      } finally {
        if (open) finish()
      }
    },
    async rollback() {
      if (open) finish()
    },
  }
}

async function run(connection: SqliteConnection, sql: string): Promise<void> {
  await connection.stock.executeRaw({ sql, args: [], argTypes: [] })
}

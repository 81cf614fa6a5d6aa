import type { Database as Handle } from 'better-sqlite3'

import { DatabaseUnavailable, typedError } from './database-errors.ts'
import { withPatience } from './sqlite-connection.ts'
import { createSyncSql, type SyncSql } from './sync-sql.ts'
import { refuseInsideTransaction, type Turns } from './turns.ts'

/** Runs a synchronous piece of work in a transaction; resolves only once it is on the disk. */
export type Write = <T>(work: (sql: SyncSql) => T) => Promise<T>

type Waiting = { work: (sql: SyncSql) => unknown; resolve: (value: never) => void; reject: (error: unknown) => void }
type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown }

const notYet: Outcome = { ok: false, error: null }

/** One transaction takes at most so many writes, or writes for so many ms, so that others get their turn. */
const maxGroup = 256
const maxGroupMs = 20

/**
 * Durability costs one sync of the disk per COMMIT, not per row: writes that arrive together share one transaction. Each
 * runs in a SAVEPOINT of its own, so that one that throws undoes only itself. Nobody hears anything before the COMMIT.
 */
export function createGroupCommit(handle: Handle, turns: Turns, patienceMs?: number): Write {
  const sql = createSyncSql(handle)
  const waiting: Waiting[] = []
  let scheduled = false

  async function flush(): Promise<void> {
    const end = await turns.take()
    scheduled = false
    if (waiting.length === 0) return end()
    const group: Array<{ write: Waiting; outcome: Outcome }> = []
    try {
      await withPatience(() => handle.exec('BEGIN IMMEDIATE'), patienceMs)
      const deadline = performance.now() + maxGroupMs
      while (waiting.length > 0 && group.length < maxGroup && performance.now() < deadline) {
        const member = { write: waiting.shift() as Waiting, outcome: notYet }
        group.push(member)
        member.outcome = attempt(handle, sql, member.write)
      }
      await withPatience(() => handle.exec('COMMIT'), patienceMs)
    } catch (error) {
      undo(handle)
      // Without a transaction nothing was written: everybody who waits is told, not only those who had their go.
      const unheard = group.length > 0 ? [] : waiting.splice(0)
      for (const write of [...group.map((member) => member.write), ...unheard]) write.reject(typedError(error))
      group.length = 0
    } finally {
      end()
      if (waiting.length > 0) schedule()
    }
    for (const { write, outcome } of group) {
      if (outcome.ok) write.resolve(outcome.value as never)
      else write.reject(typedError(outcome.error))
    }
  }

  // After the requests that arrived with this one have been read, so that they can share its COMMIT.
  function schedule(): void {
    if (scheduled) return
    scheduled = true
    setImmediate(() => void flush())
  }

  return (work) =>
    new Promise((resolve, reject) => {
      refuseInsideTransaction()
      waiting.push({ work, resolve, reject })
      schedule()
    })
}

function attempt(handle: Handle, sql: SyncSql, write: Waiting): Outcome {
  handle.exec('SAVEPOINT one')
  let outcome: Outcome
  try {
    const value = write.work(sql)
    if (value instanceof Promise) throw new TypeError('a write must be synchronous: its transaction ends when it returns')
    outcome = { ok: true, value }
  } catch (error) {
    // A full disk or an I/O error ends the whole transaction: then nobody of the group has written anything.
    if (!handle.inTransaction) throw new DatabaseUnavailable('the transaction was ended by the database', { cause: error })
    handle.exec('ROLLBACK TO one')
    outcome = { ok: false, error }
  }
  handle.exec('RELEASE one')
  return outcome
}

function undo(handle: Handle): void {
  if (handle.open && handle.inTransaction) handle.exec('ROLLBACK')
}

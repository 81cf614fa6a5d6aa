import { fork } from 'node:child_process'
import { once } from 'node:events'

import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'

import { PrismaClient } from '#prisma/generated/client.ts'
import { createSafeAdapterFactory } from '#server/platform/sqlite-adapter.ts'
import { assertDurable, openConnection, timestampFormat } from '#server/platform/sqlite-connection.ts'
import { createTurns } from '#server/platform/turns.ts'
import { mixedTraffic } from '#tests/fixtures/lost-writes.ts'
import { createTestDatabase, createTestDatabaseFile } from '#tests/setup/database.ts'

const cleanups: Array<() => unknown> = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function testDatabase(options?: Parameters<typeof createTestDatabase>[0]) {
  const database = await createTestDatabase(options)
  cleanups.push(() => database.dispose())
  return database
}

/** A promise that is opened by hand. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { opened, open: () => open() }
}

const row = (id: string) => ({ data: { id, name: 'test.row', payload: {}, runAt: new Date(0), createdAt: new Date(0) } })

test('no acknowledged write is lost when transactions around it roll back', async () => {
  const database = await testDatabase()
  const found = await mixedTraffic(database.client, 'safe')
  expect({ lost: found.lost, ghosts: found.ghosts }).toEqual({ lost: 0, ghosts: 0 })
  expect(found.acknowledged).toBeGreaterThan(400)
})

test('the stock adapter does lose acknowledged writes in the same traffic, so the guard is needed', async () => {
  const { file, remove } = await createTestDatabaseFile()
  const client = new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: file }, { timestampFormat }), errorFormat: 'minimal' })
  cleanups.push(remove, () => client.$disconnect())
  const found = await mixedTraffic(client, 'stock')
  expect(found.lost).toBeGreaterThan(0)
})

test('a plain read during an open transaction sees only what is committed, a read inside it sees its own writes', async () => {
  const { client, transaction } = await testDatabase()
  const seen = await transaction(async (tx) => {
    await tx.job.create(row('mine'))
    return { inside: await tx.job.count(), outside: await client.job.count() }
  })
  expect({ ...seen, after: await client.job.count() }).toEqual({ inside: 1, outside: 0, after: 1 })
})

test('a nested transaction that fails undoes only itself', async () => {
  const { client, transaction } = await testDatabase()
  await transaction(async (tx) => {
    await tx.job.create(row('outer'))
    await expect(tx.job.createMany({ data: [row('a').data, row('a').data] })).rejects.toMatchObject({ code: 'P2002' })
  })
  expect(await client.job.findMany({ select: { id: true } })).toEqual([{ id: 'outer' }])
})

test('a write through the outer client inside a transaction is refused at once', async () => {
  const { client, transaction, write } = await testDatabase()
  await transaction(async (tx) => {
    await tx.job.create(row('inside'))
    await expect(client.job.create(row('outside'))).rejects.toThrow('use the transaction that was handed in')
    await expect(write(() => 1)).rejects.toThrow('use the transaction that was handed in')
    await expect(transaction(async () => 1)).rejects.toThrow('use the transaction that was handed in')
  })
  expect(await client.job.findMany({ select: { id: true } })).toEqual([{ id: 'inside' }])
})

test('a transaction that takes too long is rolled back and the queue moves on', async () => {
  const { client, transaction } = await testDatabase({ timeoutMs: 100 })
  const entered = gate()
  const held = gate()
  const slow = transaction(async (tx) => {
    await tx.job.create(row('abandoned'))
    entered.open()
    await held.opened
    await tx.job.create(row('too-late'))
  })
  const refused = expect(slow).rejects.toMatchObject({ code: 'service.unavailable' })
  await entered.opened
  await client.job.create(row('waited'))
  held.open()
  await refused
  expect(await client.job.findMany({ select: { id: true } })).toEqual([{ id: 'waited' }])
})

test('a transaction that gave up waiting for its turn leaves the turn to the next', async () => {
  const { client, transaction } = await testDatabase({ maxWaitMs: 50 })
  const entered = gate()
  const held = gate()
  const first = transaction(async (tx) => {
    await tx.job.create(row('first'))
    entered.open()
    await held.opened
  })
  await entered.opened
  await expect(transaction(async (tx) => tx.job.create(row('gave-up')))).rejects.toMatchObject({ code: 'service.unavailable' })
  held.open()
  await first
  await client.job.create(row('next'))
  expect(await client.job.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).toEqual([{ id: 'first' }, { id: 'next' }])
})

/** A rollback-journal database, where a reader of another connection makes COMMIT fail with BUSY. */
async function busyAtCommit(makeClient: (file: string) => Promise<PrismaClient>) {
  const { file, remove } = await createTestDatabaseFile()
  const prepare = new BetterSqlite3(file)
  prepare.pragma('journal_mode = delete')
  prepare.close()
  const client = await makeClient(file)
  const other = new BetterSqlite3(file, { timeout: 0 })
  cleanups.push(remove, () => other.close(), () => client.$disconnect())
  await client.job.create(row('before'))
  other.exec('BEGIN; SELECT * FROM Job')
  await expect(client.$transaction(async (tx) => tx.job.create(row('blocked')))).rejects.toThrow()
  other.exec('COMMIT')
  const later = await client.$transaction(async (tx) => tx.job.create(row('after'))).then(() => 'ok', () => 'failed')
  return { later, seenByOthers: idsOrError(other) }
}

function idsOrError(other: BetterSqlite3.Database): string[] | string {
  try {
    return other.prepare('SELECT id FROM Job ORDER BY id').pluck().all() as string[]
  } catch (error) {
    return String((error as { code?: string }).code)
  }
}

test('a COMMIT that fails on a lock is really rolled back and the next transaction works', async () => {
  const found = await busyAtCommit(async (file) => {
    const writer = await openConnection(file, { journalMode: 'delete' })
    cleanups.push(() => writer.handle.close())
    return new PrismaClient({ adapter: createSafeAdapterFactory({ writer, turns: createTurns(), patienceMs: 30 }), errorFormat: 'minimal' })
  })
  expect(found).toEqual({ later: 'ok', seenByOthers: ['after', 'before'] })
})

test('the stock adapter is poisoned by a COMMIT that fails on a lock', async () => {
  const found = await busyAtCommit(async (file) =>
    new PrismaClient({ adapter: new PrismaBetterSqlite3({ url: file, timeout: 30 }, { timestampFormat }), errorFormat: 'minimal' }))
  expect(found).toEqual({ later: 'failed', seenByOthers: 'SQLITE_BUSY' })
})

test('a lock held by another process gives 503 after a bounded wait and heals without a restart', async () => {
  const { client, transaction, write, file } = await testDatabase({ patienceMs: 60 })
  const other = new BetterSqlite3(file)
  cleanups.push(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  await expect(transaction(async (tx) => tx.job.create(row('a')))).rejects.toMatchObject({ code: 'service.unavailable' })
  await expect(write((sql) => sql.run('DELETE FROM Job'))).rejects.toMatchObject({ code: 'service.unavailable' })
  await expect(client.job.create(row('b'))).rejects.toMatchObject({ code: 'P1008' })
  expect(await client.job.count()).toBe(0)
  other.exec('COMMIT')
  await transaction(async (tx) => tx.job.create(row('c')))
  expect(await client.job.findMany({ select: { id: true } })).toEqual([{ id: 'c' }])
})

test('two processes on one file lose nothing', async () => {
  const database = await testDatabase()
  const child = fork('tests/fixtures/lost-writes-process.ts', [database.file], { execArgv: ['--import', 'tsx'] })
  const [here, [there]] = await Promise.all([mixedTraffic(database.client, 'here', 80), once(child, 'message')])
  await once(child, 'exit')
  expect({ here: here.lost + here.ghosts, there: there.lost + there.ghosts }).toEqual({ here: 0, there: 0 })
  expect(await database.client.job.count()).toBe(here.acknowledged + there.acknowledged)
})

test('a connection without full durability is refused', async () => {
  const { file, remove } = await createTestDatabaseFile()
  const { handle } = await openConnection(file)
  cleanups.push(remove, () => handle.close())
  expect(() => assertDurable(handle)).not.toThrow()
  handle.pragma('synchronous = NORMAL')
  expect(() => assertDurable(handle)).toThrow('synchronous is 1, must be 2')
})

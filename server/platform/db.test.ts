import BetterSqlite3 from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'

import { isDatabaseUnavailable, isUniqueViolation, uniqueViolation } from '#server/platform/database-errors.ts'
import { openDatabase, type SyncSql } from '#server/platform/db.ts'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'

const open: TestDatabase[] = []
afterEach(async () => {
  for (const database of open.splice(0)) await database.dispose()
})

async function testDatabase(options?: Parameters<typeof createTestDatabase>[0]) {
  const database = await createTestDatabase(options)
  open.push(database)
  return database
}

const insertText = 'INSERT INTO Job (id, name, payload, runAt, state, attempts, dedupeKey, createdAt) VALUES (?, ?, ?, ?, ?, 0, ?, ?)'
function insert(sql: SyncSql, id: string, dedupeKey: string | null = null): number {
  return sql.run(insertText, id, 'test.row', '{}', new Date(1_000), 'queued', dedupeKey, 1_000)
}
const row = (id: string, dedupeKey: string | null = null) => ({ data: { id, name: 'test.row', payload: {}, runAt: new Date(0), createdAt: new Date(0), dedupeKey } })

test('writes that arrive together share one COMMIT and one that throws undoes only itself', async () => {
  const { write, client, file } = await testDatabase()
  const watcher = new BetterSqlite3(file, { readonly: true })
  const committed = () => watcher.prepare('SELECT count(*) FROM Job').pluck().get()
  const before = watcher.pragma('data_version', { simple: true }) as number
  const writes = ['a', 'b', 'c', 'd'].map((id) =>
    write((sql) => {
      insert(sql, id)
      if (id === 'c') throw new Error('undo c')
      return { id, seenByOthers: committed() }
    }),
  )
  const answers = await Promise.allSettled(writes)
  const versions = (watcher.pragma('data_version', { simple: true }) as number) - before
  watcher.close()
  expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : (answer.reason as Error).message))).toEqual([
    { id: 'a', seenByOthers: 0 },
    { id: 'b', seenByOthers: 0 },
    'undo c',
    { id: 'd', seenByOthers: 0 },
  ])
  expect(versions).toBe(1)
  expect(await client.job.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'd' }])
})

test('200 writes for one unique key have exactly one winner', async () => {
  const { write, client } = await testDatabase()
  const answers = await Promise.allSettled(Array.from({ length: 200 }, (_, i) => write((sql) => insert(sql, `id-${i}`, 'the-slot'))))
  const losers = answers.filter((answer) => answer.status === 'rejected')
  expect(losers.length).toBe(199)
  expect(losers.every((loser) => isUniqueViolation((loser as PromiseRejectedResult).reason, 'Job_dedupeKey_key'))).toBe(true)
  expect(await client.job.count()).toBe(1)
})

test('group writes, transactions and plain writes mixed lose nothing and keep each to itself', async () => {
  const { write, transaction, client } = await testDatabase()
  const work = Array.from({ length: 120 }, (_, i) => {
    if (i % 3 === 0) return write((sql) => insert(sql, `w-${i}`))
    if (i % 3 === 1) return client.job.create(row(`p-${i}`))
    return transaction(async (tx) => {
      await tx.job.create(row(`t-${i}`))
      if (i % 2 === 0) throw new Error('undo')
    })
  })
  await Promise.allSettled(work)
  const rows = await client.job.findMany({ select: { id: true } })
  expect(rows.length).toBe(40 + 40 + 20)
})

test('a write that returns a promise is refused and leaves nothing behind', async () => {
  const { write, client } = await testDatabase()
  const asynchronous = write((sql) => {
    insert(sql, 'a')
    return Promise.resolve(1)
  })
  await expect(asynchronous).rejects.toThrow('a write must be synchronous')
  expect(await client.job.count()).toBe(0)
})

test('a refused unique row has the same name from Prisma, from a transaction and from a prepared statement', async () => {
  const { client, transaction, write } = await testDatabase()
  await client.job.create(row('a', 'once'))
  const attempts = [
    client.job.create(row('b', 'once')),
    transaction((tx) => tx.job.create(row('b', 'once'))),
    write((sql) => insert(sql, 'b', 'once')),
    client.job.createMany({ data: [row('b', 'once').data] }),
  ]
  const errors = (await Promise.allSettled(attempts)).map((answer) => (answer as PromiseRejectedResult).reason as unknown)
  const names = errors.map((error) => {
    const found = uniqueViolation(error)
    return { table: found?.table, columns: found?.columns, index: found?.index }
  })
  const expected = { table: 'Job', columns: ['dedupeKey'], index: 'Job_dedupeKey_key' }
  expect(names).toEqual([expected, expected, expected, expected])
  expect(errors.map((error) => isUniqueViolation(error, 'Job_dedupeKey_key'))).toEqual([true, true, true, true])
  expect(errors.map((error) => isUniqueViolation(error, 'Other_key_key'))).toEqual([false, false, false, false])
  expect(isUniqueViolation(new Error('something else'))).toBe(false)
})

test('instants are whole milliseconds in the file, and Prisma filters, orders, groups and reads them as instants', async () => {
  const { client, read } = await testDatabase()
  const at = (ms: number) => new Date(1_764_550_800_000 + ms)
  for (const [id, ms] of [['a', 0], ['b', 5], ['c', 1_000]] as const) await client.job.create({ data: { ...row(id).data, runAt: at(ms) } })
  expect(read((sql) => sql.all('SELECT id, runAt, typeof(runAt) AS kind FROM Job ORDER BY runAt DESC LIMIT 1'))).toEqual([
    { id: 'c', runAt: at(1_000).getTime(), kind: 'integer' },
  ])
  expect(await client.job.findMany({ where: { runAt: { gt: at(0), lte: at(1_000) } }, orderBy: { runAt: 'desc' }, select: { id: true, runAt: true } })).toEqual([
    { id: 'c', runAt: at(1_000) },
    { id: 'b', runAt: at(5) },
  ])
  expect((await client.job.findFirst({ where: { runAt: at(5) } }))?.id).toBe('b')
  expect(await client.job.findMany({ where: { runAt: { in: [at(0), at(5)] } }, select: { id: true }, orderBy: { id: 'asc' } })).toEqual([{ id: 'a' }, { id: 'b' }])
  const range = await client.job.aggregate({ _min: { runAt: true }, _max: { runAt: true } })
  expect(range).toEqual({ _min: { runAt: at(0) }, _max: { runAt: at(1_000) } })
  const raw = await client.$queryRaw`SELECT id FROM Job WHERE runAt < ${at(6)} ORDER BY id`
  expect(raw).toEqual([{ id: 'a' }, { id: 'b' }])
})

test('after closing, whatever is asked says that the database is unavailable', async () => {
  const database = await testDatabase()
  const copy = await openDatabase({ file: database.file })
  await copy.close()
  const errors = await Promise.allSettled([copy.write(() => 1), copy.transaction((tx) => tx.job.count()), copy.client.job.count(), copy.ping()])
  expect(errors.map((error) => error.status === 'rejected' && isDatabaseUnavailable(error.reason))).toEqual([true, true, true, true])
})

test('a database must be named', async () => {
  await expect(openDatabase({})).rejects.toThrow('must be given as a file')
  await expect(openDatabase({ url: 'mysql://x' })).rejects.toThrow('must be given as a file')
})

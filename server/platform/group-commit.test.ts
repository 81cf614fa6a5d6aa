import { expect, test } from 'vitest'

import { createGroupCommit } from '#server/platform/group-commit.ts'
import { openConnection } from '#server/platform/sqlite-connection.ts'
import { createTurns } from '#server/platform/turns.ts'
import { createTestDatabaseFile } from '#tests/setup/database.ts'

const text = `INSERT INTO "Job" ("id", "name", "payload", "runAt", "state", "attempts", "createdAt") VALUES (?, ?, '{}', 0, 'queued', 0, 0)`

test('a full disk refuses writes with 503, keeps what was acknowledged and heals without a restart', async () => {
  const { file, remove } = await createTestDatabaseFile()
  const { handle } = await openConnection(file)
  const write = createGroupCommit(handle, createTurns())
  const big = 'x'.repeat(200_000)
  try {
    await write((sql) => sql.run(text, 'before', 'small'))
    handle.pragma(`max_page_count = ${Number(handle.pragma('page_count', { simple: true })) + 4}`)
    const full = await Promise.allSettled([write((sql) => sql.run(text, 'big-1', big)), write((sql) => sql.run(text, 'big-2', big))])
    expect(full.map((answer) => (answer.status === 'rejected' ? (answer.reason as { code: string }).code : 'written'))).toEqual(['service.unavailable', 'service.unavailable'])
    handle.pragma('max_page_count = 1000000')
    await write((sql) => sql.run(text, 'after', big))
    expect(await write((sql) => sql.all('SELECT id FROM "Job" ORDER BY id'))).toEqual([{ id: 'after' }, { id: 'before' }])
  } finally {
    handle.close()
    remove()
  }
})

test('when the COMMIT itself fails nobody is told that it was written', async () => {
  const { file, remove } = await createTestDatabaseFile()
  const { handle } = await openConnection(file)
  const write = createGroupCommit(handle, createTurns())
  try {
    handle.exec('CREATE TABLE "P" ("id" TEXT PRIMARY KEY); CREATE TABLE "C" ("id" TEXT PRIMARY KEY, "p" TEXT REFERENCES "P" ("id") DEFERRABLE INITIALLY DEFERRED)')
    const answers = await Promise.allSettled([
      write((sql) => sql.run(text, 'innocent', 'small')),
      write((sql) => sql.run('INSERT INTO "C" VALUES (?, ?)', 'c', 'nowhere')),
    ])
    expect(answers.map((answer) => answer.status)).toEqual(['rejected', 'rejected'])
    expect(await write((sql) => sql.all('SELECT id FROM "Job"'))).toEqual([])
  } finally {
    handle.close()
    remove()
  }
})

test('a value that would be stored as something else is refused', async () => {
  const { file, remove } = await createTestDatabaseFile()
  const { handle } = await openConnection(file)
  const write = createGroupCommit(handle, createTurns())
  try {
    await expect(write((sql) => sql.get('SELECT ?', Number.NaN))).rejects.toThrow('must be finite')
    await expect(write((sql) => sql.get('SELECT ?', undefined as never))).rejects.toThrow('is missing')
    expect(await write((sql) => sql.get('SELECT ? AS yes, ? AS at, ? AS none', true, new Date(5), null))).toEqual({ yes: 1, at: 5, none: null })
  } finally {
    handle.close()
    remove()
  }
})

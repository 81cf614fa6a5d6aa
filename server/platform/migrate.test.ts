import { fork } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { migrateFile, readMigrations } from '#server/platform/migrate.ts'
import { manualClock } from '#tests/fixtures/manual-clock.ts'

let place = ''
let file = ''
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'touhai-migrate-'))
  file = join(place, 'app.db')
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

/** A migrations folder with these files. */
function folderWith(files: Record<string, string>): string {
  const folder = join(place, 'migrations')
  rmSync(folder, { recursive: true, force: true })
  for (const [name, sql] of Object.entries(files)) {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'migration.sql'), sql)
  }
  return folder
}

function query(sql: string): unknown[] {
  const handle = new BetterSqlite3(file)
  try {
    return handle.prepare(sql).all()
  } finally {
    handle.close()
  }
}

const one = { '0001_one': 'CREATE TABLE "A" ("id" TEXT NOT NULL PRIMARY KEY);' }
const two = { ...one, '0002_two': 'CREATE TABLE "B" ("id" TEXT NOT NULL PRIMARY KEY);' }

test('each migration is applied once, in order, and its time is written down', async () => {
  const clock = manualClock()
  expect(await migrateFile(file, { folder: folderWith(one), clock })).toEqual(['0001_one'])
  clock.advance(1_000)
  expect(await migrateFile(file, { folder: folderWith(two), clock })).toEqual(['0002_two'])
  expect(await migrateFile(file, { folder: folderWith(two), clock })).toEqual([])
  expect(query('SELECT name, appliedAt FROM _migration ORDER BY name')).toEqual([
    { name: '0001_one', appliedAt: clock.now() - 1_000 },
    { name: '0002_two', appliedAt: clock.now() },
  ])
})

test('an applied migration that was changed is refused; other line ends are no change', async () => {
  await migrateFile(file, { folder: folderWith({ '0001_one': `${one['0001_one']}\n-- end\n` }) })
  expect(await migrateFile(file, { folder: folderWith({ '0001_one': `${one['0001_one']}\r\n-- end\r\n` }) })).toEqual([])
  await expect(migrateFile(file, { folder: folderWith({ '0001_one': 'CREATE TABLE "Z" ("id" TEXT);' }) })).rejects.toMatchObject({ code: 'migration.changed' })
})

test('a database written by a newer version is refused and left alone', async () => {
  await migrateFile(file, { folder: folderWith(two) })
  await expect(migrateFile(file, { folder: folderWith(one) })).rejects.toMatchObject({ code: 'migration.newer_database' })
  expect(query('SELECT name FROM _migration ORDER BY name')).toEqual([{ name: '0001_one' }, { name: '0002_two' }])
})

test('a migration with a number below an applied one is refused', async () => {
  await migrateFile(file, { folder: folderWith({ '0002_two': two['0002_two'] }) })
  await expect(migrateFile(file, { folder: folderWith(two) })).rejects.toMatchObject({ code: 'migration.out_of_order' })
})

test('a migration that breaks half way leaves nothing of itself, and the next start can go on', async () => {
  const broken = { ...one, '0002_two': `${two['0002_two']} INSERT INTO "Missing" VALUES (1);` }
  await expect(migrateFile(file, { folder: folderWith(broken) })).rejects.toThrow('no such table')
  expect(query(`SELECT name FROM sqlite_master WHERE name IN ('A', 'B')`)).toEqual([{ name: 'A' }])
  expect(await migrateFile(file, { folder: folderWith(two) })).toEqual(['0002_two'])
})

test('rebuilding a table keeps the rows that point to it, and a rebuild that would orphan them is refused', async () => {
  const start = {
    '0001_start': `CREATE TABLE "P" ("id" TEXT NOT NULL PRIMARY KEY);
      CREATE TABLE "C" ("id" TEXT NOT NULL PRIMARY KEY, "pId" TEXT NOT NULL REFERENCES "P" ("id") ON DELETE CASCADE);
      INSERT INTO "P" VALUES ('p'); INSERT INTO "C" VALUES ('c', 'p');`,
  }
  const rebuild = `CREATE TABLE "new_P" ("id" TEXT NOT NULL PRIMARY KEY, "x" TEXT); INSERT INTO "new_P" (id) SELECT id FROM "P";
    DROP TABLE "P"; ALTER TABLE "new_P" RENAME TO "P";`
  await migrateFile(file, { folder: folderWith(start) })
  const emptied = { ...start, '0002_rebuild': `${rebuild} DELETE FROM "P";` }
  await expect(migrateFile(file, { folder: folderWith(emptied) })).rejects.toMatchObject({ code: 'migration.broken_reference' })
  await migrateFile(file, { folder: folderWith({ ...start, '0002_rebuild': rebuild }) })
  expect(query('SELECT id, pId FROM C')).toEqual([{ id: 'c', pId: 'p' }])
})

test('two processes that start at once apply every migration once', async () => {
  const folder = join(place, 'real')
  cpSync('prisma/migrations/sqlite', folder, { recursive: true })
  const start = () => fork('tests/fixtures/migrate-process.ts', [file, folder], { execArgv: ['--import', 'tsx'] })
  const children = [start(), start(), start()]
  const answers = await Promise.all(children.map(async (child) => ((await once(child, 'message')) as [string[]])[0]))
  expect(answers.flat().sort()).toEqual(readMigrations(folder).map((migration) => migration.name))
})

test('of starts that all planned the same migrations before any was applied, each migration has one that applies it', async () => {
  const folder = folderWith(two)
  const answers = await Promise.all([migrateFile(file, { folder }), migrateFile(file, { folder }), migrateFile(file, { folder })])
  expect(answers.flat().sort()).toEqual(['0001_one', '0002_two'])
})

test('the migrations and the schema say the same', async () => {
  // @ts-expect-error the scripts are plain JavaScript without types
  const { schemaDiff } = (await import('../../scripts/schema-diff.mjs')) as { schemaDiff(): Promise<string> }
  expect(await schemaDiff()).toBe('')
})

import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import { openDatabase, type Database, type DatabaseOptions } from '#server/platform/db.ts'
import { migrateFile, readMigrations } from '#server/platform/migrate.ts'

export type TestDatabase = Database & {
  /** Path of the file, for a second connection or process. */
  file: string
  /** Closes and deletes it. */
  dispose(): Promise<void>
}

/** A migrated database of its own for one test: a copy of a template that is made once per set of migrations. */
export async function createTestDatabase(options: Omit<DatabaseOptions, 'file' | 'url'> = {}): Promise<TestDatabase> {
  const { file, remove } = await createTestDatabaseFile()
  const database = await openDatabase({ ...options, file })
  async function dispose(): Promise<void> {
    await database.close()
    remove()
  }
  return { ...database, file, dispose }
}

/** Only the migrated file, for tests that open it in their own way. */
export async function createTestDatabaseFile(): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'touhai-test-'))
  const file = join(folder, 'test.db')
  copyFileSync(await templateFile(), file)
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

let template: Promise<string> | undefined

function templateFile(): Promise<string> {
  template ??= makeTemplate()
  return template
}

/** Several test processes may make it at once: each makes its own and moves it into place whole. */
async function makeTemplate(): Promise<string> {
  const migrations = readMigrations(resolve('prisma/migrations/sqlite'))
  const fingerprint = createHash('sha256').update(migrations.map((migration) => migration.checksum).join()).digest('hex').slice(0, 16)
  const cache = resolve('node_modules/.cache/touhai')
  const file = join(cache, `template-${fingerprint}.db`)
  if (existsSync(file)) return file
  mkdirSync(cache, { recursive: true })
  const draft = join(mkdtempSync(join(cache, 'draft-')), 'template.db')
  await migrateFile(draft)
  renameSync(draft, file)
  rmSync(join(draft, '..'), { recursive: true, force: true })
  return file
}

// The SQL between the migrations and the schema, made offline by Prisma's schema engine compiled to WebAssembly.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'

const root = resolve(fileURLToPath(import.meta.url), '../..')
export const migrationsFolder = join(root, 'prisma/migrations/sqlite')
const filters = { externalTables: [], externalEnums: [] }

/** Node 20 can't import a .wasm file as a module, so the engine's two halves are put together by hand. */
async function loadEngine() {
  const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg')
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const bytes = readFileSync(join(folder, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue.SchemaEngine
}

function schemaFiles() {
  const models = readdirSync(join(root, 'prisma/models')).filter((name) => name.endsWith('.prisma')).sort()
  const files = ['prisma/schema.prisma', ...models.map((name) => `prisma/models/${name}`)]
  return files.map((path) => ({ path: join(root, path), content: readFileSync(join(root, path), 'utf8') }))
}

/** The engine sends a whole migration as one statement, which the adapter refuses; as a script it takes it. */
function scriptable(factory) {
  async function taught(connecting) {
    const adapter = await connecting
    const executeRaw = adapter.executeRaw.bind(adapter)
    adapter.executeRaw = async (query) => (query.args.length > 0 ? executeRaw(query) : adapter.executeScript(query.sql).then(() => 0))
    return adapter
  }
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => taught(factory.connect()),
    connectToShadowDb: () => taught(factory.connectToShadowDb()),
  }
}

export function migrationNames(folder = migrationsFolder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => /^\d{4}_[a-z0-9_]+$/.test(name)).sort()
}

/** SQL that brings a database with all migrations to the schema; an empty text where they agree. */
export async function schemaDiff() {
  const SchemaEngine = await loadEngine()
  const files = schemaFiles()
  const adapter = bindMigrationAwareSqlAdapterFactory(scriptable(new PrismaBetterSqlite3({ url: ':memory:' })))
  const engine = await SchemaEngine.new({ datamodels: files.map((file) => [file.path, file.content]) }, () => {}, adapter)
  try {
    const from = {
      tag: 'migrations',
      baseDir: migrationsFolder,
      lockfile: { path: 'migration_lock.toml', content: 'provider = "sqlite"\n' },
      shadowDbInitScript: '',
      migrationDirectories: migrationNames().map((name) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: readFileSync(join(migrationsFolder, name, 'migration.sql'), 'utf8') } },
      })),
    }
    const answer = await engine.diff({ from, to: { tag: 'schemaDatamodel', files }, script: true, exitCode: true, filters })
    // Exit code 0 says that nothing differs; the text is then only a remark.
    return answer.exitCode === 0 ? '' : answer.stdout ?? ''
  } finally {
    engine.free()
  }
}

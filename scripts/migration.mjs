// Makes the next SQLite migration from the difference between the migrations and the schema: node scripts/migration.mjs <name>
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { migrationNames, migrationsFolder, schemaDiff } from './schema-diff.mjs'

const name = process.argv[2] ?? ''
if (!/^[a-z][a-z0-9_]{1,60}$/.test(name)) {
  console.error('Usage: node scripts/migration.mjs <name>   (lower-case letters, digits and _)')
  process.exit(2)
}

const sql = await schemaDiff()
if (sql.trim() === '') {
  console.log('The migrations already say what the schema says; nothing to make.')
  process.exit(0)
}
const last = Number(migrationNames().at(-1)?.slice(0, 4) ?? '0')
const folder = join(migrationsFolder, `${String(last + 1).padStart(4, '0')}_${name}`)
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, 'migration.sql'), sql.endsWith('\n') ? sql : `${sql}\n`)
console.log(`Made ${relative(process.cwd(), folder)}. Read it, and add by hand what the schema can't say (triggers, partial indexes).`)

// Generates the Prisma client into prisma/generated, offline, and only when the schema or Prisma itself changed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(fileURLToPath(import.meta.url), '../..')
const stampFile = join(root, 'prisma/generated/.stamp')
const require = createRequire(import.meta.url)

/** Every schema file, in a fixed order: the head, then the models. */
function schemaFiles() {
  const models = join(root, 'prisma/models')
  const names = existsSync(models) ? readdirSync(models).filter((name) => name.endsWith('.prisma')).sort() : []
  return [join(root, 'prisma/schema.prisma'), ...names.map((name) => join(models, name))]
}

function fingerprint() {
  const hash = createHash('sha256').update(require('prisma/package.json').version)
  for (const file of schemaFiles()) hash.update(file.slice(root.length)).update(readFileSync(file))
  return hash.digest('hex')
}

export function generate({ force = false } = {}) {
  const wanted = fingerprint()
  if (!force && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return false
  const cli = join(require.resolve('prisma/package.json'), '../build/index.js')
  const run = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      // `generate` only checks that this file exists; without it the CLI would try to download a native engine.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (run.status !== 0) throw new Error(`prisma generate failed:\n${run.stdout}${run.stderr}`)
  writeFileSync(stampFile, wanted)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const made = generate({ force: process.argv.includes('--force') })
  console.log(made ? 'Prisma client generated.' : 'Prisma client is up to date.')
}

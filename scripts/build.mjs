import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'

import { withLock } from './clone-lock.mjs'
import { contentHash, filesBelow, readStamp, writeStamp } from './content-hash.mjs'
import { bin, isEntry, main, root, run, Stop } from './run-command.mjs'
import { setup } from './setup.mjs'

const stampFile = join(root, 'build', '.touhai-build.json')
const lockFile = join(root, '.cache', 'build.lock')

const shared = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.mjs']
const isTest = (path) => /\.test\.tsx?$/.test(path)

/**
 * The two halves of a build. `web` is Remix's (client and server bundle), `server` our own process beside it; each
 * is built again only when something in its `from` has changed.
 */
const halves = [
  {
    name: 'web',
    needs: ['app/root.tsx', 'vite.config.ts'],
    from: ['app', 'server/domain', 'server/protocol', 'server/i18n', 'public', 'vite.config.ts', 'remix.config.js'],
    makes: ['build/server/index.js', 'build/client'],
    build: buildWeb,
  },
  {
    name: 'server',
    needs: ['server/index.ts'],
    from: ['server', 'emails', 'prisma'],
    makes: ['build/touhai/index.js'],
    build: buildServer,
  },
]

async function buildWeb() {
  const code = await run(bin('remix'), ['vite:build'], { env: { NODE_ENV: 'production' } })
  if (code !== 0) throw new Stop('The pages could not be built; the lines above say why.')
}

/** `index`, `admin` and every worker thread, each a file of its own in build/touhai/. */
function serverEntries() {
  const fixed = ['server/index.ts', 'server/admin.ts'].filter((path) => existsSync(join(root, path)))
  const workers = filesBelow(join(root, 'server')).filter((path) => path.endsWith('-worker.ts'))
  return [...fixed.map((path) => join(root, path)), ...workers].map((path) => ({ in: path, out: basename(path, '.ts') }))
}

async function buildServer() {
  const { build } = await import('esbuild')
  try {
    await build({
      absWorkingDir: root,
      entryPoints: serverEntries(),
      outdir: 'build/touhai',
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      packages: 'external',
      jsx: 'automatic',
      sourcemap: true,
      logLevel: 'warning',
    })
  } catch {
    throw new Stop('The server could not be bundled; the lines above say why.')
  }
}

function isFresh(half, hash) {
  return readStamp(stampFile)[half.name] === hash && half.makes.every((path) => existsSync(join(root, path)))
}

/** Builds what has changed since the last build; answers the names of the halves that were built. */
export async function build() {
  return withLock(lockFile, async () => {
    const built = []
    for (const half of halves) {
      const missing = half.needs.filter((path) => !existsSync(join(root, path)))
      if (missing.length > 0) throw new Stop(`Nothing to build: ${missing.join(', ')} is missing.`)
      const hash = contentHash(root, [...half.from, ...shared], isTest)
      if (isFresh(half, hash)) continue
      console.log(`Building ${half.name} …`)
      await half.build()
      writeStamp(stampFile, { ...readStamp(stampFile), [half.name]: hash })
      built.push(half.name)
    }
    return built
  }, () => console.log('Another build of this clone is running; waiting for it …'))
}

if (isEntry(import.meta.url)) {
  await main(async () => {
    await setup()
    const built = await build()
    console.log(built.length === 0 ? 'The build is up to date.' : 'Built into build/.')
  })
}

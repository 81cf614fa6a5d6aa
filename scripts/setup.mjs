import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { withLock } from './clone-lock.mjs'
import { contentHash, readStamp, writeStamp } from './content-hash.mjs'
import { capture, isEntry, main, root, run, Stop } from './run-command.mjs'

/** Output goes to stderr: `npm run solve` and others have something of their own to say on stdout. */
const say = (text) => console.error(text)
const stdio = ['ignore', 2, 2]

const stampFile = join(root, 'node_modules', '.touhai-setup')
const lockFile = join(root, '.cache', 'setup.lock')
const generated = join(root, 'prisma', 'generated')

/** Prisma wants to download an engine that we never start; any existing file satisfies it. */
export const offlineEnv = {
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  PRISMA_SKIP_POSTINSTALL_GENERATE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
}

/** Node's own headers, where they came with it: a native module then compiles without fetching them. */
function headersEnv() {
  const prefix = dirname(dirname(process.execPath))
  const file = join(prefix, 'include', 'node', 'node_version.h')
  if (process.env.npm_config_nodedir || !existsSync(file)) return {}
  const text = readFileSync(file, 'utf8')
  const part = (name) => text.match(new RegExp(`#define NODE_${name}_VERSION (\\d+)`))?.[1]
  const version = `v${part('MAJOR')}.${part('MINOR')}.${part('PATCH')}`
  return version === process.version ? { npm_config_nodedir: prefix } : {}
}

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Stop(`Touhai needs Node 20.19 or newer; this is Node ${version}. Install a current Node and start again.`)
}

/** What the installed packages depend on: the lock file, and the ABI that native modules were compiled for. */
function packagesWanted() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${createHash('sha256').update(lock).digest('hex')}-${process.versions.modules}-${process.platform}-${process.arch}`
}

function clientWanted() {
  return contentHash(root, ['prisma/schema.prisma', 'prisma/models', 'prisma.config.ts', 'scripts/generate.mjs', 'package-lock.json'])
}

/** True where somebody ran `npm install` by hand and the folder already holds exactly what the lock file names. */
async function isInstalledByHand() {
  const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const there = read(hidden)
  const wanted = Object.entries(read(join(root, 'package-lock.json'))).filter(([path, entry]) => path && !entry.optional)
  if (!wanted.every(([path, entry]) => entry.peer || there[path]?.version === entry.version)) return false
  const probe = "new (require('better-sqlite3'))(':memory:').close()"
  return (await capture(process.execPath, ['-e', probe])).code === 0
}

async function missingCompiler() {
  const tools = process.platform === 'darwin' ? ['clang++', 'make', 'python3'] : ['g++', 'make', 'python3']
  const found = await Promise.all(tools.map(async (tool) => (await capture('which', [tool]).catch(() => ({ code: 1 }))).code === 0))
  return tools.filter((_, i) => !found[i])
}

async function explainFailedInstall() {
  const missing = await missingCompiler()
  if (missing.length === 0) return 'Installing the packages failed; the lines above say why. Running the same command again resumes.'
  const command =
    process.platform === 'darwin' ? 'xcode-select --install' : 'sudo apt-get update && sudo apt-get install -y g++ make python3'
  return [
    `Installing the packages failed, and ${missing.join(', ')} cannot be found here.`,
    'The SQLite driver is compiled on this machine when no ready-made binary can be fetched. Run this once, then try again:',
    '',
    `  ${command}`,
  ].join('\n')
}

function npmInstall(packages = []) {
  const env = { ...offlineEnv, ...headersEnv(), NODE_ENV: 'development' }
  const args = ['install', '--no-save', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error', ...packages]
  const npm = process.env.npm_execpath
  return npm?.endsWith('js') ? run(process.execPath, [npm, ...args], { env, stdio }) : run('npm', args, { env, stdio })
}

/**
 * `npm install --no-save` takes the versions of the lock file and leaves that file alone, as `npm ci` does, but does not
 * give up where the lock file lacks an optional package of another platform (npm leaves out those it could not see).
 */
async function installPackages() {
  say('Installing packages (the first time a native module may compile for a few minutes) …')
  const code = await npmInstall()
  if (code !== 0) throw new Stop(await explainFailedInstall())
  const left = missingNatives(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages, (name) => existsSync(join(root, 'node_modules', name)))
  if (left.length > 0 && (await npmInstall(left)) !== 0) throw new Stop(`These packages of this platform could not be installed: ${left.join(', ')}. The lines above say why.`)
}

/**
 * Compiled halves of packages that this platform needs and that npm passed over because the lock file, written on another
 * platform, does not list them; as `name@version`. esbuild looks after its own.
 */
export function missingNatives(packages, isThere, { platform, arch } = process) {
  const endings = [`-${platform}-${arch}`, `-${platform}-${arch}-gnu`]
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) => {
    if (path.lastIndexOf('node_modules/') > 0 || path.endsWith('/esbuild')) return []
    return Object.entries(optionalDependencies).flatMap(([name, version]) => (endings.some((ending) => name.endsWith(ending)) && !isThere(name) ? `${name}@${version}` : []))
  })
}

async function generateClient() {
  if (!existsSync(join(root, 'scripts', 'generate.mjs'))) return
  say('Generating the database client …')
  const code = await run(process.execPath, [join(root, 'scripts', 'generate.mjs')], { env: offlineEnv, stdio })
  if (code !== 0) throw new Stop('The database client could not be generated; the lines above say why.')
}

function isCurrent(stamp) {
  return stamp.packages === packagesWanted() && stamp.client === clientWanted() && existsSync(generated)
}

/**
 * Makes the clone ready to build, run and test: packages as the lock file names them, the database client generated.
 * Does nothing where nothing changed. Two set-ups of one clone at the same time wait for each other.
 */
export async function setup() {
  checkNode()
  if (isCurrent(readStamp(stampFile))) return
  const onWait = () => say('Another set-up of this clone is running; waiting for it …')
  await withLock(lockFile, async () => {
    const stamp = readStamp(stampFile)
    if (isCurrent(stamp)) return
    const packages = packagesWanted()
    if (stamp.packages !== packages) {
      if (!(await isInstalledByHand())) await installPackages()
      writeStamp(stampFile, { packages })
    }
    await generateClient()
    writeStamp(stampFile, { packages, client: clientWanted() })
  }, onWait)
}

if (isEntry(import.meta.url)) await main(setup)

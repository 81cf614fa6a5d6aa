import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { isAbsolute, join, resolve } from 'node:path'

import { root, Stop } from './run-command.mjs'

/** A data folder of ours carries this file; nothing without it is ever deleted. */
const marker = '.touhai-data'

export const demoSizes = ['small', 'haidian']

/** Paths are meant from where the person typed the command, not from the root of the repository. */
export function fromCaller(path) {
  return isAbsolute(path) ? path : resolve(process.env.INIT_CWD ?? process.cwd(), path)
}

export function demoFolder(size) {
  return join(root, '.data', `demo-${size}`)
}

/** Makes the data folder, emptying it first where `reset` is wanted and the folder is one of ours. */
export function prepareDataFolder(folder, reset) {
  if (reset && existsSync(folder) && readdirSync(folder).length > 0) {
    if (!existsSync(join(folder, marker))) {
      throw new Stop(`${folder} was not made by Touhai (it has no file ${marker}), so --reset leaves it alone. Empty it yourself or name another folder.`)
    }
    rmSync(folder, { recursive: true })
  }
  mkdirSync(folder, { recursive: true })
  // A folder that already holds somebody's files stays unmarked, so that no later --reset can take them.
  if (readdirSync(folder).length === 0) writeFileSync(join(folder, marker), 'Data of Touhai. `--reset` may delete this folder.\n')
}

function isFree(port, host) {
  return new Promise((answer) => {
    const probe = createServer()
    probe.once('error', () => answer(false))
    probe.listen(port, host, () => probe.close(() => answer(true)))
  })
}

/** The wanted port; the next free one after it where `mayMove` and somebody else listens there. */
export async function choosePort(wanted, host, mayMove) {
  for (let port = wanted; port < Math.min(wanted + 100, 65_536); port += 1) {
    if (await isFree(port, host)) return port
    if (!mayMove) throw new Stop(`Port ${port} is taken. Name another one with --port, or leave --port out to get the next free one.`)
  }
  throw new Stop(`No free port between ${wanted} and ${wanted + 99}.`)
}

/** Environment of a server in demo mode. What would connect it to somebody's real services is taken away. */
export function demoEnv({ port, host, folder, size, json }) {
  return {
    NODE_ENV: 'production',
    TOUHAI_MODE: 'demo',
    DEMO_ALLOWED: '1', // the server wants both, so that no stray variable switches demo mode on
    PORT: String(port),
    HOST: host,
    DATA_DIR: folder,
    DEMO_SIZE: size,
    DEMO_JSON: json ?? '',
    // Empty counts as absent and, unlike absent, is not filled in from a .env file.
    DATABASE_URL: '',
    REDIS_URL: '',
    SMTP_URL: '',
    APP_SECRET: '',
    BASE_URL: '',
    STRIPE_SECRET_KEY: '',
    STRIPE_WEBHOOK_SECRET: '',
    STRIPE_HOST: '',
  }
}

/** Arguments for node that start the built server. */
export const serverArgs = ['--enable-source-maps', join(root, 'build', 'touhai', 'index.js')]

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { vi } from 'vitest'

import { freePort } from '#tests/setup/server.ts'

export type DemoPerson = { name: string; role: string; organization: string; email: string; signInUrl: string; apiToken: string }

export type ServerProcess = {
  url: string
  dataDir: string
  child: ChildProcess
  /** What it has written so far, both streams. */
  output: () => string
  /** SIGTERM; resolves with the exit code when it has ended. */
  stop: () => Promise<number | null>
}

const startLimitMs = 120_000

/** The built server in a process of its own, as `npm run demo` starts it; nothing of somebody's real services reaches it. */
export async function startBuiltServer(settings: Record<string, string> = {}, dataDir = mkdtempSync(join(tmpdir(), 'touhai-e2e-'))): Promise<ServerProcess> {
  const port = settings['PORT'] ?? String(await freePort())
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'], NODE_ENV: 'production', TOUHAI_MODE: 'demo', DEMO_ALLOWED: '1', HOST: '127.0.0.1', PORT: port, DATA_DIR: dataDir,
    DEMO_JSON: join(dataDir, `demo-${port}.json`), LOG_LEVEL: 'warn', DATABASE_URL: '', REDIS_URL: '', SMTP_URL: '', APP_SECRET: '', BASE_URL: '', ...settings,
  }
  const child = spawn(process.execPath, ['--enable-source-maps', 'build/touhai/index.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  child.stdout.on('data', (piece: Buffer) => said.push(String(piece)))
  child.stderr.on('data', (piece: Buffer) => said.push(String(piece)))
  const url = `http://127.0.0.1:${port}`
  const output = (): string => said.join('')
  const stop = async (): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
    const ended = once(child, 'exit') as Promise<[number | null]>
    child.kill('SIGTERM')
    return (await ended)[0]
  }
  await vi.waitUntil(() => isReady(child, url), { timeout: startLimitMs, interval: 100 }).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw new Error(`the built server did not become ready: ${said.join('')}`, { cause: error })
  })
  return { url, dataDir, child, output, stop }
}

async function isReady(child: ChildProcess, url: string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
  return (await fetch(`${url}/readyz`).catch(() => null))?.ok ?? false
}

export type Demo = ServerProcess & { people: DemoPerson[]; /** The nth person of a role. */ person: (role: string, at?: number) => DemoPerson; dispose: () => Promise<void> }

/** A demo, with fresh data unless somebody's is named. Wait for it in `beforeAll`; `dispose` ends it and deletes the data. */
export async function startDemo(settings: Record<string, string> = {}, dataDir?: string): Promise<Demo> {
  const server = await startBuiltServer(settings, dataDir)
  const file = join(server.dataDir, `demo-${new URL(server.url).port}.json`)
  await vi.waitUntil(() => existsSync(file), { timeout: 30_000 })
  const { people } = JSON.parse(readFileSync(file, 'utf8')) as { people: DemoPerson[] }
  return {
    ...server,
    people,
    person(role, at = 0) {
      const found = people.filter((one) => one.role === role)[at]
      if (!found) throw new Error(`the demo has no ${role} number ${at}`)
      return found
    },
    async dispose() {
      await server.stop()
      rmSync(server.dataDir, { recursive: true, force: true })
    },
  }
}

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Browser } from 'playwright-core'

import { openDatabase, type Database } from '#server/platform/db.ts'
import { freePort } from '#tests/setup/server.ts'

import { openBrowser, openVisitor, type Visitor } from './browser.ts'
import { startBuiltServer, startDemo, type Demo, type ServerProcess } from './demo-server.ts'
import { AgendaPage, whenSeen } from './pages/phone-pages.ts'

let browser: Browser
let redis: ChildProcess
let redisPort: string
let redisFolder: string
let a: Demo
let b: ServerProcess
let db: Database
let phone: Visitor
let agenda: AgendaPage

/** A real Redis on a port of its own that keeps nothing on disk. */
async function startRedis(): Promise<ChildProcess> {
  const child = spawn('redis-server', ['--port', redisPort, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', redisFolder], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (piece: Buffer) => (said += String(piece)))
  await vi.waitUntil(() => said.includes('Ready to accept connections'), { timeout: 20_000 })
  return child
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

const readiness = async (server: ServerProcess): Promise<unknown> => (await fetch(`${server.url}/readyz`)).json()

/** The organizer renames nothing and moves nobody: a phase of the event changes, which every phone in its room hears of. */
async function changePhase(server: ServerProcess, to: string): Promise<void> {
  const event = await db.client.event.findUniqueOrThrow({ where: { slug: 'demo-day-winter' } })
  const response = await fetch(`${server.url}/api/v1/events/${event.id}/phase`, { method: 'POST', headers: { authorization: `Bearer ${a.person('organizer').apiToken}`, 'content-type': 'application/json' }, body: JSON.stringify({ to, version: event.version }) })
  expect(response.status).toBe(200)
}

beforeAll(async () => {
  redisPort = String(await freePort())
  redisFolder = mkdtempSync(join(tmpdir(), 'touhai-redis-'))
  redis = await startRedis()
  const REDIS_URL = `redis://127.0.0.1:${redisPort}`
  a = await startDemo({ REDIS_URL })
  // The second process serves the same data folder; it has its own port and its own demo people's file.
  b = await startBuiltServer({ REDIS_URL, BASE_URL: a.url }, a.dataDir)
  db = await openDatabase({ file: `${a.dataDir}/touhai.sqlite` })
  browser = await openBrowser()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await db?.close()
  await b?.stop()
  await a?.dispose()
  await end(redis, 'SIGTERM')
  rmSync(redisFolder, { recursive: true, force: true })
})

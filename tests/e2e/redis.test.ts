import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Browser } from 'playwright-core'

import { openDatabase, type Database } from '#server/platform/db.ts'
import { freePort } from '#tests/setup/server.ts'

import { openBrowser, openVisitor } from './browser.ts'
import { startDemo, type Demo, type DemoPerson } from './demo-server.ts'
import { RequestsPage, whenSeen } from './pages/phone-pages.ts'

let browser: Browser
let redis: ChildProcess
let redisPort: string
let redisFolder: string
let a: Demo
let b: Demo
let db: Database
let onA: RequestsPage
let onB: RequestsPage
let eventId: string
let toDelegationId: string
let waiting: DemoPerson[]

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

const readiness = async (server: Demo): Promise<unknown> => {
  const response = await fetch(`${server.url}/readyz`)
  const { database, redis: reached } = (await response.json()) as { database: boolean; redis: boolean }
  return { status: response.status, database, redis: reached }
}

/** Another investor asks the founder for a meeting, through the API of one process. */
async function ask(server: Demo, message: string): Promise<void> {
  const investor = waiting.shift()
  if (!investor) throw new Error('nobody is left to ask')
  const response = await fetch(`${server.url}/api/v1/events/${eventId}/requests`, {
    method: 'POST',
    headers: { authorization: `Bearer ${investor.apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ toDelegationId, holds: [], message }),
  })
  expect([response.status, await response.text()]).toEqual([201, expect.stringContaining('requestId')])
}

async function openRequests(server: Demo): Promise<RequestsPage> {
  const visitor = await openVisitor(browser, server.url, { device: 'phone', locale: 'zh-CN' })
  await visitor.page.goto(server.person('founder').signInUrl)
  const page = new RequestsPage(visitor.page, `${server.url}/events/demo-day-winter`, 'zh-CN')
  await page.open()
  await page.untilLive()
  return page
}

beforeAll(async () => {
  redisPort = String(await freePort())
  redisFolder = mkdtempSync(join(tmpdir(), 'touhai-redis-'))
  redis = await startRedis()
  const REDIS_URL = `redis://127.0.0.1:${redisPort}`
  a = await startDemo({ REDIS_URL })
  // The second process serves the same data folder. Its tokens are the valid ones: those of an earlier start end.
  b = await startDemo({ REDIS_URL }, a.dataDir)
  db = await openDatabase({ file: `${a.dataDir}/touhai.sqlite` })
  browser = await openBrowser()
  eventId = (await db.client.event.findUniqueOrThrow({ where: { slug: 'demo-day-winter' } })).id
  toDelegationId = (await db.client.delegate.findFirstOrThrow({ where: { person: { email: a.person('founder').email }, delegation: { eventId } } })).delegationId
  const known = await db.client.meetingRequest.findMany({ where: { OR: [{ fromDelegationId: toDelegationId }, { toDelegationId }] }, select: { fromDelegationId: true, toDelegationId: true } })
  const seen = new Set(known.flatMap((request) => [request.fromDelegationId, request.toDelegationId]))
  const heads = await db.client.delegate.findMany({ where: { delegation: { eventId, id: { notIn: [...seen] } } }, select: { delegationId: true, person: { select: { email: true } } } })
  const firms = new Map<string, DemoPerson>()
  for (const person of b.people.filter(({ role }) => role === 'investor' || role === 'acquirer')) {
    const head = heads.find((one) => one.person.email === person.email)
    if (head && !firms.has(head.delegationId)) firms.set(head.delegationId, person)
  }
  waiting = [...firms.values()]
  onA = await openRequests(a)
  onB = await openRequests(b)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await db?.close()
  await b?.stop()
  await a?.dispose()
  await end(redis, 'SIGTERM')
  rmSync(redisFolder, { recursive: true, force: true })
})

test('what happens at one process is seen in a browser that is connected to the other, within a second', async () => {
  const seen = whenSeen(onB.request('across'))
  await ask(a, 'across')
  const answeredAt = performance.now()
  const afterMs = (await seen) - answeredAt
  console.info(`process A → browser at process B: ${Math.round(afterMs)} ms after the answer`)
  expect(afterMs).toBeLessThan(1_000)
})

test('without Redis each process says so and goes on serving its own; when Redis is back, browsers catch up by themselves', async () => {
  await end(redis, 'SIGKILL')
  await expect.poll(() => Promise.all([a, b].map(readiness)), { timeout: 15_000 }).toEqual([a, b].map(() => ({ status: 503, database: true, redis: false })))
  const seen = whenSeen(onA.request('while cut off'))
  await ask(a, 'while cut off')
  const answeredAt = performance.now()
  expect((await seen) - answeredAt).toBeLessThan(1_000)
  const caughtUp = whenSeen(onB.request('while cut off'))
  redis = await startRedis()
  await expect.poll(() => Promise.all([a, b].map(readiness)), { timeout: 15_000 }).toEqual([a, b].map(() => ({ status: 200, database: true, redis: true })))
  await caughtUp
  const again = whenSeen(onA.request('together again'))
  await ask(b, 'together again')
  await again
  await onB.request('together again').waitFor()
})

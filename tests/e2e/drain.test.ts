import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'

import { afterAll, beforeAll, expect, test } from 'vitest'

import { locales } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'

import { startDemo, type Demo } from './demo-server.ts'
import { addressOf, namesOf, routeNames } from './pages-of-the-house.ts'

let demo: Demo
let db: Database
beforeAll(async () => {
  demo = await startDemo()
  db = await openDatabase({ file: `${demo.dataDir}/touhai.sqlite` })
}, 180_000)
afterAll(async () => {
  await db?.close()
  await demo?.dispose()
})

test('a demo listens on this machine only', async () => {
  const outside = Object.values(networkInterfaces()).flat().filter((one) => one && !one.internal && one.family === 'IPv4').map((one) => one?.address ?? '')
  const answers = await Promise.all(outside.map(async (host) => {
    const socket = connect(Number(new URL(demo.url).port), host)
    const heard = await Promise.race([once(socket, 'connect').then(() => 'open'), once(socket, 'error').then(() => 'closed')]).catch(() => 'closed')
    socket.destroy()
    return heard
  }))
  expect(answers).toEqual(outside.map(() => 'closed'))
  expect((await fetch(`${demo.url}/healthz`)).status).toBe(200)
})

test.each(locales)('every page says in %s that this is a demo', async (locale) => {
  const names = await namesOf(demo, db)
  const open = routeNames().filter((route) => !/^(organize|sign-out|preferences|sign-in_\.|search|account|events\.\$slug\.|door\.\$slug_)/.test(route))
  const says = translator(locale)('common:demo.banner')
  const silent: string[] = []
  for (const route of open) {
    const response = await fetch(demo.url + addressOf(route, names), { headers: { cookie: `lang=${locale}` } })
    if (!(await response.text()).includes(says)) silent.push(`${route}: ${response.status}`)
  }
  expect(silent).toEqual([])
})

/** Starts the server as `npm start` does and waits for its end. */
async function startAsProduction(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const env: NodeJS.ProcessEnv = { PATH: process.env['PATH'], NODE_ENV: 'production', LOG_LEVEL: 'warn', DATA_DIR: demo.dataDir, ...settings }
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => (said += String(piece)))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, said }
}

test('npm start refuses demo mode and names every bad variable', async () => {
  const asDemo = await startAsProduction({ TOUHAI_MODE: 'demo' })
  expect([asDemo.code, asDemo.said]).toEqual([1, expect.stringContaining('TOUHAI_MODE')])
  const bad = await startAsProduction({ PORT: 'harbour', BASE_URL: 'touhai', APP_SECRET: 'short' })
  expect(bad.code).toBe(1)
  expect(['PORT', 'BASE_URL', 'APP_SECRET'].filter((name) => !bad.said.includes(name))).toEqual([])
})

test('SIGTERM under load: ends within ten seconds with code 0, and nothing that was acknowledged is lost', async () => {
  const eventId = (await db.client.event.findUniqueOrThrow({ where: { slug: 'demo-day-winter' } })).id
  const startups = await db.client.delegation.findMany({ where: { eventId, side: 'startup' }, select: { id: true } })
  const acknowledged: string[] = []
  let going = true
  const send = async (token: string): Promise<void> => {
    for (let i = 0; going; i = (i + 1) % startups.length) {
      const response = await fetch(`${demo.url}/api/v1/events/${eventId}/requests`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ toDelegationId: startups[i]?.id, holds: [], message: '' }) }).catch(() => null)
      if (response === null) return
      const body = (await response.json().catch(() => ({}))) as { requestId?: string }
      if (response.status === 201 && body.requestId) acknowledged.push(body.requestId)
    }
  }
  const senders = [...demo.people.filter(({ role }) => role === 'investor' || role === 'acquirer')].map(({ apiToken }) => send(apiToken))
  await expect.poll(() => acknowledged.length, { timeout: 20_000, interval: 20 }).toBeGreaterThan(10)
  const asked = performance.now()
  const code = await demo.stop()
  const tookMs = performance.now() - asked
  going = false
  await Promise.all(senders)
  const kept = new Set((await db.client.meetingRequest.findMany({ where: { id: { in: acknowledged } }, select: { id: true } })).map(({ id }) => id))
  console.info(`stopped in ${Math.round(tookMs)} ms under load; ${acknowledged.length} acknowledged`)
  expect({ code, lost: acknowledged.filter((id) => !kept.has(id)) }).toEqual({ code: 0, lost: [] })
  expect(tookMs).toBeLessThan(10_000)
})

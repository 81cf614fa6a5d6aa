import { createServer } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { liveSocketOptions } from '#app/http/live-socket.ts'
import type { Phase } from '#server/domain/events/phases.ts'
import type { Pages } from '#server/http/pages.ts'
import { backUp, restore } from '#server/platform/backup.ts'
import { openDatabase } from '#server/platform/db.ts'
import { readEnv } from '#server/platform/env.ts'
import { createLogger } from '#server/platform/logger.ts'
import { eventRoom } from '#server/protocol/rooms.ts'
import { startTouhai, type Running } from '#server/start.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { connect } from '#tests/fixtures/socket.ts'
import { freePort } from '#tests/setup/server.ts'

const noPages: Pages = { build: () => Promise.reject(new Error('no pages here')), vite: null, clientFolder: null, close: async () => undefined }
const system = { kind: 'system' } as const

let dataDir: string
let port: number
let running: Running
const file = (): string => join(dataDir, 'touhai.sqlite')

/** The same house again: same folder, same port. */
const start = async (): Promise<Running> =>
  startTouhai({ env: readEnv({ NODE_ENV: 'test', LOG_LEVEL: 'silent', PORT: String(port), DATA_DIR: dataDir }), httpServer: createServer(), pages: noPages, logger: createLogger('silent') })

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'touhai-restart-'))
  port = await freePort()
  running = await start()
})
afterEach(async () => {
  await running.stop('test')
  rmSync(dataDir, { recursive: true, force: true })
})

async function newEvent(): Promise<string> {
  const db = await openDatabase({ file: file() })
  const { id } = await makeEvent(db)
  await db.close()
  return id
}

async function enter(eventId: string, ...phases: Phase[]): Promise<void> {
  for (const to of phases) {
    const header = await running.app.events.findById(system, eventId)
    const changed = header.ok && (await running.app.events.changePhase(system, { eventId, to, version: header.value.version }))
    if (!changed || !changed.ok) throw new Error(`the event did not enter ${to}`)
  }
}

/** How long each browser waited before it tried again, in ms. */
const waits: number[] = []

type Back = { atMs: number; seq: number; phases: unknown[] }

/** A browser as the pages open it; tells each time it is in step with the room. */
function browser(room: string, onBack: (back: Back) => void): Socket {
  const socket = io(running.url, { ...liveSocketOptions, forceNew: true, transports: ['websocket'] })
  let seq = 0
  let leftAt = 0
  socket.on('disconnect', () => void (leftAt = performance.now()))
  socket.io.on('reconnect_attempt', (attempt) => void (attempt === 1 && waits.push(performance.now() - leftAt)))
  socket.on('connect', () => {
    socket.emit('room:since', { room, seq }, (reply: { value: { seq: number; facts?: { payload: unknown }[] } }) => {
      seq = reply.value.seq
      onBack({ atMs: performance.now(), seq, phases: (reply.value.facts ?? []).map((fact) => fact.payload) })
    })
  })
  return socket
}

test('three hundred browsers are back in step within five seconds of a restart, each at a moment of its own', async () => {
  const eventId = await newEvent()
  let backs: Back[] = []
  const crowd = Array.from({ length: 300 }, () => browser(eventRoom(eventId), (back) => backs.push(back)))
  await expect.poll(() => backs.length, { timeout: 20_000 }).toBe(300)
  backs = []
  await running.stop('restart')
  running = await start()
  await enter(eventId, 'locked')
  const up = performance.now()
  await expect.poll(() => backs.length, { timeout: 15_000 }).toBe(300)
  const after = backs.map((back) => back.atMs - up).sort((a, b) => a - b)
  expect(after[Math.floor(300 * 0.95)]).toBeLessThan(5_000)
  expect(backs.every(({ seq, phases }) => seq === 1 && JSON.stringify(phases) === '[{"phase":"locked"}]')).toBe(true)
  // Not all at once: the middle eight tenths of the first tries are spread over more than half a second.
  waits.sort((a, b) => a - b)
  expect(waits).toHaveLength(300)
  expect((waits[270] ?? 0) - (waits[30] ?? 0)).toBeGreaterThan(600)
  for (const socket of crowd) socket.close()
})

test('after a backup was put back, a client that is ahead of it or as far gets a snapshot, not facts of another history', async () => {
  const eventId = await newEvent()
  await enter(eventId, 'locked')
  const copy = join(dataDir, 'copy.sqlite')
  await backUp(file(), copy)
  await enter(eventId, 'live', 'locked', 'live')
  const asked = async (seq: number) => {
    const link = await connect(running.url)
    const reply = (await link.ask('room:since', { room: eventRoom(eventId), seq })) as { ok: boolean; value: { seq: number; facts?: unknown[]; snapshot?: { phase: string } } }
    link.close()
    return reply.value
  }
  expect((await asked(4)).facts).toEqual([])
  await running.stop('restore')
  restore(copy, file())
  running = await start()
  expect((await asked(4)).snapshot).toMatchObject({ phase: 'locked' })
  await enter(eventId, 'live', 'locked', 'live')
  expect((await asked(4)).snapshot).toMatchObject({ phase: 'live' })
  const now = await asked(1)
  expect((await asked(now.seq)).facts).toEqual([])
})

import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo, Socket as TcpSocket } from 'node:net'

import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import { systemClock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/logger.ts'
import { eventRoom } from '#server/protocol/rooms.ts'
import { openGateway } from '#server/realtime/gateway.ts'
import { createPublisher, type Publisher, type TouhaiServer } from '#server/realtime/publish.ts'
import { connect, type TestSocket } from '#tests/fixtures/socket.ts'

const room = eventRoom('0'.repeat(26))
const frames = 40
const wordsOf500kB = 'x'.repeat(500_000)

let httpServer: HttpServer
let publisher: Publisher
let io: TouhaiServer
let url: string

beforeEach(async () => {
  httpServer = createServer()
  publisher = createPublisher()
  const open = { mayJoin: async () => true, snapshot: async () => ({}) }
  const [logger, allowedOrigins] = [createLogger('silent'), [] as string[]]
  io = openGateway({
    httpServer, publisher, logger, allowedOrigins, clock: systemClock, deny: () => undefined,
    authenticate: async () => ({ actor: { kind: 'anonymous' }, sessionId: null }),
    refresh: async () => null,
    rooms: { event: open, desk: open, agenda: open, stage: open, crew: open, audience: open, moderation: open, pitching: open, pitch: open, door: open },
    history: { head: async () => 0, since: async () => null },
  })
  await new Promise<void>((done) => httpServer.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`
  allowedOrigins.push(url)
})
afterEach(async () => {
  publisher.close()
  await io.close()
})

/** In the room. */
async function guest(): Promise<TestSocket> {
  const made = await connect(url)
  expect(await made.ask('room:join', { room })).toMatchObject({ ok: true })
  return made
}

/** The wire under a client's socket; held, nothing is read from it. */
const wireOf = ({ socket }: TestSocket): TcpSocket => (socket.io.engine as unknown as { transport: { ws: { _socket: TcpSocket } } }).transport.ws._socket

test('who reads nothing is cut before what waits for her grows without end; her neighbours hear everything', async () => {
  const [slow, brisk] = await Promise.all([guest(), guest()])
  wireOf(slow).pause()
  const heard: number[] = []
  brisk.socket.on('facts', (frame: { facts: { seq: number }[] }) => heard.push(...frame.facts.map((fact) => fact.seq)))
  for (let seq = 1; seq <= frames; seq += 1) {
    // A release with a name of half a megabyte: no such fact exists, but a slow line is filled by many small ones just so.
    publisher.publish([{ room, seq, at: seq, name: 'release:published', payload: { number: seq, name: wordsOf500kB, at: seq } }])
    await vi.waitUntil(() => heard.includes(seq), { timeout: 10_000 })
  }
  await vi.waitUntil(() => io.sockets.sockets.size === 1, { timeout: 10_000 })
  expect(heard).toEqual(Array.from({ length: frames }, (_, at) => at + 1))
  const gone = new Promise<void>((done) => slow.socket.once('disconnect', () => done()))
  wireOf(slow).resume()
  await gone
  for (const one of [slow, brisk]) one.close()
})

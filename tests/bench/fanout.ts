import { spawn } from 'node:child_process'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'

import { WebSocketServer, type WebSocket } from 'ws'

import { systemClock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/logger.ts'
import { eventRoom } from '#server/protocol/rooms.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'
import { openGateway } from '#server/realtime/gateway.ts'
import { createPublisher } from '#server/realtime/publish.ts'

const clients = 2_000
const rounds = 100
const everyMs = 60
const room = eventRoom('0'.repeat(26))

const fact = (seq: number): Fact => ({ room, seq, at: Date.now(), name: 'phase:changed', payload: { phase: 'live' } })

/** One fact to 2,000 sockets: CPU of our gateway for a hundred facts against a bare `ws` loop that sends the same bytes. */
export async function run() {
  const bare = await measure('bare', startBare)
  const ours = await measure('touhai', startOurs)
  const perFact = (cpuMs: number): number => cpuMs / rounds
  return [
    { name: 'fanout/bare-ws', value: perFact(bare.cpuMs), unit: 'cpu-ms/fact' },
    { name: 'fanout/gateway', value: perFact(ours.cpuMs), unit: 'cpu-ms/fact', ratio: ours.cpuMs / bare.cpuMs, against: 'bare-ws-loop' },
    { name: 'fanout/delivered', value: ours.frames / (clients * rounds), unit: 'of-1', ratio: ours.frames / bare.frames, against: 'bare-ws-loop' },
  ]
}

type Started = { server: HttpServer; send: (seq: number) => void; close: () => void }

async function startBare(): Promise<Started> {
  const server = createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  return {
    server,
    send(seq) {
      const text = `42${JSON.stringify(['facts', { room, facts: [fact(seq)] }])}`
      for (const socket of sockets.clients as Set<WebSocket>) socket.send(text)
    },
    close: () => sockets.close(),
  }
}

async function startOurs(): Promise<Started> {
  const server = createServer()
  const publisher = createPublisher()
  const open = { mayJoin: async () => true, snapshot: async () => ({}) }
  const io = openGateway({
    httpServer: server,
    allowedOrigins: [],
    authenticate: async () => ({ actor: { kind: 'anonymous' }, sessionId: null }),
    refresh: async () => null,
    rooms: { event: open, desk: open, agenda: open, stage: open, crew: open, audience: open, moderation: open, pitching: open, pitch: open, door: open },
    history: { head: async () => 0, since: async () => null },
    publisher,
    clock: systemClock,
    logger: createLogger('silent'),
    deny: () => undefined,
  })
  return { server, send: (seq) => publisher.publish([fact(seq)]), close: () => void io.close() }
}

async function measure(kind: 'bare' | 'touhai', start: () => Promise<Started>): Promise<{ cpuMs: number; frames: number }> {
  const started = await start()
  await new Promise<void>((done) => started.server.listen(0, '127.0.0.1', done))
  const { port } = started.server.address() as AddressInfo
  const crowd = spawn(process.execPath, ['--import', 'tsx', 'tests/load/socket-clients.ts', `http://127.0.0.1:${port}`, String(clients), kind, room, String(clients * rounds)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: crowd.stdout })[Symbol.asyncIterator]()
  await lines.next()
  const before = process.cpuUsage()
  await new Promise<void>((done) => {
    let seq = 0
    const timer = setInterval(() => {
      started.send(++seq)
      if (seq < rounds) return
      clearInterval(timer)
      done()
    }, everyMs)
  })
  const frames = await crowdDone(lines)
  const used = process.cpuUsage(before)
  crowd.kill()
  started.close()
  started.server.closeAllConnections()
  return { cpuMs: (used.user + used.system) / 1_000, frames }
}

/** The crowd says how many frames it has when it has them all. */
async function crowdDone(lines: AsyncIterator<string>): Promise<number> {
  const { value } = (await lines.next()) as { value: string }
  return Number(value.split(' ')[1])
}

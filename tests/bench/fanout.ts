import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { WebSocketServer, type WebSocket } from 'ws'

import { systemClock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/logger.ts'
import { eventRoom } from '#server/protocol/rooms.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'
import { openGateway } from '#server/realtime/gateway.ts'
import { createPublisher, flushEveryMs } from '#server/realtime/publish.ts'

import { clientsThatFit, cpuOf, Crowd, pause, reportOf } from './stage-parts/crowd.ts'

const clients = clientsThatFit(2_000)
const rounds = 100
/** Longer than a room rests, so that on a machine with time to spare each fact has a frame of its own. */
const everyMs = flushEveryMs + 20
/** Nothing more has come for so long: what is missing then is lost. */
const longestSilenceMs = 10_000
const room = eventRoom('0'.repeat(26))

const fact = (seq: number): Fact => ({ room, seq, at: Date.now(), name: 'phase:changed', payload: { phase: 'live' } })

/** One fact to 2,000 sockets: CPU of our gateway for a frame to all against a bare `ws` loop that sends the same bytes. */
export async function run() {
  const bare = await measure('bare', startBare)
  const ours = await measure('touhai', startOurs)
  const perFrame = ({ cpuMs, frames }: Measured): number => cpuMs / (frames / clients)
  return [
    { name: 'fanout/bare-ws', value: perFrame(bare), unit: 'cpu-ms/frame' },
    { name: 'fanout/gateway', value: perFrame(ours), unit: 'cpu-ms/frame', ratio: perFrame(ours) / perFrame(bare), against: 'bare-ws-loop' },
    { name: 'fanout/delivered', value: ours.facts / (clients * rounds), unit: 'of-1', ratio: ours.gaps, against: 'gaps' },
    { name: 'fanout/frames', value: ours.frames / clients, unit: 'a-client', ratio: ours.frames / bare.frames, against: 'bare-ws-loop' },
  ]
}

type Started = { server: HttpServer; send: (seq: number) => void; close: () => void }
type Measured = { cpuMs: number; facts: number; frames: number; gaps: number }

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
  return {
    server,
    send: (seq) => publisher.publish([fact(seq)]),
    close() {
      publisher.close()
      void io.close()
    },
  }
}

async function measure(kind: 'bare' | 'touhai', start: () => Promise<Started>): Promise<Measured> {
  const started = await start()
  await new Promise<void>((done) => started.server.listen(0, '127.0.0.1', done))
  const crowd = await Crowd.open(`http://127.0.0.1:${(started.server.address() as AddressInfo).port}`, clients, kind, room)
  await reportOf([crowd])
  let heard = { facts: 0, frames: 0, gaps: 0 }
  const cpuMs = await cpuOf(async () => {
    for (let seq = 1; seq <= rounds; seq += 1) {
      started.send(seq)
      await pause(everyMs)
    }
    heard = await everythingHeard(kind, crowd)
  })
  crowd.leave()
  started.close()
  started.server.closeAllConnections()
  return { cpuMs, ...heard }
}

/** Facts are counted, not frames: how many share one depends on how busy the machine is. */
async function everythingHeard(kind: string, crowd: Crowd): Promise<{ facts: number; frames: number; gaps: number }> {
  const heard = { facts: 0, frames: 0, gaps: 0 }
  let lastAt = performance.now()
  while (heard.facts < clients * rounds) {
    const { facts, frames, gaps } = await reportOf([crowd])
    heard.facts += facts
    heard.frames += frames
    heard.gaps += gaps
    if (facts > 0) lastAt = performance.now()
    else if (performance.now() - lastAt > longestSilenceMs) throw new Error(`${kind}: ${heard.facts} of ${clients * rounds} facts came to ${clients} clients, and nothing more for ${longestSilenceMs / 1_000} s`)
    await pause(100)
  }
  return heard
}

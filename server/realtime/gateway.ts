import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'

import { RateLimiterMemory } from 'rate-limiter-flexible'
import { Server } from 'socket.io'
import type { z } from 'zod'

import { anonymous, type Actor } from '#server/domain/access/actor.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Logger } from '#server/platform/logger.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { commandPayloads, orderPayloads, type Answer, type CommandName, type OrderAnswers, type OrderName } from '#server/protocol/client-to-server.ts'
import { parseRoom, type RoomAddress } from '#server/protocol/rooms.ts'
import { protocolVersion } from '#server/protocol/version.ts'

import { retellOnReturn } from './cluster.ts'
import { greetInOneWrite } from './greeting.ts'
import { personRoom, sessionRoom, type Publisher, type TouhaiServer } from './publish.ts'
import type { RoomHistory, RoomKinds } from './rooms.ts'
import { cutSlowReaders } from './slow-readers.ts'

export type GatewayParts = {
  httpServer: HttpServer
  /** The only origin that may open a socket from a browser. */
  allowedOrigins: string[]
  /** Who holds this Cookie header; anonymous for none. `sessionId` is the stored id, never the secret. */
  authenticate(cookieHeader: string | undefined): Promise<{ actor: Actor; sessionId: string | null }>
  /** The same person as she is now (roles may have changed), or null when the session has ended. */
  refresh(sessionId: string): Promise<Actor | null>
  rooms: RoomKinds
  history: RoomHistory
  publisher: Publisher
  clock: Clock
  logger: Logger
  deny(actor: Actor, room: string): void
  /** What does the commands that come by socket; the same that routes and the API call. */
  commands?: SocketCommands
  /** Connects several processes; this one is alone where it is missing. */
  cluster?: { adapter: unknown; onReturn: (listener: () => void) => void }
}

/** A refusal is told by its code alone. */
export type SocketCommands = { [Name in CommandName]: (actor: Actor, payload: z.infer<(typeof commandPayloads)[Name]>) => Promise<Result<OrderAnswers[Name]>> }

const ordersPerSecond = 20
const longestMessageBytes = 64 * 1024

/** Opens the socket server: same origin only, one identity per connection, every order parsed and answered. */
export function openGateway(parts: GatewayParts): TouhaiServer {
  const limiter = new RateLimiterMemory({ points: ordersPerSecond * 5, duration: 5 })
  const io: TouhaiServer = new Server(parts.httpServer, {
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: longestMessageBytes,
    perMessageDeflate: false,
    transports: ['websocket', 'polling'],
    ...(parts.cluster ? { adapter: parts.cluster.adapter as never } : {}),
    // Browsers always send Origin on an upgrade; a missing one is a program of our own or a same-origin poll.
    allowRequest: ({ headers: { origin } }, decide) => decide(null, origin === undefined || parts.allowedOrigins.includes(origin)),
  })
  const ownNode = parts.cluster ? `node:${randomUUID()}` : undefined
  parts.publisher.attach(io, ownNode)
  if (parts.cluster) retellOnReturn(io, parts.cluster, parts)
  cutSlowReaders(io, parts.httpServer)
  greetInOneWrite(parts.httpServer)

  io.use((socket, next) => {
    const version = Number(socket.handshake.auth['version'])
    if (version !== protocolVersion) return next(new Error('protocol.version'))
    parts.authenticate(socket.request.headers.cookie).then(
      async ({ actor, sessionId }) => {
        socket.data.sessionId = sessionId
        socket.data.personId = actor.kind === 'person' ? actor.personId : null
        if (sessionId) await socket.join(sessionRoom(sessionId))
        if (actor.kind === 'person') await socket.join(personRoom(actor.personId))
        next()
      },
      () => next(new Error('service.unavailable')),
    )
  })

  io.on('connection', (socket) => {
    if (ownNode) void socket.join(ownNode)
    const actorNow = async (): Promise<Actor | null> => (socket.data.sessionId ? parts.refresh(socket.data.sessionId) : anonymous)
    const answerTo = (reply: (value: Answer<unknown>) => void, name: OrderName, payload: unknown): void => {
      limiter
        .consume(socket.id)
        .then(
          () => handle(parts, { name, payload, actorNow, socket }),
          (spent: { msBeforeNext?: number }): Answer<unknown> => ({ ok: false, code: 'auth.rate_limited', params: { seconds: Math.max(1, Math.ceil((spent.msBeforeNext ?? 0) / 1000)) } }),
        )
        .then(reply)
        .catch((error: unknown) => {
          const reference = randomUUID()
          parts.logger.error({ err: error, order: name, requestId: reference }, 'socket order failed')
          reply({ ok: false, code: 'service.internal', params: { reference } })
        })
    }
    // One listener for all orders: eight for each of thousands of sockets cost more than the orders.
    socket.onAny((name: string, payload: unknown, reply: unknown) => {
      if (!Object.hasOwn(orderPayloads, name)) return void socket.disconnect(true)
      if (typeof reply === 'function') answerTo(reply as (value: Answer<unknown>) => void, name as OrderName, payload)
    })
  })
  return io
}

type Order = {
  name: OrderName
  payload: unknown
  actorNow: () => Promise<Actor | null>
  socket: { join(room: string): Promise<void> | void; leave(room: string): Promise<void> | void; disconnect(close: boolean): unknown }
}

async function handle(parts: GatewayParts, order: Order): Promise<Answer<unknown>> {
  const parsed = orderPayloads[order.name].safeParse(order.payload)
  if (!parsed.success) return { ok: false, code: 'input.malformed' }
  if (order.name === 'clock:ask') {
    return { ok: true, value: { sentAt: (parsed.data as { sentAt: number }).sentAt, serverAt: parts.clock.now() } }
  }
  if (order.name === 'room:leave') {
    await order.socket.leave((parsed.data as { room: string }).room)
    return { ok: true, value: null }
  }
  const actor = await order.actorNow()
  if (actor === null) {
    order.socket.disconnect(true)
    return { ok: false, code: 'auth.required' }
  }
  if (isCommand(order.name)) return command(parts, order.name, actor, parsed.data)
  const { room, seq } = parsed.data as { room: string; seq?: number }
  const address = parseRoom(room)
  if (address === null) return { ok: false, code: 'input.malformed' }
  if (!(await parts.rooms[address.kind].mayJoin(actor, address))) {
    parts.deny(actor, room)
    return { ok: false, code: 'record.not_found' }
  }
  return join(parts, order, actor, address, room, seq)
}

function isCommand(name: OrderName): name is CommandName {
  return Object.hasOwn(commandPayloads, name)
}

async function command(parts: GatewayParts, name: CommandName, actor: Actor, payload: unknown): Promise<Answer<unknown>> {
  const perform = parts.commands?.[name] as ((actor: Actor, payload: unknown) => Promise<Result<unknown>>) | undefined
  if (perform === undefined) return { ok: false, code: 'record.not_found' }
  const outcome = await perform(actor, payload)
  return outcome.ok ? { ok: true, value: outcome.value } : { ok: false, code: outcome.error.code, params: outcome.error.params }
}

/** Joins before reading, so that a fact committed in between is heard at least once; clients drop what they have seen. */
async function join(parts: GatewayParts, order: Order, actor: Actor, address: RoomAddress, room: string, seq: number | undefined): Promise<Answer<unknown>> {
  await order.socket.join(room)
  if (seq !== undefined) {
    const missed = await parts.history.since(room, seq)
    if (missed !== null) return { ok: true, value: missed }
  }
  const head = await parts.history.head(room)
  const snapshot = await parts.rooms[address.kind].snapshot(actor, address)
  return { ok: true, value: { seq: head, snapshot } }
}

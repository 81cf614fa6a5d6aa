import type { Server } from 'socket.io'

import type { ClientToServer } from '#server/protocol/client-to-server.ts'
import type { Fact, NoticeName, NoticePayload, ServerToClient } from '#server/protocol/server-to-client.ts'

import { tellHere } from './fan-out.ts'

export type TouhaiServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>
export type SocketData = { personId: string | null; sessionId: string | null }

/** Tells rooms what happened. Facts of one room that come within a flush travel in one frame, in order of `seq`. */
export type Publisher = {
  publish(facts: Fact[]): void
  notify<Name extends NoticeName>(room: string, name: Name, payload: NoticePayload<Name>): void
  /** Ends all sockets of a session or person at once, on every node. */
  cut(who: { sessionId: string } | { personId: string }, code: string): void
  /** `ownNode`: a room of all sockets of this process, where there are others. */
  attach(io: TouhaiServer, ownNode?: string): void
  close(): void
}

/** Ten times a second at most: a burst costs a room's size times its frames, not times its facts. */
export const flushEveryMs = 100

export const sessionRoom = (sessionId: string): string => `session:${sessionId}`
export const personRoom = (personId: string): string => `person:${personId}`

/** The first fact of a quiet room leaves at once; those that follow within 100 ms share a frame. */
export function createPublisher(): Publisher {
  let io: TouhaiServer | null = null
  let own: string | undefined
  const waiting = new Map<string, Fact[]>()
  let timer: NodeJS.Timeout | null = null

  /** Those who are connected here hear at once; the way to other processes may be slow or cut. */
  const tell = (): void => {
    for (const [room, facts] of waiting) {
      const frame = { room, facts: facts.sort((a, b) => a.seq - b.seq) }
      if (io) tellHere(io, room, 'facts', frame)
      if (own !== undefined) io?.to(room).except(own).emit('facts', frame)
    }
    waiting.clear()
  }
  const flush = (): void => {
    timer = null
    if (waiting.size === 0) return
    tell()
    timer = setTimeout(flush, flushEveryMs)
  }

  return {
    publish(facts) {
      for (const fact of facts) {
        const queue = waiting.get(fact.room)
        if (queue) queue.push(fact)
        else waiting.set(fact.room, [fact])
      }
      if (timer === null) flush()
    },
    notify(room, name, payload) {
      if (io) tellHere(io, room, name, payload)
      if (own !== undefined) (io?.to(room).except(own) as { emit: (name: string, payload: unknown) => void } | undefined)?.emit(name, payload)
    },
    cut(who, code) {
      const room = 'sessionId' in who ? sessionRoom(who.sessionId) : personRoom(who.personId)
      io?.in(room).emit('session:ended', { code })
      io?.in(room).disconnectSockets(true)
    },
    attach(server, ownNode) {
      io = server
      own = ownNode
    },
    close() {
      if (timer) clearTimeout(timer)
      timer = null
      tell()
    },
  }
}

import type { Server } from 'socket.io'

import type { ClientToServer } from '#server/protocol/client-to-server.ts'
import type { Fact, NoticeName, NoticePayload, ServerToClient } from '#server/protocol/server-to-client.ts'

import { beginTelling, tellHere, type Telling } from './fan-out.ts'

export type TouhaiServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>
export type SocketData = { personId: string | null; sessionId: string | null }

/** Tells rooms what happened. Facts of one room that come while it rests travel in one frame, in order of `seq`. */
export type Publisher = {
  publish(facts: Fact[]): void
  notify<Name extends NoticeName>(room: string, name: Name, payload: NoticePayload<Name>): void
  /** Ends all sockets of a session or person at once, on every node. */
  cut(who: { sessionId: string } | { personId: string }, code: string): void
  /** `ownNode`: a room of all sockets of this process, where there are others. */
  attach(io: TouhaiServer, ownNode?: string): void
  close(): void
}

/** A room hears ten times a second at most: a burst costs its size times its frames, not times its facts. */
export const flushEveryMs = 100
/** Sockets written to in one go; between two, commands are read and answered. */
const socketsAtOnce = 2_000
/** Steps of this size spread over 0 to 1 evenly, however many there are (golden ratio). */
const turn = 0.618_033_988_75

export const sessionRoom = (sessionId: string): string => `session:${sessionId}`
export const personRoom = (personId: string): string => `person:${personId}`

/**
 * The first fact of a quiet room leaves at the end of the turn of the event loop, after the answer to the command that made
 * it; those that follow before the room has been told and 100 ms have passed share a frame. A large room is told in slices.
 */
export function createPublisher({ atOnce = socketsAtOnce }: { atOnce?: number } = {}): Publisher {
  let io: TouhaiServer | null = null
  let own: string | undefined
  const waiting = new Map<string, Fact[]>()
  /** Rooms being told: one frame each, so that facts stay in order. */
  const line = new Map<string, { frame: { room: string; facts: Fact[] }; tell: Telling }>()
  /** Rooms being told or told less than a flush ago. */
  const busy = new Set<string>()
  const rests = new Set<NodeJS.Timeout>()
  let due: NodeJS.Immediate | null = null
  let from = 0

  const takeTurns = (): void => {
    for (const [room, facts] of waiting) {
      if (busy.has(room)) continue
      waiting.delete(room)
      busy.add(room)
      from = (from + turn) % 1
      const frame = { room, facts: facts.sort((a, b) => a.seq - b.seq) }
      line.set(room, { frame, tell: io ? beginTelling(io, room, 'facts', frame, from) : () => 0 })
    }
  }
  const rest = (rooms: string[]): void => {
    const timer = setTimeout(() => {
      rests.delete(timer)
      for (const room of rooms) busy.delete(room)
      wake()
    }, flushEveryMs)
    rests.add(timer)
  }
  /** Those who are connected here hear first; the way to other processes may be slow or cut. */
  const slice = (most: number): void => {
    takeTurns()
    const told: string[] = []
    for (const [room, { frame, tell }] of line) {
      if (most <= 0) break
      const reached = tell(most)
      if (reached < most) {
        line.delete(room)
        told.push(room)
        if (own !== undefined) io?.to(room).except(own).emit('facts', frame)
      }
      // A room in which nobody is costs something too.
      most -= Math.max(1, reached)
    }
    if (told.length > 0) rest(told)
  }
  const wake = (): void => {
    if (due !== null || (line.size === 0 && [...waiting.keys()].every((room) => busy.has(room)))) return
    due = setImmediate(() => {
      due = null
      slice(atOnce)
      wake()
    })
  }

  return {
    publish(facts) {
      for (const fact of facts) {
        const queue = waiting.get(fact.room)
        if (queue) queue.push(fact)
        else waiting.set(fact.room, [fact])
      }
      wake()
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
      slice(Infinity)
      busy.clear()
      slice(Infinity)
      for (const timer of rests) clearTimeout(timer)
      if (due) clearImmediate(due)
      due = null
    },
  }
}

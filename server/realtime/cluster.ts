import type { Server } from 'socket.io'

import type { Logger } from '#server/platform/logger.ts'
import { parseRoom } from '#server/protocol/rooms.ts'

import type { TouhaiServer } from './publish.ts'
import type { RoomHistory } from './rooms.ts'

/** Longer than any pause between two tries to reach Redis again: by then every link of every process is back. */
const settledAfterMs = 6_000
const order = 'rooms:retell'

/**
 * While processes could not reach each other, facts of one were not heard at the other. When the link is back, each tells
 * the last fact of every room that is watched there once more: who has it drops it, who misses one before it notices the
 * gap and asks for the rest.
 */
export function retellOnReturn(io: TouhaiServer, cluster: { onReturn: (listener: () => void) => void }, parts: { history: RoomHistory; logger: Logger }): void {
  const between = io as unknown as Server
  const retell = async (): Promise<void> => {
    for (const room of io.of('/').adapter.rooms.keys()) {
      if (parseRoom(room) === null) continue
      const head = await parts.history.head(room)
      const last = head === 0 ? null : await parts.history.since(room, head - 1)
      if (last !== null && last.facts.length > 0) io.local.to(room).emit('facts', { room, facts: last.facts })
    }
  }
  const retellHere = (): void => void retell().catch((error: unknown) => parts.logger.error({ err: error }, 'rooms could not be told again'))
  const retellEverywhere = (): void => {
    between.serverSideEmit(order)
    retellHere()
  }
  between.on(order, retellHere)
  cluster.onReturn(() => {
    retellEverywhere()
    setTimeout(retellEverywhere, settledAfterMs).unref()
  })
}

import type { Server as HttpServer } from 'node:http'

import type { TouhaiServer } from './publish.ts'

/** What may wait for one reader; a phone that is so far behind is quicker with a snapshot. */
export const mostWaitingBytes = 1_048_576
const lookEveryMs = 1_000

type Connection = {
  transport: { socket?: { bufferedAmount: number; terminate(): void } }
  writeBuffer: { data?: unknown }[]
  close(discard: boolean): void
}

/** Bytes that were meant for a reader and have not left this process: with its transport, and in line for it. */
function waitingBytes({ transport, writeBuffer }: Connection): number {
  return writeBuffer.reduce((sum, { data }) => sum + (typeof data === 'string' ? data.length : 0), transport.socket?.bufferedAmount ?? 0)
}

/** Cuts whoever takes in less than is said, before the rest of the hall pays for it in memory. It may come back and ask for what it missed. */
export function cutSlowReaders(io: TouhaiServer, httpServer: HttpServer): void {
  const timer = setInterval(() => {
    for (const { conn } of io.sockets.sockets.values()) {
      const connection = conn as unknown as Connection
      if (waitingBytes(connection) <= mostWaitingBytes) continue
      // A goodbye would only join what waits already.
      if (connection.transport.socket) connection.transport.socket.terminate()
      else connection.close(true)
    }
  }, lookEveryMs)
  timer.unref()
  httpServer.once('close', () => clearInterval(timer))
}

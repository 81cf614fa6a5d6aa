import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/**
 * The answer to an upgrade and Engine.IO's first packet follow each other within one turn of the event loop; held back
 * until its end they leave in one write. After a restart that is one of four for every phone that comes back.
 */
export function greetInOneWrite(httpServer: Server): void {
  httpServer.prependListener('upgrade', (_request, socket) => {
    const held = socket as Socket
    const destroy = held.destroy.bind(held)
    const release = (): void => {
      held.destroy = destroy
      held.uncork()
    }
    held.cork()
    // A refusal is written and the socket destroyed in the same turn: what is still held back then would never leave.
    held.destroy = (error) => {
      release()
      return destroy(error)
    }
    setImmediate(release)
  })
}

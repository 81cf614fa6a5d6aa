import type { Socket } from 'socket.io-client'

import type { ClientToServer } from '#server/protocol/client-to-server.ts'
import type { ServerToClient } from '#server/protocol/server-to-client.ts'
import { protocolVersion } from '#server/protocol/version.ts'

export type LiveSocket = Socket<ServerToClient, ClientToServer>

/**
 * How a browser connects, and comes back: after 0.4 to 1.6 s at first and never more than 5 s later, each at a moment of
 * its own, so that a hall full of phones doesn't fall upon a server that has just started.
 */
export const liveSocketOptions = {
  auth: { version: protocolVersion },
  transports: ['websocket', 'polling'],
  tryAllTransports: true,
  reconnectionDelay: 1_000,
  reconnectionDelayMax: 5_000,
  randomizationFactor: 0.6,
}

let opened: Promise<LiveSocket> | null = null

/** One socket for all pages, opened when the first of them has been shown. */
export function openLiveSocket(): Promise<LiveSocket> {
  opened ??= import('socket.io-client').then(({ io }) => {
    const live: LiveSocket = io(liveSocketOptions)
    live.on('disconnect', (reason) => void comeBack(live, reason))
    return live
  })
  return opened
}

/** Socket.IO stays away where the server ended the socket, as when a role changed; coming back shows what is left. */
function comeBack(live: LiveSocket, reason: string): void {
  if (reason === 'io server disconnect') setTimeout(() => live.connect(), 500 + Math.random() * 2_000)
}

import type { NoticeName, ServerToClient } from '#server/protocol/server-to-client.ts'

import { openLiveSocket, type LiveSocket } from './live-socket.ts'

export type RoomListener = {
  /** Left when the listening ends. */
  rooms: readonly string[]
  onFacts: (frame: Parameters<ServerToClient['facts']>[0], live: LiveSocket) => void
  /** Connected, come back, or woken from a sleep in which facts may have been missed. */
  onConnect: (live: LiveSocket) => void
  onDisconnect?: () => void
  notices?: Partial<Pick<ServerToClient, NoticeName>>
}

/** As Socket.IO takes them, whatever their words are. */
type Handlers = [name: 'facts', handler: () => void][]

/** Hangs listeners on the page's one socket; what it returns takes them off and leaves the rooms. Nothing is told after that. */
export function listenToRooms({ rooms, onFacts, onConnect, onDisconnect = () => undefined, notices = {} }: RoomListener): () => void {
  let socket: LiveSocket | null = null
  let ended = false
  const connected = (): void => void (socket && onConnect(socket))
  const facts: ServerToClient['facts'] = (frame) => void (socket && onFacts(frame, socket))
  const handlers = Object.entries({ facts, connect: connected, disconnect: onDisconnect, connect_error: onDisconnect, ...notices }) as Handlers
  // A phone that slept may believe that it is still connected; asking costs one small answer.
  const onWake = (): void => {
    if (socket === null || document.visibilityState !== 'visible') return
    if (socket.connected) connected()
    else socket.connect()
  }
  void openLiveSocket().then((live) => {
    if (ended) return
    socket = live
    for (const [name, handler] of handlers) live.on(name, handler)
    if (live.connected) connected()
  }, onDisconnect)
  document.addEventListener('visibilitychange', onWake)
  window.addEventListener('online', onWake)
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', onWake)
    window.removeEventListener('online', onWake)
    for (const [name, handler] of handlers) socket?.off(name, handler)
    for (const room of rooms) socket?.emit('room:leave', { room }, () => undefined)
  }
}

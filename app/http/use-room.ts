import { useCallback, useEffect, useRef, useState } from 'react'

import { applyInOrder, type Numbered } from '#server/domain/shared/in-order.ts'
import type { Fact, ServerToClient } from '#server/protocol/server-to-client.ts'

import { openLiveSocket, type LiveSocket } from './live-socket.ts'

/** `live`: what is shown is what the server has; `away`: the last that was heard. */
export type RoomLink = 'joining' | 'live' | 'away'

const answerWithinMs = 8_000

export type RoomParts<State> = {
  /** Null: nothing is followed. */
  room: string | null
  /** What the page came with; a newer one replaces what is held. */
  loaded: Numbered<State>
  /** The state after a fact; keep it outside the component, it must stay the same function. */
  step: (state: State, fact: Fact) => State
}

/**
 * Follows one room: facts in order and each once, a gap, a drop or a sleep made good by asking, and nothing makes the page
 * load again. Use a room in one place of a page only: leaving the page leaves the room.
 */
export function useRoom<State>({ room, loaded, step }: RoomParts<State>): { snapshot: State; link: RoomLink } {
  const held = useRef(loaded)
  const followed = useRef(room)
  const [snapshot, setSnapshot] = useState(loaded.snapshot)
  const [link, setLink] = useState<RoomLink>('joining')
  const take = useCallback((next: Numbered<State>) => {
    held.current = next
    setSnapshot(next.snapshot)
  }, [])
  useEffect(() => {
    if (room === followed.current && loaded.seq < held.current.seq) return
    followed.current = room
    take(loaded)
  }, [room, loaded, take])
  useEffect(() => (room === null ? undefined : follow(room, { held, take, step, setLink })), [room, take, step])
  return { snapshot, link }
}

type Following<State> = { held: { current: Numbered<State> }; take: (next: Numbered<State>) => void; step: (state: State, fact: Fact) => State; setLink: (link: RoomLink) => void }

function follow<State>(room: string, { held, take, step, setLink }: Following<State>): () => void {
  let ended = false
  let socket: LiveSocket | null = null
  const catchUp = async (live: LiveSocket): Promise<void> => {
    const reply = await live.timeout(answerWithinMs).emitWithAck('room:since', { room, seq: held.current.seq }).catch(() => null)
    if (ended) return
    if (reply === null || !reply.ok) return setLink('away')
    const next = 'facts' in reply.value ? applyInOrder(held.current, reply.value.facts, step) : { snapshot: reply.value.snapshot as State | null, seq: reply.value.seq }
    if (next !== null && next.snapshot !== null) take({ snapshot: next.snapshot, seq: next.seq })
    setLink('live')
  }
  const onFacts: ServerToClient['facts'] = (frame) => {
    if (frame.room !== room || socket === null) return
    const next = applyInOrder(held.current, frame.facts, step)
    if (next === null) void catchUp(socket)
    else if (next.seq !== held.current.seq) take(next)
  }
  const onConnect = (): void => void (socket && catchUp(socket))
  const onDisconnect = (): void => setLink('away')
  // A phone that slept may believe that it is still connected; asking costs one small answer.
  const onWake = (): void => {
    if (socket === null || document.visibilityState !== 'visible') return
    if (socket.connected) onConnect()
    else socket.connect()
  }
  void openLiveSocket().then((live) => {
    if (ended) return
    socket = live
    live.on('facts', onFacts)
    live.on('connect', onConnect)
    live.on('disconnect', onDisconnect)
    live.on('connect_error', onDisconnect)
    if (live.connected) onConnect()
  }, onDisconnect)
  document.addEventListener('visibilitychange', onWake)
  window.addEventListener('online', onWake)
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', onWake)
    window.removeEventListener('online', onWake)
    socket?.off('facts', onFacts)
    socket?.off('connect', onConnect)
    socket?.off('disconnect', onDisconnect)
    socket?.off('connect_error', onDisconnect)
    socket?.emit('room:leave', { room }, () => undefined)
  }
}

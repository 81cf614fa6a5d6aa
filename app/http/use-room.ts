import { useCallback, useEffect, useRef, useState } from 'react'

import { applyInOrder, type Numbered } from '#server/domain/shared/in-order.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

import type { LiveSocket } from './live-socket.ts'
import { listenToRooms } from './room-listener.ts'

/** `live`: what is shown is what the server has; `away`: the last that was heard. */
export type RoomLink = 'joining' | 'live' | 'away'

const answerWithinMs = 8_000

/** The number of a room whose facts the page did not ask for: it starts from the room's own snapshot. */
export const notYetHeard = -1

export type RoomParts<State> = {
  /** Null: nothing is followed. */
  room: string | null
  /** What the page came with; a newer one replaces what is held. May be built in each render. */
  loaded: Numbered<State>
  /** The state after a fact; keep it outside the component, it must stay the same function. */
  step: (state: State, fact: Fact) => State
}

type Offered<State> = Pick<RoomParts<State>, 'room' | 'loaded'>

/**
 * Whether what a page hands in is to be shown instead of what is held: another room, or not older than what was heard and
 * saying something else than the last time. A page that renders again with the same words brings nothing new.
 */
export function isNews<State>(last: Offered<State>, next: Offered<State>, heldSeq: number): boolean {
  if (next.room !== last.room) return true
  if (next.loaded.seq < heldSeq) return false
  const { snapshot } = next.loaded
  return next.loaded.seq !== last.loaded.seq || (snapshot !== last.loaded.snapshot && JSON.stringify(snapshot) !== JSON.stringify(last.loaded.snapshot))
}

/**
 * Follows one room: facts in order and each once, a gap, a drop or a sleep made good by asking, and nothing makes the page
 * load again. Use a room in one place of a page only: leaving the page leaves the room.
 */
export function useRoom<State>({ room, loaded, step }: RoomParts<State>): { snapshot: State; link: RoomLink } {
  const held = useRef(loaded)
  const offered = useRef({ room, loaded })
  const [snapshot, setSnapshot] = useState(loaded.snapshot)
  const [link, setLink] = useState<RoomLink>('joining')
  const take = useCallback((next: Numbered<State>) => {
    held.current = next
    setSnapshot(next.snapshot)
  }, [])
  useEffect(() => {
    const last = offered.current
    offered.current = { room, loaded }
    if (isNews(last, offered.current, held.current.seq)) take(loaded)
  }, [room, loaded, take])
  useEffect(() => (room === null ? undefined : follow(room, { held, take, step, setLink })), [room, take, step])
  return { snapshot, link }
}

type Following<State> = { held: { current: Numbered<State> }; take: (next: Numbered<State>) => void; step: (state: State, fact: Fact) => State; setLink: (link: RoomLink) => void }

function follow<State>(room: string, { held, take, step, setLink }: Following<State>): () => void {
  let ended = false
  const ask = async (live: LiveSocket) => {
    const { seq } = held.current
    const asking = live.timeout(answerWithinMs)
    return seq === notYetHeard ? asking.emitWithAck('room:join', { room }) : asking.emitWithAck('room:since', { room, seq })
  }
  const catchUp = async (live: LiveSocket): Promise<void> => {
    const reply = await ask(live).catch(() => null)
    if (ended) return
    if (reply === null || !reply.ok) return setLink('away')
    const next = 'facts' in reply.value ? applyInOrder(held.current, reply.value.facts, step) : { snapshot: reply.value.snapshot as State | null, seq: reply.value.seq }
    if (next !== null && next.snapshot !== null) take({ snapshot: next.snapshot, seq: next.seq })
    setLink('live')
  }
  const stop = listenToRooms({
    rooms: [room],
    onFacts(frame, live) {
      if (frame.room !== room) return
      const next = applyInOrder(held.current, frame.facts, step)
      if (next === null) void catchUp(live)
      else if (next.seq !== held.current.seq) take(next)
    },
    onConnect: (live) => void catchUp(live),
    onDisconnect: () => setLink('away'),
  })
  return () => {
    ended = true
    stop()
  }
}

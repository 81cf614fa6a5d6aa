import { useCallback, useEffect, useRef, useState } from 'react'

import { openLiveSocket, type LiveSocket } from '#app/http/live-socket.ts'
import { applyAgendaFact, type AgendaFact } from '#server/domain/meetings/agenda.ts'
import { clockOffset } from '#server/domain/shared/clock-offset.ts'
import { applyInOrder, type Numbered } from '#server/domain/shared/in-order.ts'
import type { AgendaSnapshot } from '#server/protocol/agenda.ts'
import type { Fact, ServerToClient } from '#server/protocol/server-to-client.ts'

type Held = Numbered<AgendaSnapshot>

const answerWithinMs = 8_000

const step = (snapshot: AgendaSnapshot, fact: Fact): AgendaSnapshot => applyAgendaFact(snapshot, fact as AgendaFact<AgendaSnapshot>)
const apply = (held: Held, facts: readonly Fact[]): Held | null => applyInOrder(held, facts, step)

/** `live`: what is shown is what the server has; `away`: the last that was heard. */
export type LiveLink = 'joining' | 'live' | 'away'
export type LiveAgenda = { snapshot: AgendaSnapshot; link: LiveLink; /** ms that the server's clock is ahead of this device's. */ offsetMs: number }

/**
 * Follows one person's agenda: facts are applied as they come, a gap or a sleep is made good by asking for what was
 * missed, and nothing makes the page load again. `loaded` is what the page came with; a newer one replaces what is held.
 */
export function useLiveAgenda(room: string, loaded: Held): LiveAgenda {
  const held = useRef(loaded)
  const [snapshot, setSnapshot] = useState(loaded.snapshot)
  const [link, setLink] = useState<LiveLink>('joining')
  const [offsetMs, setOffset] = useState(0)
  const take = useCallback((next: Held) => {
    held.current = next
    setSnapshot(next.snapshot)
  }, [])
  const isNewer = loaded.snapshot.personId !== held.current.snapshot.personId || loaded.snapshot.eventId !== held.current.snapshot.eventId || loaded.seq >= held.current.seq
  useEffect(() => {
    if (isNewer) take(loaded)
    // Only what the loader brings anew counts; facts come through the socket.
  }, [loaded, isNewer, take])
  useEffect(() => follow(room, held, take, setLink, setOffset), [room, take])
  return { snapshot, link, offsetMs }
}

function follow(room: string, held: { current: Held }, take: (next: Held) => void, setLink: (link: LiveLink) => void, setOffset: (ms: number) => void): () => void {
  let ended = false
  let socket: LiveSocket | null = null
  const eventRoom = `event:${room.split(':')[1] ?? ''}`
  let eventSeq = 0
  const catchUp = async (live: LiveSocket): Promise<void> => {
    const reply = await live.timeout(answerWithinMs).emitWithAck('room:since', { room, seq: held.current.seq }).catch(() => null)
    if (ended) return
    if (reply === null || !reply.ok) return setLink('away')
    const next = 'facts' in reply.value ? apply(held.current, reply.value.facts) : { snapshot: reply.value.snapshot as AgendaSnapshot, seq: reply.value.seq }
    if (next !== null && next.snapshot !== null) take(next)
    setLink('live')
  }
  const measure = async (live: LiveSocket): Promise<void> => {
    const reply = await live.timeout(answerWithinMs).emitWithAck('clock:ask', { sentAt: Date.now() }).catch(() => null)
    if (reply?.ok && !ended) setOffset(clockOffset(reply.value.sentAt, reply.value.serverAt, Date.now()))
  }
  /** Releases and phases concern everybody and are told in the event's own room; its facts have their own numbers. */
  const hearEvent = async (live: LiveSocket): Promise<void> => {
    const reply = await live.timeout(answerWithinMs).emitWithAck('room:join', { room: eventRoom }).catch(() => null)
    const news = reply?.ok ? (reply.value.snapshot as Pick<AgendaSnapshot, 'phase' | 'release'> | null) : null
    if (!reply?.ok || news === null || ended) return
    eventSeq = reply.value.seq
    take({ ...held.current, snapshot: { ...held.current.snapshot, phase: news.phase, release: news.release } })
  }
  const onFacts: ServerToClient['facts'] = (frame) => {
    if (socket === null) return
    if (frame.room === eventRoom) {
      const fresh = frame.facts.filter((fact) => fact.seq > eventSeq)
      if (fresh.some((fact, at) => fact.seq !== eventSeq + 1 + at)) return void hearEvent(socket)
      eventSeq += fresh.length
      return take({ ...held.current, snapshot: fresh.reduce(step, held.current.snapshot) })
    }
    if (frame.room !== room) return
    const next = apply(held.current, frame.facts)
    if (next === null) void catchUp(socket)
    else if (next.seq !== held.current.seq) take(next)
  }
  const onConnect = (): void => {
    if (socket === null) return
    void catchUp(socket)
    void hearEvent(socket)
    void measure(socket)
  }
  return attach({ onFacts, onConnect, onDisconnect: () => setLink('away'), rooms: [room, eventRoom] }, (live) => (socket = live), () => (ended = true))
}

type Listening = { onFacts: ServerToClient['facts']; onConnect: () => void; onDisconnect: () => void; rooms: string[] }

/** Hangs the listeners on the page's socket; what it returns takes them off and leaves the rooms. */
function attach({ onFacts, onConnect, onDisconnect, rooms }: Listening, opened: (live: LiveSocket) => void, closed: () => void): () => void {
  let socket: LiveSocket | null = null
  let ended = false
  // A phone that slept may believe that it is still connected; asking costs one small answer.
  const onWake = (): void => {
    if (socket === null || document.visibilityState !== 'visible') return
    if (socket.connected) onConnect()
    else socket.connect()
  }
  void openLiveSocket().then((live) => {
    if (ended) return
    socket = live
    opened(live)
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
    closed()
    document.removeEventListener('visibilitychange', onWake)
    window.removeEventListener('online', onWake)
    socket?.off('facts', onFacts)
    socket?.off('connect', onConnect)
    socket?.off('disconnect', onDisconnect)
    socket?.off('connect_error', onDisconnect)
    for (const room of rooms) socket?.emit('room:leave', { room }, () => undefined)
  }
}

/** The server's time on this device, again every `everyMs`; the page's own time until it has loaded. */
export function useServerNow(loadedAt: number, offsetMs: number, everyMs = 15_000): number {
  const [now, setNow] = useState(loadedAt)
  useEffect(() => {
    const tick = (): void => setNow(Date.now() + offsetMs)
    tick()
    const timer = setInterval(tick, everyMs)
    return () => clearInterval(timer)
  }, [offsetMs, everyMs])
  return now
}

import { useCallback, useEffect, useRef, useState } from 'react'
import type { Socket } from 'socket.io-client'

import { applyAgendaFact, type AgendaFact } from '#server/domain/meetings/agenda.ts'
import type { AgendaSnapshot } from '#server/protocol/agenda.ts'
import type { ClientToServer } from '#server/protocol/client-to-server.ts'
import type { Fact, ServerToClient } from '#server/protocol/server-to-client.ts'
import { protocolVersion } from '#server/protocol/version.ts'

type LiveSocket = Socket<ServerToClient, ClientToServer>
type Numbered = { snapshot: AgendaSnapshot; seq: number }

let opened: Promise<LiveSocket> | null = null

/** One socket for all pages, opened when the first of them has been shown. */
function openSocket(): Promise<LiveSocket> {
  opened ??= import('socket.io-client').then(({ io }): LiveSocket => io({ auth: { version: protocolVersion }, transports: ['websocket', 'polling'], tryAllTransports: true, randomizationFactor: 0.6 }))
  return opened
}

const answerWithinMs = 8_000

/** Facts in order; null where one is missing between what we have and what came. */
function apply(held: Numbered, facts: readonly Fact[]): Numbered | null {
  let { snapshot, seq } = held
  for (const fact of [...facts].sort((a, b) => a.seq - b.seq)) {
    if (fact.seq <= seq) continue
    if (fact.seq !== seq + 1) return null
    snapshot = applyAgendaFact(snapshot, fact as AgendaFact<AgendaSnapshot>)
    seq = fact.seq
  }
  return { snapshot, seq }
}

/** `live`: what is shown is what the server has; `away`: the last that was heard. */
export type LiveLink = 'joining' | 'live' | 'away'
export type LiveAgenda = { snapshot: AgendaSnapshot; link: LiveLink; /** ms that the server's clock is ahead of this device's. */ offsetMs: number }

/**
 * Follows one person's agenda: facts are applied as they come, a gap or a sleep is made good by asking for what was
 * missed, and nothing makes the page load again. `loaded` is what the page came with; a newer one replaces what is held.
 */
export function useLiveAgenda(room: string, loaded: Numbered): LiveAgenda {
  const held = useRef(loaded)
  const [snapshot, setSnapshot] = useState(loaded.snapshot)
  const [link, setLink] = useState<LiveLink>('joining')
  const [offsetMs, setOffset] = useState(0)
  const take = useCallback((next: Numbered) => {
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

function follow(room: string, held: { current: Numbered }, take: (next: Numbered) => void, setLink: (link: LiveLink) => void, setOffset: (ms: number) => void): () => void {
  let ended = false
  let socket: LiveSocket | null = null
  const eventRoom = `event:${room.split(':')[1] ?? ''}`
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
    if (reply?.ok && !ended) setOffset(Math.round(reply.value.serverAt - (reply.value.sentAt + Date.now()) / 2))
  }
  /** Releases and phases concern everybody and are told in the event's own room; its facts have their own numbers. */
  const hearEvent = async (live: LiveSocket): Promise<void> => {
    const reply = await live.timeout(answerWithinMs).emitWithAck('room:join', { room: eventRoom }).catch(() => null)
    const news = reply?.ok ? (reply.value.snapshot as Pick<AgendaSnapshot, 'phase' | 'release'> | null) : null
    if (news !== null && !ended) take({ ...held.current, snapshot: { ...held.current.snapshot, phase: news.phase, release: news.release } })
  }
  const onFacts: ServerToClient['facts'] = (frame) => {
    if (frame.room === eventRoom) {
      const snapshot = frame.facts.reduce((agenda, fact) => applyAgendaFact(agenda, fact as AgendaFact<AgendaSnapshot>), held.current.snapshot)
      return take({ ...held.current, snapshot })
    }
    if (frame.room !== room || socket === null) return
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
  const onDisconnect = (): void => setLink('away')
  // A phone that slept may believe that it is still connected; asking costs one small answer.
  const onWake = (): void => {
    if (socket === null || document.visibilityState !== 'visible') return
    if (socket.connected) onConnect()
    else socket.connect()
  }
  void openSocket().then((live) => {
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
    socket?.emit('room:leave', { room: eventRoom }, () => undefined)
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

import { useEffect, useRef } from 'react'

import { openLiveSocket, type LiveSocket } from './live-socket.ts'
import type { Fact, NoticePayload, ServerToClient } from '#server/protocol/server-to-client.ts'

export type DeskListener = {
  onFact: (fact: Fact) => void
  onProgress?: (progress: NoticePayload<'draft:progressed'>) => void
  onStudy?: (progress: NoticePayload<'study:progressed'>) => void
  /** Too much was missed: load the page's data once more. */
  onLost: () => void
}

/** Follows the desk's room from `seq` on: facts in order, none twice; a gap or a sleep is made good by asking. */
export function useDeskRoom(room: string, seq: number, listener: DeskListener): void {
  const heard = useRef(seq)
  const latest = useRef(listener)
  latest.current = listener
  if (seq > heard.current) heard.current = seq
  useEffect(() => {
    let ended = false
    let socket: LiveSocket | null = null
    const take = (facts: readonly Fact[]): boolean => {
      for (const fact of [...facts].sort((a, b) => a.seq - b.seq)) {
        if (fact.seq <= heard.current) continue
        if (fact.seq !== heard.current + 1) return false
        heard.current = fact.seq
        latest.current.onFact(fact)
      }
      return true
    }
    const catchUp = async (live: LiveSocket): Promise<void> => {
      const reply = await live.timeout(8_000).emitWithAck('room:since', { room, seq: heard.current }).catch(() => null)
      if (ended || reply === null || !reply.ok) return
      if ('facts' in reply.value) return void take(reply.value.facts)
      heard.current = reply.value.seq
      latest.current.onLost()
    }
    const onFacts: ServerToClient['facts'] = (frame) => {
      if (frame.room === room && socket !== null && !take(frame.facts)) void catchUp(socket)
    }
    const onProgress = (progress: NoticePayload<'draft:progressed'>): void => latest.current.onProgress?.(progress)
    const onStudy = (progress: NoticePayload<'study:progressed'>): void => latest.current.onStudy?.(progress)
    const onConnect = (): void => void (socket && catchUp(socket))
    const onWake = (): void => {
      if (document.visibilityState === 'visible' && socket?.connected) onConnect()
    }
    void openLiveSocket().then((live) => {
      if (ended) return
      socket = live
      live.on('facts', onFacts)
      live.on('draft:progressed', onProgress as ServerToClient['draft:progressed'])
      live.on('study:progressed', onStudy as ServerToClient['study:progressed'])
      live.on('connect', onConnect)
      if (live.connected) onConnect()
    }, () => undefined)
    document.addEventListener('visibilitychange', onWake)
    return () => {
      ended = true
      document.removeEventListener('visibilitychange', onWake)
      socket?.off('facts', onFacts)
      socket?.off('draft:progressed', onProgress as ServerToClient['draft:progressed'])
      socket?.off('study:progressed', onStudy as ServerToClient['study:progressed'])
      socket?.off('connect', onConnect)
      socket?.emit('room:leave', { room }, () => undefined)
    }
  }, [room])
}

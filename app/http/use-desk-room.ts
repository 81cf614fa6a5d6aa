import { useEffect, useRef } from 'react'

import type { Fact, NoticePayload } from '#server/protocol/server-to-client.ts'

import type { LiveSocket } from './live-socket.ts'
import { listenToRooms } from './room-listener.ts'

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
    const stop = listenToRooms({
      rooms: [room],
      onFacts: (frame, live) => void (frame.room === room && !take(frame.facts) && void catchUp(live)),
      onConnect: (live) => void catchUp(live),
      notices: { 'draft:progressed': (progress) => latest.current.onProgress?.(progress), 'study:progressed': (progress) => latest.current.onStudy?.(progress) },
    })
    return () => {
      ended = true
      stop()
    }
  }, [room])
}

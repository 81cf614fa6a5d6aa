import { useEffect, useMemo, useState } from 'react'

import type { LiveSocket } from '#app/http/live-socket.ts'
import { listenToRooms } from '#app/http/room-listener.ts'
import { notYetHeard, useRoom, type RoomLink } from '#app/http/use-room.ts'
import { applyAgendaFact, type AgendaFact } from '#server/domain/meetings/agenda.ts'
import { clockOffset } from '#server/domain/shared/clock-offset.ts'
import type { Numbered } from '#server/domain/shared/in-order.ts'
import type { AgendaSnapshot } from '#server/protocol/agenda.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'

const answerWithinMs = 8_000

const step = (snapshot: AgendaSnapshot, fact: Fact): AgendaSnapshot => applyAgendaFact(snapshot, fact as AgendaFact<AgendaSnapshot>)

/** What concerns everybody and is told in the event's own room; its facts have their own numbers. */
type EventNews = Pick<AgendaSnapshot, 'phase' | 'release'>
const newsStep = (news: EventNews, fact: Fact): EventNews => applyAgendaFact({ ...news, meetings: [], requests: [], appearances: [] }, fact as AgendaFact<EventNews & { meetings: []; requests: []; appearances: [] }>)

export type LiveAgenda = { snapshot: AgendaSnapshot; link: RoomLink; /** ms that the server's clock is ahead of this device's. */ offsetMs: number }

/** Follows one person's agenda, and the event's releases and phases with it. `loaded` is what the page came with; a newer one replaces what is held. */
export function useLiveAgenda(room: string, loaded: Numbered<AgendaSnapshot>): LiveAgenda {
  const { snapshot: day, link } = useRoom({ room, loaded, step })
  const { phase, release } = useRoom<EventNews>({ room: `event:${day.eventId}`, loaded: { snapshot: loaded.snapshot, seq: notYetHeard }, step: newsStep }).snapshot
  const snapshot = useMemo(() => ({ ...day, phase, release }), [day, phase, release])
  return { snapshot, link, offsetMs: useClockOffset() }
}

function useClockOffset(): number {
  const [offsetMs, setOffset] = useState(0)
  useEffect(() => {
    let ended = false
    const measure = async (live: LiveSocket): Promise<void> => {
      const reply = await live.timeout(answerWithinMs).emitWithAck('clock:ask', { sentAt: Date.now() }).catch(() => null)
      if (reply?.ok && !ended) setOffset(clockOffset(reply.value.sentAt, reply.value.serverAt, Date.now()))
    }
    const stop = listenToRooms({ rooms: [], onFacts: () => undefined, onConnect: (live) => void measure(live) })
    return () => {
      ended = true
      stop()
    }
  }, [])
  return offsetMs
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

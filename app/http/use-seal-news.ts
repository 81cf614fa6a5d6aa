import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

import { listenToRooms } from './room-listener.ts'

/** Phones of a hall ask for what was opened within so long, each at a moment of its own. */
const spreadMs = 3_000

/** Loads the page again, a little later, when the event opens or seals something. Use it on pages that follow nothing else of the event's room. */
export function useSealNews(eventId: string, about: 'interest:changed' | 'judging:changed'): void {
  const { revalidate } = useRevalidator()
  const again = useRef(revalidate)
  useEffect(() => {
    again.current = revalidate
  })
  useEffect(() => {
    const room = `event:${eventId}`
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = listenToRooms({
      rooms: [room],
      onFacts(frame) {
        if (frame.room !== room || !frame.facts.some((fact) => fact.name === about)) return
        clearTimeout(timer)
        timer = setTimeout(() => again.current(), Math.random() * spreadMs)
      },
      onConnect: (live) => void live.emit('room:join', { room }, () => undefined),
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [eventId, about])
}

import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

import type { Fact, ServerToClient } from '#server/protocol/server-to-client.ts'

import { openLiveSocket, type LiveSocket } from './live-socket.ts'

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
    let socket: LiveSocket | null = null
    let ended = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const onFacts: ServerToClient['facts'] = (frame) => {
      if (frame.room !== room || !frame.facts.some((fact: Fact) => fact.name === about)) return
      clearTimeout(timer)
      timer = setTimeout(() => again.current(), Math.random() * spreadMs)
    }
    const join = (): void => void socket?.emit('room:join', { room }, () => undefined)
    void openLiveSocket().then((live) => {
      if (ended) return
      socket = live
      live.on('facts', onFacts)
      live.on('connect', join)
      if (live.connected) join()
    }, () => undefined)
    return () => {
      ended = true
      clearTimeout(timer)
      socket?.off('facts', onFacts)
      socket?.off('connect', join)
      socket?.emit('room:leave', { room }, () => undefined)
    }
  }, [eventId, about])
}

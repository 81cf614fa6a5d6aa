import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

import type { Fact } from '#server/protocol/server-to-client.ts'

import { useRoom } from './use-room.ts'

const leastMs = 1_000

/**
 * Loads the page's data again, at most once a second, when its room says something that concerns it. For an organizer's
 * lists, which few people look at; what is typed into the page's forms stays. `counts` answers how often that was said so
 * far; keep it outside the component.
 */
export function useFreshPage({ room, seq, counts }: { room: string; seq: number; counts: (seen: number, fact: Fact) => number }): void {
  const loaded = useRef({ snapshot: 0, seq })
  const { snapshot: seen, link } = useRoom({ room, loaded: loaded.current, step: counts })
  const { revalidate } = useRevalidator()
  const latest = useRef(revalidate)
  const shown = useRef<unknown>(0)
  useEffect(() => {
    latest.current = revalidate
  })
  useEffect(() => {
    if (link === 'joining' || seen === shown.current) return
    const timer = setTimeout(() => {
      shown.current = seen
      latest.current()
    }, leastMs)
    return () => clearTimeout(timer)
  }, [seen, link])
}

/** A `counts` for facts of these names. A room's own snapshot, after a long absence, begins the count anew. */
export const countOf = (...names: Fact['name'][]) => (seen: number, fact: Fact): number => (names.includes(fact.name) ? (Number(seen) || 0) + 1 : seen)

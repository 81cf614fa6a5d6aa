import { useEffect, useRef } from 'react'

/**
 * Acts once on each answer that comes in, as the page stands at that moment: new words or a new way out don't repeat it.
 * No answer yet is undefined or null. `answer` is told apart by identity, so hand in what a fetcher holds, or a plain value.
 */
export function useOncePerAnswer<T>(answer: T | null | undefined, act: (answer: T) => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    if (answer !== undefined && answer !== null) latest.current(answer)
  }, [answer])
}

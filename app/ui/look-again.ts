import { useRevalidator } from '@remix-run/react'
import { useEffect, useState } from 'react'

/** Each look waits half as long again as the one before, a minute at most; after some eighteen minutes it is left to the reader. */
const firstMs = 2_000
const longestMs = 60_000
const mostLooks = 25

/** While something is under way elsewhere, looks again, ever more rarely and never from a page that nobody sees. False once it has given up. */
export function useLookAgain(isMoving: boolean): boolean {
  const { revalidate } = useRevalidator()
  const [looks, setLooks] = useState(0)
  const isLooking = isMoving && looks < mostLooks
  useEffect(() => {
    if (!isLooking) return
    const look = (): void => {
      if (document.hidden) return
      setLooks((before) => before + 1)
      revalidate()
    }
    const timer = setTimeout(look, Math.min(longestMs, firstMs * 1.5 ** looks))
    // Whoever comes back to the page, perhaps from her bank, wants to know now.
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [isLooking, looks, revalidate])
  return isLooking
}

/** Whole minutes until an instant, counted on from the server's clock as the page was told it; 0 when it is over. */
export function useMinutesLeft(until: number, now: number): number {
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const since = performance.now()
    setPassed(0)
    const timer = setInterval(() => setPassed(performance.now() - since), 5_000)
    return () => clearInterval(timer)
  }, [now])
  return Math.max(0, Math.ceil((until - now - passed) / 60_000))
}

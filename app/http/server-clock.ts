import { useCallback, useEffect, useRef, useState } from 'react'

import { clockOffset } from '#server/domain/shared/clock-offset.ts'

import { openLiveSocket, type LiveSocket } from './live-socket.ts'

const samples = 5
const againMs = 30_000
const answerWithinMs = 4_000
/** A device's clock that is put right while the page is open shows as a jump against the clock that only counts. */
const jumpMs = 100

/** The best of a few answers: the quicker one came, the less its time can be wrong. Null where nobody answers. */
async function measure(live: LiveSocket): Promise<number | null> {
  let best: { wayMs: number; offsetMs: number } | null = null
  for (let i = 0; i < samples; i += 1) {
    const reply = await live.timeout(answerWithinMs).emitWithAck('clock:ask', { sentAt: Date.now() }).catch(() => null)
    if (!reply?.ok) break
    const receivedAt = Date.now()
    const wayMs = receivedAt - reply.value.sentAt
    if (best === null || wayMs < best.wayMs) best = { wayMs, offsetMs: clockOffset(reply.value.sentAt, reply.value.serverAt, receivedAt) }
  }
  return best?.offsetMs ?? null
}

/**
 * The server's time on this device, whatever its own clock says: measured when connected, every half minute, on waking and
 * when the device's clock jumps. Until then by the time at which the page was made.
 */
export function useServerClock(madeAt: number): () => number {
  const offset = useRef<number | null>(null)
  const [, measured] = useState(0)
  useEffect(() => {
    offset.current ??= madeAt - Date.now()
    let ended = false
    let socket: LiveSocket | null = null
    let last = Date.now() - performance.now()
    const ask = (): void => {
      if (socket === null || !socket.connected) return
      void measure(socket).then((found) => {
        if (ended || found === null) return
        offset.current = found
        measured((count) => count + 1)
      })
    }
    const watch = (): void => {
      const now = Date.now() - performance.now()
      if (offset.current !== null && Math.abs(now - last) > jumpMs) {
        offset.current -= now - last
        ask()
      }
      last = now
    }
    const onWake = (): void => void (document.visibilityState === 'visible' && ask())
    void openLiveSocket().then((live) => {
      if (ended) return
      socket = live
      live.on('connect', ask)
      ask()
    }, () => undefined)
    const timers = [setInterval(ask, againMs), setInterval(watch, 500)]
    document.addEventListener('visibilitychange', onWake)
    return () => {
      ended = true
      timers.forEach(clearInterval)
      document.removeEventListener('visibilitychange', onWake)
      socket?.off('connect', ask)
    }
  }, [madeAt])
  return useCallback(() => (offset.current === null ? madeAt : Date.now() + offset.current), [madeAt])
}

/**
 * The server's time, again at each full second before or after `toward` (the end of a countdown), so that all screens
 * change their figures at the same moment; every quarter of a minute where nothing counts. `madeAt` until it has loaded.
 */
export function useTick(clock: () => number, madeAt: number, toward: number | null): number {
  const [now, setNow] = useState(madeAt)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const tick = (): void => {
      const at = clock()
      setNow(at)
      const left = toward === null ? 15_000 : ((((toward - at) % 1_000) + 1_000) % 1_000) + 5
      timer = setTimeout(tick, left)
    }
    tick()
    return () => clearTimeout(timer)
  }, [clock, toward])
  return now
}

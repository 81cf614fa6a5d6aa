import type { Logger } from './logger.ts'

export type LagWatch = {
  /** The loop was blocked a moment ago, or has been for longer than is borne: whoever can should go elsewhere. */
  isLate(): boolean
  stop(): void
}

type Parts = {
  logger: Pick<Logger, 'error'>
  /** Lateness in ms from which on it is an alarm. */
  alarmMs?: number
  everyMs?: number
  /** Lateness in ms from which on the process isn't ready, and how long (ms) it says so after that. */
  shedMs?: number
  calmMs?: number
  /** ms that only ever grow, whatever is done to the wall clock. */
  now?: () => number
  every?: (tick: () => void, ms: number) => () => void
}

const byTimer = (tick: () => void, ms: number): (() => void) => {
  const timer = setInterval(tick, ms)
  timer.unref()
  return () => clearInterval(timer)
}

/** Watches how late the event loop is: a process that answers nobody for a second should be heard of, and spared for a while. */
export function watchLag({ logger, alarmMs = 1_000, shedMs = 3_000, everyMs = 250, calmMs = 5_000, now = () => performance.now(), every = byTimer }: Parts): LagWatch {
  let due = now() + everyMs
  let lateUntil = Number.NEGATIVE_INFINITY
  const tick = (): void => {
    const at = now()
    const lagMs = Math.round(at - due)
    due = at + everyMs
    if (lagMs < alarmMs) return
    if (lagMs >= shedMs) lateUntil = at + calmMs
    logger.error({ lagMs }, 'the event loop was blocked')
  }
  const stop = every(tick, everyMs)
  return { isLate: () => now() < lateUntil || now() - due >= shedMs, stop }
}

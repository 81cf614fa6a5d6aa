import type { Countdown, StageSettings, StageState } from './model.ts'

/** What is left at an instant; negative when it is over time. */
export function leftAt(countdown: Countdown, now: number): number {
  return countdown.runs ? countdown.endsAt - now : countdown.leftMs
}

export function paused(countdown: Countdown, now: number): Countdown {
  return { runs: false, leftMs: leftAt(countdown, now) }
}

export function resumed(countdown: Countdown, now: number): Countdown {
  return { runs: true, endsAt: now + leftAt(countdown, now) }
}

/**
 * Adds time, or cuts it down to the present instant and no further. `changedMs` is what it came to: 0 where there was
 * nothing to cut.
 */
export function adjusted(countdown: Countdown, ms: number, now: number): { countdown: Countdown; changedMs: number } {
  const left = leftAt(countdown, now)
  const changedMs = ms >= 0 ? ms : -Math.min(-ms, Math.max(0, left))
  return { changedMs, countdown: countdown.runs ? { runs: true, endsAt: countdown.endsAt + changedMs } : { runs: false, leftMs: countdown.leftMs + changedMs } }
}

/** How a countdown looks: calm, warning, danger, over; `still` while nothing counts. */
export type Mark = 'still' | 'calm' | 'warn' | 'danger' | 'over'

export function markOf(state: Pick<StageState, 'current' | 'settings'>, now: number): Mark {
  const { current } = state
  if (current === null || current.part === 'called') return 'still'
  return markOfLeft(leftAt(current.countdown, now), state.settings)
}

export function markOfLeft(leftMs: number, settings: Pick<StageSettings, 'warnMs' | 'dangerMs'>): Mark {
  if (leftMs < 0) return 'over'
  if (leftMs <= settings.dangerMs) return 'danger'
  return leftMs <= settings.warnMs ? 'warn' : 'calm'
}

/**
 * `4:05`, `1:04:05`, and `−0:12` over time. Counts as people do: a full minute reads 1:00 for its first second, and the
 * second in which it ends reads 0:00.
 */
export function countdownText(leftMs: number): string {
  const seconds = leftMs >= 0 ? Math.ceil(leftMs / 1_000) : Math.floor(-leftMs / 1_000)
  const sign = leftMs < 0 && seconds > 0 ? '−' : ''
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60]
  const two = (number: number): string => String(number).padStart(2, '0')
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${two(rest)}` : `${sign}${minutes}:${two(rest)}`
}

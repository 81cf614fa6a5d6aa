import { leftAt } from './countdown.ts'
import { currentLine, type Line, type StageState } from './model.ts'

/** When a line begins and ends as things stand. `lateMs`: against the release; negative is early. */
export type Expected = { id: string; startsAt: number; endsAt: number; lateMs: number }

export type Forecast = {
  /** Every line that is not passed over, in order; those that are over with their real times. */
  lines: Expected[]
  /** How late the stage is now: by the end of what is on, else by the start of what is next. */
  nowMs: number
  /** How late the last line will end. */
  endMs: number
  endsAt: number | null
}

/**
 * The rundown's new times. A line begins when the one before it and its buffer are over, a fixed one not before its
 * planned time; so lateness runs on until a gap takes it up, and nothing after the gap moves.
 */
export function forecast(state: StageState, now: number): Forecast {
  const lines: Expected[] = []
  let free = Number.NEGATIVE_INFINITY
  let drift: number | null = null
  for (const line of state.lines) {
    if (line.outcome === 'skipped') continue
    const expected = expectedOf(state, line, now, free)
    free = expected.endsAt + (line.outcome === null ? line.bufferMs : 0)
    lines.push(expected)
    if (line.outcome === null) drift ??= line.startedAt === null ? expected.lateMs : expected.endsAt - line.plannedEndsAt
  }
  const last = lines.at(-1)
  const plannedEnd = Math.max(...state.lines.filter((line) => line.outcome !== 'skipped').map((line) => line.plannedEndsAt))
  return { lines, nowMs: drift ?? 0, endMs: last === undefined ? 0 : last.endsAt - plannedEnd, endsAt: last?.endsAt ?? null }
}

function expectedOf(state: StageState, line: Line, now: number, free: number): Expected {
  const startsAt = line.startedAt ?? Math.max(now, free, line.isFixed || free === Number.NEGATIVE_INFINITY ? line.plannedAt : free)
  const endsAt = line.endedAt ?? (line.startedAt === null ? startsAt + line.talkMs + line.qaMs : endOfCurrent(state, line, now))
  return { id: line.id, startsAt, endsAt, lateMs: startsAt - line.plannedAt }
}

/** A countdown over time ends now, until somebody ends it. */
function endOfCurrent(state: StageState, line: Line, now: number): number {
  const { current } = state
  if (current === null || current.part === 'called' || currentLine(state)?.id !== line.id) return Math.max(now, line.startedAt ?? now)
  const talkEnd = now + Math.max(0, leftAt(current.countdown, now))
  return current.part === 'talk' ? talkEnd + line.qaMs : talkEnd
}

import { err, ok, type Result } from '../shared/result.ts'

import { currentLine, findLine, leastTalkMs, mostLengthMs, type Line, type LineLengths, type StageEvent, type StageState } from './model.ts'

/** A stage begins, or begins anew with another rundown; its numbers go on. */
export function openLines(state: StageState | null, event: Extract<StageEvent, { kind: 'open' }>, now: number): StageState {
  return { seq: (state?.seq ?? 0) + 1, at: now, isRehearsal: event.isRehearsal, isEnded: false, shiftMs: event.shiftMs, settings: event.settings, lines: event.lines.map(unbegun), current: null }
}

const unbegun = (line: Line): Line => ({ ...line, outcome: null, startedAt: null, endedAt: null })

/** A later release: what has been or is on stays as it is, what waits is taken from the release, in its order. */
export function reloadLines(state: StageState, lines: readonly Line[]): StageState {
  const kept = state.lines.filter((line) => line.outcome !== null || line.id === state.current?.lineId)
  const known = new Set(kept.map((line) => line.id))
  return { ...state, lines: [...kept, ...lines.filter((line) => !known.has(line.id)).map(unbegun)] }
}

/** Index before which a line is put so that it is the next of those that wait. */
function headOfWaiting(lines: readonly Line[], currentId: string | undefined): number {
  const first = lines.findIndex((line) => line.outcome === null && line.id !== currentId)
  return first === -1 ? lines.length : first
}

function moved(lines: readonly Line[], line: Line, currentId: string | undefined): Line[] {
  const others = lines.filter((one) => one.id !== line.id)
  const at = headOfWaiting(others, currentId)
  return [...others.slice(0, at), line, ...others.slice(at)]
}

/** Calls a line that waits to the stage; whoever was called and hasn't begun goes back to the head of the queue. */
export function callLine(state: StageState, lineId: string): Result<StageState> {
  const line = findLine(state, lineId)
  if (line === undefined) return err('record.not_found')
  if (state.current !== null && state.current.part !== 'called') return err('stage.already_on')
  if (state.current?.lineId === lineId) return err('stage.already_called')
  if (line.outcome !== null) return err('stage.line_over')
  return ok({ ...state, lines: moved(state.lines, line, undefined), current: { lineId, part: 'called' } })
}

/** Not today, or not now: a line that waits or is called is passed over. */
export function skipLine(state: StageState, lineId: string): Result<StageState> {
  const line = findLine(state, lineId)
  if (line === undefined) return err('record.not_found')
  if (line.outcome !== null) return err('stage.line_over')
  const isCurrent = state.current?.lineId === lineId
  if (isCurrent && state.current?.part !== 'called') return err('stage.already_on')
  return ok({ ...state, current: isCurrent ? null : state.current, lines: state.lines.map((one) => (one === line ? { ...one, outcome: 'skipped' as const } : one)) })
}

/** A line that was passed over, or is over, comes back as the next; one that is called goes back to the queue. */
export function returnLine(state: StageState, lineId: string): Result<StageState> {
  const line = findLine(state, lineId)
  if (line === undefined) return err('record.not_found')
  if (state.current?.lineId === lineId) return state.current.part === 'called' ? ok({ ...state, current: null }) : err('stage.already_on')
  if (line.outcome === null) return err('stage.still_waiting')
  return ok({ ...state, lines: moved(state.lines, unbegun(line), state.current?.lineId) })
}

/** Two lines that wait trade places: each takes the other's planned time and keeps its own length. */
export function swapLines(state: StageState, lineId: string, withId: string): Result<StageState> {
  const a = findLine(state, lineId)
  const b = findLine(state, withId)
  if (a === undefined || b === undefined) return err('record.not_found')
  if (a === b) return err('stage.same_line')
  if (a.outcome !== null || b.outcome !== null) return err('stage.line_over')
  if (state.current?.lineId === lineId || state.current?.lineId === withId) return err('stage.already_called')
  const inPlaceOf = (line: Line, place: Line): Line => ({ ...line, plannedAt: place.plannedAt, plannedEndsAt: place.plannedEndsAt, isFixed: place.isFixed, bufferMs: place.bufferMs })
  return ok({ ...state, lines: state.lines.map((line) => (line === a ? inPlaceOf(b, a) : line === b ? inPlaceOf(a, b) : line)) })
}

/** A break that nobody planned begins at once; whoever was called goes back to the queue. */
export function breakNow(state: StageState, lengthMs: number, at: number): Result<StageState> {
  if (state.current !== null && state.current.part !== 'called') return err('stage.already_on')
  const line: Line = {
    id: `break-${state.seq + 1}`, kind: 'break', plannedAt: at, plannedEndsAt: at + lengthMs, talkMs: lengthMs, qaMs: 0, bufferMs: 0, isFixed: false,
    outcome: null, startedAt: at, endedAt: null,
  }
  return ok({ ...state, lines: moved(state.lines, line, undefined), current: { lineId: line.id, part: 'talk', lengthMs, countdown: { runs: true, endsAt: at + lengthMs } } })
}

/** New lengths for lines that are still to come; of the one on the stage only what has not begun. */
export function replanLines(state: StageState, lengths: readonly LineLengths[]): Result<StageState> {
  const wanted = new Map(lengths.map((line) => [line.id, line]))
  const on = currentLine(state)
  if (lengths.some(({ talkMs, qaMs, bufferMs }) => talkMs < leastTalkMs || qaMs < 0 || bufferMs < 0 || talkMs + qaMs + bufferMs > mostLengthMs)) return err('stage.bad_length')
  for (const { id } of lengths) {
    const line = findLine(state, id)
    if (line === undefined) return err('record.not_found')
    if (line.outcome !== null) return err('stage.line_over')
  }
  return ok({
    ...state,
    lines: state.lines.map((line) => {
      const next = wanted.get(line.id)
      if (next === undefined) return line
      const { talkMs, qaMs, bufferMs } = next
      return line === on ? { ...line, qaMs, bufferMs } : { ...line, talkMs, qaMs, bufferMs }
    }),
  })
}

import { forecast } from './forecast.ts'
import { waitingLines, type Line, type LineLengths, type StageState } from './model.ts'

/** How lateness is met: take it up by cutting, let everything later move, or half of each. */
export const driftModes = ['absorb', 'shift', 'split'] as const
export type DriftMode = (typeof driftModes)[number]

export type DriftChoice = { mode: DriftMode; /** What may be cut. */ breaks: boolean; questions: boolean }

export type DriftPlan = {
  /** New lengths; empty where nothing is cut. */
  lines: LineLengths[]
  cutMs: { breaks: number; buffers: number; questions: number }
  /** Lateness of the end with and without the cuts. */
  endMs: number
  endMsBefore: number
  endsAt: number | null
}

/** A break stays a break, and cuts are told in half minutes. */
export const leastBreakMs = 300_000
const unitMs = 30_000

/**
 * What a choice would do, without doing it. Breaks are cut first, then the gaps between lines, then questions, of which
 * every line gives the same share. A cut that would not bring the end nearer (a gap takes the lateness up anyway) is not made.
 */
export function planForDrift(state: StageState, choice: DriftChoice, now: number): DriftPlan {
  const before = forecast(state, now)
  const wanted = choice.mode === 'absorb' ? before.endMs : choice.mode === 'split' ? before.endMs / 2 : 0
  const target = before.endMs - Math.max(0, wanted)
  let lines = state.lines
  if (before.endMs > 0 && choice.mode !== 'shift') {
    if (choice.breaks) lines = cutInTurn(state, lines, target, now)
    if (choice.questions) lines = cutShares(state, lines, target, now)
  }
  const after = forecast({ ...state, lines }, now)
  const sum = (of: (line: Line) => number): number => state.lines.reduce((total, line, i) => total + of(line) - of(lines[i] as Line), 0)
  return {
    lines: lines.filter((line, i) => line !== state.lines[i]).map(({ id, talkMs, qaMs, bufferMs }) => ({ id, talkMs, qaMs, bufferMs })),
    cutMs: { breaks: sum((line) => line.talkMs), buffers: sum((line) => line.bufferMs), questions: sum((line) => line.qaMs) },
    endMs: after.endMs,
    endMsBefore: before.endMs,
    endsAt: after.endsAt,
  }
}

type Cut = { id: string; mostMs: number; apply: (line: Line, ms: number) => Line }

/** Breaks down to five minutes, then gaps down to nothing, one after the other in the order of the day. */
function cutInTurn(state: StageState, lines: Line[], target: number, now: number): Line[] {
  const waiting = waitingLines({ ...state, lines })
  const cuts: Cut[] = [
    ...waiting.filter((line) => line.kind === 'break').map((line) => ({ id: line.id, mostMs: line.talkMs - leastBreakMs, apply: (one: Line, ms: number) => ({ ...one, talkMs: one.talkMs - ms }) })),
    ...waiting.map((line) => ({ id: line.id, mostMs: line.bufferMs, apply: (one: Line, ms: number) => ({ ...one, bufferMs: one.bufferMs - ms }) })),
  ]
  let made = lines
  for (const cut of cuts) {
    const late = forecast({ ...state, lines: made }, now).endMs - target
    const ms = Math.min(cut.mostMs, roundUp(late))
    if (late <= 0 || ms <= 0) continue
    const tried = made.map((line) => (line.id === cut.id ? cut.apply(line, ms) : line))
    if (forecast({ ...state, lines: tried }, now).endMs < late + target) made = tried
  }
  return made
}

const shares = 10

/** The least share of all questions to come that is enough, or all of them. */
function cutShares(state: StageState, lines: Line[], target: number, now: number): Line[] {
  const waiting = new Set(waitingLines({ ...state, lines }).filter((line) => line.qaMs > 0).map((line) => line.id))
  const start = forecast({ ...state, lines }, now).endMs
  if (waiting.size === 0 || start <= target) return lines
  let best = lines
  let bestEnd = start
  for (let share = 1; share <= shares; share += 1) {
    const tried = lines.map((line) => (waiting.has(line.id) ? { ...line, qaMs: Math.max(0, line.qaMs - roundUp((line.qaMs * share) / shares)) } : line))
    const end = forecast({ ...state, lines: tried }, now).endMs
    if (end < bestEnd) [best, bestEnd] = [tried, end]
    if (end <= target) break
  }
  return best
}

function roundUp(ms: number): number {
  return Math.ceil(ms / unitMs) * unitMs
}

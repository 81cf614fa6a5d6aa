/** What a line of the rundown is. Only `pitch` has questions by default. */
export const lineKinds = ['pitch', 'talk', 'panel', 'ceremony', 'break'] as const
export type LineKind = (typeof lineKinds)[number]

/**
 * One line of the rundown. All times are instants in ms, all lengths are ms. The order of the lines is their order on the
 * stage: those that were on, then those that wait.
 */
export type Line = {
  id: string
  kind: LineKind
  /** As released; a swap trades the places, not the lengths. */
  plannedAt: number
  plannedEndsAt: number
  talkMs: number
  /** Questions after it; 0 for none. */
  qaMs: number
  /** Kept free after it. */
  bufferMs: number
  /** Doesn't begin before `plannedAt`; others begin when the line before is over. */
  isFixed: boolean
  /** Null until it is over. */
  outcome: 'done' | 'skipped' | null
  startedAt: number | null
  endedAt: number | null
}

/** A countdown: its end while it runs, what is left while it stands still. Never a number that ticks. */
export type Countdown = { runs: true; endsAt: number } | { runs: false; leftMs: number }

/** Who is on the stage, or on the way to it. One at a time: there is no place for a second. */
export type Current =
  | { lineId: string; part: 'called' }
  | { lineId: string; part: 'talk' | 'qa'; /** What the countdown began with, added and cut time included. */ lengthMs: number; countdown: Countdown }

/** What happens by itself when a countdown ends: nothing, the next is called, or the next begins. Questions begin by themselves in both. */
export const endActions = ['stay', 'call', 'start'] as const
export type EndAction = (typeof endActions)[number]

/** The countdown warns and is in danger when so much is left. */
export type StageSettings = { warnMs: number; dangerMs: number; endAction: EndAction }

export const defaultStageSettings: StageSettings = { warnMs: 60_000, dangerMs: 15_000, endAction: 'stay' }

export type StageState = {
  /** Number of the last event; a command names the number it saw. */
  seq: number
  /** When that happened, by the server's clock; never before the event before it. */
  at: number
  /** A trial before the day: shown as such on every screen. */
  isRehearsal: boolean
  isEnded: boolean
  /** By how much all planned times were moved when it was opened on another day than planned; 0 on the day. */
  shiftMs: number
  settings: StageSettings
  lines: Line[]
  current: Current | null
}

/** What is stored: the state, and the one before it for as long as the last step can be taken back. */
export type StageRun = StageState & { before: StageState | null }

/** What happened on the stage. Everything it needs is in it, so that the same events give the same state for ever. */
export type StageEvent =
  | { kind: 'open'; lines: Line[]; isRehearsal: boolean; shiftMs: number; settings: StageSettings }
  | { kind: 'reload'; lines: Line[] }
  | { kind: 'call'; lineId: string }
  | { kind: 'start' }
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'adjust'; ms: number }
  | { kind: 'qa' }
  | { kind: 'finish'; next: { lineId: string; starts: boolean } | null }
  | { kind: 'skip'; lineId: string }
  | { kind: 'return'; lineId: string }
  | { kind: 'swap'; lineId: string; withId: string }
  | { kind: 'break'; lengthMs: number }
  | { kind: 'replan'; lines: LineLengths[] }
  | { kind: 'configure'; settings: StageSettings }
  | { kind: 'end' }
  | { kind: 'reopen' }
  | { kind: 'undo' }

export type LineLengths = { id: string; talkMs: number; qaMs: number; bufferMs: number }

export type StageEventKind = StageEvent['kind']

/** What has to be done elsewhere because of a step. */
export type StageEffect =
  /** Look again at this instant: the countdown ends then, unless something has happened before. */
  | { kind: 'alarm'; at: number; seq: number }
  | { kind: 'called' | 'went_on' | 'went_off'; lineId: string }

export type Step = { run: StageRun; effects: StageEffect[] }

/** Shortest a talk or break can be cut to, longest a countdown can grow to. */
export const leastTalkMs = 60_000
export const mostLengthMs = 12 * 3_600_000

/** For so long the last step can be taken back; screens offer it for ten seconds, the way here takes some. */
export const undoOfferMs = 10_000
export const undoWithinMs = 15_000

export function findLine(state: StageState, lineId: string): Line | undefined {
  return state.lines.find((line) => line.id === lineId)
}

/** Lines that are still to come, in order, without the one that is called or on. */
export function waitingLines(state: StageState): Line[] {
  return state.lines.filter((line) => line.outcome === null && line.id !== state.current?.lineId)
}

export function currentLine(state: StageState): Line | null {
  return state.current === null ? null : (findLine(state, state.current.lineId) ?? null)
}

import { leftAt, markOf, type Mark } from '#server/domain/stage/countdown.ts'
import { forecast, type Expected } from '#server/domain/stage/forecast.ts'
import { currentLine, waitingLines, type Line, type StageState } from '#server/domain/stage/model.ts'
import { applyPatch } from '#server/domain/stage/patch.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'
import type { CrewSnapshot, StageCard, StageShown, StageSnapshot } from '#server/protocol/stage.ts'

/** A stage after a fact of its room. What is already in it, as after joining in the middle of a step, changes nothing. */
export function stageStep(snapshot: StageSnapshot, fact: Fact): StageSnapshot {
  if (fact.name === 'stage:opened') {
    if (snapshot.state !== null && fact.payload.state.seq <= snapshot.state.seq) return snapshot
    const { state, cards } = fact.payload
    // A result of before, as of the last rehearsal, isn't shown beside a stage that begins anew.
    const isOld = snapshot.shown.poll !== null && snapshot.shown.poll.at < state.at
    return { ...snapshot, state, cards, planned: [], ...(isOld && { shown: { ...snapshot.shown, poll: null } }) }
  }
  if (fact.name === 'stage:shown') return { ...snapshot, shown: fact.payload.shown }
  if (fact.name === 'stage:planned') return snapshot.state === null ? { ...snapshot, ...fact.payload } : { ...snapshot, cards: fact.payload.cards }
  if (fact.name !== 'stage:changed' || snapshot.state === null || fact.payload.patch.head.seq <= snapshot.state.seq) return snapshot
  return { ...snapshot, state: applyPatch(snapshot.state, fact.payload.patch) }
}

const mostEntries = 40

/** What only the crew sees, after a fact of its room. */
export function crewStep(snapshot: CrewSnapshot, fact: Fact): CrewSnapshot {
  if (fact.name === 'stage:message_shown') return { ...snapshot, message: fact.payload.message }
  if (fact.name !== 'stage:logged' || snapshot.log.some((entry) => entry.seq === fact.payload.entry.seq)) return snapshot
  return { ...snapshot, log: [fact.payload.entry, ...snapshot.log].slice(0, mostEntries) }
}

const noCard: Omit<StageCard, 'id'> = { titleZh: '', titleEn: '', lineZh: '', lineEn: '', delegationId: null, sectors: [], speakers: [] }

export function cardOf(snapshot: StageSnapshot, lineId: string): StageCard {
  return snapshot.cards.find((card) => card.id === lineId) ?? { id: lineId, ...noCard }
}

/** One thing on the stage or next, as every view shows it. */
export type Shown = { line: Line; card: StageCard; expected: Expected | null }

export type StageLook = {
  /** Nothing to show yet, waiting between two, or something is called or on; `over` when the stage has ended. */
  status: 'closed' | 'idle' | 'called' | 'on' | 'over'
  part: 'talk' | 'qa' | null
  now: Shown | null
  next: Shown | null
  /** Null where nothing counts. */
  leftMs: number | null
  lengthMs: number | null
  isPaused: boolean
  mark: Mark
  /** Lateness now and at the end. */
  nowMs: number
  endMs: number
  endsAt: number | null
}

/** What a stage looks like at an instant, the same for desk, screens and phones. */
export function lookAt(snapshot: StageSnapshot, now: number): StageLook {
  const { state } = snapshot
  const blank = { part: null, now: null, leftMs: null, lengthMs: null, isPaused: false, mark: 'still' as const, nowMs: 0, endMs: 0, endsAt: null }
  const shown = (line: Line | undefined, expected: readonly Expected[]): Shown | null =>
    line === undefined ? null : { line, card: cardOf(snapshot, line.id), expected: expected.find(({ id }) => id === line.id) ?? null }
  if (state === null) return { ...blank, status: 'closed', next: shown(snapshot.planned.find((line) => line.plannedEndsAt > now), []) }
  const { lines, nowMs, endMs, endsAt } = forecast(state, now)
  if (state.isEnded) return { ...blank, status: 'over', next: null }
  const { current } = state
  const isOn = current !== null && current.part !== 'called'
  return {
    status: current === null ? 'idle' : isOn ? 'on' : 'called',
    part: isOn ? current.part : null,
    now: shown(currentLine(state) ?? undefined, lines),
    next: shown(waitingLines(state)[0], lines),
    leftMs: isOn ? leftAt(current.countdown, now) : null,
    lengthMs: isOn ? current.lengthMs : null,
    isPaused: isOn && !current.countdown.runs,
    mark: markOf(state, now),
    nowMs, endMs, endsAt,
  }
}

/** A result stays on the screen until somebody goes on or off; then the pinned question, where there is one. */
export function besideStage({ state, shown }: Pick<StageSnapshot, 'state' | 'shown'>): { poll: NonNullable<StageShown['poll']> } | { question: NonNullable<StageShown['question']> } | null {
  const moved = Math.max(0, ...(state?.lines ?? []).map((line) => line.endedAt ?? line.startedAt ?? 0))
  if (shown.poll !== null && shown.poll.at >= moved && state?.current?.part !== 'called') return { poll: shown.poll }
  return shown.question === null || state?.isEnded === true ? null : { question: shown.question }
}

/** The end of the running countdown, or null: what ticks are counted toward. */
export function tickToward(state: StageState | null): number | null {
  const current = state?.current ?? null
  return current !== null && current.part !== 'called' && current.countdown.runs ? current.countdown.endsAt : null
}

/** Lateness in whole minutes, rounded toward nothing: half a minute is not worth a word. */
export function minutesLate(ms: number): number {
  return Math.trunc(ms / 60_000)
}

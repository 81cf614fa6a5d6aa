import { err, ok, type Result } from '../shared/result.ts'

import { adjusted, paused, resumed } from './countdown.ts'
import { currentLine, leastTalkMs, mostLengthMs, undoWithinMs, type Current, type StageEffect, type StageEvent, type StageRun, type StageState, type Step } from './model.ts'
import { breakNow, callLine, openLines, reloadLines, replanLines, returnLine, skipLine, swapLines } from './order-steps.ts'

/**
 * One step of the stage. `run` null: nothing has been opened yet. `now` is the server's clock; where it has gone backwards
 * the step happens at the instant of the one before. The last step can be taken back once, for a while.
 */
export function transition(run: StageRun | null, event: StageEvent, now: number): Result<Step> {
  if (run === null) return event.kind === 'open' ? ok(finished(null, openLines(null, event, now))) : err('stage.not_open')
  const at = Math.max(now, run.at)
  if (event.kind === 'undo') return undo(run, at)
  const { before: _before, ...state } = run
  const next = stepOf(state, event, at)
  return next.ok ? ok(finished(state, { ...next.value, seq: state.seq + 1, at })) : next
}

/** The state after all of these, or null for none. Only events that were accepted may be given. */
export function replay(events: readonly { event: StageEvent; at: number }[]): StageRun | null {
  let run: StageRun | null = null
  for (const { event, at } of events) {
    const step = transition(run, event, at)
    if (step.ok) run = step.value.run
  }
  return run
}

function stepOf(state: StageState, event: Exclude<StageEvent, { kind: 'undo' }>, at: number): Result<StageState> {
  if (event.kind === 'open') return ok(openLines(state, event, at))
  if (event.kind === 'reopen') return state.isEnded ? ok({ ...state, isEnded: false }) : err('stage.not_ended')
  if (event.kind === 'configure') return ok({ ...state, settings: event.settings })
  if (state.isEnded) return err('stage.ended')
  switch (event.kind) {
    case 'reload': return ok(reloadLines(state, event.lines))
    case 'call': return callLine(state, event.lineId)
    case 'start': return start(state, at)
    case 'pause': return onStage(state, ({ countdown, ...on }) => (countdown.runs ? ok({ ...on, countdown: paused(countdown, at) }) : err('stage.already_paused')))
    case 'resume': return onStage(state, ({ countdown, ...on }) => (countdown.runs ? err('stage.not_paused') : ok({ ...on, countdown: resumed(countdown, at) })))
    case 'adjust': return adjust(state, event.ms, at)
    case 'qa': return questions(state, at)
    case 'finish': return finish(state, event.next, at)
    case 'skip': return skipLine(state, event.lineId)
    case 'return': return returnLine(state, event.lineId)
    case 'swap': return swapLines(state, event.lineId, event.withId)
    case 'break': return breakNow(state, event.lengthMs, at)
    case 'replan': return replanLines(state, event.lines)
    case 'end': return end(state, at)
  }
}

function finished(before: StageState | null, state: StageState): Step {
  return { run: { ...state, before }, effects: effectsOf(before, state) }
}

/** The number goes on rising, and so does the time; all else is as it was before the last step. */
function undo(run: StageRun, at: number): Result<Step> {
  if (run.before === null || at - run.at > undoWithinMs) return err('stage.undo_over')
  const state = { ...run.before, seq: run.seq + 1, at }
  return ok({ run: { ...state, before: null }, effects: effectsOf(run, state) })
}

function effectsOf(before: StageState | null, after: StageState): StageEffect[] {
  const effects: StageEffect[] = []
  const onBefore = before?.current && before.current.part !== 'called' ? before.current.lineId : null
  const onAfter = after.current && after.current.part !== 'called' ? after.current.lineId : null
  if (onBefore !== null && onBefore !== onAfter) effects.push({ kind: 'went_off', lineId: onBefore })
  if (after.current?.part === 'called' && before?.current?.lineId !== after.current.lineId) effects.push({ kind: 'called', lineId: after.current.lineId })
  if (onAfter !== null && onBefore !== onAfter) effects.push({ kind: 'went_on', lineId: onAfter })
  const { current, settings } = after
  if (settings.endAction !== 'stay' && current !== null && current.part !== 'called' && current.countdown.runs) effects.push({ kind: 'alarm', at: Math.max(after.at, current.countdown.endsAt), seq: after.seq })
  return effects
}

type On = Exclude<Current, { part: 'called' }>

function onStage(state: StageState, change: (on: On) => Result<On>): Result<StageState> {
  if (state.current === null || state.current.part === 'called') return err('stage.nobody_on')
  const next = change(state.current)
  return next.ok ? ok({ ...state, current: next.value }) : next
}

function start(state: StageState, at: number): Result<StageState> {
  if (state.current === null) return err('stage.nobody_called')
  if (state.current.part !== 'called') return err('stage.already_on')
  const line = currentLine(state)
  if (line === null) return err('record.not_found')
  return ok({
    ...state,
    current: { lineId: line.id, part: 'talk', lengthMs: line.talkMs, countdown: { runs: true, endsAt: at + line.talkMs } },
    lines: state.lines.map((one) => (one === line ? { ...one, startedAt: at } : one)),
  })
}

/** Before the start it changes the length of the talk, afterwards the running countdown. */
function adjust(state: StageState, ms: number, at: number): Result<StageState> {
  if (state.current?.part === 'called') {
    const line = currentLine(state)
    if (line === null) return err('record.not_found')
    const talkMs = Math.min(mostLengthMs, Math.max(leastTalkMs, line.talkMs + ms))
    if (talkMs === line.talkMs) return err('stage.nothing_to_cut')
    return ok({ ...state, lines: state.lines.map((one) => (one === line ? { ...one, talkMs } : one)) })
  }
  return onStage(state, (on) => {
    const { countdown, changedMs } = adjusted(on.countdown, ms, at)
    if (changedMs === 0 || on.lengthMs + changedMs > mostLengthMs) return err('stage.nothing_to_cut')
    return ok({ ...on, lengthMs: Math.max(0, on.lengthMs + changedMs), countdown })
  })
}

function questions(state: StageState, at: number): Result<StageState> {
  const line = currentLine(state)
  if (state.current === null || state.current.part === 'called' || line === null) return err('stage.nobody_on')
  if (state.current.part === 'qa' || line.qaMs === 0) return err('stage.no_questions')
  return ok({ ...state, current: { lineId: line.id, part: 'qa', lengthMs: line.qaMs, countdown: { runs: true, endsAt: at + line.qaMs } } })
}

function finish(state: StageState, next: { lineId: string; starts: boolean } | null, at: number): Result<StageState> {
  const line = currentLine(state)
  if (state.current === null || state.current.part === 'called' || line === null) return err('stage.nobody_on')
  const over: StageState = { ...state, current: null, lines: state.lines.map((one) => (one === line ? { ...one, outcome: 'done', endedAt: at } : one)) }
  if (next === null) return ok(over)
  const called = callLine(over, next.lineId)
  return called.ok && next.starts ? start(called.value, at) : called
}

/** Whoever is on is done, whoever is called goes back to waiting; what waits stays, should the stage be opened again. */
function end(state: StageState, at: number): Result<StageState> {
  const isOn = state.current !== null && state.current.part !== 'called'
  const over = isOn ? finish(state, null, at) : ok({ ...state, current: null })
  return over.ok ? ok({ ...over.value, isEnded: true }) : over
}

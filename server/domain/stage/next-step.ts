import { currentLine, waitingLines, type Line, type StageEvent, type StageState } from './model.ts'

/** What “next” means now: call, start, questions, on to the one after, and at last the end. Null when all is over. */
export function nextStep(state: StageState): StageEvent | null {
  if (state.isEnded) return null
  const [next] = waitingLines(state)
  const { current } = state
  if (current === null) return next === undefined ? { kind: 'end' } : { kind: 'call', lineId: next.id }
  if (current.part === 'called') return { kind: 'start' }
  if (current.part === 'talk' && (currentLine(state)?.qaMs ?? 0) > 0) return { kind: 'qa' }
  return { kind: 'finish', next: next === undefined ? null : { lineId: next.id, starts: false } }
}

/** What happens by itself when the countdown has ended, by the stage's choice; null for nothing. */
export function stepAtAlarm(state: StageState): StageEvent | null {
  const { current, settings } = state
  if (state.isEnded || settings.endAction === 'stay' || current === null || current.part === 'called' || !current.countdown.runs) return null
  const step = nextStep(state)
  if (step?.kind !== 'finish' || step.next === null) return step
  return { ...step, next: { ...step.next, starts: settings.endAction === 'start' } }
}

/** The line that “next” leads to, for the button's label. */
export function lineAfter(state: StageState): Line | null {
  return waitingLines(state)[0] ?? null
}

import { err, ok, type Result } from '../shared/result.ts'

export const judgingStates = ['draft', 'open', 'closed', 'released'] as const
export type JudgingState = (typeof judgingStates)[number]

export const judgingActs = ['open', 'close', 'reopen', 'release'] as const
export type JudgingAct = (typeof judgingActs)[number]

/** When the organizer may read the results, and whom a release tells: only the staff, each founder the own, or the winners to all. */
export type SealRule = { organizerSees: 'when_closed' | 'when_released'; openTo: 'staff' | 'own' | 'winners'; winners: number }

const steps: Record<JudgingAct, { from: readonly JudgingState[]; to: JudgingState }> = {
  open: { from: ['draft'], to: 'open' },
  close: { from: ['open'], to: 'closed' },
  reopen: { from: ['closed'], to: 'open' },
  release: { from: ['closed'], to: 'released' },
}

export function nextJudgingState(state: JudgingState, act: JudgingAct): Result<JudgingState> {
  const step = steps[act]
  return step.from.includes(state) ? ok(step.to) : err('judging.not_possible')
}

export const judgingActsFor = (state: JudgingState): JudgingAct[] => judgingActs.filter((act) => steps[act].from.includes(state))

/** Points count until the round is closed; from judges who are late until the hour the organizer gave, and then marked so. */
export function passScoring(state: JudgingState, lateUntilMs: number | null, nowMs: number): Result<{ isLate: boolean }> {
  if (state === 'open') return ok({ isLate: false })
  if (state === 'closed' && lateUntilMs !== null && nowMs < lateUntilMs) return ok({ isLate: true })
  return err(state === 'draft' ? 'judging.not_open' : 'judging.over')
}

/** Criteria, scale and who sees what are settled before the first point is given. */
export function passSetUp(state: JudgingState): Result<undefined> {
  return state === 'draft' ? ok() : err('judging.locked')
}

/** May the organizer read rankings and cards now? While points are being given nobody may: not even whoever runs the round. */
export function organizerMaySee(rule: SealRule, state: JudgingState): boolean {
  return state === 'released' || (state === 'closed' && rule.organizerSees === 'when_closed')
}

export type Reader = { kind: 'organizer' } | { kind: 'founder'; itemIds: readonly string[] } | { kind: 'other' }

type Line = { itemId: string; place: number | null }

/**
 * Which lines of released results somebody else may read, and how much of them: founders their own line with its score,
 * everybody the names on the first places where the event opens them. No one reads another's score.
 */
export function releasedLines<L extends Line>(rule: SealRule, reader: Reader, lines: readonly L[]): { full: L[]; names: L[] } {
  if (reader.kind === 'organizer') return { full: [...lines], names: [] }
  const own = reader.kind === 'founder' && rule.openTo !== 'staff' ? lines.filter((line) => reader.itemIds.includes(line.itemId)) : []
  const names = rule.openTo === 'winners' ? lines.filter((line) => line.place !== null && line.place <= rule.winners) : []
  return { full: own, names }
}

import type { ErrorCode } from '../shared/error-codes.ts'
import type { ErrorParams } from '../shared/result.ts'
import { offsetMinutes, overlaps, tickMs, wallFromInstant } from '../shared/time.ts'
import type { EventPlan } from './event-plan.ts'
import { freeStretches, startSlots, type GridSlot, type Stretch } from './grid.ts'
import type { Phase } from './phases.ts'
import type { PairRule } from './settings.ts'
import { breaksOf, slotsOf, type SetupParts } from './setup.ts'

export type SetupPart = 'stages' | 'tables' | 'windows' | 'blocks' | 'sessions' | 'settings' | 'grid'

/**
 * Something wrong with a set-up. An `error` makes it unusable and is refused where it is saved; a `warning` is for the
 * organizer to weigh. `index` is the row within its part, null where the part as a whole is meant.
 */
export type SetupProblem = { severity: 'error' | 'warning'; part: SetupPart; index: number | null; code: ErrorCode; params: ErrorParams }

/** Everything wrong with a set-up; [] for a sound one. `zone` is used to say times. */
export function checkSetup(plan: EventPlan, zone: string): SetupProblem[] {
  const lengths = lengthProblems(plan.settings.pairRules)
  return [
    ...timeProblems(plan, zone),
    ...clockProblems(plan, zone),
    ...overlapProblems(plan),
    ...tableProblems(plan),
    ...lengths,
    // Without whole lengths there are no slots to speak of.
    ...(lengths.length === 0 ? gridProblems(plan) : []),
  ]
}

const error = (part: SetupPart, index: number | null, code: ErrorCode, params: ErrorParams = {}): SetupProblem => ({ severity: 'error', part, index, code, params })
const warning = (part: SetupPart, index: number | null, code: ErrorCode, params: ErrorParams = {}): SetupProblem => ({ severity: 'warning', part, index, code, params })

/** Ends after starts, everything on five minutes and inside the event. */
function timeProblems(plan: EventPlan, zone: string): SetupProblem[] {
  const bounds = { from: spoken(plan.startsAtMs, zone), to: spoken(plan.endsAtMs, zone) }
  const check = (part: SetupPart, rows: Stretch[]): SetupProblem[] =>
    rows.flatMap((row, index) => {
      if (row.endsAtMs <= row.startsAtMs) return [error(part, index, 'setup.ends_before_start')]
      if (row.startsAtMs % tickMs !== 0 || row.endsAtMs % tickMs !== 0) return [error(part, index, 'setup.not_on_tick')]
      if (row.startsAtMs < plan.startsAtMs || row.endsAtMs > plan.endsAtMs) return [error(part, index, 'setup.outside_event', bounds)]
      return []
    })
  return [...check('windows', plan.windows), ...check('blocks', plan.blocks), ...check('sessions', plan.sessions)]
}

/** A window over the hour that a zone has twice would offer two slots at one wall time. A skipped hour does no such harm. */
function clockProblems(plan: EventPlan, zone: string): SetupProblem[] {
  return plan.windows.flatMap((window, index) =>
    window.endsAtMs > window.startsAtMs && offsetMinutes(window.endsAtMs - 1, zone) < offsetMinutes(window.startsAtMs, zone) ? [error('windows', index, 'setup.clock_goes_back')] : [],
  )
}

function spoken(instantMs: number, zone: string): string {
  return wallFromInstant(instantMs, zone).replace('T', ' ')
}

function overlapProblems(plan: EventPlan): SetupProblem[] {
  const windows = plan.windows.flatMap((window, index) =>
    plan.windows.slice(0, index).some((other) => overlaps(window, other)) ? [error('windows', index, 'setup.windows_overlap')] : [],
  )
  const breaks = plan.blocks.flatMap((block, index) =>
    plan.windows.some((window) => overlaps(window, block)) ? [] : [warning('blocks', index, 'setup.break_outside_windows')],
  )
  const stages = plan.sessions.flatMap((session, index) =>
    plan.sessions.slice(0, index).some((other) => session.stageId !== null && other.stageId === session.stageId && overlaps(session, other))
      ? [error('sessions', index, 'setup.stage_clash')]
      : [],
  )
  return [...windows, ...breaks, ...stages]
}

function tableProblems(plan: EventPlan): SetupProblem[] {
  if (plan.tables.length === 0) return [warning('tables', null, 'setup.no_tables')]
  const key = (code: string): string => code.normalize('NFKC').trim().toLowerCase()
  return plan.tables.flatMap((table, index) =>
    plan.tables.slice(0, index).some((other) => key(other.code) === key(table.code)) ? [error('tables', index, 'setup.table_code_twice', { code: table.code })] : [],
  )
}

function lengthProblems(rules: PairRule[]): SetupProblem[] {
  return rules.flatMap((rule, index) => {
    if (!Number.isInteger(rule.lengthMinutes) || rule.lengthMinutes % 5 !== 0 || rule.lengthMinutes < 5 || rule.lengthMinutes > 240) return [error('settings', index, 'setup.length_not_five')]
    const twice = rules.slice(0, index).some((other) => other.from === rule.from && other.to === rule.to)
    return twice ? [error('settings', index, 'setup.pair_twice')] : []
  })
}

function gridProblems(plan: EventPlan): SetupProblem[] {
  const { slots } = slotsOf(plan)
  if (slots.length === 0) return [warning('grid', null, 'setup.no_slots')]
  return pairCapacity(plan).flatMap((pair, index) => (pair.starts === 0 ? [warning('settings', index, 'setup.pair_does_not_fit', { minutes: pair.lengthMinutes })] : []))
}

/** How often a meeting of one kind of pair could start, and how many such meetings the tables hold in all. */
export type PairCapacity = PairRule & { starts: number; places: number }

export function pairCapacity(parts: Pick<SetupParts, 'settings' | 'windows' | 'blocks' | 'tables'>): PairCapacity[] {
  const { slots, slotMinutes } = slotsOf(parts)
  return parts.settings.pairRules.map((rule) => ({
    ...rule,
    starts: startSlots(slots, slotMinutes, rule.lengthMinutes).length,
    places: placesPerTable(slots, Math.ceil(rule.lengthMinutes / slotMinutes)) * parts.tables.length,
  }))
}

/** Meetings of `needed` slots that one table holds, one after the other, sitting by sitting. */
function placesPerTable(slots: GridSlot[], needed: number): number {
  const bySitting = new Map<number, number>()
  for (const slot of slots) bySitting.set(slot.sitting, (bySitting.get(slot.sitting) ?? 0) + 1)
  return [...bySitting.values()].reduce((sum, count) => sum + Math.floor(count / needed), 0)
}

export type Sizing = {
  /** Meetings of one slot that fit at all: slots × tables. */
  places: number
  /** Least number of tables for the expected meetings: their slots ÷ slots of the grid, rounded up; null without slots. */
  tablesNeeded: number | null
  /** Minutes in which meetings may be placed. */
  openMinutes: number
}

/** Whether the tables will do for `meetings` expected meetings of `lengthMinutes` each (one slot by default). */
export function sizing(parts: Pick<SetupParts, 'settings' | 'windows' | 'blocks' | 'tables'>, meetings: number, lengthMinutes?: number): Sizing {
  const { slots, slotMinutes } = slotsOf(parts)
  const perMeeting = Math.ceil((lengthMinutes ?? slotMinutes) / slotMinutes)
  const openMs = freeStretches(parts.windows, breaksOf(parts.blocks)).reduce((sum, free) => sum + free.endsAtMs - free.startsAtMs, 0)
  return {
    places: slots.length * parts.tables.length,
    tablesNeeded: slots.length === 0 ? null : Math.ceil((meetings * perMeeting) / slots.length),
    openMinutes: openMs / 60_000,
  }
}

/** Phases in which people arrange meetings, so that there must be somewhere and some time to meet. */
const meetingPhases: readonly Phase[] = ['requests_open', 'locked', 'live']

/** What must be mended before an event may enter a phase; [] where it may. */
export function blockingProblems(plan: EventPlan, zone: string, to: Phase): SetupProblem[] {
  if (!meetingPhases.includes(to)) return []
  const needsRoom = plan.settings.pairRules.length > 0
  const room: readonly ErrorCode[] = ['setup.no_tables', 'setup.no_slots']
  return checkSetup(plan, zone).filter((problem) => problem.severity === 'error' || (needsRoom && room.includes(problem.code)))
}

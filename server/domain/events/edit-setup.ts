import type { FieldIssue } from '../shared/result.ts'
import type { SetupPart, SetupProblem } from './check-setup.ts'
import { wallTime } from './event-plan.ts'
import type { Stretch } from './grid.ts'
import { fitsGrid, type SetupParts, type TableRow } from './setup.ts'

type WallStretch = { startsAt: string; endsAt: string }

/** Rows whose times come as wall times of the event's zone → instants; every bad time is named as `part.index.field`. */
export function rowsFromWalls<Row extends WallStretch>(part: SetupPart, rows: Row[], zone: string): { rows: (Omit<Row, keyof WallStretch> & Stretch)[]; issues: FieldIssue[] } {
  const issues: FieldIssue[] = []
  const read = (wall: string, path: string): number => {
    const time = wallTime(wall, zone)
    if (time.ok) return time.value
    issues.push({ path, code: time.error.code, params: time.error.params })
    return 0
  }
  const instants = rows.map(({ startsAt, endsAt, ...rest }, i) => ({
    ...rest,
    startsAtMs: read(startsAt, `${part}.${i}.startsAt`),
    endsAtMs: read(endsAt, `${part}.${i}.endsAt`),
  }))
  return { rows: instants, issues }
}

/** The field of a form at which a problem is shown. */
const fieldOfCode: Partial<Record<SetupProblem['code'], string>> = {
  'setup.ends_before_start': 'endsAt',
  'setup.clock_goes_back': 'startsAt',
  'setup.not_on_tick': 'startsAt',
  'setup.outside_event': 'startsAt',
  'setup.windows_overlap': 'startsAt',
  'setup.stage_clash': 'startsAt',
  'setup.table_code_twice': 'code',
}

/** The errors of some parts as field issues; warnings are for the eye and refuse nothing. */
export function issuesOf(problems: SetupProblem[], parts: SetupPart[]): FieldIssue[] {
  return problems
    .filter((problem) => problem.severity === 'error' && parts.includes(problem.part))
    .map(({ part, index, code, params }) => ({ path: [part, index, fieldOfCode[code]].filter((step) => step !== null && step !== undefined).join('.'), code, params }))
}

/** Ids that a form sent and the event doesn't have: somebody else's, or removed meanwhile. */
export function foreignIds(part: SetupPart, field: string, sent: (string | null)[], known: { id: string }[]): FieldIssue[] {
  const ids = new Set(known.map((row) => row.id))
  return sent.flatMap((id, i): FieldIssue[] => (id === null || ids.has(id) ? [] : [{ path: `${part}.${i}.${field}`, code: 'input.not_an_option' }]))
}

type Placed = Stretch & { tableId: string | null }
type GridParts = Pick<SetupParts, 'tables' | 'windows' | 'blocks'>

/** Meetings that fitted the grid before and would not fit it any more. */
export function meetingsInTheWay<Meeting extends Placed>(meetings: Meeting[], before: GridParts, after: GridParts): Meeting[] {
  return meetings.filter((meeting) => fitsGrid(before, meeting) && !fitsGrid(after, meeting))
}

/** So many tables: the first ones stay as they are, new ones take the lowest free numbers T1, T2 … */
export function tablesOfCount(tables: TableRow[], count: number, newId: () => string): TableRow[] {
  const kept = tables.slice(0, count)
  const codes = new Set(kept.map((table) => table.code))
  for (let number = 1; kept.length < count; number += 1) {
    if (codes.has(`T${number}`)) continue
    kept.push({ id: newId(), code: `T${number}`, placeZh: '', placeEn: '' })
  }
  return kept
}

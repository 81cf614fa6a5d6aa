import { boundTablesOf } from './model.ts'
import { tablesOf, type Meeting, type Reason, type TimetablePlan, type TimetableProblem } from './problem.ts'
import { indexProblem, staticReasons, type ProblemIndex } from './static-reasons.ts'

/** A plan laid out for questions: who and which table is taken in which slot, and by what. */
export type Board = {
  index: ProblemIndex
  tables: string[]
  slotOf: Map<string, number>
  tableOf: Map<string, string>
  /** Meeting of each participant and of each table by slot. */
  busy: Map<string, (string | undefined)[]>
  taken: Map<string, (string | undefined)[]>
  load: number[]
  capacity: number[]
  count: Map<string, number>
  followers: Map<string, string[]>
  /** How many participants have how many breaks; kept only where fairness limits them. */
  breaks: Int32Array | null
}

export type Placement = { ok: true; table: string } | { ok: false; reasons: Reason[] }

export function createBoard(problem: TimetableProblem, plan: Pick<TimetablePlan, 'placed'>): Board {
  const index = indexProblem(problem)
  const tables = tablesOf(problem)
  const empty = () => new Array<string | undefined>(problem.slots).fill(undefined)
  const board: Board = {
    index,
    tables: tables.map((table) => table.id),
    slotOf: new Map(plan.placed.map((entry) => [entry.meeting, entry.slot])),
    tableOf: new Map(plan.placed.map((entry) => [entry.meeting, entry.table])),
    busy: new Map(problem.participants.map((participant) => [participant.id, empty()])),
    taken: new Map(tables.map((table) => [table.id, empty()])),
    load: new Array<number>(problem.slots).fill(0),
    capacity: Array.from({ length: problem.slots }, (_, slot) => tables.filter((table) => !table.unavailable?.includes(slot)).length),
    count: new Map(),
    followers: new Map(),
    breaks: null,
  }
  for (const meeting of problem.meetings) {
    for (const earlier of meeting.after ?? []) board.followers.set(earlier, [...(board.followers.get(earlier) ?? []), meeting.id])
  }
  for (const { meeting: id, slot, table } of plan.placed) {
    const meeting = index.meetings.get(id)
    if (!meeting) continue
    for (const person of meeting.participants) board.count.set(person, (board.count.get(person) ?? 0) + 1)
    for (let s = slot; s < slot + (meeting.length ?? 1); s++) {
      board.load[s]!++
      const column = board.taken.get(table)
      if (column) column[s] = id
      for (const person of meeting.participants) board.busy.get(person)![s] = id
    }
  }
  if (problem.fairBreaks !== undefined) {
    board.breaks = new Int32Array(problem.slots + 1)
    for (const day of board.busy.values()) board.breaks[countBreaks(day)]!++
  }
  return board
}

/** Idle runs of a day between busy slots, as if `without` were not in it and the slots from `from` to `to` were busy. */
function countBreaks(day: readonly (string | undefined)[], without?: string, from = 0, to = 0): number {
  let breaks = 0
  let last = -1
  for (let slot = 0; slot < day.length; slot++) {
    const isBusy = (slot >= from && slot < to) || (day[slot] !== undefined && day[slot] !== without)
    if (!isBusy) continue
    if (last >= 0 && slot > last + 1) breaks++
    last = slot
  }
  return breaks
}

function spreadOf(breaks: Int32Array): number {
  let least = 0
  let most = breaks.length - 1
  while (least < most && breaks[least] === 0) least++
  while (most > least && breaks[most] === 0) most--
  return most - least
}

/** Against placements that would set participants further apart in breaks than fairness permits; what is unfair already may stay so. */
function fairnessReasons(board: Board, meeting: Meeting, slot: number, end: number): Reason[] {
  const limit = board.index.problem.fairBreaks
  if (limit === undefined || board.breaks === null) return []
  const after = board.breaks.slice()
  for (const person of meeting.participants) {
    const day = board.busy.get(person)!
    after[countBreaks(day)]!--
    after[countBreaks(day, meeting.id, slot, end)]!++
  }
  const spread = spreadOf(after)
  return spread > limit && spread > spreadOf(board.breaks) ? [{ code: 'fair_breaks', params: { limit } }] : []
}

function participantReasons(board: Board, meeting: Meeting, slot: number, end: number): Reason[] {
  const reasons: Reason[] = []
  const standing = board.slotOf.has(meeting.id) ? 1 : 0
  for (const participant of meeting.participants) {
    const busy = board.busy.get(participant)!
    for (let s = slot; s < end; s++) {
      const other = busy[s]
      if (other === undefined || other === meeting.id) continue
      reasons.push({ code: 'participant_busy', params: { participant, meeting: other, slot: s } })
      break
    }
    const max = board.index.maxima.get(participant)
    if (max !== undefined && (board.count.get(participant) ?? 0) - standing >= max) reasons.push({ code: 'participant_max', params: { participant, max } })
  }
  return reasons
}

function orderReasons(board: Board, meeting: Meeting, slot: number, end: number): Reason[] {
  const reasons: Reason[] = []
  for (const earlier of meeting.after ?? []) {
    const start = board.slotOf.get(earlier)
    const length = board.index.meetings.get(earlier)!.length ?? 1
    if (start === undefined || start + length > slot) reasons.push({ code: 'precedence', params: { meeting: meeting.id, after: earlier } })
  }
  for (const later of board.followers.get(meeting.id) ?? []) {
    const start = board.slotOf.get(later)
    if (start !== undefined && start < end) reasons.push({ code: 'precedence', params: { meeting: later, after: meeting.id } })
  }
  return reasons
}

/** What keeps the meeting from this table in these slots; null where nothing does. */
function tableReason(board: Board, meeting: Meeting, slot: number, end: number, table: string): Reason | null {
  const column = board.taken.get(table)
  if (!column) return { code: 'table_unknown', params: { table } }
  const closed = board.index.closedTables.get(table)!
  for (let s = slot; s < end; s++) {
    if (closed.has(s)) return { code: 'table_unavailable', params: { table, slot: s } }
    const other = column[s]
    if (other !== undefined && other !== meeting.id) return { code: 'table_taken', params: { table, meeting: other, slot: s } }
  }
  return null
}

function freeTable(board: Board, meeting: Meeting, slot: number, end: number): string | null {
  const standing = board.slotOf.get(meeting.id)
  for (let s = slot; s < end; s++) {
    const own = standing !== undefined && s >= standing && s < standing + (meeting.length ?? 1) ? 1 : 0
    if (board.load[s]! - own >= board.capacity[s]!) return null
  }
  return board.tables.find((table) => tableReason(board, meeting, slot, end, table) === null) ?? null
}

function tableReasons(board: Board, meeting: Meeting, slot: number, end: number, wanted: string | undefined): { table: string; reasons: Reason[] } {
  const [bound] = boundTablesOf(meeting, board.index.homes)
  if (wanted !== undefined && bound !== undefined && wanted !== bound) {
    return { table: bound, reasons: [{ code: meeting.table === bound ? 'pinned_table' : 'home_table', params: { table: bound } }] }
  }
  const asked = wanted ?? bound
  if (asked === undefined) {
    const free = freeTable(board, meeting, slot, end)
    return free === null ? { table: '', reasons: [{ code: 'tables_full', params: { slot } }] } : { table: free, reasons: [] }
  }
  const reason = tableReason(board, meeting, slot, end, asked)
  return { table: asked, reasons: reason === null ? [] : [reason] }
}

/** Reasons that come from the rest of the plan, not from the meeting's own rules. */
export function planReasons(board: Board, meeting: Meeting, slot: number, wanted?: string): { table: string; reasons: Reason[] } {
  const end = slot + (meeting.length ?? 1)
  const { table, reasons } = tableReasons(board, meeting, slot, end, wanted)
  return { table, reasons: [...participantReasons(board, meeting, slot, end), ...reasons, ...orderReasons(board, meeting, slot, end), ...fairnessReasons(board, meeting, slot, end)] }
}

/** Whether a meeting could go to a slot (and table) of the board if it left its present place, or everything against it. */
export function place(board: Board, meetingId: string, slot: number, table?: string): Placement {
  const meeting = board.index.meetings.get(meetingId)
  if (!meeting) return { ok: false, reasons: [{ code: 'meeting_unknown', params: { meeting: meetingId } }] }
  const own = staticReasons(board.index, meeting, slot)
  if (own.some((reason) => reason.code === 'past_end')) return { ok: false, reasons: own }
  const rest = planReasons(board, meeting, slot, table)
  const told = new Set<string>()
  const reasons = [...own, ...rest.reasons].filter((reason) => {
    const key = `${reason.code} ${JSON.stringify(reason.params)}`
    return told.has(key) ? false : told.add(key)
  })
  return reasons.length === 0 ? { ok: true, table: rest.table } : { ok: false, reasons }
}

const boards = new WeakMap<object, { problem: TimetableProblem; board: Board }>()

/** As `place`, for callers that hold no board: the last board of each plan object is remembered, so plans must not be changed in place. */
export function canPlace(problem: TimetableProblem, plan: Pick<TimetablePlan, 'placed'>, meetingId: string, slot: number, table?: string): Placement {
  const known = boards.get(plan)
  if (known?.problem === problem) return place(known.board, meetingId, slot, table)
  const board = createBoard(problem, plan)
  boards.set(plan, { problem, board })
  return place(board, meetingId, slot, table)
}

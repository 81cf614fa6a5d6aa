import { hasBit, listBits, setBit } from './bits.ts'
import { objectiveOf, objectiveTerms, tablesOf, type Meeting, type ObjectiveTerm, type TimetableProblem } from './problem.ts'

/** Lists of different lengths in one array: list i is `items[start[i]] … items[start[i + 1] - 1]`. */
export type Rows = { start: Int32Array; items: Int32Array }

/**
 * A checked problem with numbers instead of names. A *resource* is whatever one meeting at a time can use: every
 * participant, then (index ≥ `participants`) every table that some meeting is bound to by a pin or a home table.
 */
export type Model = {
  slots: number
  words: number
  participants: number
  resources: number
  meetings: number
  tables: number
  resourcesOf: Rows
  meetingsOf: Rows
  predecessors: Rows
  successors: Rows
  ordered: boolean
  length: Int32Array
  weight: Float64Array
  must: Uint8Array
  /** Permitted first slots of each meeting, whatever else happens. */
  starts: Int32Array
  /** Tables that can be used in each slot. */
  capacity: Int32Array
  /** Table a meeting is bound to, −1 for any. */
  boundTable: Int32Array
  tableOpen: Uint8Array
  max: Int32Array
  min: Int32Array
  fair: number
  /** All terms in order of importance, those that were not asked for last. */
  objective: ObjectiveTerm[]
  asked: readonly ObjectiveTerm[]
  meetingIds: string[]
  tableIds: string[]
}

export function rowsOf(lists: readonly (readonly number[])[]): Rows {
  const start = new Int32Array(lists.length + 1)
  lists.forEach((list, index) => (start[index + 1] = start[index]! + list.length))
  const items = new Int32Array(start[lists.length]!)
  lists.forEach((list, index) => items.set(list, start[index]!))
  return { start, items }
}

/** Home tables of the participants and the pin, without repetition: more than one means that the meeting can't be held. */
export function boundTablesOf(meeting: Meeting, homes: ReadonlyMap<string, string | undefined>): string[] {
  const bound = new Set<string>()
  if (meeting.table !== undefined) bound.add(meeting.table)
  for (const id of meeting.participants) {
    const home = homes.get(id)
    if (home !== undefined) bound.add(home)
  }
  return [...bound]
}

function blockedRows(lists: readonly (readonly number[] | undefined)[], words: number): Int32Array {
  const rows = new Int32Array(lists.length * words)
  lists.forEach((slots, row) => slots?.forEach((slot) => setBit(rows, row, words, slot)))
  return rows
}

/** Writes the slots that the meeting itself permits to be covered into `own`. */
function ownSlots(problem: TimetableProblem, meeting: Meeting, own: Int32Array, words: number): void {
  const sitting = meeting.sitting === undefined ? undefined : problem.sittings?.[meeting.sitting]
  const [from, to] = sitting ? [sitting.from, sitting.to] : [0, problem.slots]
  own.fill(0)
  if (meeting.allowed === undefined) for (let slot = from; slot < to; slot++) setBit(own, 0, words, slot)
  else for (const slot of meeting.allowed) if (slot >= from && slot < to) setBit(own, 0, words, slot)
}

function invert(lists: readonly (readonly number[])[], size: number): number[][] {
  const inverse: number[][] = Array.from({ length: size }, () => [])
  lists.forEach((list, index) => list.forEach((item) => inverse[item]!.push(index)))
  return inverse
}

/** Resources and bound table of every meeting; two different bound tables give −2. */
function bindings(problem: TimetableProblem, participantIndex: ReadonlyMap<string, number>, tableIndex: ReadonlyMap<string, number>) {
  const homes = new Map(problem.participants.map((participant) => [participant.id, participant.table]))
  const isBound = problem.participants.some((participant) => participant.table !== undefined)
  const resourceOfTable = new Map<number, number>()
  const boundTable = new Int32Array(problem.meetings.length).fill(-1)
  const resources = problem.meetings.map((meeting, index) => {
    const used = meeting.participants.map((id) => participantIndex.get(id)!)
    if (!isBound && meeting.table === undefined) return used
    const bound = boundTablesOf(meeting, homes)
    if (bound.length > 1) boundTable[index] = -2
    if (bound.length !== 1) return used
    const table = tableIndex.get(bound[0]!)!
    boundTable[index] = table
    if (!resourceOfTable.has(table)) resourceOfTable.set(table, problem.participants.length + resourceOfTable.size)
    return [...used, resourceOfTable.get(table)!]
  })
  return { boundTable, resources, resourceOfTable }
}

function permittedStarts(problem: TimetableProblem, resources: number[][], blocked: Int32Array, words: number, boundTable: Int32Array) {
  const starts = new Int32Array(problem.meetings.length * words)
  const open = new Int32Array(words)
  const all = new Int32Array(words)
  for (let slot = 0; slot < problem.slots; slot++) setBit(all, 0, words, slot)
  problem.meetings.forEach((meeting, index) => {
    if (boundTable[index] === -2) return
    if (meeting.sitting === undefined && meeting.allowed === undefined) open.set(all)
    else ownSlots(problem, meeting, open, words)
    for (const resource of resources[index]!) for (let w = 0; w < words; w++) open[w]! &= ~blocked[resource * words + w]!
    const length = meeting.length ?? 1
    if (length === 1 && meeting.slot === undefined) return void starts.set(open, index * words)
    for (const slot of listBits(open, 0, words)) {
      if (meeting.slot !== undefined && meeting.slot !== slot) continue
      let covered = slot + 1
      while (covered < slot + length && covered < problem.slots && hasBit(open, 0, words, covered)) covered++
      if (covered === slot + length) setBit(starts, index, words, slot)
    }
  })
  return starts
}

function tableHours(problem: TimetableProblem) {
  const tables = tablesOf(problem)
  const open = new Uint8Array(tables.length * problem.slots).fill(1)
  const capacity = new Int32Array(problem.slots).fill(tables.length)
  tables.forEach((table, index) => {
    for (const slot of new Set(table.unavailable ?? [])) {
      open[index * problem.slots + slot] = 0
      capacity[slot]!--
    }
  })
  return { tables, open, capacity }
}

/** Turns a checked problem into arrays. A problem that was not checked first gives nonsense. */
export function compile(problem: TimetableProblem): Model {
  const words = Math.ceil(problem.slots / 32)
  const { tables, open, capacity } = tableHours(problem)
  const participantIndex = new Map(problem.participants.map((participant, index) => [participant.id, index]))
  const meetingIndex = new Map(problem.meetings.map((meeting, index) => [meeting.id, index]))
  const tableIndex = new Map(tables.map((table, index) => [table.id, index]))
  const { boundTable, resources, resourceOfTable } = bindings(problem, participantIndex, tableIndex)
  const closed = [...problem.participants.map((participant) => participant.unavailable), ...[...resourceOfTable.keys()].map((table) => tables[table]!.unavailable)]
  const before = problem.meetings.map((meeting) => (meeting.after ? [...new Set(meeting.after)].map((id) => meetingIndex.get(id)!) : []))
  return {
    slots: problem.slots,
    words,
    participants: problem.participants.length,
    resources: closed.length,
    meetings: problem.meetings.length,
    tables: tables.length,
    resourcesOf: rowsOf(resources),
    meetingsOf: rowsOf(invert(resources, closed.length)),
    predecessors: rowsOf(before),
    successors: rowsOf(invert(before, problem.meetings.length)),
    ordered: before.some((list) => list.length > 0),
    length: Int32Array.from(problem.meetings, (meeting) => meeting.length ?? 1),
    weight: Float64Array.from(problem.meetings, (meeting) => meeting.weight ?? 1),
    must: Uint8Array.from(problem.meetings, (meeting) => (meeting.must ? 1 : 0)),
    starts: permittedStarts(problem, resources, blockedRows(closed, words), words, boundTable),
    capacity,
    boundTable,
    tableOpen: open,
    max: Int32Array.from(closed, (_, index) => problem.participants[index]?.max ?? 0x7fffffff),
    min: Int32Array.from(closed, (_, index) => problem.participants[index]?.min ?? 0),
    fair: problem.fairBreaks ?? -1,
    objective: objectiveOf(problem),
    asked: problem.objective ?? objectiveTerms,
    meetingIds: problem.meetings.map((meeting) => meeting.id),
    tableIds: tables.map((table) => table.id),
  }
}

import { tablesOf, type Meeting, type TimetableProblem } from './problem.ts'
import type { JsonReader } from './read-json.ts'
import { indexProblem, staticReasons } from './static-reasons.ts'

function checkUnique(reader: JsonReader, ids: readonly string[], pathOf: (index: number) => string): void {
  const seen = new Set<string>()
  for (const [index, id] of ids.entries()) {
    if (seen.has(id)) reader.fault(pathOf(index), 'timetable.duplicate_id', { id })
    seen.add(id)
  }
}

function checkMeetingLinks(reader: JsonReader, problem: TimetableProblem, tables: ReadonlySet<string>): void {
  const participants = new Set(problem.participants.map((participant) => participant.id))
  const meetings = new Set(problem.meetings.map((meeting) => meeting.id))
  for (const [index, meeting] of problem.meetings.entries()) {
    const at = `$.meetings[${index}]`
    for (const [place, id] of meeting.participants.entries()) {
      if (!participants.has(id)) reader.fault(`${at}.participants[${place}]`, 'timetable.unknown_participant', { id })
    }
    checkUnique(reader, meeting.participants, (place) => `${at}.participants[${place}]`)
    for (const [place, id] of (meeting.after ?? []).entries()) {
      if (!meetings.has(id)) reader.fault(`${at}.after[${place}]`, 'timetable.unknown_meeting', { id })
    }
    if (meeting.table !== undefined && !tables.has(meeting.table)) reader.fault(`${at}.table`, 'timetable.unknown_table', { id: meeting.table })
    if (meeting.sitting !== undefined && meeting.sitting >= (problem.sittings?.length ?? 0)) {
      reader.fault(`${at}.sitting`, 'timetable.unknown_sitting', { sitting: meeting.sitting })
    }
  }
}

/** A pin must be a place where the meeting could be held if nothing else were planned. */
function checkPins(reader: JsonReader, problem: TimetableProblem): void {
  const index = indexProblem(problem)
  for (const [place, meeting] of problem.meetings.entries()) {
    const at = `$.meetings[${place}]`
    const home = meeting.participants.map((id) => index.homes.get(id)).find((table) => table !== undefined && table !== meeting.table)
    if (meeting.table !== undefined && home !== undefined) reader.fault(`${at}.table`, 'timetable.pin_impossible', { reason: 'home_table' })
    if (meeting.slot === undefined) continue
    const [reason] = staticReasons(index, meeting, meeting.slot)
    if (!reason || reason.code === 'home_tables_differ') continue
    reader.fault(reason.code === 'table_unavailable' && meeting.table !== undefined ? `${at}.table` : `${at}.slot`, 'timetable.pin_impossible', { reason: reason.code })
  }
}

/** Takes away, again and again, meetings that follow nothing that is left; what remains goes round in circles, and whoever walks backwards through it ends up on one. */
function checkCycles(reader: JsonReader, meetings: readonly Meeting[]): void {
  const waitsFor = new Map(meetings.map((meeting) => [meeting.id, new Set(meeting.after ?? [])]))
  const followers = new Map<string, string[]>()
  for (const meeting of meetings) for (const earlier of waitsFor.get(meeting.id)!) followers.set(earlier, [...(followers.get(earlier) ?? []), meeting.id])
  const free = [...waitsFor].filter(([, earlier]) => earlier.size === 0).map(([id]) => id)
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waitsFor.delete(id)
    for (const follower of followers.get(id) ?? []) {
      const left = waitsFor.get(follower)!
      left.delete(id)
      if (left.size === 0) free.push(follower)
    }
  }
  if (waitsFor.size === 0) return
  const seen = new Set<string>()
  let id = [...waitsFor.keys()][0]!
  while (!seen.has(id)) {
    seen.add(id)
    id = [...waitsFor.get(id)!][0]!
  }
  reader.fault(`$.meetings[${meetings.findIndex((meeting) => meeting.id === id)}].after`, 'timetable.precedence_cycle', { id })
}

/** Everything about a well-formed problem that only shows when its parts are held against each other. */
export function checkLinks(reader: JsonReader, problem: TimetableProblem): void {
  const tables = tablesOf(problem).map((table) => table.id)
  const known = new Set(tables)
  checkUnique(reader, tables, (index) => `$.tables[${index}].id`)
  checkUnique(reader, problem.participants.map((participant) => participant.id), (index) => `$.participants[${index}].id`)
  checkUnique(reader, problem.meetings.map((meeting) => meeting.id), (index) => `$.meetings[${index}].id`)
  for (const [index, { table }] of problem.participants.entries()) {
    if (table !== undefined && !known.has(table)) reader.fault(`$.participants[${index}].table`, 'timetable.unknown_table', { id: table })
  }
  checkMeetingLinks(reader, problem, known)
  if (reader.faults.length > 0) return
  checkCycles(reader, problem.meetings)
  checkPins(reader, problem)
}

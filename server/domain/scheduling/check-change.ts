import { err, ok, type Result } from '../shared/result.ts'
import { problemLimits, readMeeting, readTables } from './check-problem.ts'
import { tablesOf, type Meeting, type Repair, type RepairChange, type TimetableProblem } from './problem.ts'
import { JsonReader, tooDeep } from './read-json.ts'

type Fields = Record<string, unknown>
type Known = { participants: Set<string>; meetings: Set<string>; tables: Set<string>; slots: number; sittings: number }

function readKnown(reader: JsonReader, value: unknown, path: string, known: Set<string>, code: 'timetable.unknown_participant' | 'timetable.unknown_meeting'): string | undefined {
  const id = reader.id(value, path)
  return id === undefined || known.has(id) ? id : reader.fault(path, code, { id })
}

function readAdded(reader: JsonReader, value: unknown, path: string, known: Known): Meeting | undefined {
  const meeting = readMeeting(reader, known.slots)(value, path)
  if (!meeting) return undefined
  if (known.meetings.has(meeting.id)) return reader.fault(`${path}.id`, 'timetable.duplicate_id', { id: meeting.id })
  for (const [place, id] of meeting.participants.entries()) {
    if (!known.participants.has(id)) reader.fault(`${path}.participants[${place}]`, 'timetable.unknown_participant', { id })
    if (meeting.participants.indexOf(id) !== place) reader.fault(`${path}.participants[${place}]`, 'timetable.duplicate_id', { id })
  }
  for (const [place, id] of (meeting.after ?? []).entries()) {
    if (!known.meetings.has(id)) reader.fault(`${path}.after[${place}]`, 'timetable.unknown_meeting', { id })
  }
  if (meeting.table !== undefined && !known.tables.has(meeting.table)) reader.fault(`${path}.table`, 'timetable.unknown_table', { id: meeting.table })
  if (meeting.sitting !== undefined && meeting.sitting >= known.sittings) reader.fault(`${path}.sitting`, 'timetable.unknown_sitting', { sitting: meeting.sitting })
  known.meetings.add(meeting.id)
  return meeting
}

function readDelay(reader: JsonReader, value: unknown, path: string, known: Known): RepairChange | undefined {
  const fields = reader.object(value, path)
  if (!fields) return undefined
  const participant = readKnown(reader, fields['participant'], `${path}.participant`, known.participants, 'timetable.unknown_participant')
  const until = reader.integer(fields['until'], `${path}.until`, 0, known.slots)
  return participant === undefined || until === undefined ? undefined : { delay: { participant, until } }
}

function readRetabling(reader: JsonReader, value: unknown, path: string, known: Known): RepairChange | undefined {
  const tables = readTables(reader, known.slots)(value, path)
  if (tables === undefined || reader.faults.length > 0) return undefined
  const ids = tablesOf({ tables }).map((table) => table.id)
  const twice = ids.findIndex((id, index) => ids.indexOf(id) !== index)
  if (twice >= 0) return reader.fault(`${path}[${twice}].id`, 'timetable.duplicate_id', { id: ids[twice]! })
  known.tables = new Set(ids)
  return { tables }
}

function readChange(reader: JsonReader, item: unknown, at: string, known: Known): RepairChange | undefined {
  const fields: Fields | undefined = reader.object(item, at)
  if (!fields) return undefined
  if ('cancel' in fields) {
    const cancel = readKnown(reader, fields['cancel'], `${at}.cancel`, known.meetings, 'timetable.unknown_meeting')
    if (cancel !== undefined) known.meetings.delete(cancel)
    return cancel === undefined ? undefined : { cancel }
  }
  if ('add' in fields) {
    const add = readAdded(reader, fields['add'], `${at}.add`, known)
    return add && { add }
  }
  if ('tables' in fields) return readRetabling(reader, fields['tables'], `${at}.tables`, known)
  if ('delay' in fields) return readDelay(reader, fields['delay'], `${at}.delay`, known)
  const participant = readKnown(reader, fields['participant'], `${at}.participant`, known.participants, 'timetable.unknown_participant')
  const unavailable = reader.list(fields['unavailable'], `${at}.unavailable`, known.slots * 2, (slot, path) => reader.integer(slot, path, 0, known.slots - 1))
  return participant === undefined || unavailable === undefined ? undefined : { participant, unavailable }
}

/** Untrusted JSON → changes to a checked problem, or `timetable.change_invalid` with the JSON path of each fault. */
export function checkChange(input: unknown, problem: TimetableProblem): Result<Repair> {
  const deep = tooDeep(input)
  if (deep !== null) return err('timetable.change_invalid', { fields: [{ path: deep, code: 'timetable.nested_too_deep' }] })
  const reader = new JsonReader()
  const fields = reader.object(input, '$')
  const known: Known = {
    participants: new Set(problem.participants.map((participant) => participant.id)),
    meetings: new Set(problem.meetings.map((meeting) => meeting.id)),
    tables: new Set(tablesOf(problem).map((table) => table.id)),
    slots: problem.slots,
    sittings: problem.sittings?.length ?? 0,
  }
  const now = fields && reader.integer(fields['now'], '$.now', 0, problem.slots)
  const notice = fields && (reader.optional(fields, 'notice', '$', (value, path) => reader.integer(value, path, 0, problem.slots)) ?? 0)
  const changes = fields && reader.list(fields['changes'], '$.changes', problemLimits.meetings, (item, at) => readChange(reader, item, at, known))
  if (reader.faults.length > 0 || now === undefined || notice === undefined || !changes) return err('timetable.change_invalid', { fields: reader.faults })
  return ok({ now, notice, changes })
}

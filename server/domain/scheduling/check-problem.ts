import { err, ok, type Result } from '../shared/result.ts'
import { checkLinks } from './check-links.ts'
import { objectiveTerms, planFormat, problemFormat, type Meeting, type ObjectiveTerm, type Participant, type PlacedMeeting, type Sitting, type Table, type TimetableProblem } from './problem.ts'
import { JsonReader, tooDeep } from './read-json.ts'

/** Largest problem that is taken on; beyond these a mistake is more likely than an event. */
export const problemLimits = { slots: 1000, tables: 5000, participants: 20_000, meetings: 100_000, weight: 1_000_000, perMeeting: 50 }

type Fields = Record<string, unknown>

function without<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
}

function readSlots(reader: JsonReader, slots: number) {
  return (value: unknown, path: string) => reader.list(value, path, slots * 2, (slot, at) => reader.integer(slot, at, 0, slots - 1))
}

function readSittings(reader: JsonReader, slots: number) {
  return (value: unknown, path: string): Sitting[] | undefined =>
    reader.list(value, path, slots, (item, at) => {
      const fields = reader.object(item, at)
      if (!fields) return undefined
      const from = reader.integer(fields['from'], `${at}.from`, 0, slots - 1)
      const to = reader.integer(fields['to'], `${at}.to`, (from ?? 0) + 1, slots)
      return from === undefined || to === undefined ? undefined : { from, to }
    })
}

export function readTables(reader: JsonReader, slots: number) {
  return (value: unknown, path: string): number | Table[] | undefined => {
    if (!Array.isArray(value)) return reader.integer(value, path, 0, problemLimits.tables)
    return reader.list(value, path, problemLimits.tables, (item, at) => {
      const fields = reader.object(item, at)
      if (!fields) return undefined
      const id = reader.id(fields['id'], `${at}.id`)
      const unavailable = reader.optional(fields, 'unavailable', at, readSlots(reader, slots))
      return id === undefined ? undefined : without({ id, unavailable })
    })
  }
}

function readParticipant(reader: JsonReader, slots: number) {
  return (item: unknown, at: string): Participant | undefined => {
    const fields = reader.object(item, at)
    if (!fields) return undefined
    const count = (value: unknown, path: string) => reader.integer(value, path, 0, problemLimits.meetings)
    const id = reader.id(fields['id'], `${at}.id`)
    const unavailable = reader.optional(fields, 'unavailable', at, readSlots(reader, slots))
    const max = reader.optional(fields, 'max', at, count)
    const min = reader.optional(fields, 'min', at, count)
    const table = reader.optional(fields, 'table', at, (value, path) => reader.id(value, path))
    if (min !== undefined && max !== undefined && min > max) return reader.fault(`${at}.min`, 'timetable.min_above_max', { min, max })
    return id === undefined ? undefined : without({ id, unavailable, max, min, table })
  }
}

export function readMeeting(reader: JsonReader, slots: number) {
  return (item: unknown, at: string): Meeting | undefined => {
    const fields = reader.object(item, at)
    if (!fields) return undefined
    const name = (value: unknown, path: string) => reader.id(value, path)
    const id = reader.id(fields['id'], `${at}.id`)
    const participants = reader.list(fields['participants'], `${at}.participants`, problemLimits.perMeeting, name)
    if (participants && participants.length < 2) return reader.fault(`${at}.participants`, 'timetable.too_few_participants')
    const meeting = {
      weight: reader.optional(fields, 'weight', at, (value, path) => reader.integer(value, path, 1, problemLimits.weight)),
      must: reader.optional(fields, 'must', at, (value, path) => reader.flag(value, path)),
      sitting: reader.optional(fields, 'sitting', at, (value, path) => reader.integer(value, path, 0, slots)),
      allowed: reader.optional(fields, 'allowed', at, readSlots(reader, slots)),
      slot: reader.optional(fields, 'slot', at, (value, path) => reader.integer(value, path, 0, slots - 1)),
      table: reader.optional(fields, 'table', at, name),
      length: reader.optional(fields, 'length', at, (value, path) => reader.integer(value, path, 1, slots)),
      after: reader.optional(fields, 'after', at, (value, path) => reader.list(value, path, problemLimits.meetings, name)),
    }
    return id === undefined || !participants ? undefined : { id, participants, ...without(meeting) }
  }
}

function readObjective(reader: JsonReader) {
  return (value: unknown, path: string): ObjectiveTerm[] | undefined =>
    reader.list(value, path, objectiveTerms.length, (item, at) => {
      const term = objectiveTerms.find((known) => known === item)
      return term ?? reader.fault(at, 'input.not_an_option')
    })
}

function readProblem(reader: JsonReader, fields: Fields): TimetableProblem | undefined {
  if (fields['format'] !== problemFormat) return reader.fault('$.format', 'timetable.wrong_format', { format: problemFormat })
  const slots = reader.integer(fields['slots'], '$.slots', 1, problemLimits.slots)
  if (slots === undefined) return undefined
  const sittings = reader.optional(fields, 'sittings', '$', readSittings(reader, slots))
  const tables = readTables(reader, slots)(fields['tables'], '$.tables')
  const participants = reader.list(fields['participants'], '$.participants', problemLimits.participants, readParticipant(reader, slots))
  const meetings = reader.list(fields['meetings'], '$.meetings', problemLimits.meetings, readMeeting(reader, slots))
  const fairBreaks = reader.optional(fields, 'fairBreaks', '$', (value, path) => reader.integer(value, path, 0, slots))
  const objective = reader.optional(fields, 'objective', '$', readObjective(reader))
  if (reader.faults.length > 0 || tables === undefined || !participants || !meetings) return undefined
  return { format: problemFormat, slots, tables, participants, meetings, ...without({ sittings, fairBreaks, objective }) }
}

/**
 * Untrusted JSON → a problem the engine can take. Refused with `timetable.problem_invalid` and, in `fields`, the JSON path and
 * code of what is wrong: shape, range, duplicate or unknown identifiers, cycles in `after`, pins where nothing can be held.
 */
export function checkProblem(input: unknown): Result<TimetableProblem> {
  const deep = tooDeep(input)
  if (deep !== null) return err('timetable.problem_invalid', { fields: [{ path: deep, code: 'timetable.nested_too_deep' }] })
  const reader = new JsonReader()
  const fields = reader.object(input, '$')
  const problem = fields && readProblem(reader, fields)
  if (problem && reader.faults.length === 0) checkLinks(reader, problem)
  return problem && reader.faults.length === 0 ? ok(problem) : err('timetable.problem_invalid', { fields: reader.faults })
}

/** The placements of a plan that was saved for this problem, which is all a repair needs of it. Unknown meetings are let pass: they may have been withdrawn since. */
export function checkPlacements(input: unknown, problem: TimetableProblem): Result<PlacedMeeting[]> {
  const deep = tooDeep(input)
  if (deep !== null) return err('timetable.plan_invalid', { fields: [{ path: deep, code: 'timetable.nested_too_deep' }] })
  const reader = new JsonReader()
  const fields = reader.object(input, '$')
  if (fields && fields['format'] !== planFormat) reader.fault('$.format', 'timetable.wrong_format', { format: planFormat })
  const seen = new Set<string>()
  const known = new Set(problem.meetings.map((meeting) => meeting.id))
  const placed =
    fields &&
    reader.list(fields['placed'], '$.placed', problemLimits.meetings, (item, at) => {
      const entry = reader.object(item, at)
      if (!entry) return undefined
      const meeting = reader.id(entry['meeting'], `${at}.meeting`)
      const slot = reader.integer(entry['slot'], `${at}.slot`, 0, problem.slots - 1)
      const table = reader.id(entry['table'], `${at}.table`)
      if (meeting === undefined || slot === undefined || table === undefined) return undefined
      if (!known.has(meeting)) return reader.fault(`${at}.meeting`, 'timetable.unknown_meeting', { id: meeting })
      if (seen.has(meeting)) return reader.fault(`${at}.meeting`, 'timetable.duplicate_id', { id: meeting })
      seen.add(meeting)
      return { meeting, slot, table }
    })
  return placed && reader.faults.length === 0 ? ok(placed) : err('timetable.plan_invalid', { fields: reader.faults })
}

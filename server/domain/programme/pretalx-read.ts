import { err, type Result } from '../shared/result.ts'
import { isZone } from '../shared/time.ts'
import { readFrab, soundSchedule } from './frab-read.ts'
import type { Schedule } from './schedule.ts'

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * A schedule in the JSON that pretalx and frab write (`schedule.conference.days[].rooms{name: talks}`). It holds the same as
 * the XML under other names, so it is read as that. Errors as in `readFrab`.
 */
export function readPretalxJson(json: unknown, zone: string): Result<Schedule> {
  const schedule = isObject(json) ? json['schedule'] : null
  const conference = isObject(schedule) ? schedule['conference'] : null
  if (!isObject(conference) || !Array.isArray(conference['days'])) return err('programme.not_a_schedule')
  const named = conference['time_zone_name']
  const days = conference['days'].filter(isObject).map((day) => ({ '@date': day['date'], room: roomsOf(day['rooms']) }))
  const read = readFrab({ schedule: { conference: { title: conference['title'], time_zone_name: named, day_change: conference['day_change'] }, day: days } }, zone)
  if (!read.ok) return read
  const listed = Array.isArray(conference['rooms']) ? conference['rooms'].filter(isObject).map((room) => room['name']).filter((name) => typeof name === 'string') : []
  const rooms = [...new Set([...listed.filter((name) => read.value.rooms.includes(name)), ...read.value.rooms])]
  return soundSchedule({ ...read.value, rooms, zone: typeof named === 'string' && isZone(named) ? named : null })
}

function roomsOf(rooms: unknown): object[] {
  if (!isObject(rooms)) return []
  return Object.entries(rooms).map(([name, talks]) => ({ '@name': name, event: (Array.isArray(talks) ? talks : []).filter(isObject).map(eventOf) }))
}

function eventOf({ id, guid, persons, ...talk }: Record<string, unknown>): object {
  const people = (Array.isArray(persons) ? persons : []).map((person) => (isObject(person) ? (person['public_name'] ?? person['name'] ?? '') : person))
  return { ...talk, '@id': typeof id === 'number' || typeof id === 'string' ? String(id) : guid, persons: { person: people } }
}

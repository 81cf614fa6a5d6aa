import { err, ok, type Result } from '../shared/result.ts'
import { instantFromOffset, instantFromWall, isZone, shiftDay } from '../shared/time.ts'
import { clockMinutes, lineText, plainText, scheduleLimits, type Schedule, type ScheduleTalk } from './schedule.ts'

/** An element of a parsed XML file: attributes as `@name`, text as `#text`, repeated children as lists. */
export type XmlNode = { readonly [name: string]: unknown }

const isNode = (value: unknown): value is XmlNode => typeof value === 'object' && value !== null && !Array.isArray(value)
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value])
const nodes = (parent: unknown, name: string): XmlNode[] => (isNode(parent) ? asList(parent[name]).filter(isNode) : [])

/** Text of a child or attribute; the first where there are several. */
function textOf(parent: unknown, name: string): string {
  if (!isNode(parent)) return ''
  const value = asList(parent[name])[0]
  const text = isNode(value) ? value['#text'] : value
  return typeof text === 'string' ? text : typeof text === 'number' ? String(text) : ''
}

type Day = { date: string; changesAt: number; zone: string }

/**
 * The tree of a frab or pentabarf schedule (`<schedule><conference/><day date><room name><event id>…`, as pretalx writes it
 * too) → talks with instants. Times are wall times of the file's zone, or of `zone` where it names none; a `<date>` with an
 * offset goes before them. All or nothing: `programme.bad_schedule` names the first event that can't be read.
 */
export function readFrab(tree: unknown, zone: string): Result<Schedule> {
  const schedule = nodes(tree, 'schedule')[0]
  if (schedule === undefined) return err('programme.not_a_schedule')
  const conference = nodes(schedule, 'conference')[0]
  const named = textOf(conference, 'time_zone_name').trim()
  const fileZone = named !== '' && isZone(named) ? named : null
  const changesAt = clockMinutes(textOf(conference, 'day_change')) ?? 0
  const talks: ScheduleTalk[] = []
  const rooms = new Set<string>()
  for (const day of nodes(schedule, 'day')) {
    for (const room of nodes(day, 'room')) {
      const name = lineText(textOf(room, '@name'), scheduleLimits.room)
      if (name !== '') rooms.add(name)
      for (const event of nodes(room, 'event')) {
        const talk = readEvent(event, name, { date: textOf(day, '@date').trim(), changesAt, zone: fileZone ?? zone })
        if (talk === null) return err('programme.bad_schedule', { params: { title: lineText(textOf(event, 'title') || textOf(event, '@id'), 80) } })
        rooms.add(talk.room)
        talks.push(talk)
      }
    }
  }
  return soundSchedule({ title: lineText(textOf(conference, 'title'), scheduleLimits.title), zone: fileZone, rooms: [...rooms], talks })
}

/** Within the limits, with no name used twice. */
export function soundSchedule(schedule: Schedule): Result<Schedule> {
  if (schedule.talks.length === 0) return err('programme.empty_schedule')
  if (schedule.talks.length > scheduleLimits.talks || schedule.rooms.length > scheduleLimits.rooms) return err('programme.schedule_too_big', { params: { talks: scheduleLimits.talks, rooms: scheduleLimits.rooms } })
  const seen = new Set<string>()
  for (const { id, title } of schedule.talks) {
    if (seen.has(id)) return err('programme.talk_twice', { params: { id, title: lineText(title, 80) } })
    seen.add(id)
  }
  return ok(schedule)
}

function readEvent(event: XmlNode, roomName: string, day: Day): ScheduleTalk | null {
  const id = lineText(textOf(event, '@id') || textOf(event, '@guid'), 80)
  const room = lineText(textOf(event, 'room'), scheduleLimits.room) || roomName
  const title = lineText(textOf(event, 'title'), scheduleLimits.title)
  const minutes = clockMinutes(textOf(event, 'duration'))
  const startsAtMs = startOf(event, day)
  if (id === '' || room === '' || minutes === null || minutes === 0 || minutes > 24 * 60 || startsAtMs === null) return null
  const people = nodes(event, 'persons').flatMap((persons) => asList(persons['person'])).map((person) => lineText(isNode(person) ? textOf({ person }, 'person') || textOf(person, 'name') : String(person), scheduleLimits.name))
  return {
    id, room, title, startsAtMs,
    endsAtMs: startsAtMs + minutes * 60_000,
    subtitle: lineText(textOf(event, 'subtitle'), scheduleLimits.title),
    track: lineText(textOf(event, 'track'), scheduleLimits.track),
    type: lineText(textOf(event, 'type'), 40),
    summary: plainText(textOf(event, 'abstract') || textOf(event, 'description'), scheduleLimits.summary),
    people: people.filter((name) => name !== '').slice(0, scheduleLimits.people),
  }
}

/** RFC 3339 with an offset, or the wall time of the day; before the change of day it belongs to the next date. */
function startOf(event: XmlNode, { date, changesAt, zone }: Day): number | null {
  const exact = textOf(event, 'date').trim()
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)$/.test(exact)) {
    return instantFromOffset(exact)
  }
  const minutes = clockMinutes(textOf(event, 'start'))
  if (minutes === null || minutes >= 24 * 60 || !/^\d{4}-\d\d-\d\d$/.test(date)) return null
  const on = minutes < changesAt ? shiftDay(date, 1) : date
  return instantFromWall(`${on}T${textOf(event, 'start').trim().slice(0, 5).padStart(5, '0')}`, zone)
}

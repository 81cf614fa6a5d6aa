import { clockTime, localDay, rfc3339 } from '../shared/time.ts'
import { lengthText, type Schedule, type ScheduleTalk } from './schedule.ts'

/** What a written file says of the event besides its talks. `version`: the name of the release. */
export type ScheduleHead = { title: string; venue: string; zone: string; version: string; acronym: string; url: string }

type Room = { name: string; talks: ScheduleTalk[] }
type Day = { date: string; index: number; rooms: Room[] }

/** Days and, in each, the rooms in their order; a talk is under the day on which it starts. */
function daysOf({ rooms, talks }: Schedule, zone: string): Day[] {
  const dates = [...new Set(talks.map((talk) => localDay(talk.startsAtMs, zone)))].sort()
  return dates.map((date, at) => {
    const today = talks.filter((talk) => localDay(talk.startsAtMs, zone) === date)
    const found = rooms.map((name) => ({ name, talks: today.filter((talk) => talk.room === name).sort((a, b) => a.startsAtMs - b.startsAtMs || (a.id < b.id ? -1 : 1)) }))
    return { date, index: at + 1, rooms: found.filter((room) => room.talks.length > 0) }
  })
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
const xml = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
const tag = (name: string, text: string): string => (text === '' ? `<${name}/>` : `<${name}>${xml(text)}</${name}>`)

/** The schedule as frab writes it; pentabarf, Giggity and other readers of schedules know it. Wall times, with the zone named. */
export function writeFrab(schedule: Schedule, head: ScheduleHead): string {
  const days = daysOf(schedule, head.zone)
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>', '<schedule>',
    `  ${tag('version', head.version)}`,
    '  <conference>',
    ...[['title', head.title], ['acronym', head.acronym], ['venue', head.venue], ['start', days[0]?.date ?? ''], ['end', days.at(-1)?.date ?? ''], ['days', String(days.length)], ['day_change', '00:00:00'], ['timeslot_duration', '00:05:00'], ['time_zone_name', head.zone], ['base_url', head.url]].map(([name = '', text = '']) => `    ${tag(name, text)}`),
    '  </conference>',
    ...days.flatMap((day) => [
      `  <day index="${day.index}" date="${day.date}">`,
      ...day.rooms.flatMap((room) => [`    <room name="${xml(room.name)}">`, ...room.talks.flatMap((talk) => frabEvent(talk, head.zone)), '    </room>']),
      '  </day>',
    ]),
    '</schedule>', '',
  ]
  return lines.join('\n')
}

function frabEvent(talk: ScheduleTalk, zone: string): string[] {
  const fields: [string, string][] = [
    ['date', rfc3339(talk.startsAtMs, zone)], ['start', clockTime(talk.startsAtMs, zone)], ['duration', lengthText(talk.endsAtMs - talk.startsAtMs)], ['room', talk.room],
    ['title', talk.title], ['subtitle', talk.subtitle], ['track', talk.track], ['type', talk.type], ['abstract', talk.summary],
  ]
  const people = talk.people.length === 0 ? ['        <persons/>'] : ['        <persons>', ...talk.people.map((name, at) => `          <person id="${at + 1}">${xml(name)}</person>`), '        </persons>']
  return [`      <event id="${xml(talk.id)}">`, ...fields.map(([name, text]) => `        ${tag(name, text)}`), ...people, '      </event>']
}

/** The schedule in pretalx's JSON. */
export function writePretalxJson(schedule: Schedule, head: ScheduleHead): object {
  const days = daysOf(schedule, head.zone)
  return {
    schedule: {
      version: head.version,
      base_url: head.url,
      conference: {
        acronym: head.acronym, title: head.title, start: days[0]?.date ?? '', end: days.at(-1)?.date ?? '', daysCount: days.length, timeslot_duration: '00:05', time_zone_name: head.zone,
        rooms: schedule.rooms.map((name) => ({ name })),
        tracks: [...new Set(schedule.talks.map((talk) => talk.track).filter((track) => track !== ''))].map((name) => ({ name })),
        days: days.map((day) => ({ index: day.index, date: day.date, rooms: Object.fromEntries(day.rooms.map((room) => [room.name, room.talks.map((talk) => jsonTalk(talk, head.zone))])) })),
      },
    },
  }
}

function jsonTalk(talk: ScheduleTalk, zone: string): object {
  const { id, room, title, subtitle, track, type, summary, people } = talk
  return { id, date: rfc3339(talk.startsAtMs, zone), start: clockTime(talk.startsAtMs, zone), duration: lengthText(talk.endsAtMs - talk.startsAtMs), room, title, subtitle, track, type, abstract: summary, persons: people.map((name, at) => ({ id: at + 1, name, public_name: name })) }
}

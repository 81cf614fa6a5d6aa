import { calendarWall, offsetMinutes } from './time.ts'

/** One entry of a calendar file; instants in ms. */
export type CalendarEntry = {
  /** Never changes, whatever happens to the entry. */
  uid: string
  /** Rises with every change that calendars must hear of. */
  sequence: number
  startsAtMs: number
  endsAtMs: number
  summary: string
  location: string
  description: string
  url?: string
  /** IANA name, where the entry is on another wall clock than the file. */
  zone?: string
}

export type CalendarFile = {
  method: 'REQUEST' | 'CANCEL' | 'PUBLISH'
  /** IANA name; times are written on this wall clock. */
  zone: string
  stampMs: number
  organizer: { name: string; address: string } | null
  attendee: { name: string; address: string } | null
  entries: readonly CalendarEntry[]
}

/**
 * An iCalendar file (RFC 5545, as an iTIP message of RFC 5546 where there is a method other than PUBLISH). Lines end with CRLF
 * and are folded at 75 octets. The zone's definition covers the entries' days.
 */
export function calendarFile(file: CalendarFile): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Touhai//Touhai//ZH', 'CALSCALE:GREGORIAN', `METHOD:${file.method}`,
    ...[...new Set(file.entries.map((entry) => entry.zone ?? file.zone))].flatMap((zone) => zoneLines(zone, file.entries.filter((entry) => (entry.zone ?? file.zone) === zone))),
    ...file.entries.flatMap((entry) => entryLines(file, entry)),
    'END:VCALENDAR',
  ]
  return `${lines.flatMap(fold).join('\r\n')}\r\n`
}

function entryLines(file: CalendarFile, entry: CalendarEntry): string[] {
  const { organizer, attendee } = file
  const zone = entry.zone ?? file.zone
  const isCancelled = file.method === 'CANCEL'
  return [
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${calendarWall(file.stampMs, 'utc')}Z`,
    `DTSTART;TZID=${zone}:${calendarWall(entry.startsAtMs, zone)}`,
    `DTEND;TZID=${zone}:${calendarWall(entry.endsAtMs, zone)}`,
    `SUMMARY:${text(entry.summary)}`,
    ...(entry.location === '' ? [] : [`LOCATION:${text(entry.location)}`]),
    ...(entry.description === '' ? [] : [`DESCRIPTION:${text(entry.description)}`]),
    ...(entry.url ? [`URL:${entry.url}`] : []),
    ...(organizer ? [`ORGANIZER;CN=${quoted(organizer.name)}:mailto:${organizer.address}`] : []),
    ...(attendee ? [`ATTENDEE;CN=${quoted(attendee.name)};PARTSTAT=ACCEPTED;RSVP=FALSE:mailto:${attendee.address}`] : []),
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
  ]
}

const text = (value: string): string => value.replace(/\\/g, '\\\\').replace(/;/g, '\\;').replace(/,/g, '\\,').replace(/\r\n|\r|\n/g, '\\n')
const quoted = (value: string): string => `"${value.replace(/["\p{Cc}]+/gu, ' ').trim()}"`

const dayMs = 86_400_000
const quarterMs = 900_000

/** The zone's offset, and where it changes between the first and the last entry. */
function zoneLines(zone: string, entries: readonly CalendarEntry[]): string[] {
  const first = Math.floor(Math.min(...entries.map((entry) => entry.startsAtMs)) / dayMs) * dayMs
  const last = Math.max(...entries.map((entry) => entry.endsAtMs))
  const observance = (from: number, to: number, start: string): string[] => ['BEGIN:STANDARD', `DTSTART:${start}`, `TZOFFSETFROM:${offset(from)}`, `TZOFFSETTO:${offset(to)}`, 'END:STANDARD']
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...observance(offsetMinutes(first, zone), offsetMinutes(first, zone), '19700101T000000')]
  for (let day = first; day < last; day += dayMs) {
    if (offsetMinutes(day, zone) === offsetMinutes(day + dayMs, zone)) continue
    for (let at = day; at < day + dayMs; at += quarterMs) {
      const [from, to] = [offsetMinutes(at, zone), offsetMinutes(at + quarterMs, zone)]
      // A change is written on the wall clock that ran until then.
      if (from !== to) lines.push(...observance(from, to, calendarWall(at + quarterMs + from * 60_000, 'utc')))
    }
  }
  return [...lines, 'END:VTIMEZONE']
}

/** Minutes → `+0800`. */
function offset(minutes: number): string {
  const rest = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(rest / 60)).padStart(2, '0')}${String(rest % 60).padStart(2, '0')}`
}

function octets(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

/** Lines of at most 75 octets; a character is never cut. */
function fold(line: string): string[] {
  const folded: string[] = []
  let current = ''
  let size = 0
  for (const character of line) {
    const width = octets(character)
    if (size + width > 75) {
      folded.push(current)
      current = ' '
      size = 1
    }
    current += character
    size += width
  }
  return [...folded, current]
}

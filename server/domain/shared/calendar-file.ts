import { calendarParameter, calendarText, foldLine, mailtoUri } from './calendar-text.ts'
import { zoneDefinition } from './calendar-zone.ts'
import { calendarWall } from './time.ts'

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
  changedAtMs?: number
  /** Called off; in a CANCEL every entry is. */
  isCancelled?: boolean
  /** Minutes before the start at which calendars remind of it. */
  alarmMinutes?: number
}

/** How long before its start calendars remind of what somebody has to walk to, or to get ready for. */
export const alarmMinutes = { meeting: 10, appearance: 30 }

export type CalendarMethod = 'REQUEST' | 'CANCEL' | 'PUBLISH'

export type CalendarFile = {
  method: CalendarMethod
  /** IANA name; times are written on this wall clock. */
  zone: string
  stampMs: number
  organizer: { name: string; address: string } | null
  attendee: { name: string; address: string } | null
  entries: readonly CalendarEntry[]
  /** What programs that subscribe call it. */
  name?: string
}

/** One mail's news for a calendar. */
export type CalendarMessage = { method: CalendarMethod; content: string }

/**
 * A file for a mail. A REQUEST or CANCEL may speak of one entry only (RFC 5546, 3.2.2 and 3.2.5: all of one UID), and programs
 * that are given more act on the first; several entries are published instead, called off where it was a CANCEL.
 */
export function calendarMessage(file: CalendarFile): CalendarMessage {
  const isPublished = file.method !== 'PUBLISH' && file.entries.length !== 1
  const published = (): CalendarFile => ({ ...file, method: 'PUBLISH', attendee: null, entries: file.entries.map((entry) => ({ ...entry, isCancelled: entry.isCancelled === true || file.method === 'CANCEL' })) })
  const message = isPublished ? published() : file
  return { method: message.method, content: calendarFile(message) }
}

/** An iCalendar file (RFC 5545, as an iTIP message of RFC 5546 where there is a method other than PUBLISH). Lines end with CRLF. */
export function calendarFile(file: CalendarFile): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Touhai//Touhai//ZH', 'CALSCALE:GREGORIAN', `METHOD:${file.method}`,
    ...(file.name === undefined ? [] : feedLines(file.name)),
    ...zonesOf(file),
    ...file.entries.flatMap((entry) => entryLines(file, entry)),
    'END:VCALENDAR',
  ]
  return `${lines.flatMap(foldLine).join('\r\n')}\r\n`
}

/** How a subscription is called and how often to ask for it (RFC 7986, and the older names of it). */
function feedLines(name: string): string[] {
  return [`NAME:${calendarText(name)}`, `X-WR-CALNAME:${calendarText(name)}`, 'REFRESH-INTERVAL;VALUE=DURATION:PT15M', 'X-PUBLISHED-TTL:PT15M']
}

/** Every zone that is used; the file's own where nothing is, as a file without any part is none. */
function zonesOf({ entries, zone, stampMs }: CalendarFile): string[] {
  if (entries.length === 0) return zoneDefinition(zone, stampMs, stampMs)
  const used = new Set(entries.map((entry) => entry.zone ?? zone))
  return [...used].flatMap((name) => {
    const own = entries.filter((entry) => (entry.zone ?? zone) === name)
    return zoneDefinition(name, Math.min(...own.map((entry) => entry.startsAtMs)), Math.max(...own.map((entry) => entry.endsAtMs)))
  })
}

function entryLines(file: CalendarFile, entry: CalendarEntry): string[] {
  const { organizer, attendee } = file
  const zone = entry.zone ?? file.zone
  const isCancelled = file.method === 'CANCEL' || entry.isCancelled === true
  return [
    'BEGIN:VEVENT',
    `UID:${calendarText(entry.uid)}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${calendarWall(file.stampMs, 'utc')}Z`,
    ...(entry.changedAtMs === undefined ? [] : [`LAST-MODIFIED:${calendarWall(entry.changedAtMs, 'utc')}Z`]),
    `DTSTART;TZID=${zone}:${calendarWall(entry.startsAtMs, zone)}`,
    `DTEND;TZID=${zone}:${calendarWall(entry.endsAtMs, zone)}`,
    `SUMMARY:${calendarText(entry.summary)}`,
    ...(entry.location === '' ? [] : [`LOCATION:${calendarText(entry.location)}`]),
    ...(entry.description === '' ? [] : [`DESCRIPTION:${calendarText(entry.description)}`]),
    ...(entry.url ? [`URL:${entry.url.replace(/[\p{Cc}\s]/gu, '')}`] : []),
    ...(organizer ? [`ORGANIZER;CN=${calendarParameter(organizer.name)}:${mailtoUri(organizer.address)}`] : []),
    ...(attendee ? [`ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN=${calendarParameter(attendee.name)}:${mailtoUri(attendee.address)}`] : []),
    `STATUS:${isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `TRANSP:${isCancelled ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...(entry.alarmMinutes === undefined || isCancelled ? [] : alarmLines(entry.summary, entry.alarmMinutes)),
    'END:VEVENT',
  ]
}

const alarmLines = (summary: string, minutes: number): string[] => ['BEGIN:VALARM', 'ACTION:DISPLAY', `TRIGGER:-PT${minutes}M`, `DESCRIPTION:${calendarText(summary)}`, 'END:VALARM']

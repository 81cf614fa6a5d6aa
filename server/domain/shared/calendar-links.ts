import type { CalendarEntry } from './calendar-file.ts'
import { calendarWall, rfc3339 } from './time.ts'

export type CalendarLinks = { google: string; outlook: string; office: string }

/** Spaces as `%20`: Outlook shows a `+` as it is. */
const query = (values: Record<string, string>): string => Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(whole(value))}`).join('&')
/** Halves of a pair can't be written in an address. */
const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD')

/** Pages of Google, Outlook.com and Microsoft 365 that add an entry, filled in. What they make knows no later changes. */
export function calendarLinks(entry: CalendarEntry, zone: string): CalendarLinks {
  const details = [entry.description, entry.url ?? ''].filter((text) => text !== '').join('\n')
  const google = query({
    action: 'TEMPLATE', text: entry.summary, dates: `${calendarWall(entry.startsAtMs, 'utc')}Z/${calendarWall(entry.endsAtMs, 'utc')}Z`,
    ctz: zone, location: entry.location, details,
  })
  const microsoft = query({
    path: '/calendar/action/compose', rru: 'addevent', subject: entry.summary, startdt: rfc3339(entry.startsAtMs), enddt: rfc3339(entry.endsAtMs),
    location: entry.location, body: details,
  })
  return {
    google: `https://calendar.google.com/calendar/render?${google}`,
    outlook: `https://outlook.live.com/calendar/0/deeplink/compose?${microsoft}`,
    office: `https://outlook.office.com/calendar/0/deeplink/compose?${microsoft}`,
  }
}

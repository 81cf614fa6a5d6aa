import type { Locale } from '#server/i18n/locales.ts'

type WallParts = { year: number; month: number; day: number; hour: string; minute: string; weekday: number }

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' })
    formats.set(zone, format)
  }
  return format
}

/** The wall clock and calendar of an IANA zone at an instant (ms). Numbers only, so that server and browser agree. */
export function wallParts(instantMs: number, zone: string): WallParts {
  const parts = Object.fromEntries(formatFor(zone).formatToParts(instantMs).map(({ type, value }) => [type, value]))
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])]
  return { year, month, day, hour: parts['hour'] ?? '', minute: parts['minute'] ?? '', weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() }
}

/** `14:20`. */
export function wallTime(instantMs: number, zone: string): string {
  const { hour, minute } = wallParts(instantMs, zone)
  return `${hour}:${minute}`
}

const weekdays: Record<Locale, string[]> = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `12月1日 周二` / `Tue 1 Dec`, with the year where asked: `2026年12月1日 周二`. */
export function wallDay(instantMs: number, zone: string, locale: Locale, withYear = false): string {
  const { year, month, day, weekday } = wallParts(instantMs, zone)
  const name = weekdays[locale][weekday]
  if (locale === 'zh-CN') return `${withYear ? `${year}年` : ''}${month}月${day}日 ${name}`
  return `${name} ${day} ${months[month - 1]}${withYear ? ` ${year}` : ''}`
}

/** The days of an event: one, or the first and the last: `12月2日 周三 – 12月3日 周四`. */
export function wallDays({ startsAt, endsAt, zone }: { startsAt: number; endsAt: number; zone: string }, locale: Locale, withYear = false): string {
  const last = wallDay(endsAt - 1, zone, locale)
  return `${wallDay(startsAt, zone, locale, withYear)}${wallDay(startsAt, zone, locale) === last ? '' : ` – ${last}`}`
}

/** `2026-12-01`, for comparing days and for the datetime attribute. */
export function wallDate(instantMs: number, zone: string): string {
  const { year, month, day } = wallParts(instantMs, zone)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Names times by the clock, and by the day as well where these instants (ms) lie on several: `14:20`, `12月2日 周三 14:20`. */
export function timeNames(instants: readonly number[], zone: string, locale: Locale): (instantMs: number) => string {
  const days = new Set(instants.map((instant) => wallDate(instant, zone)))
  return (instant) => (days.size > 1 ? `${wallDay(instant, zone, locale)} ${wallTime(instant, zone)}` : wallTime(instant, zone))
}

/** `12月1日 周二 14:20–16:00`, with the day of the end where that is another. */
export function stretchText({ startsAt, endsAt }: { startsAt: number; endsAt: number }, zone: string, locale: Locale): string {
  const isSameDay = wallDate(startsAt, zone) === wallDate(endsAt, zone)
  return `${wallDay(startsAt, zone, locale)} ${wallTime(startsAt, zone)}${isSameDay ? '–' : ` – ${wallDay(endsAt, zone, locale)} `}${wallTime(endsAt, zone)}`
}

/** `UTC+8`, `UTC−3:30`. */
export function offsetLabel(instantMs: number, zone: string): string {
  const { year, month, day, hour, minute } = wallParts(instantMs, zone)
  const wall = Date.UTC(year, month - 1, day, Number(hour), Number(minute))
  const minutes = Math.round((wall - Math.floor(instantMs / 60_000) * 60_000) / 60_000)
  const rest = Math.abs(minutes) % 60
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(Math.abs(minutes) / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

/** City of a zone for people: `Asia/Shanghai` → `北京时间` / `Beijing time`; elsewhere the city's name in Latin letters. */
export function zoneName(zone: string, locale: Locale): string {
  if (zone === 'Asia/Shanghai') return locale === 'zh-CN' ? '北京时间' : 'Beijing time'
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  return locale === 'zh-CN' ? `${city} 时间` : `${city} time`
}

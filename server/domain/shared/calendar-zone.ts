import { calendarWall, offsetMinutes, wallFromInstant } from './time.ts'

/** A change of a zone's clocks: the instant in ms, and minutes ahead of UTC before and after it. */
type ClockChange = { at: number; from: number; to: number }

const minuteMs = 60_000
const dayMs = 86_400_000
/** No zone changes its clocks twice within so long. */
const strideMs = 7 * dayMs

const known = new Map<string, string[]>()
const mostKnown = 64

/**
 * A zone's definition (VTIMEZONE, RFC 5545, 3.6.5) that is right for every instant in the calendar years of `fromMs` and
 * `toMs`: by its yearly rules where the years around have the same ones, else change by change.
 */
export function zoneDefinition(zone: string, fromMs: number, toMs: number): string[] {
  const [firstYear, lastYear] = [yearOf(fromMs, zone) - 1, yearOf(toMs, zone) + 1]
  const key = `${zone} ${firstYear} ${lastYear}`
  const found = known.get(key) ?? define(zone, firstYear, lastYear)
  // What a zone does in given years never changes; kept because every mail of an event asks the same.
  if (known.size >= mostKnown) known.clear()
  known.set(key, found)
  return found
}

function define(zone: string, firstYear: number, lastYear: number): string[] {
  const first = newYear(firstYear)
  const changes = clockChanges(zone, first, newYear(lastYear + 1))
  const rules = yearlyRules(changes, lastYear - firstYear + 1)
  const start = offsetMinutes(first, zone)
  const base = rules === null ? observance({ from: start, to: start, start: '19700101T000000', isSummer: false }) : []
  const lowest = Math.min(start, ...changes.map((change) => change.to))
  const observances = (rules ?? changes.map((change) => ({ change, rule: undefined }))).flatMap(({ change, rule }) =>
    // A change is written on the wall clock that ran until then.
    observance({ from: change.from, to: change.to, start: calendarWall(change.at + change.from * minuteMs, 'utc'), isSummer: change.to > lowest, rule }))
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...base, ...observances, 'END:VTIMEZONE']
}

function observance({ from, to, start, isSummer, rule }: { from: number; to: number; start: string; isSummer: boolean; rule?: string }): string[] {
  const kind = isSummer ? 'DAYLIGHT' : 'STANDARD'
  return [`BEGIN:${kind}`, `DTSTART:${start}`, ...(rule === undefined ? [] : [`RRULE:${rule}`]), `TZOFFSETFROM:${offset(from)}`, `TZOFFSETTO:${offset(to)}`, `END:${kind}`]
}

function clockChanges(zone: string, from: number, to: number): ClockChange[] {
  const changes: ClockChange[] = []
  for (let at = from; at < to; at += strideMs) {
    const [before, after] = [offsetMinutes(at, zone), offsetMinutes(at + strideMs, zone)]
    if (before === after) continue
    let [low, high] = [at, at + strideMs]
    while (high - low > minuteMs) {
      const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs
      if (offsetMinutes(middle, zone) === before) low = middle
      else high = middle
    }
    changes.push({ at: high, from: before, to: after })
  }
  return changes
}

type Ruled = { change: ClockChange; rule: string }

/** The two changes of the first year, each with the rule by which every other year has it too; null where there is none. */
function yearlyRules(changes: readonly ClockChange[], years: number): Ruled[] | null {
  const [one, other] = changes
  if (one === undefined || other === undefined || changes.length !== 2 * years) return null
  const ruled = [one, other].flatMap((first, place): Ruled[] => {
    const same = changes.filter((_, at) => at % 2 === place)
    if (same.some((change) => change.from !== first.from || change.to !== first.to)) return []
    const days = same.map(wallOfChange)
    const shared = ['month', 'weekday', 'time'] as const
    if (days.some((day) => shared.some((key) => day[key] !== days[0]?.[key]))) return []
    const weeks = [new Set(days.map((day) => day.week)), new Set(days.map((day) => day.weekFromEnd))] as const
    const week = weeks[1].size === 1 && weeks[1].has(-1) ? -1 : weeks[0].size === 1 ? [...weeks[0]][0] : undefined
    return week === undefined ? [] : [{ change: first, rule: `FREQ=YEARLY;BYMONTH=${days[0]?.month};BYDAY=${week}${days[0]?.weekday}` }]
  })
  return ruled.length === 2 ? ruled : null
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** Where in its month a change falls, on the wall clock that ran until then. */
function wallOfChange({ at, from }: ClockChange) {
  const local = at + from * minuteMs
  const wall = wallFromInstant(local, 'utc')
  const [month, day] = [Number(wall.slice(5, 7)), Number(wall.slice(8, 10))]
  const isLastWeek = Number(wallFromInstant(local + 7 * dayMs, 'utc').slice(5, 7)) !== month
  return { month, time: wall.slice(11), weekday: weekdays[(Math.floor(local / dayMs) + 4) % 7], week: Math.ceil(day / 7), weekFromEnd: isLastWeek ? -1 : -2 }
}

const yearOf = (at: number, zone: string): number => Number(wallFromInstant(at, zone).slice(0, 4))

/** The first instant of a year in UTC, in ms: days since 1970 by the Gregorian calendar. */
function newYear(year: number): number {
  const last = year - 1
  const leapDays = (of: number): number => Math.floor(of / 4) - Math.floor(of / 100) + Math.floor(of / 400)
  return ((year - 1970) * 365 + leapDays(last) - leapDays(1969)) * dayMs
}

/** Minutes → `+0800`. */
function offset(minutes: number): string {
  const rest = Math.abs(minutes)
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(rest / 60)).padStart(2, '0')}${String(rest % 60).padStart(2, '0')}`
}

import type { PlanValue, TimetablePlan, TimetableProblem } from './problem.ts'

/**
 * The independent check of a plan. It shares no code with the search, only the formats; keep it that way, and keep it slow
 * and obvious. The rules are those of the problem format, read word by word.
 */
export const violationCodes = [
  'meeting_unknown',
  'meeting_twice',
  'meeting_unaccounted',
  'slot_outside_day',
  'outside_sitting',
  'slot_not_allowed',
  'pinned_slot_ignored',
  'pinned_table_ignored',
  'home_table_ignored',
  'table_unknown',
  'table_unavailable',
  'table_clash',
  'participant_unavailable',
  'participant_clash',
  'precedence_broken',
  'participant_above_max',
  'participant_below_min',
  'must_left_out',
  'breaks_unfair',
  'value_wrong',
] as const
export type ViolationCode = (typeof violationCodes)[number]
export type Violation = { code: ViolationCode; params: Record<string, string | number> }

/** Rules that an unfinished plan (status `unknown`) may still break; all others must hold in every plan. */
export const unfinishedCodes: readonly ViolationCode[] = ['must_left_out', 'participant_below_min', 'breaks_unfair']

export type Verdict = { violations: Violation[]; value: PlanValue }

type Held = { id: string; first: number; last: number; table: string; people: string[] }

function holdings(problem: TimetableProblem, plan: TimetablePlan, found: Violation[]): Map<string, Held> {
  const held = new Map<string, Held>()
  const known = new Map(problem.meetings.map((meeting) => [meeting.id, meeting]))
  for (const { meeting: id, slot, table } of plan.placed) {
    const meeting = known.get(id)
    if (!meeting) found.push({ code: 'meeting_unknown', params: { meeting: id } })
    else if (held.has(id)) found.push({ code: 'meeting_twice', params: { meeting: id } })
    else held.set(id, { id, first: slot, last: slot + (meeting.length ?? 1) - 1, table, people: meeting.participants })
  }
  const leftOut = new Set(plan.unplaced.map((entry) => entry.meeting))
  for (const { id, must } of problem.meetings) {
    if (held.has(id) === leftOut.has(id)) found.push({ code: 'meeting_unaccounted', params: { meeting: id } })
    if (must && !held.has(id)) found.push({ code: 'must_left_out', params: { meeting: id } })
  }
  return held
}

function checkMeetings(problem: TimetableProblem, held: Map<string, Held>, found: Violation[]): void {
  for (const meeting of problem.meetings) {
    const place = held.get(meeting.id)
    if (!place) continue
    const params = { meeting: meeting.id, slot: place.first }
    if (!Number.isInteger(place.first) || place.first < 0 || place.last >= problem.slots) found.push({ code: 'slot_outside_day', params })
    if (meeting.sitting !== undefined) {
      const { from, to } = problem.sittings![meeting.sitting]!
      if (place.first < from || place.last >= to) found.push({ code: 'outside_sitting', params })
    }
    for (let slot = place.first; slot <= place.last; slot++) {
      if (meeting.allowed && !meeting.allowed.includes(slot)) found.push({ code: 'slot_not_allowed', params: { meeting: meeting.id, slot } })
    }
    if (meeting.slot !== undefined && meeting.slot !== place.first) found.push({ code: 'pinned_slot_ignored', params })
    if (meeting.table !== undefined && meeting.table !== place.table) found.push({ code: 'pinned_table_ignored', params })
    for (const earlier of meeting.after ?? []) {
      const other = held.get(earlier)
      if (!other || other.last >= place.first) found.push({ code: 'precedence_broken', params: { meeting: meeting.id, after: earlier } })
    }
  }
}

function checkTables(problem: TimetableProblem, held: Map<string, Held>, found: Violation[]): void {
  const closed = new Map<string, number[]>()
  if (typeof problem.tables === 'number') for (let n = 1; n <= problem.tables; n++) closed.set(`T${n}`, [])
  else for (const table of problem.tables) closed.set(table.id, table.unavailable ?? [])
  const taken = new Map<string, string>()
  for (const { id, first, last, table } of held.values()) {
    if (!closed.has(table)) found.push({ code: 'table_unknown', params: { meeting: id, table } })
    for (let slot = first; slot <= last; slot++) {
      if (closed.get(table)?.includes(slot)) found.push({ code: 'table_unavailable', params: { meeting: id, table, slot } })
      const key = `${slot} ${table}`
      if (taken.has(key)) found.push({ code: 'table_clash', params: { meeting: id, other: taken.get(key)!, table, slot } })
      taken.set(key, id)
    }
  }
}

function daysOf(problem: TimetableProblem, held: Map<string, Held>): Map<string, Held[]> {
  const days = new Map<string, Held[]>(problem.participants.map((participant) => [participant.id, []]))
  for (const place of held.values()) for (const person of place.people) days.get(person)!.push(place)
  for (const day of days.values()) day.sort((a, b) => a.first - b.first)
  return days
}

function checkParticipants(problem: TimetableProblem, days: Map<string, Held[]>, found: Violation[]): void {
  for (const { id, unavailable, max, min, table } of problem.participants) {
    const day = days.get(id)!
    const busy = new Map<number, string>()
    for (const place of day) {
      if (table !== undefined && place.table !== table) found.push({ code: 'home_table_ignored', params: { participant: id, meeting: place.id } })
      for (let slot = place.first; slot <= place.last; slot++) {
        const params = { participant: id, meeting: place.id, slot }
        if (unavailable?.includes(slot)) found.push({ code: 'participant_unavailable', params })
        if (busy.has(slot)) found.push({ code: 'participant_clash', params: { ...params, other: busy.get(slot)! } })
        busy.set(slot, place.id)
      }
    }
    if (max !== undefined && day.length > max) found.push({ code: 'participant_above_max', params: { participant: id, meetings: day.length, max } })
    if (min !== undefined && day.length < min) found.push({ code: 'participant_below_min', params: { participant: id, meetings: day.length, min } })
  }
}

/** Breaks of a day: maximal runs of idle slots with a meeting before and a meeting after. */
function breaksIn(day: Held[]): { breaks: number; slots: number } {
  let breaks = 0
  let slots = 0
  for (let i = 1; i < day.length; i++) {
    const idle = day[i]!.first - day[i - 1]!.last - 1
    if (idle <= 0) continue
    breaks += 1
    slots += idle
  }
  return { breaks, slots }
}

function checkFairness(problem: TimetableProblem, days: Map<string, Held[]>, found: Violation[]): void {
  if (problem.fairBreaks === undefined || days.size === 0) return
  const counts = [...days.values()].map((day) => breaksIn(day).breaks)
  const spread = counts.reduce((most, count) => Math.max(most, count), 0) - counts.reduce((least, count) => Math.min(least, count), Infinity)
  if (spread > problem.fairBreaks) found.push({ code: 'breaks_unfair', params: { spread, limit: problem.fairBreaks } })
}

function valueOf(problem: TimetableProblem, held: Map<string, Held>, days: Map<string, Held[]>): PlanValue {
  const value: PlanValue = { weight: 0, breaks: 0, breakSlots: 0, tableMoves: 0 }
  for (const meeting of problem.meetings) if (held.has(meeting.id)) value.weight += meeting.weight ?? 1
  for (const day of days.values()) {
    const { breaks, slots } = breaksIn(day)
    value.breaks += breaks
    value.breakSlots += slots
    for (let i = 1; i < day.length; i++) if (day[i]!.table !== day[i - 1]!.table) value.tableMoves += 1
  }
  return value
}

/** Everything wrong with a plan for a checked problem, and its value counted afresh. */
export function verify(problem: TimetableProblem, plan: TimetablePlan): Verdict {
  const violations: Violation[] = []
  const held = holdings(problem, plan, violations)
  checkMeetings(problem, held, violations)
  checkTables(problem, held, violations)
  const days = daysOf(problem, held)
  checkParticipants(problem, days, violations)
  checkFairness(problem, days, violations)
  const value = valueOf(problem, held, days)
  for (const term of ['weight', 'breaks', 'breakSlots', 'tableMoves'] as const) {
    if (plan.value[term] !== value[term]) violations.push({ code: 'value_wrong', params: { term, stated: plan.value[term], counted: value[term] } })
  }
  return { violations, value }
}

import { wallDate, wallTime } from '#app/ui/time-format.ts'
import type { Tone } from '#app/ui/status.tsx'
import type { Role } from '#server/domain/access/actor.ts'
import type { GridSlot, Stretch } from '#server/domain/events/grid.ts'
import type { Result } from '#server/domain/shared/result.ts'
import type { Gate, Phase } from '#server/domain/events/phases.ts'

/** Keys of sentences can't hold colons. */
export const gateKey = (gate: Gate): string => `events:gates.${gate.replace(':', '_')}`

export function phaseTone(phase: Phase): Tone {
  if (phase === 'live') return 'live'
  if (phase === 'requests_open' || phase === 'call') return 'info'
  if (phase === 'published' || phase === 'locked') return 'confirmed'
  return phase === 'review' ? 'waiting' : 'neutral'
}

/** What somebody does next at an event, and where: the sentence's key and the path. */
export function nextStep(event: { slug: string; phase: Phase; roles: Role[]; side: string | null }): { key: string; to: string } {
  if (event.roles.includes('organizer') || event.roles.includes('co_organizer')) {
    const rooms: Record<Phase, string> = { draft: '/settings', call: '/people', review: '/people', published: '/settings', requests_open: '/matching', locked: '/timetable', live: '', closed: '' }
    return { key: `events:next.organizer.${event.phase}`, to: `/organize/${event.slug}${rooms[event.phase]}` }
  }
  if (event.side === null) return { key: 'events:next.other', to: `/events/${event.slug}/programme` }
  const rooms: Record<Phase, string> = { draft: '', call: '/profile', review: '/profile', published: '/matches', requests_open: '/requests', locked: '/requests', live: '/now', closed: '/agenda' }
  return { key: `events:next.participant.${event.phase}`, to: `/events/${event.slug}${rooms[event.phase]}` }
}

/** Upcoming ones soonest first, past ones latest first. */
export function splitByTime<Event extends { startsAt: number; endsAt: number }>(events: Event[], now: number): { upcoming: Event[]; past: Event[] } {
  return {
    upcoming: events.filter((event) => event.endsAt > now).sort((a, b) => a.startsAt - b.startsAt),
    past: events.filter((event) => event.endsAt <= now).sort((a, b) => b.startsAt - a.startsAt),
  }
}

/** Rows by the day of the zone on which they start, in order. */
export function byDay<Row extends Stretch>(rows: Row[], zone: string): { day: string; at: number; rows: Row[] }[] {
  const days = new Map<string, Row[]>()
  for (const row of [...rows].sort((a, b) => a.startsAtMs - b.startsAtMs)) {
    const day = wallDate(row.startsAtMs, zone)
    days.set(day, [...(days.get(day) ?? []), row])
  }
  return [...days].map(([day, inDay]) => ({ day, at: inDay[0]?.startsAtMs ?? 0, rows: inDay }))
}

/** What a date-time field holds: `2026-12-01T14:20` on the wall of the zone. */
export function wallInput(instantMs: number, zone: string): string {
  return `${wallDate(instantMs, zone)}T${wallTime(instantMs, zone)}`
}

type Failed = { ok: false; error: { code: string; detail?: unknown } }

/**
 * Gives a refused form back what was sent, so that a page without JavaScript can show it again. Not where somebody else was
 * faster: there the page shows what they wrote.
 */
export function withSent<T>(result: Result<T>, form: FormData): Result<T> {
  if (result.ok || result.error.code === 'record.changed') return result
  const sent = Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === 'string'))
  return { ok: false, error: { ...result.error, detail: { ...(result.error.detail as object | undefined), sent } } }
}

export type Sent = Record<string, string>

/** The fields of a refused form of this intent, or null. */
export function sentOf(answer: { ok: true } | Failed | null | undefined, intent: string): Sent | null {
  const sent = answer && !answer.ok ? (answer.error.detail as { sent?: Sent } | undefined)?.sent : undefined
  return sent?.['intent'] === intent ? sent : null
}

/** The rows of a refused form: `windows.0.startsAt` … as they were sent, every field of `blank` filled. */
export function sentRows<Row extends Record<string, string>>(sent: Sent | null, name: string, stored: Row[], blank: Row): Row[] {
  if (sent === null) return stored
  const places = [...new Set(Object.keys(sent).flatMap((path) => (path.startsWith(`${name}.`) ? [Number(path.split('.')[1])] : [])))].sort((a, b) => a - b)
  return places.map((place) => Object.fromEntries(Object.keys(blank).map((field) => [field, sent[`${name}.${place}.${field}`] ?? blank[field] ?? ''])) as Row)
}

/** Runs of touching slots, drawn as one bar with its slots in it. */
export function sittings(slots: GridSlot[]): { startsAtMs: number; endsAtMs: number; count: number }[] {
  const runs = new Map<number, { startsAtMs: number; endsAtMs: number; count: number }>()
  for (const slot of slots) {
    const run = runs.get(slot.sitting)
    if (run === undefined) runs.set(slot.sitting, { startsAtMs: slot.startsAtMs, endsAtMs: slot.endsAtMs, count: 1 })
    else runs.set(slot.sitting, { startsAtMs: run.startsAtMs, endsAtMs: slot.endsAtMs, count: run.count + 1 })
  }
  return [...runs.values()]
}

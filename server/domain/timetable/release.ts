import { startSlots, type Stretch } from '../events/grid.ts'
import { diffPlans, type PlanChanges } from './diff.ts'
import type { TimetableFacts } from './facts.ts'
import type { Appointment, Frame } from './frame.ts'

/** A meeting as it stands when a release is written. */
export type StandingMeeting = Appointment & { meetingId: string; version: number }

export type ReleaseStep =
  /** A request becomes a meeting. */
  | { kind: 'new'; to: Appointment; requestId: string }
  | { kind: 'moved'; to: Appointment; meetingId: string }

/**
 * What a release has to do so that the timetable becomes true. Meetings that were called off since the draft was
 * computed and requests that are no longer open are passed over; meetings made since are left as they are, and so are
 * those that were moved since and that the draft had left in place.
 */
export function releaseSteps(frame: Frame, planned: readonly Appointment[], standing: ReadonlyMap<string, StandingMeeting>, openRequests: ReadonlySet<string>): ReleaseStep[] {
  return planned.flatMap((to): ReleaseStep[] => {
    const now = standing.get(to.key)
    if (now !== undefined) {
      const stood = frame.meetings[to.key]?.stood ?? null
      const wasLeft = stood === null || (stood.startsAtMs === to.startsAtMs && stood.tableId === to.tableId)
      const isSame = now.startsAtMs === to.startsAtMs && now.endsAtMs === to.endsAtMs && now.tableId === to.tableId
      return isSame || wasLeft ? [] : [{ kind: 'moved', to, meetingId: now.meetingId }]
    }
    const about = frame.meetings[to.key]
    if (!about || about.meetingId !== null || about.requestId === null || !openRequests.has(about.requestId)) return []
    return [{ kind: 'new', to, requestId: about.requestId }]
  })
}

/** What a timetable that was worked out earlier comes up against now. `id`: the person or table, empty for a time. */
export type Obstacle = { kind: 'time' | 'table' | 'person'; id: string }

type Present = Pick<TimetableFacts, 'nowMs' | 'slots' | 'slotMinutes' | 'tables' | 'tableBlocks' | 'delegations'>

/** Where a meeting is to lie, who comes, and since when it stands elsewhere: `from` null for a new one. */
export type Landing = { to: Appointment; from: Stretch | null; aDelegationId: string; bDelegationId: string; personIds: readonly string[] }

const touches = (a: Stretch, b: Stretch): boolean => a.startsAtMs < b.endsAtMs && b.startsAtMs < a.endsAtMs

/**
 * Why a meeting can't be put where it was planned any more, though nobody holds the place: the time has come, the grid has
 * changed, the table is closed or gone, its people have left or said that they are away. What is taken is decided elsewhere.
 */
export function obstaclesOf({ nowMs, slots, slotMinutes, tables, tableBlocks, delegations }: Present): (landing: Landing) => Obstacle[] {
  const byId = new Map(delegations.map((one) => [one.id, one]))
  const startsOf = new Map<number, Set<number>>()
  const isStart = (startsAtMs: number, lengthMinutes: number): boolean => {
    const known = startsOf.get(lengthMinutes) ?? new Set(startSlots([...slots], slotMinutes, lengthMinutes).map((slot) => slot.startsAtMs))
    startsOf.set(lengthMinutes, known)
    return known.has(startsAtMs)
  }
  return ({ to, from, aDelegationId, bDelegationId, personIds }) => {
    const found: Obstacle[] = []
    const isLate = to.startsAtMs <= nowMs || (from !== null && from.startsAtMs <= nowMs)
    if (isLate || !isStart(to.startsAtMs, Math.round((to.endsAtMs - to.startsAtMs) / 60_000))) found.push({ kind: 'time', id: '' })
    const isOpen = tables.some((table) => table.id === to.tableId) && !tableBlocks.some((block) => block.tableId === to.tableId && touches(block, to))
    if (!isOpen) found.push({ kind: 'table', id: to.tableId })
    const sides = [byId.get(aDelegationId), byId.get(bDelegationId)].flatMap((side) => side ?? [])
    const idsOf = (of: typeof sides): Set<string> => new Set(of.flatMap((side) => side.people.map((one) => one.personId)))
    const present = idsOf(sides.filter((side) => side.isActive))
    const away = idsOf(sides.filter((side) => side.unavailable.some((time) => touches(time, to))))
    // Whoever is in a meeting that stands is no question here; she can't leave before it is called off.
    for (const id of personIds) if (away.has(id) || (from === null && !present.has(id))) found.push({ kind: 'person', id })
    return found
  }
}

/** Ids only, so that it can be kept for good. */
export type Changelog = PlanChanges

/** What a release changes against the one before it, or against an empty timetable. */
export function changelog(previous: readonly Appointment[] | null, next: readonly Appointment[]): Changelog {
  return diffPlans(previous ?? [], next)
}

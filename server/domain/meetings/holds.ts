import type { Stretch } from '../events/grid.ts'

/** A time that a pending request would like. It keeps nobody away; it only has a place in line. */
export type LineHold = Stretch & { requestId: string; toDelegationId: string; createdAtMs: number }

/** A time at which a delegation already meets somebody. */
export type LineMeeting = Stretch & { delegationId: string }

/** `<request>@<startsAtMs>` → place in line, from 1. */
export type Places = Map<string, number>

export const placeKey = (requestId: string, startsAtMs: number): string => `${requestId}@${startsAtMs}`

/**
 * Place of every hold in the line for the asked delegation's time: 1 + the earlier requests with an overlapping hold + 1
 * where a meeting already stands there. Earlier means created before; the id decides within a millisecond.
 */
export function placesInLine(holds: readonly LineHold[], meetings: readonly LineMeeting[]): Places {
  const places: Places = new Map()
  const byDelegation = new Map<string, LineHold[]>()
  for (const hold of [...holds].sort(earlier)) {
    const line = byDelegation.get(hold.toDelegationId) ?? []
    const ahead = new Set(line.filter((other) => other.requestId !== hold.requestId && touches(other, hold)).map((other) => other.requestId))
    const taken = meetings.some((meeting) => meeting.delegationId === hold.toDelegationId && touches(meeting, hold))
    places.set(placeKey(hold.requestId, hold.startsAtMs), 1 + ahead.size + (taken ? 1 : 0))
    line.push(hold)
    byDelegation.set(hold.toDelegationId, line)
  }
  return places
}

const earlier = (a: LineHold, b: LineHold): number =>
  a.createdAtMs - b.createdAtMs || (a.requestId < b.requestId ? -1 : a.requestId > b.requestId ? 1 : a.startsAtMs - b.startsAtMs)

const touches = (a: Stretch, b: Stretch): boolean => a.startsAtMs < b.endsAtMs && b.startsAtMs < a.endsAtMs

/** Requests whose places differ; `promoted` are those that moved up to the head of a line. Both in the order of `after`. */
export function lineChanges(before: Places, after: Places): { changed: string[]; promoted: string[] } {
  const changed = new Set<string>()
  const promoted = new Set<string>()
  for (const [key, place] of after) {
    const old = before.get(key)
    if (old === undefined || old === place) continue
    const requestId = key.slice(0, key.indexOf('@'))
    changed.add(requestId)
    if (place === 1) promoted.add(requestId)
  }
  return { changed: [...changed], promoted: [...promoted] }
}

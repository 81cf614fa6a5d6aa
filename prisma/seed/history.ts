import type { Prisma } from '#prisma/generated/client.ts'
import { ticksBetween } from '#server/domain/shared/time.ts'
import { changelog } from '#server/domain/timetable/release.ts'

import type { SeedEvent } from './calendar.ts'
import { makeTraffic, type Traffic } from './traffic.ts'
import type { World, WorldMeans } from './world.ts'

/** What is left of an event that has been held: who took part, who met whom and the timetable that was released. */
export type History = {
  traffic: Traffic
  meetings: (Prisma.MeetingCreateManyInput & { id: string })[]
  attendees: Prisma.MeetingAttendeeCreateManyInput[]
  occupancy: Prisma.OccupancyCreateManyInput[]
  release: Prisma.TimetableReleaseCreateManyInput
}

type Placed = { key: string; requestId: string; aDelegationId: string; bDelegationId: string; startsAtMs: number; endsAtMs: number; tableId: string; personIds: string[] }

const dayMs = 86_400_000

/** Half of the organizations took part; what they agreed on was held, what nobody answered has expired. */
export function makeHistory(world: World, place: SeedEvent, organizerId: string, means: WorldMeans): History {
  const guests = new Map([...world.profiles].filter((_, at) => at % 2 === 0))
  const traffic = makeTraffic({ ...world, profiles: guests }, place, [2, 5], { ...means, seed: means.seed + 2 })
  const startsAt = new Date(place.event.startsAt).getTime()
  const settled = {
    ...traffic,
    holds: [],
    requests: traffic.requests.map((request) => ({
      ...request,
      state: request.state === 'pending' ? 'expired' : request.state,
      openKey: null,
      createdAt: new Date(startsAt - 6 * dayMs),
      expiresAt: new Date(startsAt - 4 * dayMs),
      answeredAt: request.answeredAt ? new Date(startsAt - 5 * dayMs) : null,
    })),
  }
  const leads = new Map(traffic.delegates.filter((one) => one.isLead).map((one) => [one.delegationId, one.personId]))
  const { placed, occupancy } = seat(settled.requests, leads, place)
  return { traffic: settled, occupancy, ...recordsOf(placed, place, organizerId, new Date(startsAt - 2 * dayMs), means) }
}

type MayMeet = (personId: string, slot: { startsAtMs: number }) => boolean

/** Gives each agreed request the first time and table that are free for both; `mayMeet` keeps times from somebody. */
export function seat(requests: Traffic['requests'], leads: ReadonlyMap<string, string>, place: SeedEvent, mayMeet: MayMeet = () => true): { placed: Placed[]; occupancy: Prisma.OccupancyCreateManyInput[] } {
  const taken = new Set<string>()
  const occupancy: Prisma.OccupancyCreateManyInput[] = []
  const placed: Placed[] = []
  for (const request of requests) {
    if (request.state !== 'accepted') continue
    const personIds = [request.fromDelegationId, request.toDelegationId].flatMap((id) => leads.get(id) ?? [])
    const spot = freeSpot(place, personIds, taken, mayMeet)
    if (spot === null) continue
    const { startsAtMs, endsAtMs, tableId } = spot
    const owner = `meeting:${request.id}`
    for (const resource of [`table:${tableId}`, ...personIds.map((id) => `person:${id}`)]) {
      taken.add(`${resource}@${startsAtMs}`)
      for (const tick of ticksBetween(startsAtMs, endsAtMs)) occupancy.push({ resource, tick, owner })
    }
    const [a, b] = [request.fromDelegationId, request.toDelegationId].sort() as [string, string]
    occupancy.push({ resource: `pair:${place.event.id}:${a}:${b}#1`, tick: 0, owner })
    placed.push({ key: request.id, requestId: request.id, aDelegationId: request.fromDelegationId, bDelegationId: request.toDelegationId, startsAtMs, endsAtMs, tableId, personIds })
  }
  return { placed, occupancy }
}

function freeSpot(place: SeedEvent, personIds: readonly string[], taken: ReadonlySet<string>, mayMeet: MayMeet): { startsAtMs: number; endsAtMs: number; tableId: string } | null {
  for (const { startsAtMs, endsAtMs } of place.slots) {
    if (personIds.some((id) => taken.has(`person:${id}@${startsAtMs}`) || !mayMeet(id, { startsAtMs }))) continue
    const table = place.tables.find(({ id }) => !taken.has(`table:${id}@${startsAtMs}`))
    if (table) return { startsAtMs, endsAtMs, tableId: table.id }
  }
  return null
}

/** The meeting of a request carries the request's id as its own here, so that owner and row agree. */
export function recordsOf(placed: readonly Placed[], place: SeedEvent, organizerId: string, releasedAt: Date, means: WorldMeans): Omit<History, 'traffic' | 'occupancy'> {
  const eventId = place.event.id
  return {
    meetings: placed.map(({ key, requestId, aDelegationId, bDelegationId, startsAtMs, endsAtMs, tableId }) => ({
      id: key, eventId, requestId, aDelegationId, bDelegationId, tableId, startsAt: new Date(startsAtMs), endsAt: new Date(endsAtMs), uid: `${key}@touhai`, createdAt: releasedAt, updatedAt: releasedAt,
    })),
    attendees: placed.flatMap(({ key, personIds }) => personIds.map((personId) => ({ meetingId: key, personId }))),
    release: {
      id: means.newId(), eventId, number: 1, name: '第一版', notes: '', createdById: organizerId, createdAt: releasedAt,
      changelog: changelog(null, placed) as unknown as Prisma.InputJsonObject,
      snapshot: { meetings: placed, changed: placed.map(({ key }) => ({ meetingId: key, kind: 'new' })), unplaced: [] } as unknown as Prisma.InputJsonObject,
    },
  }
}

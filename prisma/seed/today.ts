import type { Prisma } from '#prisma/generated/client.ts'
import { slotMinutes, defaultSettings } from '#server/domain/events/settings.ts'
import { gridSlots } from '#server/domain/events/grid.ts'
import { presenterTicks } from '#server/domain/pitching/claims.ts'
import { defaultPitchRules } from '#server/domain/pitching/rules.ts'
import { tickMs } from '#server/domain/shared/time.ts'

import type { SeedEvent } from './calendar.ts'
import { seat, recordsOf, type History } from './history.ts'
import { inARow, releasedProgramme, roadshow, titles, type SeedHost, type SeedProgramme } from './programme.ts'
import type { Traffic } from './traffic.ts'
import type { World, WorldMeans } from './world.ts'

/** A small Demo Day that begins minutes from now: a stage about to open, and meetings so close behind it that lateness costs some. */
export type SeedToday = History & { place: SeedEvent; programme: SeedProgramme; rules: Prisma.PitchRuleCreateManyInput; bookings: Prisma.PitchBookingCreateManyInput[] }

const [minuteMs, dayMs] = [60_000, 86_400_000]
const zone = 'Asia/Shanghai'
/** Time to look around before it begins, and minutes of each part. */
const [lead, opening, stage, hours] = [10, 10, 90, 240]
const tables = 8
/** Start-ups that pitch, start-ups that only meet, funds; which funds a start-up meets, counted on from its own number. */
const parties = { pitching: 8, meeting: 4, funds: 8, partners: [0, 3, 5] } as const
/** They pitch before the others, and need so many minutes to be at the stage and to walk from it to a table. */
const [arriveMinutes, walk] = [5, defaultSettings.walkMinutes]

/** The event of today; `seriesId` and whose release it is come from the caller. */
export function makeToday(world: World, host: SeedHost & { seriesId: string }, means: WorldMeans): SeedToday {
  const place = placeOf(host.seriesId, means)
  const traffic = takePart(world, place, means)
  const startups = traffic.delegations.filter((one) => one.side === 'startup')
  const leads = new Map(traffic.delegates.filter((one) => one.isLead).map((one) => [one.delegationId, one.personId]))
  // The first company is second on stage, where a quarter of an hour is enough to cost it a meeting.
  const [first, second, ...others] = startups.slice(0, parties.pitching)
  const onStage = [second, first, ...others].flatMap((one) => one ?? [])
  const releasedAt = means.now - dayMs
  const [hall, room] = place.sessions
  const words = { kind: 'ceremony' as const, minutes: opening, isLinked: false, qaMinutes: 0, people: [{ personId: host.personId, name: host.nameZh, organization: host.organization, role: 'speaker' as const }], ...titles('欢迎与规则说明', 'Welcome and how the day goes') }
  const programme = releasedProgramme(place, [...inARow(hall!, [words], means), ...roadshow(room!, means)], { releasedAt, createdById: host.personId, notes: '' }, means)
  const slots = programme.items.filter((item) => item.kind === 'pitch')
  const bookings = slots.flatMap((slot, at) => take(programme, slot, onStage[at]?.id ?? '', leads, { eventId: place.event.id, sessionId: room?.id ?? '', at: new Date(releasedAt) }, means))
  const freeFrom = new Map(slots.map((slot, at) => [leads.get(onStage[at]?.id ?? '') ?? '', new Date(slot.endsAt).getTime() + walk * minuteMs]))
  const { placed, occupancy } = seat(traffic.requests, leads, place, (personId, slot) => slot.startsAtMs >= (freeFrom.get(personId) ?? 0))
  const rules = { sessionId: room?.id ?? '', eventId: place.event.id, body: { ...defaultPitchRules, arriveMinutes } as unknown as Prisma.InputJsonObject, seed: `${means.newId()}${means.newId()}`, updatedAt: new Date(releasedAt) }
  return { place, programme, rules, bookings, traffic, occupancy, ...recordsOf(placed, place, host.personId, new Date(releasedAt), means) }
}

function placeOf(seriesId: string, means: WorldMeans): SeedEvent {
  const from = Math.ceil((means.now + lead * minuteMs) / tickMs) * tickMs
  const id = means.newId()
  const created = new Date(means.now - 30 * dayMs)
  const after = (minutes: number): Date => new Date(from + minutes * minuteMs)
  const stageId = means.newId()
  const session = (kind: string, nameZh: string, nameEn: string, begin: number, end: number, on: string | null): SeedEvent['sessions'][number] => ({ id: means.newId(), eventId: id, stageId: on, kind, nameZh, nameEn, startsAt: after(begin), endsAt: after(end), entryRule: { admissions: [] } })
  const windows = [{ id: means.newId(), eventId: id, startsAt: after(0), endsAt: after(hours) }]
  return {
    event: {
      id, seriesId, slug: 'demo-day-today', nameZh: '投海Demo Day·今日场', nameEn: 'Touhai Demo Day, today', template: 'demo_day', zone, venueZh: '翠湖园区报告厅', venueEn: 'Lecture hall, Cuihu park',
      summaryZh: '八家企业路演，散场前完成一对一洽谈。', summaryEn: 'Eight companies pitch, and meet funds before the hall empties.',
      startsAt: after(0), endsAt: after(hours), phase: 'live', settings: { ...defaultSettings } as unknown as Prisma.InputJsonObject, createdAt: created, updatedAt: created,
    },
    settings: { ...defaultSettings },
    stages: [{ id: stageId, eventId: id, nameZh: '报告厅', nameEn: 'Lecture hall', placeZh: '一层', placeEn: 'Ground floor', position: 0 }],
    sessions: [
      session('forum', '开场', 'Opening', 0, opening, stageId),
      session('roadshow', '路演', 'Pitches', opening, opening + stage, stageId),
      session('one_to_one', '一对一洽谈', 'One-to-one meetings', 0, hours, null),
    ],
    tables: Array.from({ length: tables }, (_, position) => ({ id: means.newId(), eventId: id, code: `T${position + 1}`, placeZh: '报告厅外厅', placeEn: 'Foyer', position })),
    windows,
    blocks: [],
    slots: gridSlots({ windows: windows.map(({ startsAt, endsAt }) => ({ startsAtMs: startsAt.getTime(), endsAtMs: endsAt.getTime() })), breaks: [], slotMinutes: slotMinutes(defaultSettings) }),
  }
}

/** The first organizations of both kinds with all their people; every start-up has agreed to meet some funds. */
function takePart(world: World, place: SeedEvent, means: WorldMeans): Traffic {
  const traffic: Traffic = { delegations: [], delegates: [], roles: [], requests: [], holds: [] }
  const eventId = place.event.id
  const createdAt = new Date(means.now - 10 * dayMs)
  const kinds = [['startup', 'founder', parties.pitching + parties.meeting], ['investor', 'investor', parties.funds]] as const
  for (const [side, role, count] of kinds) {
    const chosen = [...world.profiles].filter(([, { kind }]) => kind === side).slice(0, count)
    for (const [organizationId] of chosen) {
      const delegationId = means.newId()
      traffic.delegations.push({ id: delegationId, eventId, organizationId, side, unavailable: [], createdAt })
      for (const { personId, isLead } of world.members.filter((one) => one.organizationId === organizationId)) {
        traffic.delegates.push({ id: means.newId(), delegationId, personId, isLead })
        traffic.roles.push({ id: means.newId(), eventId, personId, role, organizationId, createdAt })
      }
    }
  }
  const [startups, funds] = [traffic.delegations.filter((one) => one.side === 'startup'), traffic.delegations.filter((one) => one.side === 'investor')]
  const leadOf = (delegationId: string): string => traffic.delegates.find((one) => one.delegationId === delegationId && one.isLead)?.personId ?? ''
  const answeredAt = new Date(means.now - 3 * dayMs)
  traffic.requests = parties.partners.flatMap((step) => startups.map((to, at) => {
    const from = funds[(at + step) % funds.length]!
    return { id: means.newId(), eventId, fromDelegationId: from.id, toDelegationId: to.id, createdById: leadOf(from.id), state: 'accepted', message: '', lengthMinutes: 20, expiresAt: answeredAt, answeredById: leadOf(to.id), answeredAt, createdAt: new Date(means.now - 5 * dayMs) }
  }))
  return traffic
}

type Booked = { eventId: string; sessionId: string; at: Date }

/** Gives a pitch slot to a company and takes the time of whoever leads it. */
function take(programme: SeedProgramme, slot: SeedProgramme['items'][number], delegationId: string, leads: ReadonlyMap<string, string>, { eventId, sessionId, at }: Booked, means: WorldMeans): SeedToday['bookings'] {
  const personId = leads.get(delegationId)
  if (personId === undefined) return []
  Object.assign(slot, { delegationId, bookedById: personId, bookedAt: at })
  programme.people.push({ id: means.newId(), itemId: slot.id, personId, role: 'speaker' })
  const ticks = presenterTicks({ startsAtMs: new Date(slot.startsAt).getTime(), endsAtMs: new Date(slot.endsAt).getTime() }, { arriveMinutes }, 0)
  programme.occupancy.push(...ticks.map((tick) => ({ resource: `person:${personId}`, tick, owner: `pitch:${slot.id}` })))
  return [{ itemId: slot.id, eventId, sessionId, delegationId, place: 1, state: 'booked', origin: 'assigned', personIds: [personId], bookedById: personId, bookedAt: at }]
}

/** Writes rules and bookings in the caller's transaction, after the programme. */
export async function writeBookings(tables: Prisma.TransactionClient, { rules, bookings }: SeedToday): Promise<void> {
  await tables.pitchRule.create({ data: rules })
  await tables.pitchBooking.createMany({ data: bookings })
}

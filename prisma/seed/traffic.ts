import type { Prisma } from '#prisma/generated/client.ts'
import type { Side } from '#server/domain/access/actor.ts'
import { pairLength } from '#server/domain/events/settings.ts'

import type { SeedEvent } from './calendar.ts'
import { createDice, type Dice } from './random.ts'
import type { World, WorldMeans } from './world.ts'

/** Who takes part in one event and what they have asked of each other so far. */
export type Traffic = {
  delegations: (Prisma.DelegationCreateManyInput & { id: string; organizationId: string; side: Side })[]
  delegates: Prisma.DelegateCreateManyInput[]
  roles: Prisma.EventRoleCreateManyInput[]
  requests: Prisma.MeetingRequestCreateManyInput[]
  holds: Prisma.RequestHoldCreateManyInput[]
}

const hourMs = 3_600_000
const roleOf = { startup: 'founder', investor: 'investor', acquirer: 'acquirer' } as const
const wishes = [
  '看过贵司的产品介绍，希望了解本轮融资节奏与首批客户情况。',
  '我们在同一条产业链上有被投企业，想谈谈协同与跟投。',
  'We follow this field closely and would like to hear about the pilot customers.',
  '希望当面交流技术路线和量产计划。',
]
const declines = ['not_a_fit', 'too_early', 'no_time'] as const

/** Delegations of all organizations, and requests between those whose sectors meet. */
export function makeTraffic(world: World, place: SeedEvent, requestsEach: [number, number], means: WorldMeans): Traffic {
  const dice = createDice(means.seed + 1)
  const traffic: Traffic = { delegations: [], delegates: [], roles: [], requests: [], holds: [] }
  const createdAt = new Date(means.now - 20 * 24 * hourMs)
  const members = membersByOrganization(world)
  for (const [organizationId, profile] of world.profiles) {
    const side = profile.kind
    const delegationId = means.newId()
    traffic.delegations.push({ id: delegationId, eventId: place.event.id, organizationId, side, unavailable: [], createdAt })
    for (const member of members.get(organizationId) ?? []) {
      traffic.delegates.push({ id: means.newId(), delegationId, personId: member.personId, isLead: member.isLead })
      traffic.roles.push({ id: means.newId(), eventId: place.event.id, personId: member.personId, role: roleOf[profile.kind], organizationId, createdAt })
    }
  }
  addRequests(traffic, world, place, requestsEach, dice, means)
  return traffic
}

function membersByOrganization(world: World): Map<string, World['members']> {
  const members = new Map<string, World['members']>()
  for (const one of world.members) members.set(one.organizationId, [...(members.get(one.organizationId) ?? []), one])
  return members
}

function addRequests(traffic: Traffic, world: World, place: SeedEvent, [fewest, most]: [number, number], dice: Dice, means: WorldMeans): void {
  const seekers = traffic.delegations.filter(({ side }) => side !== 'startup')
  const startups = traffic.delegations.filter(({ side }) => side === 'startup')
  const leads = new Map(world.members.filter((one) => one.isLead).map((one) => [one.organizationId, one.personId]))
  const asked = new Set<string>()
  for (const seeker of seekers) {
    const wanted = new Set(world.profiles.get(seeker.organizationId)?.sectors ?? [])
    const fits = startups.filter((one) => world.profiles.get(one.organizationId)?.sectors.some((sector) => wanted.has(sector)))
    const partners = new Set([...dice.some(fits, dice.between(fewest, most)), ...dice.some(startups, 2)])
    for (const startup of partners) {
      const key = [place.event.id, ...[seeker.id, startup.id].sort()].join(':')
      if (asked.has(key)) continue
      asked.add(key)
      const [from, to] = dice.chance(0.75) ? [seeker, startup] : [startup, seeker]
      addRequest(traffic, { from, to, key, createdById: leads.get(from.organizationId) ?? '', answeredById: leads.get(to.organizationId) ?? '' }, place, dice, means)
    }
  }
}

type Pair = { from: Traffic['delegations'][number]; to: Traffic['delegations'][number]; key: string; createdById: string; answeredById: string }

function addRequest(traffic: Traffic, pair: Pair, place: SeedEvent, dice: Dice, means: WorldMeans): void {
  const lengthMinutes = pairLength(place.settings, pair.from.side, pair.to.side)
  if (lengthMinutes === null) return
  const id = means.newId()
  const lot = dice.next()
  const state = lot < 0.58 ? 'accepted' : lot < 0.86 ? 'pending' : lot < 0.95 ? 'declined' : 'withdrawn'
  const createdAt = means.now - dice.between(2, state === 'pending' ? 30 : 160) * hourMs
  const answered = state === 'accepted' || state === 'declined'
  traffic.requests.push({
    id,
    eventId: place.event.id,
    fromDelegationId: pair.from.id,
    toDelegationId: pair.to.id,
    createdById: pair.createdById,
    state,
    message: dice.chance(0.6) ? dice.pick(wishes) : '',
    lengthMinutes,
    expiresAt: new Date(means.now + dice.between(12, 46) * hourMs),
    declineReason: state === 'declined' ? dice.pick(declines) : '',
    answeredById: answered ? pair.answeredById : null,
    answeredAt: answered ? new Date(createdAt + hourMs) : null,
    createdAt: new Date(createdAt),
    openKey: state === 'pending' ? pair.key : null,
  })
  if (state !== 'pending') return
  dice.some(place.slots, 3).forEach((slot, rank) => {
    traffic.holds.push({ id: means.newId(), requestId: id, startsAt: new Date(slot.startsAtMs), endsAt: new Date(slot.startsAtMs + lengthMinutes * 60_000), rank })
  })
}

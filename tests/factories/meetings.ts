import type { Prisma } from '#prisma/generated/client.ts'
import type { PersonActor, Role, Side } from '#server/domain/access/actor.ts'
import { emptyNeed } from '#server/domain/matchmaking/preferences.ts'
import type { DelegationId, EventId, OrganizationId, PersonId } from '#server/domain/shared/ids.ts'
import type { Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'

type Db = Pick<Database, 'client'>
const ids = createIds()
let counter = 0
const made = new Date(Date.UTC(2026, 0, 1))

const kindOf: Record<Side, string> = { investor: 'investor', startup: 'startup', acquirer: 'acquirer', target: 'startup' }
const roleOf: Record<Side, Role> = { investor: 'investor', startup: 'founder', acquirer: 'acquirer', target: 'founder' }

export type MadeDelegation = {
  id: DelegationId
  organizationId: OrganizationId
  side: Side
  people: PersonId[]
  /** Acts as the nth person of the delegation. */
  actor: (nth?: number) => PersonActor
}

export type DelegationOverrides = {
  side?: Side
  people?: number
  nameZh?: string
  nameEn?: string
  subkind?: string
  inboundCap?: number
  outboundQuota?: number
  homeTableId?: string
  unavailable?: { startsAt: string; endsAt: string }[]
  avoidOrganizations?: string[]
  /** The same people or organization as elsewhere. */
  personIds?: PersonId[]
  organizationId?: OrganizationId
}

/** An organization at an event with its people, each with an e-mail and a phone that must not leak. */
export async function makeDelegation(db: Db, eventId: string, overrides: DelegationOverrides = {}): Promise<MadeDelegation> {
  const n = ++counter
  const side = overrides.side ?? 'startup'
  const id = ids.newId() as DelegationId
  const organizationId = overrides.organizationId ?? (ids.newId() as OrganizationId)
  if (overrides.organizationId === undefined) {
    await db.client.organization.create({
      data: {
        id: organizationId, kind: kindOf[side], subkind: overrides.subkind ?? '', nameZh: overrides.nameZh ?? `单位${n}`, nameEn: overrides.nameEn ?? `Organization ${n}`,
        oneLinerZh: '一句话介绍', oneLinerEn: 'In one line', sectors: ['ai'], tags: [], labels: [], funding: [],
        valuation: { minMinor: 7_770_000, maxMinor: 7_770_000, currency: 'CNY', approximate: false }, contact: { name: '内部联系人', email: `closed${n}@example.com`, phone: '13900001111' },
        createdAt: made, updatedAt: made,
        ...(overrides.avoidOrganizations ? { preferences: { create: { id: ids.newId(), kind: 'need', body: { ...emptyNeed(), avoidOrganizations: overrides.avoidOrganizations } as unknown as Prisma.InputJsonObject, updatedAt: made } } } : {}),
      },
    })
  }
  const people = overrides.personIds ?? Array.from({ length: overrides.people ?? 1 }, () => ids.newId() as PersonId)
  if (overrides.personIds === undefined) {
    await db.client.person.createMany({
      data: people.map((personId, i) => ({ id: personId, email: `person${n}-${i}@example.com`, nameZh: `代表${n}-${i}`, nameEn: `Delegate ${n}-${i}`, titleZh: '合伙人', titleEn: 'Partner', phone: `+8613800${String(n).padStart(4, '0')}${i}`, createdAt: made, updatedAt: made })),
    })
  }
  await db.client.eventRole.createMany({ data: people.map((personId) => ({ id: ids.newId(), eventId, personId, role: roleOf[side], organizationId, createdAt: made })) })
  const { inboundCap, outboundQuota, homeTableId } = overrides
  await db.client.delegation.create({
    data: {
      id, eventId, organizationId, side, inboundCap, outboundQuota, homeTableId, unavailable: overrides.unavailable ?? [], createdAt: made,
      delegates: { create: people.map((personId, i) => ({ id: ids.newId(), personId, isLead: i === 0 })) },
    },
  })
  const actor = (nth = 0): PersonActor => ({
    kind: 'person', personId: people[nth] as PersonId, isAdmin: false, token: null,
    roles: [{ eventId: eventId as EventId, role: roleOf[side], organizationId }],
    delegations: [{ eventId: eventId as EventId, delegationId: id, organizationId, side, isLead: nth === 0 }],
  })
  return { id, organizationId, side, people, actor }
}

/** Somebody with a role at an event and no delegation. */
export async function makeStaff(db: Db, eventId: string, role: Role = 'organizer'): Promise<PersonActor> {
  const n = ++counter
  const personId = ids.newId() as PersonId
  await db.client.person.create({ data: { id: personId, email: `staff${n}@example.com`, nameZh: `工作人员${n}`, createdAt: made, updatedAt: made, roles: { create: { id: ids.newId(), eventId, role, createdAt: made } } } })
  return { kind: 'person', personId, isAdmin: false, token: null, roles: [{ eventId: eventId as EventId, role, organizationId: null }], delegations: [] }
}

export type RequestOverrides = { from: MadeDelegation; to: MadeDelegation; holds?: number[]; lengthMinutes?: number; createdAt?: number; expiresAt?: number; createdBy?: PersonId; message?: string }

/** A pending request written straight into the database, past all rules. */
export async function makeRequest(db: Db, eventId: string, overrides: RequestOverrides): Promise<{ id: string; version: number }> {
  const { from, to, holds = [], lengthMinutes = 20 } = overrides
  const id = ids.newId()
  const createdAt = overrides.createdAt ?? Date.UTC(2026, 10, 30) + counter++
  await db.client.meetingRequest.create({
    data: {
      id, eventId, fromDelegationId: from.id, toDelegationId: to.id, createdById: overrides.createdBy ?? (from.people[0] as string), message: overrides.message ?? '', lengthMinutes,
      expiresAt: new Date(overrides.expiresAt ?? Date.UTC(2026, 11, 2, 12)), openKey: [eventId, ...[from.id, to.id].sort()].join(':'), createdAt: new Date(createdAt),
      holds: { create: holds.map((startsAt, rank) => ({ id: ids.newId(), startsAt: new Date(startsAt), endsAt: new Date(startsAt + lengthMinutes * 60_000), rank })) },
    },
  })
  return { id, version: 1 }
}

export type MeetingOverrides = { a: MadeDelegation; b: MadeDelegation; startsAt: number; lengthMinutes?: number; tableId?: string | null; requestId?: string; pinned?: boolean }

/** A standing meeting of both leads, with everything it occupies. */
export async function makeMeeting(db: Db, eventId: string, overrides: MeetingOverrides): Promise<{ id: string; version: number; uid: string }> {
  const { a, b, startsAt, lengthMinutes = 20, tableId = null, requestId, pinned = false } = overrides
  const id = ids.newId()
  const people = [a.people[0] as string, b.people[0] as string]
  await db.client.meeting.create({
    data: {
      id, eventId, requestId, aDelegationId: a.id, bDelegationId: b.id, startsAt: new Date(startsAt), endsAt: new Date(startsAt + lengthMinutes * 60_000), tableId, pinned, uid: `${id}@touhai`, createdAt: made, updatedAt: made,
      attendees: { create: people.map((personId) => ({ personId })) },
    },
  })
  const first = Math.floor(startsAt / 300_000)
  const resources = [...people.map((personId) => `person:${personId}`), ...(tableId === null ? [] : [`table:${tableId}`])]
  const ticks = Array.from({ length: lengthMinutes / 5 }, (_, i) => first + i)
  const pair = `pair:${eventId}:${[a.id, b.id].sort().join(':')}#1`
  await db.client.occupancy.createMany({ data: [...resources.flatMap((resource) => ticks.map((tick) => ({ resource, tick, owner: `meeting:${id}` }))), { resource: pair, tick: 0, owner: `meeting:${id}` }] })
  return { id, version: 1, uid: `${id}@touhai` }
}

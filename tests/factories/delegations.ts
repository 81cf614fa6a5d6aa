import type { Prisma } from '#prisma/generated/client.ts'
import type { PersonActor, Role, Side } from '#server/domain/access/actor.ts'
import { emptyMandate, emptyNeed, emptyThesis, type Mandate, type Need, type Thesis } from '#server/domain/matchmaking/preferences.ts'
import type { DelegationId, EventId, OrganizationId, PersonId } from '#server/domain/shared/ids.ts'
import type { Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'

type Db = Pick<Database, 'client'>
const ids = createIds()
const made = new Date(Date.UTC(2026, 0, 1))

export type DelegationOverrides = {
  organization?: Partial<Prisma.OrganizationUncheckedCreateInput>
  thesis?: Partial<Thesis>
  mandate?: Partial<Mandate>
  need?: Partial<Need>
  claims?: { kind: string; value?: string; state?: string; expiresAt?: Date }[]
  inboundCap?: number
}

export type MadeDelegation = { delegationId: DelegationId; organizationId: OrganizationId; personId: PersonId; actor: PersonActor }

/** An organization with one delegate at an event; `actor` acts for it. */
export async function makeDelegation(db: Db, eventId: string, side: Side, name: string, overrides: DelegationOverrides = {}): Promise<MadeDelegation> {
  const [organizationId, delegationId, personId] = [ids.newId() as OrganizationId, ids.newId() as DelegationId, ids.newId() as PersonId]
  const kind = side === 'investor' || side === 'acquirer' ? side : 'startup'
  const preferences = [
    ...(overrides.thesis ? [{ kind: 'thesis', body: { ...emptyThesis(), ...overrides.thesis } }] : []),
    ...(overrides.mandate ? [{ kind: 'mandate', body: { ...emptyMandate(), ...overrides.mandate } }] : []),
    ...(overrides.need ? [{ kind: 'need', body: { ...emptyNeed(), ...overrides.need } }] : []),
  ]
  await db.client.organization.create({
    data: {
      id: organizationId, kind, nameZh: name, sectors: [], tags: [], labels: [], funding: [], contact: {}, createdAt: made, updatedAt: made, ...overrides.organization,
      preferences: { create: preferences.map((row) => ({ id: ids.newId(), updatedAt: made, kind: row.kind, body: row.body as unknown as Prisma.InputJsonObject })) },
      claims: { create: (overrides.claims ?? []).map((claim) => ({ id: ids.newId(), value: '', state: 'verified', createdAt: made, ...claim })) },
    },
  })
  await db.client.person.create({ data: { id: personId, email: `${personId}@example.com`, nameZh: `${name}代表`, createdAt: made, updatedAt: made } })
  await db.client.delegation.create({
    data: { id: delegationId, eventId, organizationId, side, unavailable: [], createdAt: made, inboundCap: overrides.inboundCap ?? null, delegates: { create: { id: ids.newId(), personId, isLead: true } } },
  })
  const delegation = { eventId: eventId as EventId, delegationId, organizationId, side, isLead: true }
  return { delegationId, organizationId, personId, actor: { kind: 'person', personId, isAdmin: false, roles: [], delegations: [delegation], token: null } }
}

/** Somebody with a role at an event and no delegation; only the actor, no row. */
export function actorWithRole(eventId: string, role: Role): PersonActor {
  return { kind: 'person', personId: ids.newId() as PersonId, isAdmin: false, roles: [{ eventId: eventId as EventId, role, organizationId: null }], delegations: [], token: null }
}

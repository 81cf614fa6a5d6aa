import type { DelegationId, EventId, OrganizationId, PersonId } from '../shared/ids.ts'

/** What a person may be at one event. The order is the order in which roles are listed on screens. */
export const roles = ['organizer', 'co_organizer', 'founder', 'investor', 'acquirer', 'judge', 'crew', 'observer'] as const
export type Role = (typeof roles)[number]

/** Which part of the matchmaking a delegation is on; decides who may ask whom and how long they meet. */
export const sides = ['investor', 'startup', 'acquirer', 'target'] as const
export type Side = (typeof sides)[number]

/** Who is asking. Loaded once per request or socket; rules take it as it is. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'system' }
  | PersonActor

export type PersonActor = {
  kind: 'person'
  personId: PersonId
  /** May create series and see every event. */
  isAdmin: boolean
  roles: { eventId: EventId; role: Role; organizationId: OrganizationId | null }[]
  delegations: { eventId: EventId; delegationId: DelegationId; organizationId: OrganizationId; side: Side; isLead: boolean }[]
  /** Bearer tokens may be narrower than their owner; null for a browser session. */
  token: { scopes: Scope[]; eventId: EventId | null } | null
}

/** What a bearer token may do. */
export const scopes = ['read', 'write', 'organize'] as const
export type Scope = (typeof scopes)[number]

export const anonymous: Actor = { kind: 'anonymous' }
export const system: Actor = { kind: 'system' }

export function rolesAt(actor: Actor, eventId: EventId): Role[] {
  if (actor.kind !== 'person') return []
  return actor.roles.filter((held) => held.eventId === eventId).map((held) => held.role)
}

/** The delegation for which a person acts at an event, or null. */
export function delegationAt(actor: Actor, eventId: EventId): PersonActor['delegations'][number] | null {
  if (actor.kind !== 'person') return null
  return actor.delegations.find((held) => held.eventId === eventId) ?? null
}

import type { DelegationId, EventId, OrganizationId, PersonId } from '../shared/ids.ts'
import type { Actor, PersonActor, Role, Scope } from './actor.ts'

/**
 * What an action is about. Give only what the action needs; a missing part can only refuse, never allow.
 * `delegationIds`: the delegations whose business it is; `personIds`: the people whose business it is.
 */
export type Resource = {
  eventId?: EventId
  organizationId?: OrganizationId
  delegationIds?: DelegationId[]
  personIds?: PersonId[]
  /** The event's phase is past `draft`: its public page may be seen by everybody. */
  published?: boolean
}

type Own = 'organization' | 'delegation' | 'person'
type Rule = {
  /** Roles at the resource's event that are enough by themselves. */
  roles: readonly Role[]
  /** Or: the resource is the actor's own, in this sense. */
  own?: Own
  /** Or: everybody, signed in or not, once the event is published. */
  everybodyWhenPublished?: boolean
  /** Least scope a bearer token needs. */
  scope: Scope
}

const staff = ['organizer', 'co_organizer'] as const
const members = ['organizer', 'co_organizer', 'founder', 'investor', 'acquirer', 'judge', 'crew', 'observer'] as const
const dealmakers = ['founder', 'investor', 'acquirer'] as const

/** One line per thing that can be done. Server and buttons read the same table. */
export const rules = {
  'series:create': { roles: [], scope: 'organize' },
  'event:view': { roles: members, everybodyWhenPublished: true, scope: 'read' },
  'event:edit': { roles: ['organizer'], scope: 'organize' },
  'event:phase': { roles: ['organizer'], scope: 'organize' },
  'role:grant': { roles: ['organizer'], scope: 'organize' },
  'overview:view': { roles: [...staff, 'observer'], scope: 'read' },
  'roster:view': { roles: staff, scope: 'read' },
  'roster:edit': { roles: ['organizer'], scope: 'organize' },
  'directory:view': { roles: members, scope: 'read' },
  'profile:edit': { roles: ['organizer'], own: 'organization', scope: 'write' },
  'closed_fields:view': { roles: ['organizer'], own: 'organization', scope: 'read' },
  'match:view_own': { roles: ['organizer'], own: 'delegation', scope: 'read' },
  'match:view_all': { roles: staff, scope: 'read' },
  'request:create': { roles: [], own: 'delegation', scope: 'write' },
  'request:view': { roles: ['organizer'], own: 'delegation', scope: 'read' },
  'request:answer': { roles: [], own: 'delegation', scope: 'write' },
  'request:withdraw': { roles: ['organizer'], own: 'delegation', scope: 'write' },
  'meeting:view': { roles: ['organizer', 'crew'], own: 'delegation', scope: 'read' },
  'meeting:reschedule': { roles: ['organizer'], own: 'delegation', scope: 'write' },
  'meeting:cancel': { roles: ['organizer'], own: 'delegation', scope: 'write' },
  'meeting:move': { roles: ['organizer'], scope: 'organize' },
  'agenda:view': { roles: ['organizer', 'crew'], own: 'person', scope: 'read' },
  'timetable:view': { roles: staff, scope: 'read' },
  'timetable:compute': { roles: ['organizer'], scope: 'organize' },
  'timetable:release': { roles: ['organizer'], scope: 'organize' },
  'absence:take_back': { roles: ['organizer'], own: 'person', scope: 'write' },
  'programme:view': { roles: [...staff, 'crew'], scope: 'read' },
  'programme:edit': { roles: ['organizer'], scope: 'organize' },
  'desk:watch': { roles: [...staff, 'crew'], scope: 'read' },
  'pitch:view': { roles: [...staff, 'crew', 'founder'], scope: 'read' },
  'pitch:book': { roles: [], own: 'delegation', scope: 'write' },
  'pitch:run': { roles: ['organizer'], scope: 'organize' },
  'deck:view': { roles: ['organizer', 'crew'], own: 'delegation', scope: 'read' },
  'stage:watch': { roles: [...staff, 'crew', 'judge'], scope: 'read' },
  'stage:run': { roles: ['organizer', 'crew'], scope: 'write' },
  'audience:follow': { roles: members, own: 'delegation', scope: 'read' },
  'audience:take_part': { roles: members, own: 'delegation', scope: 'write' },
  'audience:moderate': { roles: ['organizer', 'crew'], scope: 'write' },
  'audience:set_up': { roles: ['organizer'], scope: 'organize' },
  'judging:score': { roles: ['judge'], scope: 'write' },
  'judging:watch': { roles: ['organizer'], scope: 'read' },
  'judging:set_up': { roles: ['organizer'], scope: 'organize' },
  'interest:read_own': { roles: [], own: 'delegation', scope: 'read' },
  'interest:signal': { roles: [], own: 'delegation', scope: 'write' },
  'interest:watch': { roles: ['organizer'], scope: 'read' },
  'interest:open': { roles: ['organizer'], scope: 'organize' },
  'clearing:wish': { roles: [], own: 'delegation', scope: 'write' },
  'clearing:watch': { roles: ['organizer'], scope: 'read' },
  'clearing:run': { roles: ['organizer'], scope: 'organize' },
  'outcome:read_own': { roles: [], own: 'delegation', scope: 'read' },
  'outcome:record': { roles: [], own: 'delegation', scope: 'write' },
  'outcome:watch': { roles: ['organizer'], scope: 'read' },
  'seat:watch': { roles: staff, scope: 'read' },
  'seat:set_up': { roles: ['organizer'], scope: 'organize' },
  'seat:answer': { roles: members, own: 'delegation', scope: 'write' },
  'registration:own': { roles: [], own: 'person', scope: 'write' },
  'registration:watch': { roles: staff, scope: 'read' },
  'registration:decide': { roles: ['organizer'], scope: 'organize' },
  'registration:set_up': { roles: ['organizer'], scope: 'organize' },
  'invitation:watch': { roles: staff, scope: 'read' },
  'invitation:send': { roles: ['organizer'], scope: 'organize' },
  'door:run': { roles: [...staff, 'crew'], scope: 'write' },
  'door:settle': { roles: staff, scope: 'write' },
  'door:set_up': { roles: ['organizer'], scope: 'organize' },
  'ticket:watch': { roles: ['organizer'], scope: 'read' },
  'ticket:set_up': { roles: ['organizer'], scope: 'organize' },
  'order:place': { roles: [], own: 'person', scope: 'write' },
  'order:view': { roles: ['organizer'], own: 'person', scope: 'read' },
  'order:refund': { roles: ['organizer'], scope: 'organize' },
  'messages:view': { roles: ['organizer'], scope: 'read' },
  'messages:send': { roles: ['organizer'], scope: 'organize' },
  'export:roster': { roles: ['organizer'], scope: 'organize' },
  'audit:read': { roles: ['organizer', 'observer'], scope: 'read' },
  'participate': { roles: dealmakers, scope: 'read' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof rules

const scopeRank: Record<Scope, number> = { read: 0, write: 1, organize: 2 }

/**
 * May this actor do this to this resource? Pure: everything it needs comes in. The system may do everything; a
 * platform administrator everything but act for somebody else's organization.
 */
export function can(actor: Actor, action: Action, resource: Resource = {}): boolean {
  const rule: Rule = rules[action]
  if (actor.kind === 'system') return true
  if (rule.everybodyWhenPublished && resource.published === true) return tokenAllows(actor, rule, resource)
  if (actor.kind === 'anonymous') return false
  if (!tokenAllows(actor, rule, resource)) return false
  const actsForOthers = rule.roles.length === 0 && rule.own !== undefined
  if (actor.isAdmin && !actsForOthers) return true
  return hasRole(actor, rule, resource) || owns(actor, rule, resource)
}

function tokenAllows(actor: Actor, rule: Rule, resource: Resource): boolean {
  if (actor.kind !== 'person' || actor.token === null) return true
  const wide = actor.token.scopes.some((scope) => scopeRank[scope] >= scopeRank[rule.scope])
  const here = actor.token.eventId === null || actor.token.eventId === resource.eventId
  return wide && here
}

function hasRole(actor: PersonActor, rule: Rule, resource: Resource): boolean {
  if (resource.eventId === undefined) return false
  return actor.roles.some((held) => held.eventId === resource.eventId && rule.roles.includes(held.role))
}

function owns(actor: PersonActor, rule: Rule, resource: Resource): boolean {
  switch (rule.own) {
    case undefined:
      return false
    case 'person':
      return resource.personIds?.includes(actor.personId) ?? false
    case 'organization':
      return actor.delegations.some((held) => held.organizationId === resource.organizationId) ||
        actor.roles.some((held) => held.organizationId !== null && held.organizationId === resource.organizationId)
    case 'delegation':
      return actor.delegations.some(
        (held) => (resource.delegationIds?.includes(held.delegationId) ?? false) && (resource.eventId === undefined || held.eventId === resource.eventId),
      )
  }
}

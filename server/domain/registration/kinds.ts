import type { Role, Side } from '../access/actor.ts'

/** As what people can ask to take part. */
export const registrationKinds = ['founder', 'research', 'investor', 'acquirer', 'judge', 'observer', 'media', 'guest'] as const
export type RegistrationKind = (typeof registrationKinds)[number]

/** What a confirmed person becomes at the event: nothing but a guest with a ticket, one with a role, one of a delegation. */
export const joinings = ['none', 'role', 'delegation'] as const
export type Joining = (typeof joinings)[number]

const roleOfKind: Partial<Record<RegistrationKind, Role>> = { founder: 'founder', research: 'founder', investor: 'investor', acquirer: 'acquirer', judge: 'judge', observer: 'observer' }
const sideOfKind: Partial<Record<RegistrationKind, Side>> = { founder: 'startup', research: 'startup', investor: 'investor', acquirer: 'acquirer' }
const organizationKindOf: Partial<Record<RegistrationKind, string>> = { founder: 'startup', research: 'research', investor: 'investor', acquirer: 'acquirer' }

export const roleFor = (kind: RegistrationKind): Role | null => roleOfKind[kind] ?? null
export const sideFor = (kind: RegistrationKind): Side | null => sideOfKind[kind] ?? null
export const organizationKindFor = (kind: RegistrationKind): string => organizationKindOf[kind] ?? 'service'

/** What a form of this kind may make of people. */
export const joiningsOf = (kind: RegistrationKind): Joining[] => joinings.filter((joining) => joining === 'none' || (joining === 'role' ? roleFor(kind) !== null : sideFor(kind) !== null))

/**
 * A role or an organization opens doors: an organizer has to have looked at each person first. Without that a form could let
 * anybody speak for any organization.
 */
export const joiningNeedsApproval = (joining: Joining): boolean => joining !== 'none'

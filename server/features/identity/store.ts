import type { PersonActor, Role, Scope, Side } from '#server/domain/access/actor.ts'
import type { DelegationId, EventId, OrganizationId, PersonId } from '#server/domain/shared/ids.ts'
import type { Database, Tx } from '#server/platform/db.ts'

export type SessionRow = { id: string; publicId: string; personId: string; lastSeenAt: Date; expiresAt: Date }

/** A live session by the hash of its secret, or null. */
export async function findSession(client: Database['client'] | Tx, hash: string, now: number): Promise<SessionRow | null> {
  return client.authSession.findFirst({
    where: { id: hash, revokedAt: null, expiresAt: { gt: new Date(now) } },
    select: { id: true, publicId: true, personId: true, lastSeenAt: true, expiresAt: true },
  })
}

/** Who a person is everywhere: roles and delegations in two queries. Null when the person is gone. */
export async function loadActor(client: Database['client'] | Tx, personId: string, token: PersonActor['token'] = null): Promise<PersonActor | null> {
  const person = await client.person.findUnique({
    where: { id: personId },
    select: {
      id: true,
      isAdmin: true,
      roles: { select: { eventId: true, role: true, organizationId: true } },
      delegates: {
        where: { delegation: { status: 'active' } },
        select: { isLead: true, delegation: { select: { id: true, eventId: true, organizationId: true, side: true } } },
      },
    },
  })
  if (person === null) return null
  return {
    kind: 'person',
    personId: person.id as PersonId,
    isAdmin: person.isAdmin,
    roles: person.roles.map((held) => ({
      eventId: held.eventId as EventId,
      role: held.role as Role,
      organizationId: held.organizationId as OrganizationId | null,
    })),
    delegations: person.delegates.map(({ isLead, delegation }) => ({
      eventId: delegation.eventId as EventId,
      delegationId: delegation.id as DelegationId,
      organizationId: delegation.organizationId as OrganizationId,
      side: delegation.side as Side,
      isLead,
    })),
    token,
  }
}

/** A live bearer token by the hash of its secret, or null. */
export async function findApiToken(client: Database['client'], hash: string): Promise<{ id: string; personId: string; scopes: Scope[]; eventId: EventId | null } | null> {
  const row = await client.apiToken.findFirst({ where: { hash, revokedAt: null }, select: { id: true, personId: true, scopes: true, eventId: true } })
  return row === null ? null : { id: row.id, personId: row.personId, scopes: row.scopes as Scope[], eventId: row.eventId as EventId | null }
}

/** Counts a try before it is judged, so that parallel guesses share the five; null when none is left or it has ended. */
export async function takeTry(tx: Tx, challengeId: string, now: number, mostTries: number): Promise<{ id: string; email: string; browserHash: string; next: string } | null> {
  const taken = await tx.signInChallenge.updateMany({
    where: { id: challengeId, consumedAt: null, expiresAt: { gt: new Date(now) }, tries: { lt: mostTries } },
    data: { tries: { increment: 1 } },
  })
  if (taken.count === 0) return null
  return tx.signInChallenge.findUnique({ where: { id: challengeId }, select: { id: true, email: true, browserHash: true, next: true } })
}

/** True for the one caller that consumes the challenge. */
export async function consumeChallenge(tx: Tx, challengeId: string, now: number): Promise<boolean> {
  const consumed = await tx.signInChallenge.updateMany({
    where: { id: challengeId, consumedAt: null, expiresAt: { gt: new Date(now) } },
    data: { consumedAt: new Date(now) },
  })
  return consumed.count === 1
}

/** The first people of each role at an event, in the order in which they got it. */
export async function listFirstOfEachRole(client: Database['client'], eventId: string, perRole: number) {
  const rows = await client.eventRole.findMany({
    where: { eventId },
    orderBy: { id: 'asc' },
    select: { role: true, organization: { select: { nameZh: true, nameEn: true } }, person: { select: { id: true, nameZh: true, nameEn: true } } },
  })
  const counts = new Map<string, number>()
  return rows.flatMap(({ role, organization, person }) => {
    const count = (counts.get(role) ?? 0) + 1
    counts.set(role, count)
    return count > perRole ? [] : [{ role, organization, person: { personId: person.id, nameZh: person.nameZh, nameEn: person.nameEn } }]
  })
}

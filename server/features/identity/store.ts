import type { PersonActor, Role, Scope, Side } from '#server/domain/access/actor.ts'
import type { DelegationId, EventId, OrganizationId, PersonId } from '#server/domain/shared/ids.ts'
import type { Database, Tx } from '#server/platform/db.ts'

export type SessionRow = { id: string; publicId: string; personId: string; lastSeenAt: Date; expiresAt: Date }

/** A session that nobody has used for so long has ended. */
const idleLimitMs = 14 * 24 * 3_600_000
/** When somebody was last here is known to within so long; not every page is worth a write. */
const seenStepMs = 10 * 60_000

/** What makes a session live: not revoked, not over, not idle for too long. */
export function liveSession(now: number) {
  return { revokedAt: null, expiresAt: { gt: new Date(now) }, lastSeenAt: { gt: new Date(now - idleLimitMs) } }
}

/** A live session by the hash of its secret, or null. */
export async function findSession(client: Database['client'] | Tx, hash: string, now: number): Promise<SessionRow | null> {
  return client.authSession.findFirst({
    where: { id: hash, ...liveSession(now) },
    select: { id: true, publicId: true, personId: true, lastSeenAt: true, expiresAt: true },
  })
}

/** Notes that a session is in use, at most once in ten minutes; of many pages at once one writes. */
export async function noteSeen(client: Database['client'], session: SessionRow, now: number): Promise<void> {
  const due = new Date(now - seenStepMs)
  if (session.lastSeenAt > due) return
  await client.authSession.updateMany({ where: { id: session.id, lastSeenAt: { lte: due } }, data: { lastSeenAt: new Date(now) } })
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

export type Try = { challengeId: string; browserHash: string; now: number; mostTries: number }

/**
 * Counts a try before it is judged, so that parallel guesses share the five. Only the browser that asked has tries: from
 * another one nothing is judged and nothing is used up, so that nobody can spend the owner's tries.
 */
export async function takeTry(tx: Tx, { challengeId, browserHash, now, mostTries }: Try): Promise<{ email: string; next: string } | 'over' | 'other_browser'> {
  const open = { id: challengeId, consumedAt: null, expiresAt: { gt: new Date(now) } }
  const taken = await tx.signInChallenge.updateMany({ where: { ...open, browserHash, tries: { lt: mostTries } }, data: { tries: { increment: 1 } } })
  const challenge = await tx.signInChallenge.findFirst({ where: open, select: { email: true, next: true, browserHash: true } })
  if (challenge === null) return 'over'
  if (challenge.browserHash !== browserHash) return 'other_browser'
  return taken.count === 0 ? 'over' : { email: challenge.email, next: challenge.next }
}

/** How often one address may be asked for: `mostSoon` in ten minutes, `mostDaily` in a day. */
export type AskingLimits = { soonMs: number; mostSoon: number; mostDaily: number }

const dayMs = 24 * 3_600_000

/**
 * Ms until an address may be asked for again; 0 where it may. A browser that has signed in with this address before has a
 * budget of its own: strangers who ask for somebody's address can't shut her out of the browser she uses.
 */
export async function waitBeforeAsking(tx: Tx, ask: { email: string; browserHash: string; now: number }, limits: AskingLimits): Promise<number> {
  const { email, browserHash, now } = ask
  const isKnown = (await tx.signInChallenge.findFirst({ where: { email, browserHash, consumedAt: { not: null } }, select: { id: true } })) !== null
  const recent = await tx.signInChallenge.findMany({
    where: { email, createdAt: { gt: new Date(now - dayMs) }, ...(isKnown ? { browserHash } : {}) },
    orderBy: { createdAt: 'desc' }, take: limits.mostDaily, select: { createdAt: true },
  })
  const untilFree = (most: number, spanMs: number): number => {
    const oldest = recent[most - 1]
    return oldest === undefined ? 0 : Math.max(0, oldest.createdAt.getTime() + spanMs - now)
  }
  return Math.max(untilFree(limits.mostSoon, limits.soonMs), untilFree(limits.mostDaily, dayMs))
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

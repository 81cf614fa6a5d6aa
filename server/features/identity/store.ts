import type { PersonActor, Role, Scope, Side } from '#server/domain/access/actor.ts'
import type { DelegationId, EventId, OrganizationId, PersonId } from '#server/domain/shared/ids.ts'
import type { Database, SyncSql, Tx } from '#server/platform/db.ts'

export type SessionRow = { id: string; publicId: string; personId: string; lastSeenAt: Date; expiresAt: Date }

/** A session that nobody has used for so long has ended. */
const idleLimitMs = 14 * 24 * 3_600_000
/** When somebody was last here is known to within so long; not every page is worth a write. */
const seenStepMs = 10 * 60_000

/** What makes a session live: not revoked, not over, not idle for too long. */
export function liveSession(now: number) {
  return { revokedAt: null, expiresAt: { gt: new Date(now) }, lastSeenAt: { gt: new Date(now - idleLimitMs) } }
}

/** A live session by the hash of its secret, or null. Asked for by every page and socket order: prepared SQL. */
export function readSession(sql: SyncSql, hash: string, now: number): SessionRow | null {
  const row = sql.get<Omit<SessionRow, 'lastSeenAt' | 'expiresAt'> & { lastSeenAt: number; expiresAt: number }>(
    `SELECT "id", "publicId", "personId", "lastSeenAt", "expiresAt" FROM "AuthSession" WHERE "id" = ? AND "revokedAt" IS NULL AND "expiresAt" > ? AND "lastSeenAt" > ?`,
    hash, now, now - idleLimitMs,
  )
  return row === undefined ? null : { ...row, lastSeenAt: new Date(row.lastSeenAt), expiresAt: new Date(row.expiresAt) }
}

/** Notes that a session is in use, at most once in ten minutes; of many pages at once one writes. A hall that comes back shares its COMMITs. */
export async function noteSeen(db: Pick<Database, 'write'>, session: SessionRow, now: number): Promise<void> {
  const due = now - seenStepMs
  if (session.lastSeenAt.getTime() > due) return
  await db.write((sql) => sql.run(`UPDATE "AuthSession" SET "lastSeenAt" = ? WHERE "id" = ? AND "lastSeenAt" <= ?`, now, session.id, due))
}

/** Who a person is everywhere, as it is now: roles and active delegations. Null when the person is gone. */
export function readActor(sql: SyncSql, personId: string, token: PersonActor['token'] = null): PersonActor | null {
  const person = sql.get<{ id: PersonId; isAdmin: number }>(`SELECT "id", "isAdmin" FROM "Person" WHERE "id" = ?`, personId)
  if (person === undefined) return null
  const roles = sql.all<{ eventId: EventId; role: Role; organizationId: OrganizationId | null }>(`SELECT "eventId", "role", "organizationId" FROM "EventRole" WHERE "personId" = ? ORDER BY "id"`, personId)
  const delegations = sql.all<{ eventId: EventId; delegationId: DelegationId; organizationId: OrganizationId; side: Side; isLead: number }>(
    `SELECT d."eventId", d."id" AS "delegationId", d."organizationId", d."side", g."isLead"
     FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE g."personId" = ? AND d."status" = 'active' ORDER BY g."id"`,
    personId,
  )
  return { kind: 'person', personId: person.id, isAdmin: person.isAdmin === 1, roles, delegations: delegations.map((held) => ({ ...held, isLead: held.isLead === 1 })), token }
}

export type ViewerRow = { id: string; email: string; nameZh: string; nameEn: string; titleZh: string; titleEn: string; locale: string; zone: string | null; isAdmin: number }

/** The card of whoever is signed in. */
export function readViewer(sql: SyncSql, personId: string): ViewerRow | null {
  return sql.get<ViewerRow>(`SELECT "id", "email", "nameZh", "nameEn", "titleZh", "titleEn", "locale", "zone", "isAdmin" FROM "Person" WHERE "id" = ?`, personId) ?? null
}

/** What an organization is called. */
export function readOrganizationName(sql: SyncSql, organizationId: string): { id: string; nameZh: string; nameEn: string } | null {
  return sql.get<{ id: string; nameZh: string; nameEn: string }>(`SELECT "id", "nameZh", "nameEn" FROM "Organization" WHERE "id" = ?`, organizationId) ?? null
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

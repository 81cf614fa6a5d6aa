import { anonymous, delegationAt, roles as allRoles, type Actor, type Role } from '#server/domain/access/actor.ts'
import type { EventId, PersonId } from '#server/domain/shared/ids.ts'
import type { Locale } from '#server/i18n/locales.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import { hashSecret } from '#server/platform/secrets.ts'

import { type SessionRow, findApiToken, listFirstOfEachRole, liveSession, noteSeen, readActor, readOrganizationName, readSession, readViewer } from './store.ts'

const demoPeoplePerRole = 3

export type Viewer = {
  personId: PersonId
  email: string
  nameZh: string
  nameEn: string
  titleZh: string
  titleEn: string
  locale: Locale
  zone: string | null
  isAdmin: boolean
}

/** A person whom the demo offers at one click. */
export type DemoPerson = { personId: string; nameZh: string; nameEn: string; organization: { nameZh: string; nameEn: string } | null }
export type DemoGroup = { role: Role; people: DemoPerson[] }

export type OwnProfile = Viewer & { phone: string | null; version: number }

export type OwnSession = { publicId: string; userAgent: string; createdAt: number; lastSeenAt: number; expiresAt: number; isThis: boolean }

function recognize(sql: SyncSql, sessionId: string, now: number): { session: SessionRow | null; actor: Actor | null } {
  const session = readSession(sql, sessionId, now)
  return { session, actor: session === null ? null : readActor(sql, session.personId) }
}

/** Who is asking: reads only. */
export function createIdentityQueries({ db, clock, env }: { db: Database; clock: Clock; env: { isDemo: boolean } }) {
  return {
    /** People of the demo's current event by role, up to three of each; empty outside demo mode. */
    async listDemoPeople(): Promise<DemoGroup[]> {
      if (!env.isDemo) return []
      const event = await db.client.event.findFirst({ where: { phase: 'requests_open' }, orderBy: { createdAt: 'asc' }, select: { id: true } })
      if (event === null) return []
      const held = await listFirstOfEachRole(db.client, event.id, demoPeoplePerRole)
      return allRoles.flatMap((role) => {
        const people = held.filter((one) => one.role === role).map(({ person, organization }) => ({ ...person, organization }))
        return people.length === 0 ? [] : [{ role, people }]
      })
    },

    /** The actor's own card with everything that can be edited; null for anonymous. */
    async ownProfile(actor: Actor): Promise<OwnProfile | null> {
      if (actor.kind !== 'person') return null
      const row = await db.client.person.findUnique({
        where: { id: actor.personId },
        select: { email: true, nameZh: true, nameEn: true, titleZh: true, titleEn: true, locale: true, zone: true, isAdmin: true, phone: true, version: true },
      })
      return row === null ? null : { ...row, personId: actor.personId, locale: row.locale as Locale }
    },

    /** The actor behind a session cookie's secret; anonymous where there is none or it has ended. */
    async actorOfSession(secret: string | null): Promise<{ actor: Actor; sessionId: string | null }> {
      if (secret === null) return { actor: anonymous, sessionId: null }
      const now = clock.now()
      const { session, actor } = db.read((sql) => recognize(sql, hashSecret(secret), now))
      if (actor === null || session === null) return { actor: anonymous, sessionId: null }
      // Nobody waits for this, and a database that takes no writes now is no reason to show no page.
      noteSeen(db, session, now).catch(() => undefined)
      return { actor, sessionId: session.id }
    },

    /** The same person as she is now, or null when the session has ended. `sessionId` is the stored hash. */
    async refreshActor(sessionId: string): Promise<Actor | null> {
      return db.read((sql) => recognize(sql, sessionId, clock.now())).actor
    },

    /** The actor behind a bearer token, or null. */
    async actorOfToken(secret: string): Promise<Actor | null> {
      const token = await findApiToken(db.client, hashSecret(secret))
      return token === null ? null : db.read((sql) => readActor(sql, token.personId, { scopes: token.scopes, eventId: token.eventId }))
    },

    /** The signed-in person's own card; null for anonymous. */
    async viewer(actor: Actor): Promise<Viewer | null> {
      if (actor.kind !== 'person') return null
      const row = db.read((sql) => readViewer(sql, actor.personId))
      if (row === null) return null
      const { id, locale, isAdmin, ...card } = row
      return { ...card, personId: id as PersonId, locale: locale as Locale, isAdmin: isAdmin === 1 }
    },

    /** The organization for which the actor has come to an event; null for organizers, crew and outsiders. */
    async actingFor(actor: Actor, eventId: EventId): Promise<{ id: string; nameZh: string; nameEn: string } | null> {
      const delegation = delegationAt(actor, eventId)
      if (delegation === null) return null
      return db.read((sql) => readOrganizationName(sql, delegation.organizationId))
    },

    /** The actor's own live sessions, newest use first. */
    async listSessions(actor: Actor, currentSessionId: string | null): Promise<OwnSession[]> {
      if (actor.kind !== 'person') return []
      const rows = await db.client.authSession.findMany({
        where: { personId: actor.personId, ...liveSession(clock.now()) },
        orderBy: { lastSeenAt: 'desc' },
      })
      return rows.map((row) => ({
        publicId: row.publicId,
        userAgent: row.userAgent,
        createdAt: row.createdAt.getTime(),
        lastSeenAt: row.lastSeenAt.getTime(),
        expiresAt: row.expiresAt.getTime(),
        isThis: row.id === currentSessionId,
      }))
    },
  }
}

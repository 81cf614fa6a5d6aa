import { rolesAt, type Actor } from '#server/domain/access/actor.ts'
import { hasPitches, type Line } from '#server/domain/events/setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err } from '#server/domain/shared/result.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

type About = { eventId: string; line: Line }
type Verb = (actor: Actor, input: unknown, ...more: unknown[]) => Promise<unknown>

/** Of which event a verb speaks: of one by its id, alone or within its input, or of one of the event's items. */
function aboutWhich(sql: SyncSql, input: unknown): About | null {
  const { eventId, itemId } = typeof input === 'string' ? { eventId: input, itemId: undefined } : ((input ?? {}) as { eventId?: unknown; itemId?: unknown })
  const event = `SELECT e."id" AS "eventId", s."line" FROM "Event" e JOIN "Series" s ON s."id" = e."seriesId" WHERE e."id" =`
  if (typeof eventId === 'string') return sql.get<About>(`${event} ?`, eventId) ?? null
  if (typeof itemId === 'string') return sql.get<About>(`${event} (SELECT "eventId" FROM "ProgrammeItem" WHERE "id" = ?)`, itemId) ?? null
  return null
}

/**
 * A feature that only lines with pitches have: at events of other lines each of its verbs answers `pitch.not_at_salon`,
 * whichever page, socket or API asks. Who has nothing to do with the event learns no more than that there is nothing.
 */
export function onlyWithPitches<Feature extends object>(db: Database, feature: Feature): Feature {
  const guarded = Object.entries(feature).map(([name, verb]: [string, Verb]) => {
    const guard: Verb = (actor, input, ...more) => {
      const about = db.read((sql) => aboutWhich(sql, input))
      if (about === null || hasPitches(about.line)) return verb(actor, input, ...more)
      if (actor.kind === 'anonymous') return Promise.resolve(err('auth.required'))
      const isStranger = actor.kind === 'person' && !actor.isAdmin && rolesAt(actor, about.eventId as EventId).length === 0
      return Promise.resolve(err(isStranger ? 'record.not_found' : 'pitch.not_at_salon'))
    }
    return [name, guard]
  })
  return Object.fromEntries(guarded) as Feature
}

import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { isOpen } from '#server/domain/events/phases.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { listAbsences, listAbsencesOf, type Absence } from './store.ts'

type Parts = { db: Database; now: () => number; diary: Pick<Diary, 'findEvent'>; personResource(personId: string): string }

/** Who is registered as away, as long as that can still be taken back. */
export function createAbsenceQueries({ db, now, diary, personResource }: Parts) {
  const isSettled = (sql: SyncSql, eventId: string): boolean => {
    const phase = diary.findEvent(sql, eventId)?.phase
    return phase === undefined || !isOpen('timetable:release', phase)
  }
  return {
    /** Everybody's, for those who run the timetable. */
    async list(actor: Actor, eventId: string): Promise<Result<Absence[]>> {
      if (!can(actor, 'timetable:view', { eventId: eventId as EventId })) return err('record.not_found')
      return db.read((sql) => ok(isSettled(sql, eventId) ? [] : listAbsences(sql, eventId, now())))
    },

    /** The actor's own; none for whoever is none. */
    async listOwn(actor: Actor, eventId: string): Promise<Absence[]> {
      if (actor.kind !== 'person') return []
      return db.read((sql) => (isSettled(sql, eventId) ? [] : listAbsencesOf(sql, eventId, personResource(actor.personId), now())))
    },
  }
}

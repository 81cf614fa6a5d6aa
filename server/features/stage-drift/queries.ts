import { rolesAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { StageRun } from '#server/domain/stage/model.ts'
import type { StagePlace } from '#server/features/stage/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { findClashes, type StageClash } from './store.ts'

type Parts = {
  db: Database
  now: () => number
  stage: { findPlace(sql: SyncSql, stageId: string): StagePlace | null; findRun(sql: SyncSql, stageId: string): StageRun | null }
}

/** Whom a late stage takes away from somebody else. */
export function createStageDriftQueries({ db, now, stage }: Parts) {
  return {
    /** Meetings that lie where somebody will be on stage as things stand; each can be mended with a proposal of `away`. */
    async clashes(actor: Actor, stageId: string): Promise<Result<StageClash[]>> {
      return db.read((sql) => {
        const place = stage.findPlace(sql, stageId)
        if (place === null) return err('record.not_found')
        const eventId = place.eventId as EventId
        // Whom somebody meets is known to those who run the timetable and to nobody else behind the stage.
        if (!can(actor, 'timetable:view', { eventId })) return err(rolesAt(actor, eventId).length > 0 ? 'auth.forbidden' : 'record.not_found')
        const run = stage.findRun(sql, stageId)
        return ok(run === null ? [] : findClashes(sql, eventId, run, now()))
      })
    },
  }
}

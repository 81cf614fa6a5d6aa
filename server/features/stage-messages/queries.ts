import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { StagePlace } from '#server/features/stage/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import { crewRoom } from '#server/protocol/rooms.ts'
import type { CrewSnapshot, StageLogEntry } from '#server/protocol/stage.ts'

import { shownMessage } from './store.ts'

type Parts = {
  db: Database
  stage: {
    findPlace(sql: SyncSql, stageId: string): StagePlace | null
    lastEntries(sql: SyncSql, stageId: string, most: number): StageLogEntry[]
    roomSeq(sql: SyncSql, room: string): number
  }
}

const mostEntries = 40

/** What desk, monitor and backstage see besides the stage itself. */
export function createStageMessageQueries({ db, stage }: Parts) {
  return {
    /** The message that is shown and the last things that happened, with the number of the last fact of the crew's room. */
    async crew(actor: Actor, stageId: string): Promise<Result<{ snapshot: CrewSnapshot; seq: number }>> {
      return db.read((sql) => {
        const place = stage.findPlace(sql, stageId)
        if (place === null || !can(actor, 'stage:watch', { eventId: place.eventId as EventId })) return err('record.not_found')
        return ok({ snapshot: { message: shownMessage(sql, stageId), log: stage.lastEntries(sql, stageId, mostEntries) }, seq: stage.roomSeq(sql, crewRoom(stageId)) })
      })
    },
  }
}

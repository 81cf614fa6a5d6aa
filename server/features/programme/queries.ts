import type { Actor } from '#server/domain/access/actor.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { ReleasedItem } from '#server/domain/programme/item.ts'
import { ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'

import { listReleasedItems, listStages, type StageName } from './store.ts'

type Parts = { db: Database; findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>> }

export type ReleasedProgramme = { stages: StageName[]; items: ReleasedItem[] }

/** The programme as read by others. */
export function createProgrammeQueries({ db, findEvent }: Parts) {
  return {
    /** Everything released, in order of time, for all who may see the event. */
    async listReleased(actor: Actor, eventId: string): Promise<Result<ReleasedProgramme>> {
      const event = await findEvent(actor, eventId)
      if (!event.ok) return event
      return db.read((sql) => ok({ stages: listStages(sql, eventId), items: listReleasedItems(sql, eventId) }))
    },
  }
}

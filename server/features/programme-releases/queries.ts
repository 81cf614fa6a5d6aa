import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import { changelogOf, releasePlan, type ProgrammeChangelog } from '#server/domain/programme/release.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'

import type { ReleaseGround } from './commands.ts'
import { listProgrammeReleases, type ProgrammeReleaseSummary } from './store.ts'

type Parts = { db: Database; findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>>; programme: Pick<ReleaseGround, 'working' | 'peopleOf' | 'released'> }

/** Released versions and what the next one would change. */
export function createProgrammeReleaseQueries({ db, findEvent, programme }: Parts) {
  return {
    /** All versions, newest first, each with its changelog: for everybody who may see the event. */
    async listReleases(actor: Actor, eventId: string): Promise<Result<ProgrammeReleaseSummary[]>> {
      const event = await findEvent(actor, eventId)
      return event.ok ? db.read((sql) => ok(listProgrammeReleases(sql, eventId))) : event
    },

    /** What a release of the working copy would change now. */
    async pending(actor: Actor, eventId: string): Promise<Result<ProgrammeChangelog>> {
      if (!can(actor, 'programme:view', { eventId: eventId as EventId })) return err('record.not_found')
      return db.read((sql) => ok(changelogOf(releasePlan(programme.working(sql, eventId, programme.peopleOf).items.values(), programme.released(sql, eventId)))))
    },
  }
}

import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { TimetableFactsStore } from '#server/features/timetable-facts/store.ts'
import type { Database } from '#server/platform/db.ts'

import { findRelease, lastRelease, listReleases, type Release, type ReleaseSummary, type WaitingRequest } from './store.ts'

/** Released timetables and why some requests still wait: reads only. */
export function createReleaseQueries({ db, facts }: { db: Database; facts: TimetableFactsStore }) {
  return {
    /** All versions, newest first, each with its changelog. */
    async listReleases(actor: Actor, eventId: string): Promise<Result<ReleaseSummary[]>> {
      if (!can(actor, 'timetable:view', { eventId: eventId as EventId })) return err('record.not_found')
      return db.read((sql) => ok(listReleases(sql, eventId)))
    },

    async getRelease(actor: Actor, input: { eventId: string; releaseId: string }): Promise<Result<Release>> {
      const release = db.read((sql) => findRelease(sql, input.releaseId))
      if (release === null || release.eventId !== input.eventId || !can(actor, 'timetable:view', { eventId: input.eventId as EventId })) return err('record.not_found')
      return ok(release)
    },

    /**
     * For organizers: accepted requests that the last release left without a meeting and that still have none, with the
     * engine's reason and its figures, which name other people. What participants may know of theirs is in `unmet`.
     */
    async listWaiting(actor: Actor, eventId: string): Promise<Result<WaitingRequest[]>> {
      if (!can(actor, 'timetable:view', { eventId: eventId as EventId })) return err('record.not_found')
      return db.read((sql) => {
        const open = new Set(facts.listOpenRequests(sql, eventId).map((request) => request.id))
        return ok((lastRelease(sql, eventId)?.snapshot.unplaced ?? []).filter((one) => open.has(one.requestId)))
      })
    },
  }
}

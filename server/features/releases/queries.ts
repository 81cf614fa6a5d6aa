import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
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
     * Accepted requests that the last release left without a meeting and that still have none. Organizers get them all
     * with the figures behind the reason; participants their own, with the code alone: the figures name other people.
     */
    async listWaiting(actor: Actor, eventId: string): Promise<Result<WaitingRequest[]>> {
      const seesAll = can(actor, 'timetable:view', { eventId: eventId as EventId })
      const own = delegationAt(actor, eventId as EventId)
      if (!seesAll && own === null) return err('record.not_found')
      return db.read((sql) => {
        const release = lastRelease(sql, eventId)
        const open = new Map(facts.listOpenRequests(sql, eventId).map((request) => [request.id, request]))
        const still = (release?.snapshot.unplaced ?? []).filter((one) => open.has(one.requestId))
        if (seesAll) return ok(still)
        const isOwn = ({ requestId }: WaitingRequest): boolean => {
          const request = open.get(requestId)
          return request?.fromDelegationId === own?.delegationId || request?.toDelegationId === own?.delegationId
        }
        return ok(still.filter(isOwn).map(({ requestId, why }) => ({ requestId, why, detail: {} })))
      })
    },
  }
}

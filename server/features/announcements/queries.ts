import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { countAudience, type AudienceCount, type Reached } from '#server/domain/messages/audience.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Database } from '#server/platform/db.ts'
import { hashSecret } from '#server/platform/secrets.ts'

import { copiesOf, findAnnouncement, listAnnouncements, reachedBy, segmentsOf, type AnnouncementRow } from './store.ts'

export type AnnouncementLine = Omit<AnnouncementRow, 'audience' | 'bodyZh' | 'bodyEn'> & { copies: Record<string, number> }
/** `mark`: stands for exactly these people; a confirmation carries it. */
export type AnnouncementDesk = { announcement: AnnouncementRow; count: AudienceCount; mark: string }

/** Stands for a set of people and what they read, whatever their number. */
export const markOf = (going: readonly Reached[]): string => hashSecret(going.map((one) => `${one.personId}@${one.locale}`).sort().join(' ')).slice(0, 32)

export function createAnnouncementQueries({ db }: { db: Database }) {
  const allowed = (actor: Actor, eventId: string): Result<undefined> => (can(actor, 'messages:send', { eventId: eventId as EventId }) ? ok() : err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden'))

  return {
    /** What was written to many at an event, newest first, and the segments one can choose among. */
    async list(actor: Actor, eventId: string): Promise<Result<{ announcements: AnnouncementLine[]; segments: string[] }>> {
      const may = allowed(actor, eventId)
      if (!may.ok) return may
      return ok(db.read((sql) => {
        const copies = copiesOf(sql, eventId)
        const announcements = listAnnouncements(sql, eventId).map(({ audience: _to, bodyZh: _zh, bodyEn: _en, ...row }) => ({ ...row, copies: Object.fromEntries(copies.filter((one) => one.bulkId === row.id).map((one) => [one.state, one.count])) }))
        return { announcements, segments: segmentsOf(sql, eventId) }
      }))
    },

    /** One announcement with whom it would reach now. */
    async desk(actor: Actor, { eventId, announcementId }: { eventId: string; announcementId: string }): Promise<Result<AnnouncementDesk>> {
      const may = allowed(actor, eventId)
      if (!may.ok) return may
      return db.read((sql) => {
        const announcement = findAnnouncement(sql, announcementId)
        if (announcement?.eventId !== eventId) return err('record.not_found')
        const { going, ...count } = countAudience(reachedBy(sql, eventId, announcement.audience))
        return ok({ announcement, count, mark: markOf(going) })
      })
    },
  }
}

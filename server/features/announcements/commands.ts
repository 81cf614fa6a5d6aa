import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { countAudience, hasText, isSegmentLost } from '#server/domain/messages/audience.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SaveAnnouncementInput, SendAnnouncementInput } from '#server/protocol/inputs/messages.ts'

import { markOf } from './queries.ts'
import { findAnnouncement, insertCopy, reachedBy, takeToSend, writeAnnouncement } from './store.ts'

const segmentLost = err('input.invalid', { fields: [{ path: 'audience.segment', code: 'messages.segment_lost' }] })

type Parts = { quick: RunQuickWork; mailDomain: string; sendJob: (mailId: string) => JobRequest }

/** Writing to many: a draft, its count, and one sending to exactly those who were counted. */
export function createAnnouncementCommands({ quick, mailDomain, sendJob }: Parts) {
  const allowed = (actor: Actor, eventId: string): Result<undefined> => (can(actor, 'messages:send', { eventId: eventId as EventId }) ? ok() : err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden'))

  return {
    save: (actor: Actor, { eventId, announcementId, version, ...text }: SaveAnnouncementInput): Promise<Result<{ announcementId: string; version: number }>> =>
      quick(actor, (held) => {
        const may = allowed(actor, eventId)
        if (!may.ok) return may
        if (!hasText(text)) return err('messages.text_missing')
        if (isSegmentLost(text.audience)) return segmentLost
        const old = announcementId === '' ? null : findAnnouncement(held.sql, announcementId)
        if (announcementId !== '' && old?.eventId !== eventId) return err('record.not_found')
        if (old?.state === 'sent') return err('messages.sent_already')
        const id = writeAnnouncement(held, { eventId, id: announcementId, version, byId: actor.kind === 'person' ? actor.personId : '' }, text)
        if (id === null) return err('record.changed')
        held.audit('announcement:saved', `announcement:${id}`, { eventId })
        return ok({ announcementId: id, version: (old?.version ?? 0) + 1 })
      }),

    /**
     * Sends to everybody counted before, once, whatever is pressed how often. `messages.count_changed` with the new count where
     * the audience isn't the one that was confirmed any more: other people, or more, or fewer.
     */
    send: (actor: Actor, { eventId, announcementId, version, count, mark }: SendAnnouncementInput): Promise<Result<{ people: number }>> =>
      quick(actor, (held) => {
        const may = allowed(actor, eventId)
        if (!may.ok) return may
        const row = findAnnouncement(held.sql, announcementId)
        if (row?.eventId !== eventId) return err('record.not_found')
        // The same press again: it has gone to as many.
        if (row.state === 'sent') return row.version === version + 1 && row.people === count ? ok({ people: row.people }) : err('messages.sent_already')
        if (row.version !== version) return err('record.changed')
        if (isSegmentLost(row.audience)) return segmentLost
        const { going } = countAudience(reachedBy(held.sql, eventId, row.audience))
        if (going.length === 0) return err('messages.nobody')
        if (going.length !== count || markOf(going) !== mark) return err('messages.count_changed', { params: { count: going.length }, detail: { count: going.length } })
        if (!takeToSend(held, row, going.length)) return err('record.changed')
        for (const reader of going) {
          const mailId = insertCopy(held, row, reader, mailDomain)
          if (mailId !== null) held.job(sendJob(mailId))
        }
        held.audit('announcement:sent', `announcement:${row.id}`, { eventId, people: going.length })
        return ok({ people: going.length })
      }),
  }
}

import type { Notice, NoticeTemplate, TellByMail } from '#server/features/requests/mail.ts'

import { findWaiting, hurry, touch } from './store.ts'

type Parts = { tell: TellByMail<NoticeTemplate | 'agenda_changed'>; windowMs: number }

/**
 * Tells of requests at once, and of meetings after `windowMs`: all that changes for a person at an event within them is one
 * mail, made of how her meetings stand then against what she was last told.
 */
export function createTellDeals({ tell, windowMs }: Parts): TellByMail<NoticeTemplate> {
  return (held, notice: Notice) => {
    if (!notice.template.startsWith('meeting_')) return tell(held, notice)
    const fresh = [...new Set(notice.personIds)].filter((personId) => {
      const waiting = findWaiting(held.sql, personId, notice.eventId)
      if (waiting === null) return true
      touch(held.sql, waiting.id, held.now)
      if (waiting.heldJobId !== null) hurry(held.sql, waiting.heldJobId, held.now + windowMs)
      return false
    })
    tell(held, { template: 'agenda_changed', eventId: notice.eventId, subjectId: notice.eventId, revision: held.now, personIds: fresh, afterMs: windowMs })
  }
}

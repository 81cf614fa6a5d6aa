import { ripeMs } from '#server/domain/messages/request-news.ts'
import type { Notice, NoticeTemplate, RequestTemplate, TellByMail } from '#server/features/requests/mail.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'

import { findWaiting, hurry, touch } from './store.ts'

export type DigestTemplate = 'agenda_changed' | 'requests_changed'
export type DigestWish = {
  template: DigestTemplate
  eventId: string
  personIds: readonly string[]
  /** Told within so many ms … */
  withinMs: number
  /** … and not before so many: until then it may be taken back. */
  ripeMs?: number
}
/** Asks for one mail about what changes: the one that waits already hears of it too, else a new one is queued. */
export type AskDigest = (held: QuickWork, wish: DigestWish) => void

export function createAskDigest({ tell, jobKey }: { tell: TellByMail<DigestTemplate>; jobKey: (mailId: string) => string }): AskDigest {
  return (held, { template, eventId, personIds, withinMs, ripeMs: ripe = 0 }) => {
    const afterMs = Math.max(withinMs, ripe)
    const fresh = [...new Set(personIds)].filter((personId) => {
      const waiting = findWaiting(held.sql, { personId, eventId, template })
      if (waiting === null) return true
      touch(held.sql, waiting.id, held.now + ripe)
      // One that waits for the morning is looked at again: what came now may not bear waiting. One that failed keeps its patience.
      if (waiting.heldUntil !== null || waiting.attempts === 0) hurry(held.sql, jobKey(waiting.id), held.now + afterMs)
      return false
    })
    tell(held, { template, eventId, subjectId: eventId, revision: held.now, personIds: fresh, afterMs })
  }
}

type Parts = { ask: AskDigest; tellRequests: (held: QuickWork, notice: Notice<RequestTemplate>) => void; windowMs: number }

const isOfRequest = (notice: Notice): notice is Notice<RequestTemplate> => notice.template.startsWith('request_')

/** All that changes for a person at an event within `windowMs` is one mail about her requests and one about her meetings, made of how they stand then. */
export function createTellDeals({ ask, tellRequests, windowMs }: Parts): TellByMail<NoticeTemplate> {
  return (held, notice) => {
    if (isOfRequest(notice)) return tellRequests(held, notice)
    const { template, eventId, personIds, afterMs = 0 } = notice
    ask(held, { template: 'agenda_changed', eventId, personIds, withinMs: windowMs, ripeMs: template === 'meeting_scheduled' ? ripeMs : afterMs })
  }
}

import { patienceMs, type RequestNewsKind } from '#server/domain/messages/request-news.ts'
import type { AskDigest } from '#server/features/agenda-news/commands.ts'
import type { RequestRow } from '#server/features/agenda/store.ts'
import type { Notice, RequestTemplate } from '#server/features/requests/mail.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

import { noteNews } from './store.ts'

type Parts = { ask: AskDigest; windowMs: number; findRequest: (sql: SyncSql, id: string) => RequestRow | null }

/**
 * Notes what happened to a request for each who is to hear of it, and asks for one mail about all that happens to her
 * requests within `windowMs`, or sooner where one of them ends soon.
 */
export function createTellRequests({ ask, windowMs, findRequest }: Parts) {
  return (held: QuickWork, { template, eventId, subjectId, personIds, afterMs = 0 }: Notice<RequestTemplate>): void => {
    const request = findRequest(held.sql, subjectId)
    if (request === null) return
    const kind = template.slice('request_'.length) as RequestNewsKind
    for (const personId of new Set(personIds)) noteNews(held.sql, { personId, requestId: subjectId, eventId, kind, at: held.now + afterMs })
    const withinMs = request.state === 'pending' ? patienceMs(request.expiresAt, held.now, windowMs) : windowMs
    ask(held, { template: 'requests_changed', eventId, personIds, withinMs, ripeMs: afterMs })
  }
}

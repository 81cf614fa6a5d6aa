import type { Actor } from '#server/domain/access/actor.ts'
import { calendarFile, type CalendarEntry } from '#server/domain/shared/calendar-file.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { MeetingRow } from '#server/features/agenda/store.ts'
import type { Diary, EventFacts } from '#server/features/diary/store.ts'
import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import { feedSecret, hashSecret, sameSecret } from '#server/platform/secrets.ts'
import type { AgendaItem } from '#server/protocol/agenda.ts'

import { findSubscriber, type Subscriber } from './store.ts'

type Parts = {
  db: Database
  clock: Clock
  appSecret: string
  baseUrl: string
  diary: Diary
  cards: {
    listAllMeetingsOf(sql: SyncSql, personId: string, bounds: { most: number; now: number }): MeetingRow[]
    agendaItems(sql: SyncSql, rows: readonly MeetingRow[], ownDelegationOf: (row: MeetingRow) => string): AgendaItem[]
    peopleOf(sql: SyncSql, delegationIds: readonly string[]): { delegationId: string; personId: string }[]
  }
  /** A meeting that was hers in a delegation that she has left. */
  itemSeenBy: (sql: SyncSql, row: MeetingRow, personId: string) => AgendaItem | null
  /** Own pitches and talks of released programmes. */
  appearanceEntries: (sql: SyncSql, personId: string, locale: Locale, baseUrl: string) => CalendarEntry[]
  calendarEntry: (found: { row: MeetingRow; item: AgendaItem; event: EventFacts }, locale: Locale, baseUrl: string) => CalendarEntry
}

/** A calendar as a program fetches it. `tag` changes with what it says, not with when it was asked for. */
export type Feed = { content: string; tag: string }

const mostMeetings = 2_000
const idLength = 26

/** A person's calendar for other programs: found by a secret address, without signing in. */
export function createCalendarFeedQueries(parts: Parts) {
  const { db, cards, diary } = parts

  function entriesOf(sql: SyncSql, { personId, locale }: Subscriber): CalendarEntry[] {
    const rows = cards.listAllMeetingsOf(sql, personId, { most: mostMeetings, now: parts.clock.now() })
    const own = new Set(cards.peopleOf(sql, [...new Set(rows.flatMap((row) => [row.aDelegationId, row.bDelegationId]))]).filter((one) => one.personId === personId).map((one) => one.delegationId))
    const items = cards.agendaItems(sql, rows, (row) => (own.has(row.aDelegationId) ? row.aDelegationId : row.bDelegationId))
    const events = new Map([...new Set(rows.map((row) => row.eventId))].map((eventId) => [eventId, diary.findEvent(sql, eventId)]))
    const appearances = parts.appearanceEntries(sql, personId, locale, parts.baseUrl)
    const meetings = rows.flatMap((row, at) => {
      const event = events.get(row.eventId)
      const isSeen = own.has(row.aDelegationId) || own.has(row.bDelegationId)
      const item = isSeen ? items[at] : parts.itemSeenBy(sql, row, personId)
      return event && item ? [parts.calendarEntry({ row, item, event }, locale, parts.baseUrl)] : []
    })
    return [...meetings, ...appearances]
  }

  return {
    /** The own address to subscribe to; null for anonymous. */
    async addressOf(actor: Actor): Promise<string | null> {
      if (actor.kind !== 'person') return null
      const found = db.read((sql) => findSubscriber(sql, actor.personId))
      return found === null ? null : `${parts.baseUrl}/calendar/${feedSecret(parts.appSecret, found.personId, found.feedVersion)}.ics`
    },

    /** All standing meetings and appearances of whoever has this secret, and meetings that were called off before their time; `record.not_found` after the same work for one that nobody has. */
    async feed(secret: string): Promise<Result<Feed>> {
      const personId = secret.slice(0, idLength)
      const found = db.read((sql) => findSubscriber(sql, personId))
      const isRight = sameSecret(secret, feedSecret(parts.appSecret, personId, found?.feedVersion ?? 0))
      if (found === null || !isRight) return err('record.not_found')
      const entries = db.read((sql) => entriesOf(sql, found))
      const content = calendarFile({ method: 'PUBLISH', zone: found.zone ?? 'utc', stampMs: parts.clock.now(), organizer: null, attendee: null, entries, name: translator(found.locale)('mail:calendar.feed') })
      return ok({ content, tag: hashSecret(JSON.stringify(entries)).slice(0, 32) })
    },
  }
}

import { createElement } from 'react'

import { TimetableReleasedMail, type ReleasedLine } from '#emails/timetable-released.tsx'
import type { AgendaChange } from '#server/domain/messages/agenda-news.ts'
import { calendarMessage, type CalendarEntry } from '#server/domain/shared/calendar-file.ts'
import { clockRange, dayLabel, localDay } from '#server/domain/shared/time.ts'
import type { MeetingRow } from '#server/features/agenda/store.ts'
import type { Diary, EventFacts } from '#server/features/diary/store.ts'
import type { MailAbout, MailTemplate } from '#server/features/messages/mail.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { AgendaItem } from '#server/protocol/agenda.ts'

import { findRelease, type Release } from './store.ts'

type Cards = {
  listMeetingsOf(sql: SyncSql, eventId: string, personId: string): MeetingRow[]
  agendaItems(sql: SyncSql, rows: readonly MeetingRow[], ownDelegationOf: (row: MeetingRow) => string): AgendaItem[]
  peopleOf(sql: SyncSql, delegationIds: readonly string[]): { delegationId: string; personId: string }[]
}

/** How a person's meetings differ from what she was last told of them. */
type ChangesSince = (sql: SyncSql, of: { personId: string; eventId: string; meetingIds: ReadonlySet<string> }) => AgendaChange[]
type Parts = { db: Database; changesSince: ChangesSince; now: () => number; diary: Diary; cards: Cards; baseUrl: string; mailFrom: string; calendarEntry: (found: { row: MeetingRow; item: AgendaItem; event: EventFacts }, locale: Locale, baseUrl: string) => CalendarEntry }
type Facts = { release: Release; event: EventFacts; items: { item: AgendaItem; row: MeetingRow; before: AgendaChange['before'] }[] }

/** One mail per person: the meetings that the release changed for her, as they stand when the mail leaves. */
export function createReleaseMails(parts: Parts): Record<'timetable_released', MailTemplate> {
  const { db, diary, cards } = parts

  function load(sql: SyncSql, { subjectId, personId }: MailAbout): Facts | null {
    const release = findRelease(sql, subjectId)
    const event = release === null ? null : diary.findEvent(sql, release.eventId)
    if (release === null || event === null || personId === null) return null
    const changed = new Set(release.snapshot.changed.map((one) => one.meetingId))
    // Measured by what she was told, not by the release before: that may never have reached her, and a digest may have been faster.
    const news = new Map(parts.changesSince(sql, { personId, eventId: event.id, meetingIds: changed }).map((one) => [one.meetingId, one]))
    const rows = cards.listMeetingsOf(sql, event.id, personId).filter((row) => news.has(row.id))
    const own = new Set(cards.peopleOf(sql, rows.map((row) => row.aDelegationId)).filter((one) => one.personId === personId).map((one) => one.delegationId))
    const items = cards.agendaItems(sql, rows, (row) => (own.has(row.aDelegationId) ? row.aDelegationId : row.bDelegationId))
    return { release, event, items: items.map((item, at) => ({ item, row: rows[at]!, before: news.get(rows[at]!.id)?.before ?? null })) }
  }

  return {
    async timetable_released(about) {
      const facts = db.read((sql) => load(sql, about))
      if (facts === null || facts.items.length === 0) return null
      const { release, event, items } = facts
      const { locale } = about
      const t = translator(locale)
      const name = pickText(locale, event.nameZh, event.nameEn)
      const link = `${parts.baseUrl}/events/${event.slug}/agenda`
      const lines = items.map(({ item, before: was }): ReleasedLine => {
        const isSameDay = was !== null && localDay(was.startsAtMs, event.zone) === localDay(item.startsAt, event.zone)
        const time = was === null ? '' : [isSameDay ? '' : dayLabel(was.startsAtMs, event.zone, locale), clockRange(was.startsAtMs, was.endsAtMs, event.zone)].filter(Boolean).join(' ')
        const before = was === null ? t('mail:released.new') : t('mail:released.was', { time, table: was.tableCode || '–' })
        return { when: `${dayLabel(item.startsAt, event.zone, locale)} ${clockRange(item.startsAt, item.endsAt, event.zone)}`, partner: pickText(locale, item.partner.nameZh, item.partner.nameEn), table: item.table?.code ?? '', news: before }
      })
      const entries = items.map((one) => parts.calendarEntry({ ...one, event }, locale, parts.baseUrl))
      const attendee = { name: about.toName, address: about.toEmail }
      const calendar = calendarMessage({ method: 'REQUEST', zone: event.zone, stampMs: parts.now(), organizer: { name, address: parts.mailFrom }, attendee, entries })
      return {
        subject: t('mail:released.subject', { event: name, count: items.length }),
        element: createElement(TimetableReleasedMail, { locale, event: name, release: release.name, zone: event.zone, lines, link }),
        calendar,
      }
    },
  }
}

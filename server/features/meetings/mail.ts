import { createElement } from 'react'

import { DealNoticeMail } from '#emails/deal-notice.tsx'
import { alarmMinutes, calendarFile, calendarMessage, type CalendarEntry } from '#server/domain/shared/calendar-file.ts'
import { calendarLinks, type CalendarLinks } from '#server/domain/shared/calendar-links.ts'
import { clockRange, dayLabel, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import type { MeetingRow } from '#server/features/agenda/store.ts'
import type { Diary, EventFacts } from '#server/features/diary/store.ts'
import type { MailAbout, MailTemplates } from '#server/features/messages/mail.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { AgendaItem } from '#server/protocol/agenda.ts'

type Cards = {
  findMeeting(sql: SyncSql, id: string): MeetingRow | null
  agendaItems(sql: SyncSql, rows: readonly MeetingRow[], ownDelegationOf: (row: MeetingRow) => string): AgendaItem[]
  peopleOf(sql: SyncSql, delegationIds: readonly string[]): { delegationId: string; personId: string }[]
}
type Parts = { db: Database; now: () => number; diary: Diary; cards: Cards; baseUrl: string; mailFrom: string; parseSubject: (subject: string) => { subjectId: string; revision: number } }
type Found = { row: MeetingRow; item: AgendaItem; event: EventFacts }

/**
 * A meeting as one of its people sees it. Who has left her delegation, or whose delegation has left, is not found on either side:
 * hers is then the one that has nobody any more, and where that tells nothing both are named, as her own house is never her partner.
 */
export function itemSeenBy({ agendaItems, peopleOf }: Cards, sql: SyncSql, row: MeetingRow, personId: string | null): AgendaItem | null {
  const sides = [row.aDelegationId, row.bDelegationId]
  const people = peopleOf(sql, sides)
  const left = sides.filter((side) => !people.some((one) => one.delegationId === side))
  const own = people.find((one) => one.personId === personId)?.delegationId ?? (left.length === 1 ? left[0] : undefined)
  if (own !== undefined) return agendaItems(sql, [row], () => own)[0] ?? null
  const [b, a] = sides.map((side) => agendaItems(sql, [row], () => side)[0])
  if (a === undefined || b === undefined) return null
  const both = (key: 'nameZh' | 'nameEn'): string => [a, b].map(({ partner }) => partner[key] || partner.nameZh || partner.nameEn).join(' × ')
  return { ...b, partner: { ...b.partner, nameZh: both('nameZh'), nameEn: both('nameEn') } }
}

/** What a calendar shows of a meeting, in the reader's language. */
export function calendarEntry({ row, item, event }: Found, locale: Locale, baseUrl: string): CalendarEntry {
  const t = translator(locale)
  const place = item.table === null ? '' : [t('agenda:table.code', { code: item.table.code }), pickText(locale, item.table.placeZh, item.table.placeEn)].filter(Boolean).join(' · ')
  return {
    uid: row.uid,
    sequence: row.sequence,
    startsAtMs: row.startsAt,
    endsAtMs: row.endsAt,
    summary: t('mail:released.entry', { partner: pickText(locale, item.partner.nameZh, item.partner.nameEn) }),
    location: place,
    description: pickText(locale, event.nameZh, event.nameEn),
    url: `${baseUrl}/events/${event.slug}/agenda`,
    zone: event.zone,
    changedAtMs: row.updatedAt,
    isCancelled: row.state === 'cancelled',
    alarmMinutes: alarmMinutes.meeting,
  }
}

const stateOf = { meeting_scheduled: 'scheduled', meeting_moved: 'scheduled', meeting_cancelled: 'cancelled' } as const

/** Mails about one meeting, with a calendar file that updates or calls off the entry people already have. */
export function createMeetingMails(parts: Parts): MailTemplates {
  const { db, diary, cards, baseUrl } = parts

  function find(sql: SyncSql, { subjectId, personId }: MailAbout, state: MeetingRow['state']): Found | null {
    const about = parts.parseSubject(subjectId)
    const row = cards.findMeeting(sql, about.subjectId)
    // A later change has a mail of its own.
    if (row === null || row.state !== state || row.sequence !== about.revision) return null
    const event = diary.findEvent(sql, row.eventId)
    const item = itemSeenBy(cards, sql, row, personId)
    return event === null || item === null ? null : { row, item, event }
  }

  const make = (template: keyof typeof stateOf) => async (about: MailAbout) => {
    const found = db.read((sql) => find(sql, about, stateOf[template]))
    if (found === null) return null
    const { row, item, event } = found
    const { locale } = about
    const t = translator(locale)
    const partner = pickText(locale, item.partner.nameZh, item.partner.nameEn)
    const eventName = pickText(locale, event.nameZh, event.nameEn)
    const when = (at: number, to: number): string => `${dayLabel(at, event.zone, locale)} ${clockRange(at, to, event.zone)} (${zoneOffsetLabel(at, event.zone)})`
    const key = template.slice('meeting_'.length)
    const entry = calendarEntry(found, locale, baseUrl)
    const method = template === 'meeting_cancelled' ? 'CANCEL' : 'REQUEST'
    const calendar = calendarMessage({ method, zone: event.zone, stampMs: parts.now(), organizer: { name: eventName, address: parts.mailFrom }, attendee: { name: about.toName, address: about.toEmail }, entries: [entry] })
    const element = createElement(DealNoticeMail, {
      locale,
      heading: t(`mail:deal.${key}.heading`),
      lead: t(`mail:deal.${key}.lead`, { partner, event: eventName }),
      facts: [
        { label: t('mail:deal.with'), value: partner },
        { label: t('mail:deal.when'), value: when(row.startsAt, row.endsAt) },
        ...(entry.location === '' ? [] : [{ label: t('mail:deal.where'), value: entry.location }]),
        ...(template === 'meeting_moved' && item.was !== null ? [{ label: t('mail:deal.before'), value: when(item.was.startsAt, item.was.endsAt) }] : []),
        ...(row.cancelReason === '' ? [] : [{ label: t('mail:deal.reason'), value: row.cancelReason }]),
      ],
      note: t('mail:deal.calendar'),
      // What such a page makes hears of no change: only where there is nothing yet.
      ...(template === 'meeting_scheduled' ? { calendars: calendarLinks(entry, event.zone) } : {}),
      button: t('mail:deal.openAgenda'),
      link: `${baseUrl}/events/${event.slug}/agenda`,
      why: t('mail:deal.why', { event: eventName }),
    })
    return { subject: t(`mail:deal.${key}.subject`, { partner, event: eventName }), element, calendar }
  }
  return { meeting_scheduled: make('meeting_scheduled'), meeting_moved: make('meeting_moved'), meeting_cancelled: make('meeting_cancelled') }
}

type OwnParts = Pick<Parts, 'db' | 'now' | 'diary' | 'cards' | 'baseUrl'> & { attendeesOf(sql: SyncSql, meetingId: string): string[] }
/** A meeting to take along: as a file, and as addresses of calendars on the web. */
export type OwnMeeting = { entry: CalendarEntry; zone: string; file: string; links: CalendarLinks }

/** One standing meeting of a person for her calendar; null where it isn't hers. */
export function ownMeeting(parts: OwnParts, about: { meetingId: string; personId: string; locale: Locale }): OwnMeeting | null {
  const found = parts.db.read((sql): Found | null => {
    const row = parts.cards.findMeeting(sql, about.meetingId)
    if (row === null || row.state !== 'scheduled' || !parts.attendeesOf(sql, row.id).includes(about.personId)) return null
    const event = parts.diary.findEvent(sql, row.eventId)
    const item = itemSeenBy(parts.cards, sql, row, about.personId)
    return event === null || item === null ? null : { row, item, event }
  })
  if (found === null) return null
  const entry = calendarEntry(found, about.locale, parts.baseUrl)
  const { zone } = found.event
  const file = calendarFile({ method: 'PUBLISH', zone, stampMs: parts.now(), organizer: null, attendee: null, entries: [entry] })
  return { entry, zone, file, links: calendarLinks(entry, zone) }
}

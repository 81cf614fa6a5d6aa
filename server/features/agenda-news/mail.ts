import { createElement } from 'react'

import { AgendaChangedMail, type AgendaLine } from '#emails/agenda-changed.tsx'
import { DealNoticeMail } from '#emails/deal-notice.tsx'
import { agendaChanges, soonestOf, type AgendaChange, type Appointed } from '#server/domain/messages/agenda-news.ts'
import { ripeMs } from '#server/domain/messages/request-news.ts'
import { calendarMessage, type CalendarEntry } from '#server/domain/shared/calendar-file.ts'
import { calendarLinks } from '#server/domain/shared/calendar-links.ts'
import { clockRange, dayLabel, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import type { MeetingRow } from '#server/features/agenda/store.ts'
import type { Diary, EventFacts } from '#server/features/diary/store.ts'
import type { MailAbout, MailCalendar, MailContent, MailTemplate } from '#server/features/messages/mail.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { AgendaItem } from '#server/protocol/agenda.ts'

import { noteTold, presentOf, toldOf } from './store.ts'

type Cards = { findMeeting(sql: SyncSql, id: string): MeetingRow | null }
type Parts = {
  db: Database
  now: () => number
  diary: Diary
  cards: Cards
  itemSeenBy: (sql: SyncSql, row: MeetingRow, personId: string) => AgendaItem | null
  baseUrl: string
  mailFrom: string
  calendarEntry: (found: { row: MeetingRow; item: AgendaItem; event: EventFacts }, locale: Locale, baseUrl: string) => CalendarEntry
}
/** One change with what people call it. */
type News = AgendaChange & { partner: string; reason: string; entry: CalendarEntry }
type Facts = { event: EventFacts; news: News[]; told: Appointed[] }

const wordsOf = { new: 'scheduled', moved: 'moved', cancelled: 'cancelled' } as const

type Of = { personId: string; eventId: string; meetingIds: ReadonlySet<string> }

/** How those of these meetings that stand differ from what she was last told; what was called off meanwhile the digest tells. */
function sinceTold(sql: SyncSql, { personId, eventId, meetingIds }: Of): { news: AgendaChange[]; present: Appointed[] } {
  const present = presentOf(sql, personId, eventId).filter((one) => meetingIds.has(one.meetingId) && one.state === 'scheduled')
  return { news: agendaChanges(toldOf(sql, personId, eventId), present, 0), present }
}

export const changesSinceTold = (sql: SyncSql, of: Of): AgendaChange[] => sinceTold(sql, of).news

/** The digest of a person's changed meetings; with one change it is the mail of that moment. */
export function createAgendaNewsMails(parts: Parts): { mails: Record<'agenda_changed', MailTemplate>; remembering: (template: MailTemplate, changedBy: (sql: SyncSql, subjectId: string) => string[]) => MailTemplate } {
  const { db, cards, now, baseUrl } = parts

  function load(sql: SyncSql, { eventId, personId, locale, createdAtMs = 0 }: MailAbout): Facts | null {
    const event = eventId === null ? null : parts.diary.findEvent(sql, eventId)
    if (event === null || personId === null) return null
    // What was agreed a moment ago can still be taken back as if it had never been; the next mail tells of it.
    const present = presentOf(sql, personId, event.id).filter((one) => one.createdAtMs + ripeMs <= now())
    const changes = agendaChanges(toldOf(sql, personId, event.id), present, createdAtMs - ripeMs)
    const news = changes.flatMap((change): News[] => {
      const row = cards.findMeeting(sql, change.meetingId)
      if (row === null) return []
      const item = parts.itemSeenBy(sql, row, personId)
      if (item === null) return []
      const entry = parts.calendarEntry({ row, item, event }, locale, baseUrl)
      return [{ ...change, partner: pickText(locale, item.partner.nameZh, item.partner.nameEn), reason: row.cancelReason, entry: { ...entry, isCancelled: change.kind === 'cancelled' } }]
    })
    return { event, news, told: present }
  }

  const whenOf = (event: EventFacts, locale: Locale) => (at: number, to: number): string => `${dayLabel(at, event.zone, locale)} ${clockRange(at, to, event.zone)}`

  function single({ event, news: [one] }: Facts, { locale }: MailAbout): Pick<MailContent, 'subject' | 'element'> | null {
    if (one === undefined) return null
    const t = translator(locale)
    const key = wordsOf[one.kind]
    const values = { partner: one.partner, event: pickText(locale, event.nameZh, event.nameEn) }
    const when = (at: number, to: number): string => `${whenOf(event, locale)(at, to)} (${zoneOffsetLabel(at, event.zone)})`
    const { before } = one
    const wasAt = before === null ? '' : [when(before.startsAtMs, before.endsAtMs), before.tableCode === '' || before.tableCode === one.now.tableCode ? '' : t('agenda:table.code', { code: before.tableCode })].filter(Boolean).join(' · ')
    const element = createElement(DealNoticeMail, {
      locale, heading: t(`mail:deal.${key}.heading`), lead: t(`mail:deal.${key}.lead`, values),
      facts: [
        { label: t('mail:deal.with'), value: one.partner },
        { label: t('mail:deal.when'), value: when(one.now.startsAtMs, one.now.endsAtMs) },
        ...(one.entry.location === '' ? [] : [{ label: t('mail:deal.where'), value: one.entry.location }]),
        ...(one.kind === 'moved' && wasAt !== '' ? [{ label: t('mail:deal.before'), value: wasAt }] : []),
        ...(one.kind === 'cancelled' && one.reason !== '' ? [{ label: t('mail:deal.reason'), value: one.reason }] : []),
      ],
      note: t('mail:deal.calendar'), ...(one.kind === 'new' ? { calendars: calendarLinks(one.entry, event.zone) } : {}),
      button: t('mail:deal.openAgenda'), link: `${baseUrl}/events/${event.slug}/agenda`, why: t('mail:deal.why', values),
    })
    return { subject: t(`mail:deal.${key}.subject`, values), element }
  }

  function several({ event, news }: Facts, { locale }: MailAbout): Pick<MailContent, 'subject' | 'element'> {
    const t = translator(locale)
    const when = whenOf(event, locale)
    const lines = news.map(({ kind, now: at, before, partner, reason }): AgendaLine => {
      const was = before === null ? '' : [when(before.startsAtMs, before.endsAtMs), before.tableCode].filter(Boolean).join(' · ')
      const said = kind === 'moved' && was !== '' ? t('mail:changed.was', { was }) : kind === 'cancelled' && reason !== '' ? t('mail:changed.cancelledFor', { reason }) : t(`mail:changed.${kind}`)
      return { when: when(at.startsAtMs, at.endsAtMs), partner, table: kind === 'cancelled' ? '' : at.tableCode, news: said, isGone: kind === 'cancelled' }
    })
    const name = pickText(locale, event.nameZh, event.nameEn)
    return { subject: t('mail:changed.subject', { event: name, count: lines.length }), element: createElement(AgendaChangedMail, { locale, event: name, zone: event.zone, lines, link: `${baseUrl}/events/${event.slug}/agenda` }) }
  }

  function calendarOf({ event, news }: Facts, { locale, toName, toEmail }: MailAbout): MailCalendar {
    const method = news.every((one) => one.kind === 'cancelled') ? 'CANCEL' : 'REQUEST'
    return calendarMessage({ method, zone: event.zone, stampMs: now(), organizer: { name: pickText(locale, event.nameZh, event.nameEn), address: parts.mailFrom }, attendee: { name: toName, address: toEmail }, entries: news.map((one) => one.entry) })
  }

  async function agendaChanged(about: MailAbout): Promise<MailContent | null> {
    const facts = db.read((sql) => load(sql, about))
    const { personId } = about
    if (facts === null || facts.news.length === 0 || personId === null) return null
    const said = facts.news.length === 1 ? single(facts, about) : several(facts, about)
    if (said === null) return null
    return { ...said, calendar: calendarOf(facts, about), soonestMs: soonestOf(facts.news, now()), sent: (tx) => noteTold(tx, { personId, eventId: facts.event.id, now: now() }, facts.told) }
  }

  return {
    mails: { agenda_changed: agendaChanged },
    /** A mail that tells of meetings by itself: what it said is noted, and it stays unsent where all of that has been said. */
    remembering: (template, changedBy) => async (about) => {
      const { personId, eventId } = about
      const content = await template(about)
      if (content === null || personId === null || eventId === null) return content
      const { news, present } = db.read((sql) => sinceTold(sql, { personId, eventId, meetingIds: new Set(changedBy(sql, about.subjectId)) }))
      if (news.length === 0) return null
      return { ...content, soonestMs: soonestOf(news, now()), sent: (tx) => noteTold(tx, { personId, eventId, now: now() }, present) }
    },
  }
}

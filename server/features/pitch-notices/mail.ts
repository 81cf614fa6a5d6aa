import { createElement } from 'react'

import { DealNoticeMail } from '#emails/deal-notice.tsx'
import { calendarUid } from '#server/domain/programme/item.ts'
import { alarmMinutes, calendarMessage, type CalendarEntry } from '#server/domain/shared/calendar-file.ts'
import { calendarLinks } from '#server/domain/shared/calendar-links.ts'
import { clockRange, clockTime, dayLabel, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import type { MailAbout, MailCalendar, MailTemplates } from '#server/features/messages/mail.ts'
import type { PitchEvent, PitchFacts, PitchSlot } from '#server/features/pitch-facts/store.ts'
import type { TellByMail } from '#server/features/requests/mail.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

/** Mails that follow from a pitch slot, an offer, a swap or a deck. */
export type PitchTemplate = 'pitch_booked' | 'pitch_moved' | 'pitch_left' | 'pitch_freed' | 'pitch_offer' | 'pitch_offer_over' | 'pitch_swap' | 'deck_accepted' | 'deck_to_mend'
export type TellPitch = TellByMail<PitchTemplate>

type Parts = { db: Database; now: () => number; facts: PitchFacts; baseUrl: string; mailFrom: string; parseSubject: (subject: string) => { subjectId: string; revision: number } }
/** What a mail says besides its sentences. */
type Found = { event: PitchEvent; slot: PitchSlot | null; stage: { nameZh: string; nameEn: string } | null; untilMs?: number; partner?: { nameZh: string; nameEn: string }; reason?: string; message?: string; sequence?: number }

export type SlotNotice = { template: 'pitch_booked' | 'pitch_moved' | 'pitch_left' | 'pitch_freed'; eventId: string; itemId: string; personIds: readonly string[] }

/** Mails about a slot; where it has another owner by the time they leave, they stay unsent. */
export const createTellSlot = (tell: TellPitch) => (held: QuickWork, { itemId, ...notice }: SlotNotice): void =>
  tell(held, { ...notice, subjectId: itemId, revision: Math.floor(held.now / 1000) })
export type TellSlot = ReturnType<typeof createTellSlot>

/** Mails about a delegation's pitch, each made of what is so when it leaves, and unsent where that is over. */
export function createPitchMails({ db, now, facts, baseUrl, mailFrom, parseSubject }: Parts): MailTemplates {
  const delegationOf = (sql: SyncSql, eventId: string, personId: string | null): string | null =>
    sql.get<{ id: string }>(`SELECT d."id" FROM "Delegate" g JOIN "Delegation" d ON d."id" = g."delegationId" WHERE g."personId" = ? AND d."eventId" = ?`, personId ?? '', eventId)?.id ?? null
  const stageOf = (sql: SyncSql, slot: PitchSlot | null) => (slot === null ? null : (sql.get<{ nameZh: string; nameEn: string }>(`SELECT "nameZh", "nameEn" FROM "Stage" WHERE "id" = ?`, slot.stageId) ?? null))

  /** A slot that the reader's delegation has, or no longer has. */
  function findSlot(sql: SyncSql, about: MailAbout, isTheirs: boolean): Found | null {
    const slot = facts.findSlot(sql, parseSubject(about.subjectId).subjectId)
    const event = slot === null ? null : facts.findPitchEvent(sql, slot.eventId)
    if (slot === null || event === null) return null
    const own = delegationOf(sql, event.id, about.personId)
    if (own === null || (slot.state === 'booked' && slot.delegationId === own) !== isTheirs) return null
    const sequence = sql.get<{ sequence: number }>(`SELECT "calendarSequence" AS "sequence" FROM "ProgrammeItem" WHERE "id" = ?`, slot.itemId)?.sequence ?? 0
    return { event, slot, stage: stageOf(sql, slot), sequence }
  }

  function findOffer(sql: SyncSql, about: MailAbout, state: 'offered' | 'expired'): Found | null {
    const { subjectId, revision } = parseSubject(about.subjectId)
    const row = sql.get<{ eventId: string; itemId: string | null; offerEndsAt: number | null }>(`SELECT "eventId", "itemId", "offerEndsAt" FROM "PitchWaiting" WHERE "id" = ? AND "version" = ? AND "state" = ?`, subjectId, revision, state)
    const event = row === undefined ? null : facts.findPitchEvent(sql, row.eventId)
    if (row === undefined || event === null) return null
    const slot = row.itemId === null ? null : facts.findSlot(sql, row.itemId)
    return { event, slot, stage: stageOf(sql, slot), ...(row.offerEndsAt === null ? {} : { untilMs: row.offerEndsAt }) }
  }

  function findSwap(sql: SyncSql, about: MailAbout): Found | null {
    const row = sql.get<{ eventId: string; fromItemId: string; message: string; endsAt: number; nameZh: string; nameEn: string }>(
      `SELECT w."eventId", w."fromItemId", w."message", w."endsAt", o."nameZh", o."nameEn" FROM "PitchSwap" w JOIN "Delegation" d ON d."id" = w."fromDelegationId" JOIN "Organization" o ON o."id" = d."organizationId" WHERE w."id" = ? AND w."state" = 'proposed'`,
      parseSubject(about.subjectId).subjectId,
    )
    const event = row === undefined ? null : facts.findPitchEvent(sql, row.eventId)
    const slot = row === undefined ? null : facts.findSlot(sql, row.fromItemId)
    return row === undefined || event === null ? null : { event, slot, stage: stageOf(sql, slot), untilMs: row.endsAt, partner: row, message: row.message }
  }

  function findDeck(sql: SyncSql, about: MailAbout, state: string): Found | null {
    const { subjectId, revision } = parseSubject(about.subjectId)
    const row = sql.get<{ eventId: string; reason: string }>(`SELECT "eventId", "reason" FROM "PitchDeck" WHERE "id" = ? AND "version" = ? AND "state" = ? AND "currentKey" IS NOT NULL`, subjectId, revision, state)
    const event = row === undefined ? null : facts.findPitchEvent(sql, row.eventId)
    return row === undefined || event === null ? null : { event, slot: null, stage: null, reason: row.reason }
  }

  function entryOf(found: Found, about: MailAbout): CalendarEntry | undefined {
    const { event, slot, stage, sequence } = found
    if (slot === null || sequence === undefined) return undefined
    const t = translator(about.locale)
    return {
      uid: calendarUid(slot.itemId), sequence, startsAtMs: slot.startsAtMs, endsAtMs: slot.endsAtMs,
      summary: t('mail:pitch.entry'), location: stage === null ? '' : pickText(about.locale, stage.nameZh, stage.nameEn), description: pickText(about.locale, event.nameZh, event.nameEn), url: `${baseUrl}/events/${event.slug}/pitch`, alarmMinutes: alarmMinutes.appearance,
    }
  }

  function calendar({ event }: Found, about: MailAbout, { method, entry }: { method: 'REQUEST' | 'CANCEL'; entry: CalendarEntry }): MailCalendar {
    return calendarMessage({ method, zone: event.zone, stampMs: now(), organizer: { name: pickText(about.locale, event.nameZh, event.nameEn), address: mailFrom }, attendee: { name: about.toName, address: about.toEmail }, entries: [entry] })
  }

  const when = (at: number, to: number | null, zone: string, locale: Locale): string => `${dayLabel(at, zone, locale)} ${to === null ? clockTime(at, zone) : clockRange(at, to, zone)} (${zoneOffsetLabel(at, zone)})`

  const make = (key: string, find: (sql: SyncSql, about: MailAbout) => Found | null, method?: 'REQUEST' | 'CANCEL') => async (about: MailAbout) => {
    const found = db.read((sql) => find(sql, about))
    if (found === null) return null
    const { event, slot, stage, untilMs, partner, reason = '', message = '' } = found
    const { locale } = about
    const t = translator(locale)
    const values = { event: pickText(locale, event.nameZh, event.nameEn), partner: partner === undefined ? '' : pickText(locale, partner.nameZh, partner.nameEn) }
    const entry = method === undefined ? undefined : entryOf(found, about)
    const attached = method === undefined || entry === undefined ? undefined : calendar(found, about, { method, entry })
    const element = createElement(DealNoticeMail, {
      locale,
      heading: t(`mail:pitch.${key}.heading`),
      lead: t(`mail:pitch.${key}.lead`, values),
      facts: [
        ...(slot === null ? [] : [{ label: t('mail:pitch.slot'), value: when(slot.startsAtMs, slot.endsAtMs, event.zone, locale) }]),
        ...(stage === null ? [] : [{ label: t('mail:pitch.stage'), value: pickText(locale, stage.nameZh, stage.nameEn) }]),
        ...(untilMs === undefined ? [] : [{ label: t('mail:pitch.until'), value: when(untilMs, null, event.zone, locale) }]),
        ...(reason === '' ? [] : [{ label: t('mail:pitch.reason'), value: reason }]),
      ],
      message,
      ...(attached === undefined ? {} : { note: t('mail:deal.calendar') }),
      ...(key === 'booked' && entry !== undefined ? { calendars: calendarLinks(entry, event.zone) } : {}),
      button: t('mail:pitch.open'),
      link: `${baseUrl}/events/${event.slug}/pitch`,
      why: t('mail:pitch.why', values),
    })
    return { subject: t(`mail:pitch.${key}.subject`, values), element, soonestMs: untilMs ?? slot?.startsAtMs ?? null, ...(attached === undefined ? {} : { calendar: attached }) }
  }

  return {
    pitch_booked: make('booked', (sql, about) => findSlot(sql, about, true), 'REQUEST'),
    pitch_moved: make('moved', (sql, about) => findSlot(sql, about, true), 'REQUEST'),
    pitch_left: make('left', (sql, about) => findSlot(sql, about, false), 'CANCEL'),
    pitch_freed: make('freed', (sql, about) => findSlot(sql, about, false), 'CANCEL'),
    pitch_offer: make('offer', (sql, about) => findOffer(sql, about, 'offered')),
    pitch_offer_over: make('offerOver', (sql, about) => findOffer(sql, about, 'expired')),
    pitch_swap: make('swap', findSwap),
    deck_accepted: make('deckAccepted', (sql, about) => findDeck(sql, about, 'accepted')),
    deck_to_mend: make('deckToMend', (sql, about) => findDeck(sql, about, 'to_mend')),
  }
}

import { createElement } from 'react'

import { ProgrammeReleasedMail, type AppearanceLine } from '#emails/programme-released.tsx'
import { calendarUid } from '#server/domain/programme/item.ts'
import { newsOf } from '#server/domain/programme/telling.ts'
import { alarmMinutes, calendarMessage, type CalendarEntry } from '#server/domain/shared/calendar-file.ts'
import { clockRange, dayLabel } from '#server/domain/shared/time.ts'
import type { MailAbout, MailTemplates } from '#server/features/messages/mail.ts'
import type { findProgrammeEvent, ProgrammeEvent } from '#server/features/programme-edits/store.ts'
import type { appearanceOf, listStages } from '#server/features/programme/store.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { findProgrammeRelease, saidBefore, toldLater, type ProgrammeRelease } from './store.ts'

type Parts = { db: Database; now: () => number; findEvent: typeof findProgrammeEvent; appearanceOf: typeof appearanceOf; stagesOf: typeof listStages; baseUrl: string; mailFrom: string }
/** One appearance in the reader's language. */
type Told = { itemId: string; title: string; place: string; startsAtMs: number; endsAtMs: number; sequence: number; kind: 'new' | 'moved' | 'gone' }

/** A talk that moved away from this morning is news for this morning. Null: all of it has passed. */
function soonest(told: readonly Told[], { changelog }: ProgrammeRelease, now: number): number | null {
  const before = changelog.moved.flatMap(({ id, was }) => (was !== null && told.some((one) => one.itemId === id) ? [was.startsAtMs] : []))
  const ahead = [...told.map((one) => one.startsAtMs), ...before].filter((at) => at > now)
  return ahead.length === 0 ? null : Math.min(...ahead)
}

/** One mail per person and kind: her appearances that the release brought or moved, as they stand when the mail leaves; and those that went. */
export function createProgrammeReleaseMails(parts: Parts): MailTemplates {
  const { db } = parts

  function toldOf(sql: SyncSql, release: ProgrammeRelease, personId: string, isGone: boolean, locale: Locale): Told[] {
    // Released again before the mail left, as in a night: the last one tells how it stands, and nothing that was put back is called off.
    const later = toldLater(sql, release, personId)
    const said = saidBefore(sql, release, personId)
    const mine = release.snapshot.affected
      .filter((one) => one.personId === personId && (one.kind === 'gone') === isGone && !later.has(one.itemId))
      .flatMap(({ itemId, kind: made }) => { const kind = newsOf(made, said.get(itemId) ?? []); return kind === null ? [] : [{ itemId, kind }] })
    if (isGone) {
      const stages = new Map(parts.stagesOf(sql, release.eventId).map((stage) => [stage.id, stage]))
      return release.snapshot.gone.filter((item) => mine.some((one) => one.itemId === item.itemId)).map((item) => {
        const stage = stages.get(item.stageId)
        return { ...item, title: pickText(locale, item.titleZh, item.titleEn), place: pickText(locale, stage?.nameZh ?? '', stage?.nameEn ?? ''), kind: 'gone' }
      })
    }
    return mine.flatMap(({ itemId, kind }): Told[] => {
      const card = parts.appearanceOf(sql, release.eventId, itemId, personId)
      if (card === null) return []
      const place = [pickText(locale, card.stageZh, card.stageEn), pickText(locale, card.placeZh, card.placeEn)].filter(Boolean).join(' · ')
      return [{ itemId, title: pickText(locale, card.titleZh, card.titleEn), place, startsAtMs: card.startsAt, endsAtMs: card.endsAt, sequence: card.sequence, kind }]
    })
  }

  function load({ subjectId, personId, locale }: MailAbout, isGone: boolean): { release: ProgrammeRelease; event: ProgrammeEvent; told: Told[] } | null {
    return db.read((sql) => {
      const release = findProgrammeRelease(sql, subjectId)
      const event = release === null ? null : parts.findEvent(sql, release.eventId)
      if (release === null || event === null || personId === null) return null
      const told = toldOf(sql, release, personId, isGone, locale)
      return told.length === 0 ? null : { release, event, told }
    })
  }

  const mail = (isGone: boolean): MailTemplates[string] => async (about) => {
    const facts = load(about, isGone)
    if (facts === null) return null
    const { release, event, told } = facts
    const { locale } = about
    const t = translator(locale)
    const name = pickText(locale, event.nameZh, event.nameEn)
    const link = `${parts.baseUrl}/events/${event.slug}/agenda`
    const lines = told.map((one): AppearanceLine => ({ when: `${dayLabel(one.startsAtMs, event.zone, locale)} ${clockRange(one.startsAtMs, one.endsAtMs, event.zone)}`, title: one.title || t('mail:programme.untitled'), place: one.place, news: t(`mail:programme.${one.kind}`) }))
    const entries = told.map((one): CalendarEntry => ({ uid: calendarUid(one.itemId), sequence: one.sequence, startsAtMs: one.startsAtMs, endsAtMs: one.endsAtMs, summary: one.title || t('mail:programme.untitled'), location: one.place, description: name, url: link, alarmMinutes: alarmMinutes.appearance }))
    const calendar = calendarMessage({ method: isGone ? 'CANCEL' : 'REQUEST', zone: event.zone, stampMs: parts.now(), organizer: { name, address: parts.mailFrom }, attendee: { name: about.toName, address: about.toEmail }, entries })
    return {
      subject: t(isGone ? 'mail:programme.subjectGone' : 'mail:programme.subject', { event: name, count: told.length }),
      element: createElement(ProgrammeReleasedMail, { locale, event: name, release: release.name, zone: event.zone, lines, link, isGone }),
      calendar,
      soonestMs: soonest(told, release, parts.now()),
    }
  }

  return { programme_released: mail(false), programme_withdrawn: mail(true) }
}

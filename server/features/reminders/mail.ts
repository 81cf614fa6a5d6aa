import { createElement } from 'react'

import { DayReminderMail } from '#emails/day-reminder.tsx'
import { clockRange, dayLabel, localDay, shiftDay } from '#server/domain/shared/time.ts'
import type { MeetingRow } from '#server/features/agenda/store.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { MailTemplate } from '#server/features/messages/mail.ts'
import { pickText } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { AgendaItem } from '#server/protocol/agenda.ts'

import { zoneOf } from './store.ts'

type Cards = {
  listMeetingsOf(sql: SyncSql, eventId: string, personId: string): MeetingRow[]
  agendaItems(sql: SyncSql, rows: readonly MeetingRow[], ownDelegationOf: (row: MeetingRow) => string): AgendaItem[]
  peopleOf(sql: SyncSql, delegationIds: readonly string[]): { delegationId: string; personId: string }[]
}

/** Tomorrow as it stands when the mail leaves; a day that has become free, or has begun, is no reason to write. */
export function createReminderMails({ db, now, diary, cards, baseUrl }: { db: Database; now: () => number; diary: Diary; cards: Cards; baseUrl: string }): Record<'day_reminder', MailTemplate> {
  return {
    async day_reminder({ subjectId, personId, locale }) {
      const [eventId = '', day = ''] = subjectId.split('@')
      const found = db.read((sql) => {
        const event = diary.findEvent(sql, eventId)
        if (event === null || personId === null) return null
        const rows = cards.listMeetingsOf(sql, event.id, personId).filter((row) => localDay(row.startsAt, event.zone) === day)
        const own = new Set(cards.peopleOf(sql, rows.map((row) => row.aDelegationId)).filter((one) => one.personId === personId).map((one) => one.delegationId))
        return { event, zone: zoneOf(sql, personId) ?? event.zone, items: cards.agendaItems(sql, rows, (row) => (own.has(row.aDelegationId) ? row.aDelegationId : row.bDelegationId)) }
      })
      const first = found?.items[0]
      if (!found || first === undefined || first.startsAt <= now()) return null
      const { event, items } = found
      const t = translator(locale)
      const name = pickText(locale, event.nameZh, event.nameEn)
      const lines = items.map((item) => ({
        time: clockRange(item.startsAt, item.endsAt, event.zone), partner: pickText(locale, item.partner.nameZh, item.partner.nameEn),
        place: item.table === null ? '' : [t('agenda:table.code', { code: item.table.code }), pickText(locale, item.table.placeZh, item.table.placeEn)].filter(Boolean).join(' · '),
      }))
      const date = dayLabel(first.startsAt, event.zone, locale)
      // Late, or read where it is another day, `tomorrow` would be a lie.
      const isTomorrow = [event.zone, found.zone].every((zone) => localDay(first.startsAt, zone) === shiftDay(localDay(now(), zone), 1))
      const element = createElement(DayReminderMail, { locale, event: name, day: date, isTomorrow, zone: event.zone, lines, link: `${baseUrl}/events/${event.slug}/agenda` })
      return { subject: t(`mailing:reminder.${isTomorrow ? 'subject' : 'dated.subject'}`, { event: name, day: date, count: lines.length }), element, soonestMs: first.startsAt }
    },
  }
}

import { createElement } from 'react'

import { OutcomeNudgeMail } from '#emails/outcome-nudge.tsx'
import { isOpen } from '#server/domain/events/phases.ts'
import { followUpEndsAt } from '#server/domain/followup/outcomes.ts'
import { dayLabel } from '#server/domain/shared/time.ts'
import type { MailTemplate } from '#server/features/messages/mail.ts'
import type { OpenMeeting } from '#server/features/outcomes/store.ts'
import { pickText } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { findEvent } from './store.ts'

type Asked = { openMeetingsOf(sql: SyncSql, eventId: string, personId: string, nowMs: number): OpenMeeting[] }

/** What is still open when the mail leaves: answered meanwhile, by her or a colleague, there is no reason to write. */
export function createOutcomeNudgeMails({ db, asked, now, baseUrl }: { db: Database; asked: Asked; now: () => number; baseUrl: string }): Record<'outcome_nudge', MailTemplate> {
  return {
    async outcome_nudge({ subjectId, personId, locale }) {
      const at = now()
      const found = personId === null ? null : db.read((sql) => ({ event: findEvent(sql, subjectId), meetings: asked.openMeetingsOf(sql, subjectId, personId, at) }))
      const [first] = found?.meetings ?? []
      if (!found?.event || first === undefined) return null
      const { event, meetings } = found
      const endsAt = followUpEndsAt(event)
      if (!isOpen('outcome:record', event.phase) || at >= endsAt) return null
      const name = pickText(locale, event.nameZh, event.nameEn)
      const element = createElement(OutcomeNudgeMail, {
        locale, event: name, partners: meetings.map((one) => pickText(locale, one.partnerZh, one.partnerEn)), count: meetings.length,
        until: dayLabel(endsAt - 1, event.zone, locale), link: `${baseUrl}/events/${event.slug}/calendar/${first.meetingId}`,
      })
      return { subject: translator(locale)('mailing:outcome.subject', { event: name }), element }
    },
  }
}

import { createElement } from 'react'

import { DealNoticeMail } from '#emails/deal-notice.tsx'
import { clockTime, dayLabel, spanLabel, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import type { InvitationState } from '#server/domain/invitations/answering.ts'
import type { MailAbout, MailTemplates } from '#server/features/messages/mail.ts'
import type { RegistrationEvent } from '#server/features/registration-line/store.ts'
import { pickText } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { findInvitation, findList } from './store.ts'

export type InvitationTemplate = 'invitation_sent' | 'invitation_reminder' | 'invitation_promoted'

type Parts = { db: Database; now: () => number; baseUrl: string; parseSubject: (subject: string) => { subjectId: string; revision: number }; findEvent: (sql: SyncSql, eventId: string) => RegistrationEvent | null; tokenOf: (invitationId: string, version: number) => string }

/** Invitations, reminders and the place that came free, each made of what is so when it leaves; who has answered otherwise or was taken off the list gets none. */
export function createInvitationMails({ db, now, baseUrl, parseSubject, findEvent, tokenOf }: Parts): MailTemplates {
  const make = (key: 'sent' | 'reminder' | 'promoted', states: readonly InvitationState[] = ['invited', 'maybe']) => async ({ subjectId: subject, locale, toName }: MailAbout) => {
    const { subjectId, revision } = parseSubject(subject)
    const found = db.read((sql) => {
      const row = findInvitation(sql, subjectId)
      const list = row === null ? null : findList(sql, row.listId)
      const event = row === null ? null : findEvent(sql, row.eventId)
      return row === null || list === null || event === null || row.linkVersion !== revision ? null : { row, list, event }
    })
    if (found === null) return null
    const { row, list, event } = found
    if (!states.includes(row.state) || (key === 'promoted' ? event.endsAtMs : list.answerBy) <= now()) return null
    const t = translator(locale)
    const values = { event: pickText(locale, event.nameZh, event.nameEn), kind: t(`registration:asKind.${list.kind}`) }
    const zone = zoneOffsetLabel(event.startsAtMs, event.zone)
    const venue = pickText(locale, event.venueZh, event.venueEn)
    const element = createElement(DealNoticeMail, {
      locale,
      heading: t(`mail:invitation.${key}.heading`),
      lead: t(`mail:invitation.${key}.lead`, values),
      facts: [
        { label: t('mail:invitation.when'), value: `${spanLabel(event.startsAtMs, event.endsAtMs, event.zone, locale)} (${zone})` },
        ...(venue === '' ? [] : [{ label: t('mail:invitation.venue'), value: venue }]),
        ...(toName === '' ? [] : [{ label: t('mail:invitation.for'), value: toName }]),
        { label: t('mail:invitation.until'), value: `${dayLabel(list.answerBy, event.zone, locale)} ${clockTime(list.answerBy, event.zone)} (${zoneOffsetLabel(list.answerBy, event.zone)})` },
      ],
      message: pickText(locale, list.messageZh, list.messageEn),
      button: t(`mail:invitation.${key === 'promoted' ? 'openAccepted' : 'open'}`),
      link: `${baseUrl}/invitation/${tokenOf(row.id, row.linkVersion)}`,
      why: t('mail:invitation.why', values),
    })
    return { subject: t(`mail:invitation.${key}.subject`, values), element, soonestMs: list.answerBy }
  }
  return { invitation_sent: make('sent'), invitation_reminder: make('reminder'), invitation_promoted: make('promoted', ['accepted']) }
}

import { createElement } from 'react'

import { DealNoticeMail } from '#emails/deal-notice.tsx'
import { TicketMail } from '#emails/ticket.tsx'
import { hasSentence } from '#server/domain/registration/policy.ts'
import type { RegistrationState } from '#server/domain/registration/standing.ts'
import { ticketText } from '#server/domain/registration/ticket-code.ts'
import { clockTime, dayLabel, spanLabel, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import type { MailAbout, MailTemplates } from '#server/features/messages/mail.ts'
import type { Around } from '#server/features/registration-line/commands.ts'
import type { TicketRow } from '#server/features/registration-line/store.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import { qrCode } from '#server/platform/qr.ts'

/** Mails that follow from a registration and what became of it. */
export const registrationTemplates = ['registration_submitted', 'registration_approved', 'registration_declined', 'registration_waitlisted', 'registration_offered', 'registration_lapsed', 'registration_confirmed', 'registration_cancelled'] as const
export type RegistrationTemplate = (typeof registrationTemplates)[number]

type Parts = {
  db: Database
  baseUrl: string
  parseSubject: (subject: string) => { subjectId: string; revision: number }
  around: (sql: SyncSql, registrationId: string) => Around | null
  findTicket: (sql: SyncSql, registrationId: string) => TicketRow | null
}

type Values = { event: string }
type Said = { heading: string; lead: string; subject: string; facts: { label: string; value: string }[]; button: string; link: string; why: string; locale: Locale }

/** When, where, until when and why, as far as there is something to say. */
function factsOf({ row, event }: Around, locale: Locale): Said['facts'] {
  const t = translator(locale)
  const zone = zoneOffsetLabel(event.startsAtMs, event.zone)
  const venue = pickText(locale, event.venueZh, event.venueEn)
  const reason = row.state === 'declined' || row.state === 'cancelled' ? [hasSentence(row.reasonCode) ? t(`mail:registration.reasons.${row.reasonCode}`) : '', row.reasonText].filter(Boolean).join(' ') : ''
  return [
    { label: t('mail:registration.when'), value: `${spanLabel(event.startsAtMs, event.endsAtMs, event.zone, locale)} (${zone})` },
    ...(venue === '' ? [] : [{ label: t('mail:registration.venue'), value: venue }]),
    { label: t('mail:registration.who'), value: pickText(locale, row.badge.nameZh, row.badge.nameEn) },
    ...(row.until === null ? [] : [{ label: t('mail:registration.until'), value: `${dayLabel(row.until, event.zone, locale)} ${clockTime(row.until, event.zone)} (${zoneOffsetLabel(row.until, event.zone)})` }]),
    ...(reason === '' ? [] : [{ label: t('mail:registration.reason'), value: reason }]),
  ]
}

/** Mails about a registration, each made of what is so when it leaves, and unsent where that is over. */
export function createRegistrationMails({ db, baseUrl, parseSubject, around, findTicket }: Parts): MailTemplates {
  function open({ subjectId: subject, locale }: MailAbout, key: string, state: RegistrationState): { said: Said; ticket: TicketRow | null; soonestMs: number } | null {
    const { subjectId, revision } = parseSubject(subject)
    const found = db.read((sql) => {
      const about = around(sql, subjectId)
      return about === null || about.row.state !== state || about.row.version !== revision ? null : { about, ticket: findTicket(sql, subjectId) }
    })
    if (found === null) return null
    const { about, ticket } = found
    const t = translator(locale)
    const values: Values = { event: pickText(locale, about.event.nameZh, about.event.nameEn) }
    const isLead = about.row.leadId === null
    return {
      ticket,
      soonestMs: about.row.until ?? about.event.startsAtMs,
      said: {
        locale, facts: factsOf(about, locale),
        subject: t(`mail:registration.${key}.subject`, values), heading: t(`mail:registration.${key}.heading`), lead: t(`mail:registration.${key}.lead`, values),
        button: t(`mail:registration.${key === 'approved' ? 'pay' : 'open'}`), link: `${baseUrl}/events/${about.event.slug}/register`, why: t(`mail:registration.${isLead ? 'why' : 'whyGroup'}`, values),
      },
    }
  }

  const make = (key: string, state: RegistrationState) => async (about: MailAbout) => {
    const opened = open(about, key, state)
    if (opened === null) return null
    const { subject, ...said } = opened.said
    return { subject, element: createElement(DealNoticeMail, said), soonestMs: opened.soonestMs }
  }

  return {
    registration_submitted: make('submitted', 'submitted'),
    registration_approved: make('approved', 'approved'),
    registration_declined: make('declined', 'declined'),
    registration_waitlisted: make('waitlisted', 'waitlisted'),
    registration_offered: make('offered', 'offered'),
    registration_lapsed: make('lapsed', 'lapsed'),
    registration_cancelled: make('cancelled', 'cancelled'),
    async registration_confirmed(about: MailAbout) {
      const opened = open(about, 'confirmed', 'confirmed')
      if (opened?.ticket?.state !== 'valid') return null
      const { subject, ...said } = opened.said
      const t = translator(about.locale)
      return { subject, soonestMs: opened.soonestMs, element: createElement(TicketMail, { ...said, qr: qrCode(ticketText(opened.ticket.code)), qrLabel: t('mail:registration.qr'), code: opened.ticket.code, note: t('mail:registration.qrNote') }) }
    },
  }
}

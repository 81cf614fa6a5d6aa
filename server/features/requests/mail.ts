import { createElement } from 'react'

import { DealNoticeMail } from '#emails/deal-notice.tsx'
import { clockRange, clockTime, dayLabel, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import type { RequestRow } from '#server/features/agenda/store.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { MailAbout, MailTemplates } from '#server/features/messages/mail.ts'
import { pickText } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import type { QuickWork } from '#server/jobs/quick-work.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import { isReachable } from '#server/platform/sql-addresses.ts'
import { inList } from '#server/platform/sql-lists.ts'
import type { RequestCard } from '#server/protocol/agenda.ts'

/** Mails that follow from a request or a meeting. */
export const requestTemplates = ['request_received', 'request_handed', 'request_accepted', 'request_declined', 'request_promoted'] as const
export type RequestTemplate = (typeof requestTemplates)[number]
export type NoticeTemplate = RequestTemplate | 'meeting_scheduled' | 'meeting_moved' | 'meeting_cancelled'

export type Notice<Template extends string = NoticeTemplate> = {
  template: Template
  eventId: string
  /** The request (`request_…`) or meeting (`meeting_…`) it is about. */
  subjectId: string
  /** Version of the request or sequence of the meeting: when another change follows before the mail leaves, it stays unsent. */
  revision: number
  personIds: readonly string[]
  /** Not before so many ms from now. */
  afterMs?: number
}

/** Writes mails and their jobs inside the transaction of a change; what they say is read when they leave. */
export type TellByMail<Template extends string = NoticeTemplate> = (held: QuickWork, notice: Notice<Template>) => void

/** `request_accepted` about request r at version 2 is about `r@2`. */
export const noticeSubject = (subjectId: string, revision: number): string => `${subjectId}@${revision}`

export function parseNoticeSubject(subject: string): { subjectId: string; revision: number } {
  const [subjectId = '', revision = ''] = subject.split('@')
  return { subjectId, revision: Number(revision) }
}

type Reader = { id: string; email: string; nameZh: string; nameEn: string; locale: string }

export function createTellByMail<Template extends string = NoticeTemplate>(parts: { mailDomain: string; sendJob: (mailId: string, runAt: number, template: string) => JobRequest }): TellByMail<Template> {
  return (held, { template, eventId, subjectId, revision, personIds, afterMs = 0 }) => {
    if (personIds.length === 0) return
    const list = inList([...new Set(personIds)])
    const readers = held.sql.all<Reader>(`SELECT "id", "email", "nameZh", "nameEn", "locale" FROM "Person" WHERE "id" IN (${list.marks}) AND ${isReachable('"email"')} ORDER BY "id"`, ...list.values)
    for (const reader of readers) {
      const id = held.newId()
      const name = reader.locale === 'en' ? reader.nameEn || reader.nameZh : reader.nameZh || reader.nameEn
      held.sql.run(
        `INSERT INTO "MailMessage" ("id", "personId", "eventId", "toEmail", "toName", "template", "subjectId", "locale", "state", "messageId", "subject", "html", "text", "calendar", "attempts", "error", "createdAt")
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'queued', ?, '', '', '', '', 0, '', ?)`,
        id, reader.id, eventId, reader.email, name, template, noticeSubject(subjectId, revision), reader.locale, `<${id}@${parts.mailDomain}>`, held.now,
      )
      held.job(parts.sendJob(id, held.now + afterMs, template))
    }
  }
}

type Cards = {
  findRequest(sql: SyncSql, id: string): RequestRow | null
  requestCards(sql: SyncSql, rows: readonly RequestRow[], viewerDelegationId: string): RequestCard[]
}
type MailParts = { db: Database; diary: Diary; cards: Cards; baseUrl: string }

/** A mail leaves only while what it says is still true. */
const stillTrue: Record<RequestTemplate, RequestRow['state']> = { request_received: 'pending', request_handed: 'pending', request_promoted: 'pending', request_accepted: 'accepted', request_declined: 'declined' }

/** Mails about requests, each made of what is so when it leaves. */
export function createRequestMails({ db, diary, cards, baseUrl }: MailParts): MailTemplates {
  const make = (template: RequestTemplate) => async ({ subjectId, personId, locale }: MailAbout) => {
    const { subjectId: requestId, revision } = parseNoticeSubject(subjectId)
    const facts = db.read((sql) => {
      const row = cards.findRequest(sql, requestId)
      if (row === null || row.state !== stillTrue[template] || row.version !== revision) return null
      const event = diary.findEvent(sql, row.eventId)
      const receiver = diary.findParty(sql, row.toDelegationId)
      if (event === null || receiver === null) return null
      const viewer = receiver.people.some((one) => one.personId === personId) ? row.toDelegationId : row.fromDelegationId
      const [card] = cards.requestCards(sql, [row], viewer)
      return card === undefined ? null : { card, event }
    })
    if (facts === null) return null
    const { card, event } = facts
    const t = translator(locale)
    const partner = pickText(locale, card.partner.nameZh, card.partner.nameEn)
    const eventName = pickText(locale, event.nameZh, event.nameEn)
    const when = (at: number, to: number): string => `${dayLabel(at, event.zone, locale)} ${clockRange(at, to, event.zone)}`
    const times = card.holds.map((hold) => when(hold.startsAt, hold.endsAt)).join(t('mail:deal.or'))
    const key = template.slice('request_'.length)
    const element = createElement(DealNoticeMail, {
      locale,
      heading: t(`mail:deal.${key}.heading`),
      lead: t(`mail:deal.${key}.lead`, { partner, event: eventName }),
      facts: [
        { label: t('mail:deal.with'), value: partner },
        ...(times === '' || card.state !== 'pending' ? [] : [{ label: t('mail:deal.times'), value: t('mail:deal.timesIn', { times, zone: zoneOffsetLabel(card.holds[0]?.startsAt ?? event.startsAtMs, event.zone) }) }]),
        ...(card.state === 'pending' ? [{ label: t('mail:deal.until'), value: `${dayLabel(card.expiresAt, event.zone, locale)} ${clockTime(card.expiresAt, event.zone)} (${zoneOffsetLabel(card.expiresAt, event.zone)})` }] : []),
        ...(card.declineReason === '' ? [] : [{ label: t('mail:deal.reason'), value: t(`requests:decline.${card.declineReason}`) }]),
      ],
      message: template === 'request_received' || template === 'request_handed' ? card.message : '',
      button: t('mail:deal.openRequests'),
      link: `${baseUrl}/events/${event.slug}/requests`,
      why: t('mail:deal.why', { event: eventName }),
    })
    return { subject: t(`mail:deal.${key}.subject`, { partner, event: eventName }), element, soonestMs: card.state === 'pending' ? card.expiresAt : null }
  }
  return Object.fromEntries(requestTemplates.map((template) => [template, make(template)]))
}

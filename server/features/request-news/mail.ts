import { createElement } from 'react'

import { RequestsChangedMail, type RequestLine } from '#emails/requests-changed.tsx'
import { inTellingOrder, isStillSo, type RequestNewsKind } from '#server/domain/messages/request-news.ts'
import { clockRange, clockTime, dayLabel } from '#server/domain/shared/time.ts'
import type { RequestRow } from '#server/features/agenda/store.ts'
import type { Diary, EventFacts } from '#server/features/diary/store.ts'
import type { MailAbout, MailContent, MailTemplate, MailTemplates } from '#server/features/messages/mail.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { RequestCard } from '#server/protocol/agenda.ts'

import { noteTold, untoldOf } from './store.ts'

type Cards = {
  findRequests(sql: SyncSql, ids: readonly string[]): RequestRow[]
  requestCards(sql: SyncSql, rows: readonly RequestRow[], viewerDelegationId: string): RequestCard[]
  peopleOf(sql: SyncSql, delegationIds: readonly string[]): { delegationId: string; personId: string }[]
}
type Parts = {
  db: Database
  now: () => number
  diary: Diary
  cards: Cards
  baseUrl: string
  /** The mail about one request, and what it is about. */
  alone: MailTemplates
  subjectOf: (requestId: string, version: number) => string
}
type News = { requestId: string; kind: RequestNewsKind; card: RequestCard; expiresAtMs: number }
type Facts = { event: EventFacts; news: News[] }

/** The digest of what happened to a person's requests; with one of them it is the mail of that moment. */
export function createRequestNewsMails(parts: Parts): Record<'requests_changed', MailTemplate> {
  const { db, cards, now, baseUrl } = parts

  function load(sql: SyncSql, { eventId, personId, createdAtMs = 0 }: MailAbout): Facts | null {
    const event = eventId === null ? null : parts.diary.findEvent(sql, eventId)
    if (event === null || personId === null) return null
    const untold = untoldOf(sql, { personId, eventId: event.id, sinceMs: createdAtMs, untilMs: now() })
    const rows = cards.findRequests(sql, untold.map((one) => one.requestId))
    const hers = new Set(cards.peopleOf(sql, rows.flatMap((row) => [row.fromDelegationId, row.toDelegationId])).filter((one) => one.personId === personId).map((one) => one.delegationId))
    const news = rows.flatMap((row): News[] => {
      const own = [row.toDelegationId, row.fromDelegationId].find((one) => hers.has(one))
      const [card] = own === undefined ? [] : cards.requestCards(sql, [row], own)
      const kind = untold.find((one) => one.requestId === row.id)?.kind
      if (card === undefined || kind === undefined) return []
      const seen = { state: row.state, assigneeId: row.assigneeId, isFirst: card.holds.some((hold) => hold.place === 1), expiresAtMs: row.expiresAt }
      return isStillSo(kind, seen, personId, now()) ? [{ requestId: row.id, kind, card, expiresAtMs: row.expiresAt }] : []
    })
    return { event, news: inTellingOrder(news) }
  }

  function lineOf({ kind, card }: News, event: EventFacts, locale: Locale): RequestLine {
    const t = translator(locale)
    const label = kind === 'received' && card.counterOfId !== null ? 'countered' : kind
    const times = card.holds.map((hold) => `${dayLabel(hold.startsAt, event.zone, locale)} ${clockRange(hold.startsAt, hold.endsAt, event.zone)}`).join(t('mail:deal.or'))
    const until = t(card.direction === 'received' ? 'mail:requests.until' : 'mail:requests.untilTheirs', { time: `${dayLabel(card.expiresAt, event.zone, locale)} ${clockTime(card.expiresAt, event.zone)}` })
    const below = card.state === 'pending' ? [times, until] : kind === 'accepted' ? [t('mail:requests.toBePlaced')] : card.declineReason === '' ? [] : [t(`requests:decline.${card.declineReason}`)]
    return { news: t(`mail:requests.news.${label}`), partner: pickText(locale, card.partner.nameZh, card.partner.nameEn), below: below.filter(Boolean).join(' · ') }
  }

  function several({ event, news }: Facts, { locale }: MailAbout): Pick<MailContent, 'subject' | 'element'> {
    const t = translator(locale)
    const name = pickText(locale, event.nameZh, event.nameEn)
    const isAllNew = news.every((one) => one.kind === 'received' || one.kind === 'handed')
    const lines = news.map((one) => lineOf(one, event, locale))
    const element = createElement(RequestsChangedMail, { locale, event: name, zone: event.zone, lines, isAllNew, link: `${baseUrl}/events/${event.slug}/requests` })
    return { subject: t(`mail:requests.${isAllNew ? 'subjectNew' : 'subject'}`, { event: name, count: news.length }), element }
  }

  return {
    async requests_changed(about) {
      const facts = db.read((sql) => load(sql, about))
      const { personId } = about
      const [first] = facts?.news ?? []
      if (facts === null || first === undefined || personId === null) return null
      const said = facts.news.length > 1 ? several(facts, about) : await parts.alone[`request_${first.kind}`]?.({ ...about, subjectId: parts.subjectOf(first.requestId, first.card.version) })
      if (!said) return null
      const open = facts.news.filter((one) => one.card.state === 'pending').map((one) => one.expiresAtMs)
      return { ...said, soonestMs: open.length === 0 ? null : Math.min(...open), sent: (tx) => noteTold(tx, personId, facts.news) }
    },
  }
}

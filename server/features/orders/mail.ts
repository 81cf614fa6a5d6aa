import { createElement } from 'react'

import { DealNoticeMail } from '#emails/deal-notice.tsx'
import { amountText } from '#server/domain/billing/currency.ts'
import { clockTime, dayLabel, spanLabel, zoneOffsetLabel } from '#server/domain/shared/time.ts'
import type { MailAbout, MailTemplates } from '#server/features/messages/mail.ts'
import type * as TicketTypes from '#server/features/ticket-types/store.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { Database } from '#server/platform/db.ts'

import { findFapiao, findOrder, listLines, type OrderRow } from './store.ts'

type Parts = { db: Database; baseUrl: string; ticketTypes: typeof TicketTypes; parseSubject: (subject: string) => { subjectId: string; revision: number } }

/** Mails about money. A receipt says what was paid, whatever happens later; the others leave only while they are so. */
export function createOrderMails({ db, baseUrl, ticketTypes, parseSubject }: Parts): MailTemplates {
  function factsOf(order: OrderRow, locale: Locale): { label: string; value: string }[] {
    const t = translator(locale)
    const [lines, event, fapiao] = db.read((sql) => [listLines(sql, order.id), ticketTypes.findSellingEvent(sql, order.eventId), findFapiao(sql, order.id)] as const)
    const money = (minor: number): string => amountText(minor, order.currency, locale)
    return [
      { label: t('mail:order.number'), value: String(order.number) },
      ...lines.map((line) => ({ label: pickText(locale, line.nameZh, line.nameEn) + (line.quantity > 1 ? ` × ${line.quantity}` : '') + (lines.length > 1 && line.guest !== null ? ` · ${pickText(locale, line.guest.nameZh, line.guest.nameEn)}` : '') + (line.givenUpAt === null ? '' : ` · ${t('mail:order.givenUp')}`), value: money(line.amount) })),
      ...lines.filter(({ deposit }) => deposit > 0).map(({ deposit }) => ({ label: t('mail:order.deposit'), value: money(deposit) })),
      { label: t('mail:order.total'), value: money(order.amount) },
      ...(event !== null && order.state === 'held' ? [{ label: t('mail:order.until'), value: `${dayLabel(order.holdUntil, event.zone, locale)} ${clockTime(order.holdUntil, event.zone)} (${zoneOffsetLabel(order.holdUntil, event.zone)})` }] : []),
      ...(order.tax > 0 ? [{ label: t('mail:order.tax'), value: money(order.tax) }] : []),
      ...(order.refunded > 0 ? [{ label: t('mail:order.refundedSoFar'), value: money(order.refunded) }] : []),
      ...(fapiao === null ? [] : [{ label: t('mail:order.fapiao'), value: fapiao.title }]),
      ...(event === null ? [] : [{ label: t('mail:order.when'), value: `${spanLabel(event.startsAtMs, event.endsAtMs, event.zone, locale)} (${zoneOffsetLabel(event.startsAtMs, event.zone)})` }]),
    ]
  }

  const make = (key: string, isSo: (order: OrderRow, revision: number) => boolean) => async ({ subjectId: subject, locale }: MailAbout) => {
    const { subjectId, revision } = parseSubject(subject)
    const order = db.read((sql) => findOrder(sql, subjectId))
    const event = order === null ? null : db.read((sql) => ticketTypes.findSellingEvent(sql, order.eventId))
    if (order === null || event === null || !isSo(order, revision)) return null
    const t = translator(locale)
    const values = { event: pickText(locale, event.nameZh, event.nameEn), amount: amountText(order.amount, order.currency, locale), back: amountText(order.refunded, order.currency, locale) }
    const element = createElement(DealNoticeMail, {
      locale,
      heading: t(`mail:order.${key}.heading`),
      lead: t(`mail:order.${key}.lead`, values),
      facts: factsOf(order, locale),
      message: '',
      button: t('mail:order.open'),
      link: `${baseUrl}/events/${event.slug}/orders/${order.id}`,
      why: t('mail:order.why', values),
    })
    return { subject: t(`mail:order.${key}.subject`, values), element }
  }

  return {
    order_paid: make('paid', (order) => order.fulfilledAt !== null),
    order_refunded: make('refunded', (order, revision) => order.refunded === revision),
    order_failed: make('failed', (order) => order.state === 'failed'),
    order_smaller: make('smaller', (order, revision) => order.state === 'held' && order.version === revision),
    order_ended: make('ended', (order) => order.state === 'cancelled' && order.fulfilledAt === null),
    order_returned: make('returned', (order) => order.state === 'returning' || order.state === 'refunded'),
  }
}

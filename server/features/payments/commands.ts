import { system, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { paymentLines } from '#server/domain/billing/payment-lines.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { OrderSettling } from '#server/features/order-settling/commands.ts'
import type * as OrderStore from '#server/features/orders/store.ts'
import type { OrderRow } from '#server/features/orders/store.ts'
import { pickText, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database } from '#server/platform/db.ts'
import type { Logger } from '#server/platform/logger.ts'
import type { CheckoutRequest, PaymentNews, PaymentService } from '#server/platform/stripe.ts'
import type { OrderInput } from '#server/protocol/inputs/money.ts'

import { lookAtOrderJob } from './jobs.ts'
import { askAgain, beginPayment, findBuyer, findPayment, hear, insertNews, keepSession, listUnsettled, nextAttempt, orderOfNews, syncRefunds } from './store.ts'

const minuteMs = 60_000
/** A payment page may be open for no less than half an hour; ours ends so long after the hold, whenever it was made, and is closed with the hold. */
const pageOutlivesHoldMs = 31 * minuteMs
/** So long after a hold its seats wait for a payment service that doesn't answer. */
const patienceMs = 10 * minuteMs
const overlapMs = 60 * minuteMs
const firstLookBackMs = 7 * 24 * 60 * minuteMs

type Parts = { db: Database; clock: Clock; logger: Pick<Logger, 'warn'>; quick: RunQuickWork; service: PaymentService | null; orders: typeof OrderStore; settling: OrderSettling; baseUrl: string; findSlug: (eventId: string) => string | null }

/** The payment service didn't answer: the job is tried again. */
class Unreachable extends Error {
  override readonly name = 'PaymentUnreachable'
}

/** Money comes in: nothing here believes an event or a browser, everything asks the payment service. */
export function createPaymentCommands({ db, clock, logger, quick, service, orders, settling, baseUrl, findSlug }: Parts) {
  /** Its buyer has given it up, or somebody on it has who would be paid for. */
  const isEnding = (order: OrderRow): boolean => order.cancelAsked || db.read((sql) => orders.isShort(sql, order))

  /** All lines: what is asked for under one key must be the same each time. */
  function checkoutOf(order: OrderRow): CheckoutRequest {
    const [lines, buyer] = db.read((sql) => [orders.listLines(sql, order.id), findBuyer(sql, order.personId)] as const)
    const locale: Locale = buyer?.locale === 'en' ? 'en' : 'zh-CN'
    const t = translator(locale)
    const page = `${baseUrl}/events/${findSlug(order.eventId) ?? ''}/orders/${order.id}`
    const named = lines.flatMap(({ nameZh, nameEn, quantity, amount, deposit }) => {
      const name = pickText(locale, nameZh, nameEn)
      return [{ name, quantity, amount }, { name: t('tickets:depositOf', { name }), quantity, amount: deposit }]
    })
    return { orderId: order.id, eventId: order.eventId, currency: order.currency, lines: paymentLines(named), email: buyer?.email ?? '', locale: locale === 'en' ? 'en' : 'zh', expiresAt: order.holdUntil + pageOutlivesHoldMs, doneUrl: `${page}?back=1`, backUrl: page }
  }

  /** The payment page of an order: made once, under one key, however often it is asked for. */
  async function ensureSession(order: OrderRow, to: PaymentService): Promise<Result<{ sessionId: string; url: string }>> {
    await quick(system, (held) => ok(beginPayment(held, order.id)))
    const before = db.read((sql) => findPayment(sql, order.id))
    if (before?.sessionId != null) return ok({ sessionId: before.sessionId, url: before.url })
    const attempt = before?.attempt ?? 1
    const made = await to.openCheckout(checkoutOf(order), `checkout:${order.id}:${attempt}`)
    if (!made.ok) {
      const { answered } = (made.error.detail ?? {}) as { answered?: boolean }
      if (answered === true) await quick(system, (held) => ok(nextAttempt(held, order.id, attempt)))
      return made
    }
    await quick(system, (held) => ok(keepSession(held, order.id, made.value)))
    const kept = db.read((sql) => findPayment(sql, order.id))
    return ok({ sessionId: kept?.sessionId ?? made.value.sessionId, url: kept?.url ?? made.value.url })
  }

  async function open(actor: Actor, { eventId, orderId }: OrderInput): Promise<Result<{ url: string }>> {
    if (actor.kind !== 'person') return err('auth.required')
    const order = db.read((sql) => orders.findOrder(sql, orderId))
    if (order === null || order.eventId !== eventId || order.personId !== actor.personId) return err('record.not_found')
    if (!can(actor, 'order:place', { eventId: eventId as EventId, personIds: [actor.personId] })) return err('auth.forbidden')
    if (order.state !== 'held' || isEnding(order) || clock.now() >= order.holdUntil) return err('order.not_payable')
    if (service === null) return err('payment.not_set_up')
    const session = await ensureSession(order, service)
    if (session.ok) return session.value.url === '' ? err('order.not_payable') : ok({ url: session.value.url })
    if (session.error.code === 'payment.refused') logger.warn({ orderId, detail: session.error.detail }, 'payment page refused')
    return err(session.error.code)
  }

  /** Asks what is so and settles the order by it. False where the service knows no such page. */
  async function look(orderId: string): Promise<boolean> {
    const order = db.read((sql) => orders.findOrder(sql, orderId))
    const payment = db.read((sql) => findPayment(sql, orderId))
    if (order === null || payment === null || service === null) return false
    const session = payment.sessionId === null ? await ensureSession(order, service) : ok({ sessionId: payment.sessionId })
    if (!session.ok) throw new Unreachable()
    const number = await quick(system, (held) => ok(askAgain(held, orderId)))
    const asked = number.ok ? number.value : 0
    const seen = await service.readCheckout(session.value.sessionId)
    if (!seen.ok && seen.error.code === 'record.not_found') return false
    if (!seen.ok) throw new Unreachable()
    const said = seen.value
    await quick(system, (held) => {
      if (!hear(held, orderId, asked, said)) return ok()
      syncRefunds(held, said)
      settling.settle(held, orderId, said.said)
      return ok()
    })
    return true
  }

  /** Without a page at the service an unpaid order is settled by what we know alone. */
  const settleUnpaid = (orderId: string) =>
    quick(system, (held) => {
      const order = orders.findOrder(held.sql, orderId)
      if (order?.state === 'held' && order.fulfilledAt === null) settling.settle(held, orderId, null)
      return ok()
    })

  async function endHold(orderId: string): Promise<void> {
    const order = db.read((sql) => orders.findOrder(sql, orderId))
    if (order?.state !== 'held' || (!isEnding(order) && clock.now() < order.holdUntil)) return
    const payment = db.read((sql) => findPayment(sql, orderId))
    if (payment === null || service === null) return void (await settleUnpaid(orderId))
    try {
      const session = await ensureSession(order, service)
      if (!session.ok) throw new Unreachable()
      const ended = await service.endCheckout(session.value.sessionId, `end:${orderId}`)
      // One that can't be ended was paid or has ended by itself: looking tells.
      if (!ended.ok && ended.error.code === 'payment.unreachable') throw new Unreachable()
      if (!(await look(orderId))) await settleUnpaid(orderId)
    } catch (error) {
      // Somebody else may have the seats by then; a payment that comes all the same gets one that is free, or its money back.
      if (error instanceof Unreachable && clock.now() >= order.holdUntil + patienceMs) await settleUnpaid(orderId)
      throw error
    }
  }

  /** Writes an event down, once, and asks for a look at its order. */
  const record = (news: PaymentNews, source: 'webhook' | 'reconciliation'): Promise<Result<{ isNew: boolean }>> =>
    quick(system, (held) => {
      const orderId = orderOfNews(held.sql, news)
      const isNew = insertNews(held, news, orderId, source)
      if (isNew && orderId !== null) held.job(lookAtOrderJob.request({ orderId }))
      return ok({ isNew })
    })

  let lookedBackTo: number | null = null

  async function reconcile(): Promise<{ found: number; asked: number }> {
    if (service === null) return { found: 0, asked: 0 }
    const startedAt = clock.now()
    const news = await service.newsSince(lookedBackTo === null ? startedAt - firstLookBackMs : lookedBackTo - overlapMs)
    if (!news.ok) throw new Unreachable()
    let found = 0
    for (const one of news.value) {
      if (one.livemode !== service.isLive) continue
      const kept = await record(one, 'reconciliation')
      if (kept.ok && kept.value.isNew) found += 1
    }
    lookedBackTo = startedAt
    const waiting = db.read((sql) => listUnsettled(sql, startedAt - 2 * minuteMs, 500))
    await quick(system, (held) => {
      for (const orderId of waiting) held.job(lookAtOrderJob.request({ orderId }))
      return ok()
    })
    return { found, asked: waiting.length }
  }

  return {
    open, look, endHold, reconcile,
    /** What came to /webhooks/stripe. Errors: `webhook.bad_signature`, `webhook.other_mode`, `webhook.other_account`, `payment.not_set_up`. */
    async hearWebhook(body: Buffer, signature: string): Promise<Result<{ isNew: boolean }>> {
      if (service === null) return err('payment.not_set_up')
      const news = service.readWebhook(body, signature, clock.now())
      if (!news.ok) return news
      if (news.value.livemode !== service.isLive) return err('webhook.other_mode')
      // Events of accounts connected to ours carry their number; we serve our own alone.
      if (news.value.account !== null) return err('webhook.other_account')
      return record(news.value, 'webhook')
    },
  }
}

import Stripe from 'stripe'

import type { Dispute, Said } from '#server/domain/billing/order-state.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'

/** A payment page to be made. Amounts in minor units, instants in ms. */
export type CheckoutRequest = { orderId: string; eventId: string; currency: string; lines: { name: string; amount: number }[]; email: string; locale: 'zh' | 'en'; expiresAt: number; doneUrl: string; backUrl: string }
export type RefundState = 'pending' | 'succeeded' | 'failed'
export type RefundSeen = { stripeId: string; refundId: string | null; amount: number; state: RefundState }
export type CheckoutSeen = { sessionId: string; orderId: string | null; paymentIntentId: string | null; chargeId: string | null; url: string; said: Said; refunds: RefundSeen[] }
/** An event, reduced to what is looked up by it: it says that something happened, never what is so. */
export type PaymentNews = { id: string; type: string; objectId: string; orderId: string | null; sessionId: string | null; paymentIntentId: string | null; createdAt: number; livemode: boolean; account: string | null }

/** Errors of all calls: `payment.unreachable` (detail `{ answered }`: it did answer, with a failure of its own), `payment.refused`, `record.not_found`. */
export type PaymentService = {
  isLive: boolean
  openCheckout(request: CheckoutRequest, key: string): Promise<Result<{ sessionId: string; url: string }>>
  readCheckout(sessionId: string): Promise<Result<CheckoutSeen>>
  endCheckout(sessionId: string, key: string): Promise<Result<undefined>>
  refund(request: { paymentIntentId: string; amount: number; orderId: string; refundId: string }, key: string): Promise<Result<RefundSeen>>
  /** Everything that happened since an instant in ms, oldest first; the service keeps thirty days. */
  newsSince(createdAt: number): Promise<Result<PaymentNews[]>>
  /** Errors: `webhook.bad_signature` where body, secret or age (300 s) is wrong. */
  readWebhook(body: Buffer, signature: string, now: number): Result<PaymentNews>
}

export type StripeSettings = { secretKey: string; webhookSecret: string; host?: string; timeoutMs?: number; retries?: number }

const toleranceSeconds = 300
const newsTypes = ['checkout.session.completed', 'checkout.session.async_payment_succeeded', 'checkout.session.async_payment_failed', 'checkout.session.expired', 'charge.refunded', 'refund.updated', 'refund.failed', 'charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed']

/** Stripe through its own SDK: every change carries an idempotency key, every call has a time limit. `host` is another address that speaks the same, for rehearsals. */
export function createStripe(settings: StripeSettings): PaymentService {
  const stripe = openSdk(settings)
  return {
    isLive: /^(sk|rk)_live_/.test(settings.secretKey),
    openCheckout: (request, key) =>
      asResult(async () => {
        const session = await stripe.checkout.sessions.create(sessionOf(request), { idempotencyKey: key })
        return { sessionId: session.id, url: session.url ?? '' }
      }),
    readCheckout: (sessionId) => asResult(() => readCheckout(stripe, sessionId)),
    endCheckout: (sessionId, key) => asResult(async () => void (await stripe.checkout.sessions.expire(sessionId, {}, { idempotencyKey: key }))),
    refund: ({ paymentIntentId, amount, orderId, refundId }, key) =>
      asResult(async () => refundSeen(await stripe.refunds.create({ payment_intent: paymentIntentId, amount, reason: 'requested_by_customer', metadata: { orderId, refundId } }, { idempotencyKey: key }))),
    newsSince: (createdAt) =>
      asResult(async () => {
        const events = await stripe.events.list({ created: { gte: Math.floor(createdAt / 1000) }, types: newsTypes, limit: 100 }).autoPagingToArray({ limit: 5_000 })
        return events.map(newsOf).reverse()
      }),
    readWebhook(body, signature, now) {
      try {
        return ok(newsOf(stripe.webhooks.constructEvent(body, signature, settings.webhookSecret, toleranceSeconds, undefined, now)))
      } catch {
        return err('webhook.bad_signature')
      }
    },
  }
}

function openSdk({ secretKey, host, timeoutMs = 10_000, retries = 1 }: StripeSettings): Stripe {
  const address = host === undefined ? null : new URL(host)
  return new Stripe(secretKey, {
    timeout: timeoutMs, maxNetworkRetries: retries, telemetry: false,
    ...(address && { host: address.hostname, port: address.port || (address.protocol === 'http:' ? '80' : '443'), protocol: address.protocol === 'http:' ? 'http' : 'https' }),
  })
}

/** No list of methods is sent: Stripe offers those that the account has switched on and the currency allows. */
function sessionOf({ orderId, eventId, currency, lines, email, locale, expiresAt, doneUrl, backUrl }: CheckoutRequest): Stripe.Checkout.SessionCreateParams {
  const metadata = { orderId, eventId }
  return {
    mode: 'payment',
    client_reference_id: orderId,
    customer_email: email,
    line_items: lines.map(({ name, amount }) => ({ quantity: 1, price_data: { currency: currency.toLowerCase(), unit_amount: amount, product_data: { name } } })),
    payment_method_options: { wechat_pay: { client: 'web' } },
    payment_intent_data: { metadata },
    metadata,
    locale,
    expires_at: Math.floor(expiresAt / 1000),
    success_url: doneUrl,
    cancel_url: backUrl,
  }
}

async function readCheckout(stripe: Stripe, sessionId: string): Promise<CheckoutSeen> {
  const session = await stripe.checkout.sessions.retrieve(sessionId, { expand: ['payment_intent', 'payment_intent.latest_charge'] })
  const intent = typeof session.payment_intent === 'string' ? null : session.payment_intent
  const charge = typeof intent?.latest_charge === 'string' ? null : (intent?.latest_charge ?? null)
  const isTaken = intent !== null && intent.amount_received > 0
  const refunds = isTaken ? await stripe.refunds.list({ payment_intent: intent.id, limit: 100 }).autoPagingToArray({ limit: 1_000 }) : []
  const disputes = isTaken && charge?.disputed ? (await stripe.disputes.list({ payment_intent: intent.id, limit: 100 })).data : []
  return {
    sessionId: session.id,
    orderId: session.metadata?.['orderId'] ?? null,
    paymentIntentId: intent?.id ?? null,
    chargeId: charge?.id ?? null,
    url: session.url ?? '',
    said: {
      session: session.status === 'complete' ? 'complete' : session.status === 'expired' ? 'expired' : 'open',
      isPaid: session.payment_status === 'paid' || session.payment_status === 'no_payment_required',
      attempt: attemptOf(intent),
      amount: session.amount_total ?? 0,
      currency: (session.currency ?? '').toUpperCase(),
      received: intent?.amount_received ?? 0,
      refunded: charge?.amount_refunded ?? 0,
      dispute: disputeOf(disputes),
    } satisfies Said,
    refunds: refunds.map(refundSeen),
  }
}

function attemptOf(intent: Stripe.PaymentIntent | null): Said['attempt'] {
  if (intent === null) return 'none'
  if (intent.status === 'succeeded') return 'succeeded'
  if (intent.status === 'processing') return 'processing'
  return intent.status === 'canceled' || intent.last_payment_error !== null ? 'failed' : 'none'
}

/** An open dispute counts before a lost one, and a lost one before one that was won. */
function disputeOf(disputes: readonly Stripe.Dispute[]): Dispute {
  const states = disputes.map(({ status }) => status as string)
  if (states.some((status) => /needs_response|under_review/.test(status))) return 'open'
  if (states.includes('lost')) return 'lost'
  return states.length > 0 ? 'won' : 'none'
}

function refundSeen({ id, amount, status, metadata }: Stripe.Refund): RefundSeen {
  const state = status === 'succeeded' ? 'succeeded' : status === 'failed' || status === 'canceled' ? 'failed' : 'pending'
  return { stripeId: id, refundId: metadata?.['refundId'] ?? null, amount, state }
}

type Loose = { id?: string; object?: string; payment_intent?: string | { id: string } | null; metadata?: Record<string, string> | null }

function newsOf(event: Stripe.Event): PaymentNews {
  const object = event.data.object as Loose
  const intent = typeof object.payment_intent === 'string' ? object.payment_intent : (object.payment_intent?.id ?? null)
  return {
    id: event.id,
    type: event.type,
    objectId: object.id ?? '',
    orderId: object.metadata?.['orderId'] ?? null,
    sessionId: object.object === 'checkout.session' ? (object.id ?? null) : null,
    paymentIntentId: object.object === 'payment_intent' ? (object.id ?? null) : intent,
    createdAt: event.created * 1000,
    livemode: event.livemode,
    account: event.account ?? null,
  }
}

/** What the SDK throws, told apart by what can be done about it; its messages may quote what was sent and go nowhere. */
async function asResult<T>(call: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await call())
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    if (error instanceof Stripe.errors.StripeConnectionError) return err('payment.unreachable', { detail: { answered: false } })
    if (error instanceof Stripe.errors.StripeRateLimitError || (error.statusCode ?? 0) >= 500) return err('payment.unreachable', { detail: { answered: (error.statusCode ?? 0) >= 500 } })
    if (error.code === 'resource_missing') return err('record.not_found')
    return err('payment.refused', { detail: { code: error.code ?? error.type } })
  }
}

/** What Stripe would keep of one payment page and the payment made on it. Amounts in minor units, instants in s. */
export type Booked = {
  sessionId: string
  intentId: string | null
  chargeId: string | null
  status: 'open' | 'complete' | 'expired'
  paid: 'paid' | 'unpaid'
  intent: 'requires_payment_method' | 'processing' | 'succeeded'
  failed: boolean
  amount: number
  currency: string
  received: number
  created: number
  expiresAt: number
  email: string | null
  successUrl: string
  cancelUrl: string
  reference: string | null
  metadata: Record<string, string>
  lines: { name: string; amount: number }[]
  refunds: { id: string; amount: number; status: 'succeeded' | 'pending' | 'failed'; metadata: Record<string, string>; created: number }[]
  dispute: { id: string; status: string } | null
}
export type BookedEvent = { id: string; object: 'event'; api_version: string; created: number; livemode: boolean; type: string; account?: string; data: { object: Record<string, unknown> }; pending_webhooks: number; request: null }

export type Books = { payments: Map<string, Booked>; events: BookedEvent[] }
export const emptyBooks = (): Books => ({ payments: new Map(), events: [] })

const refundedOf = ({ refunds }: Booked): number => refunds.filter(({ status }) => status !== 'failed').reduce((sum, { amount }) => sum + amount, 0)

export function chargeObject(booked: Booked): Record<string, unknown> | null {
  if (booked.chargeId === null) return null
  const refunded = refundedOf(booked)
  return { id: booked.chargeId, object: 'charge', amount: booked.amount, amount_captured: booked.received, amount_refunded: refunded, refunded: refunded >= booked.received, disputed: booked.dispute !== null, paid: true, status: 'succeeded', currency: booked.currency, payment_intent: booked.intentId, metadata: booked.metadata, livemode: false, created: booked.created }
}

export function intentObject(booked: Booked): Record<string, unknown> | null {
  if (booked.intentId === null) return null
  return { id: booked.intentId, object: 'payment_intent', amount: booked.amount, amount_received: booked.received, currency: booked.currency, status: booked.intent, latest_charge: booked.chargeId, last_payment_error: booked.failed ? { type: 'card_error', code: 'payment_failed' } : null, metadata: booked.metadata, livemode: false, created: booked.created }
}

/** A session as Stripe shows it; `expand` puts payment and charge in it. */
export function sessionObject(booked: Booked, pageUrl: string, expand = false): Record<string, unknown> {
  const intent = intentObject(booked)
  return {
    id: booked.sessionId, object: 'checkout.session', mode: 'payment', status: booked.status, payment_status: booked.paid, amount_subtotal: booked.amount, amount_total: booked.amount, currency: booked.currency,
    client_reference_id: booked.reference, customer_email: booked.email, metadata: booked.metadata, livemode: false, created: booked.created, expires_at: booked.expiresAt, success_url: booked.successUrl, cancel_url: booked.cancelUrl,
    url: booked.status === 'open' ? `${pageUrl}/${booked.sessionId}` : null,
    payment_intent: expand && intent !== null ? { ...intent, latest_charge: chargeObject(booked) } : booked.intentId,
  }
}

export const refundObject = (booked: Booked, refund: Booked['refunds'][number]): Record<string, unknown> => ({ id: refund.id, object: 'refund', amount: refund.amount, currency: booked.currency, status: refund.status, payment_intent: booked.intentId, charge: booked.chargeId, metadata: refund.metadata, created: refund.created })
export const disputeObject = (booked: Booked): Record<string, unknown> => ({ id: booked.dispute?.id, object: 'dispute', amount: booked.amount, currency: booked.currency, status: booked.dispute?.status, payment_intent: booked.intentId, charge: booked.chargeId, metadata: {}, livemode: false })

/** How somebody pays on the page: at once, by a method whose money takes a while, or not. */
export type PayWay = 'now' | 'later' | 'refused'
type Act = { booked: Booked; newId: (prefix: string) => string; tell: (type: string, object: Record<string, unknown>) => void; pageUrl: string }

/** A buyer's act on the payment page. False where the page is over. */
export function payOn({ booked, newId, tell, pageUrl }: Act, way: PayWay): boolean {
  if (booked.status !== 'open') return false
  booked.intentId ??= newId('pi')
  if (way === 'refused') {
    booked.failed = true
    tell('payment_intent.payment_failed', intentObject(booked) ?? {})
    return true
  }
  Object.assign(booked, { status: 'complete', failed: false })
  if (way === 'later') {
    booked.intent = 'processing'
    tell('payment_intent.processing', intentObject(booked) ?? {})
  } else {
    takeMoney(booked, newId)
    tell('payment_intent.succeeded', intentObject(booked) ?? {})
    tell('charge.succeeded', chargeObject(booked) ?? {})
  }
  tell('checkout.session.completed', sessionObject(booked, pageUrl))
  return true
}

/** The money of a slow method comes, or doesn't. */
export function settleOn({ booked, newId, tell, pageUrl }: Act, comes: boolean): void {
  if (booked.intent !== 'processing') return
  if (comes) takeMoney(booked, newId)
  else Object.assign(booked, { intent: 'requires_payment_method', failed: true })
  tell(comes ? 'payment_intent.succeeded' : 'payment_intent.payment_failed', intentObject(booked) ?? {})
  tell(comes ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed', sessionObject(booked, pageUrl))
}

function takeMoney(booked: Booked, newId: Act['newId']): void {
  Object.assign(booked, { intent: 'succeeded', paid: 'paid', received: booked.amount, chargeId: newId('ch'), failed: false })
}

export function expireOn({ booked, tell, pageUrl }: Act): void {
  if (booked.status !== 'open') return
  booked.status = 'expired'
  tell('checkout.session.expired', sessionObject(booked, pageUrl))
}

/** Null where more would go back than came. */
export function refundOn({ booked, newId, tell }: Act, asked: { amount: number | undefined; metadata: Record<string, string>; created: number }): Booked['refunds'][number] | null {
  const left = booked.received - refundedOf(booked)
  const amount = asked.amount ?? left
  if (amount < 1 || amount > left) return null
  const refund: Booked['refunds'][number] = { id: newId('re'), amount, status: 'succeeded', metadata: asked.metadata, created: asked.created }
  booked.refunds.push(refund)
  tell('refund.created', refundObject(booked, refund))
  tell('charge.refunded', chargeObject(booked) ?? {})
  return refund
}

/** The buyer's bank asks for the money back, and later decides. */
export function disputeOn({ booked, newId, tell }: Act, status: 'needs_response' | 'won' | 'lost'): void {
  const type = booked.dispute === null ? 'charge.dispute.created' : 'charge.dispute.closed'
  booked.dispute = { id: booked.dispute?.id ?? newId('dp'), status }
  tell(type, disputeObject(booked))
}

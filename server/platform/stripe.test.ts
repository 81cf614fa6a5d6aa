import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'

import { createPaymentRehearsal, listenForRehearsal, type PaymentRehearsal } from './payment-rehearsal.ts'
import { createStripe, type CheckoutRequest, type PaymentService } from './stripe.ts'

const now = Date.UTC(2026, 11, 1, 8)
const keys = { secretKey: 'sk_test_rehearsal', webhookSecret: 'whsec_rehearsal' }
let rehearsal: PaymentRehearsal
let place: Awaited<ReturnType<typeof listenForRehearsal>>
let stripe: PaymentService
beforeEach(async () => {
  rehearsal = createPaymentRehearsal({ ...keys, now: () => now, pageUrl: 'http://shop.example/rehearsal', deliver: null })
  place = await listenForRehearsal(rehearsal.serve)
  stripe = createStripe({ ...keys, host: place.host, retries: 0, timeoutMs: 5_000 })
})
afterEach(() => place.close())

const request = (more: Partial<CheckoutRequest> = {}): CheckoutRequest => ({ orderId: 'o1', eventId: 'e1', currency: 'CNY', lines: [{ name: '门票', amount: 128_000 }, { name: '押金', amount: 20_000 }], email: 'lin@example.com', locale: 'zh', expiresAt: now + 1_800_000, doneUrl: 'http://shop.example/done', backUrl: 'http://shop.example/back', ...more })
async function open(key = 'k1', more: Partial<CheckoutRequest> = {}): Promise<string> {
  const made = await stripe.openCheckout(request(more), key)
  if (!made.ok) throw new Error(made.error.code)
  return made.value.sessionId
}
const seen = async (sessionId: string) => {
  const read = await stripe.readCheckout(sessionId)
  if (!read.ok) throw new Error(read.error.code)
  return read.value
}

describe('Stripe’s SDK against the rehearsal', () => {
  it('makes a page, reads it, and reads the payment on it', async () => {
    const sessionId = await open()
    expect((await seen(sessionId)).said).toEqual({ session: 'open', isPaid: false, attempt: 'none', amount: 148_000, currency: 'CNY', received: 0, refunded: 0, dispute: 'none' })
    rehearsal.pay(sessionId, 'later')
    expect((await seen(sessionId)).said).toMatchObject({ session: 'complete', isPaid: false, attempt: 'processing' })
    rehearsal.settle(sessionId, true)
    const paid = await seen(sessionId)
    expect(paid).toMatchObject({ orderId: 'o1', said: { session: 'complete', isPaid: true, attempt: 'succeeded', received: 148_000, refunded: 0 }, refunds: [] })
    const refund = await stripe.refund({ paymentIntentId: paid.paymentIntentId ?? '', amount: 20_000, orderId: 'o1', refundId: 'r1' }, 'r1')
    expect(refund).toMatchObject({ ok: true, value: { refundId: 'r1', amount: 20_000, state: 'succeeded' } })
    rehearsal.dispute(sessionId, 'needs_response')
    expect(await seen(sessionId)).toMatchObject({ said: { refunded: 20_000, dispute: 'open' }, refunds: [{ refundId: 'r1' }] })
    rehearsal.dispute(sessionId, 'lost')
    expect((await seen(sessionId)).said.dispute).toBe('lost')
  })

  it('gives the first answer again under the same key, and none for another body', async () => {
    expect([await open('k'), await open('k')].every((id, _at, [first]) => id === first)).toBe(true)
    expect(await stripe.openCheckout(request({ email: 'other@example.com' }), 'k')).toMatchObject({ ok: false, error: { code: 'payment.refused' } })
    expect(rehearsal.books.payments.size).toBe(1)
    expect(rehearsal.calls.filter(({ method }) => method === 'POST').every(({ key }) => key !== null)).toBe(true)
  })

  it('knows an answer that got lost from one that says no', async () => {
    // The SDK itself tries once more where a connection breaks.
    rehearsal.mishaps.push('lost', 'lost')
    expect(await stripe.openCheckout(request(), 'k')).toMatchObject({ error: { code: 'payment.unreachable', detail: { answered: false } } })
    expect(await open('k')).toBe([...rehearsal.books.payments.keys()][0])
    rehearsal.mishaps.push('500')
    expect(await stripe.openCheckout(request(), 'k2')).toMatchObject({ error: { code: 'payment.unreachable', detail: { answered: true } } })
    expect(await stripe.readCheckout('cs_none')).toMatchObject({ error: { code: 'record.not_found' } })
    expect(await createStripe({ ...keys, secretKey: 'sk_test_other', host: place.host, retries: 0 }).readCheckout('cs_none')).toMatchObject({ error: { code: 'payment.refused' } })
  })

  it('gives up on a service that doesn’t answer in time', async () => {
    rehearsal.mishaps.push('hang')
    const hurried = createStripe({ ...keys, host: place.host, retries: 0, timeoutMs: 50 })
    expect(await hurried.openCheckout(request(), 'k')).toMatchObject({ error: { code: 'payment.unreachable', detail: { answered: false } } })
  })

  it('lists what happened since an instant, oldest first', async () => {
    const sessionId = await open()
    rehearsal.pay(sessionId, 'now')
    const paid = await seen(sessionId)
    await stripe.refund({ paymentIntentId: paid.paymentIntentId ?? '', amount: 1, orderId: 'o1', refundId: 'r1' }, 'r1')
    const news = await stripe.newsSince(now - 1_000)
    expect(news.ok && news.value.map(({ type, orderId, sessionId: of }) => [type, orderId, of])).toEqual([['checkout.session.completed', 'o1', sessionId], ['charge.refunded', 'o1', null]])
    expect(await stripe.newsSince(now + 1_000)).toEqual({ ok: true, value: [] })
  })

  test.each([['another secret', { secret: 'whsec_other' }], ['301 s', { at: now - 301_000 }]])('an event signed with %s is refused, 300 s are not', (_name, options) => {
    const event = { id: 'evt_1', object: 'event', type: 'charge.refunded', created: now / 1000, livemode: false, data: { object: { id: 'ch_1', object: 'charge', payment_intent: 'pi_1' } } }
    const bad = rehearsal.sign(event, options)
    expect(stripe.readWebhook(Buffer.from(bad.body), bad.signature, now)).toEqual({ ok: false, error: { code: 'webhook.bad_signature' } })
    const good = rehearsal.sign(event, { at: now - 300_000 })
    expect(stripe.readWebhook(Buffer.from(good.body), good.signature, now)).toMatchObject({ ok: true, value: { id: 'evt_1', paymentIntentId: 'pi_1', livemode: false } })
    expect(stripe.readWebhook(Buffer.from(good.body.replace('ch_1', 'ch_2')), good.signature, now)).toMatchObject({ ok: false })
  })
})

describe('the rehearsal', () => {
  const post = async (path: string, body: string, headers: Record<string, string> = { authorization: `Bearer ${keys.secretKey}` }) => {
    const response = await fetch(`${place.host}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } })
    return { status: response.status, body: await response.json() as { error?: { message: string; param?: string } } }
  }
  const whole = `mode=payment&success_url=http://a.example&expires_at=${now / 1000 + 1_800}&line_items[0][quantity]=1&line_items[0][price_data][currency]=cny&line_items[0][price_data][unit_amount]=5&line_items[0][price_data][product_data][name]=x`
  it.each([
    ['no key', whole, {}, 401, undefined],
    ['an unknown parameter', `${whole}&payment_methods=card`, undefined, 400, 'payment_methods'],
    ['an unknown parameter inside another', `${whole}&line_items[0][price_data][tax]=1`, undefined, 400, 'line_items[0][price_data][tax]'],
    ['an amount that is none', whole.replace('[unit_amount]=5', '[unit_amount]=5.5'), undefined, 400, 'line_items[0][price_data][unit_amount]'],
    ['a page that ends too soon', whole.replace(/expires_at=\d+/, `expires_at=${now / 1000 + 60}`), undefined, 400, 'expires_at'],
    ['all that is needed', whole, undefined, 200, undefined],
  ])('answers %s as Stripe would', async (_name, body, headers, status, param) => {
    const answer = await post('/v1/checkout/sessions', body, headers)
    expect([answer.status, answer.body.error?.param]).toEqual([status, param])
  })
})

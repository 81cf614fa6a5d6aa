import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import Stripe from 'stripe'
import type { z } from 'zod'

import { disputeObject, disputeOn, emptyBooks, expireOn, payOn, refundObject, refundOn, sessionObject, settleOn, type Booked, type BookedEvent, type Books, type PayWay } from './payment-rehearsal-books.ts'
import { complaint, readFormBody, shapes } from './payment-rehearsal-shapes.ts'

/** What goes wrong with the next call: its answer is lost after the work was done, it breaks with 500 or is refused for good before, or it never ends. */
export type Mishap = 'lost' | '500' | 'refused' | 'hang'
export type RehearsalParts = {
  secretKey: string
  webhookSecret: string
  now: () => number
  /** Where a browser finds the payment pages; a session's id comes after it. */
  pageUrl: string
  /** Takes a signed event to its receiver; null keeps events for somebody who delivers them by hand. */
  deliver: ((body: string, signature: string) => Promise<void>) | null
  /** Told after each change, for keeping the books. */
  changed?: () => void
  books?: Books
}

type Answer = { status: number; body: unknown }
const failure = (status: number, type: string, message: string, more: object = {}): Answer => ({ status, body: { error: { type, message, ...more } } })
const missing = (param: string): Answer => failure(404, 'invalid_request_error', `No such object: ${param}`, { code: 'resource_missing', param: 'id' })
const listOf = (data: unknown[]): Answer => ({ status: 200, body: { object: 'list', data, has_more: false, url: '' } })

/**
 * Speaks as much of Stripe's API over HTTP as is used here, for tests and the demo. Strict as stripe-mock: no key 401,
 * a parameter that Stripe's SDK doesn't know 400. Idempotency keys give the first answer again; another body under the
 * same key 400. No money moves.
 */
export function createPaymentRehearsal(parts: RehearsalParts) {
  const books = parts.books ?? emptyBooks()
  const answers = new Map<string, { hash: string; answer: Answer }>()
  const mishaps: Mishap[] = []
  const calls: { method: string; path: string; key: string | null }[] = []
  const newId = (prefix: string): string => `${prefix}_rehearsal_${randomBytes(9).toString('hex')}`
  const seconds = (): number => Math.floor(parts.now() / 1000)

  const sign = (event: object, options: { secret?: string; at?: number } = {}) => {
    const payload = JSON.stringify(event)
    return { body: payload, signature: Stripe.webhooks.generateTestHeaderString({ payload, secret: options.secret ?? parts.webhookSecret, timestamp: Math.floor((options.at ?? parts.now()) / 1000) }) }
  }

  function tell(type: string, object: Record<string, unknown>): void {
    const event: BookedEvent = { id: newId('evt'), object: 'event', api_version: 'rehearsal', created: seconds(), livemode: false, type, data: { object: structuredClone(object) }, pending_webhooks: 1, request: null }
    books.events.push(event)
    if (parts.deliver === null) return
    const { body, signature } = sign(event)
    // As at Stripe, whoever misses an event is not waited for.
    void parts.deliver(body, signature).catch(() => undefined)
  }
  const act = (booked: Booked) => ({ booked, newId, tell, pageUrl: parts.pageUrl })
  const show = (booked: Booked, expand = false): Answer => ({ status: 200, body: sessionObject(booked, parts.pageUrl, expand) })
  const byIntent = (id: string): Booked | undefined => [...books.payments.values()].find((one) => one.intentId === id)

  function find(sessionId: string): Booked | undefined {
    const booked = books.payments.get(sessionId)
    if (booked?.status === 'open' && seconds() >= booked.expiresAt) expireOn(act(booked))
    return booked
  }

  function createSession(input: z.infer<typeof shapes.sessionCreate>): Answer {
    const left = input.expires_at - seconds()
    if (left < 29 * 60 || left > 24 * 3_600) return failure(400, 'invalid_request_error', 'expires_at must be between 30 minutes and 24 hours from now', { param: 'expires_at' })
    const lines = input.line_items.map(({ quantity, price_data }) => ({ name: price_data.product_data.name, amount: price_data.unit_amount * quantity, currency: price_data.currency }))
    const booked: Booked = {
      sessionId: newId('cs_test'), intentId: null, chargeId: null, status: 'open', paid: 'unpaid', intent: 'requires_payment_method', failed: false,
      amount: lines.reduce((sum, { amount }) => sum + amount, 0), currency: lines[0]?.currency ?? 'cny', received: 0, created: seconds(), expiresAt: input.expires_at,
      email: input.customer_email ?? null, successUrl: input.success_url, cancelUrl: input.cancel_url ?? input.success_url, reference: input.client_reference_id ?? null, metadata: input.metadata, lines: lines.map(({ name, amount }) => ({ name, amount })), refunds: [], dispute: null,
    }
    books.payments.set(booked.sessionId, booked)
    return show(booked)
  }

  function createRefund({ payment_intent, amount, metadata }: z.infer<typeof shapes.refundCreate>): Answer {
    const booked = byIntent(payment_intent)
    if (booked === undefined) return missing(payment_intent)
    const refund = refundOn(act(booked), { amount, metadata, created: seconds() })
    return refund === null ? failure(400, 'invalid_request_error', 'Refund amount is greater than what is left of the charge', { code: 'charge_already_refunded', param: 'amount' }) : { status: 200, body: refundObject(booked, refund) }
  }

  function listEvents({ created, types }: z.infer<typeof shapes.eventList>): Answer {
    return listOf(books.events.filter((event) => event.created >= created.gte && (types === undefined || types.includes(event.type))).reverse())
  }

  function route(method: string, path: string, input: Record<string, unknown>): Answer {
    const parsed = <Shape extends z.ZodType>(shape: Shape, run: (value: z.infer<Shape>) => Answer): Answer => {
      const read = shape.safeParse(input)
      if (read.success) return run(read.data)
      const { message, param } = complaint(read.error)
      return failure(400, 'invalid_request_error', message, { code: message.includes('unknown') ? 'parameter_unknown' : 'parameter_invalid', param })
    }
    const [, , , , sessionId = '', verb] = path.split('/')
    const known = find(sessionId)
    if (method === 'POST' && path === '/v1/checkout/sessions') return parsed(shapes.sessionCreate, createSession)
    if (method === 'GET' && /^\/v1\/checkout\/sessions\/[^/]+$/.test(path)) return parsed(shapes.sessionRead, () => (known === undefined ? missing(sessionId) : show(known, true)))
    if (method === 'POST' && path.startsWith('/v1/checkout/sessions/') && verb === 'expire') {
      return parsed(shapes.sessionExpire, () => {
        if (known === undefined) return missing(sessionId)
        if (known.status !== 'open') return failure(400, 'invalid_request_error', 'Only Checkout Sessions with a status in ["open"] can be expired.')
        expireOn(act(known))
        return show(known)
      })
    }
    if (method === 'POST' && path === '/v1/refunds') return parsed(shapes.refundCreate, createRefund)
    if (method === 'GET' && path === '/v1/refunds') return parsed(shapes.refundList, ({ payment_intent }) => listOf(asList(byIntent(payment_intent), (booked) => booked.refunds.map((one) => refundObject(booked, one)).reverse())))
    if (method === 'GET' && path === '/v1/disputes') return parsed(shapes.disputeList, ({ payment_intent }) => listOf(asList(byIntent(payment_intent), (booked) => (booked.dispute === null ? [] : [disputeObject(booked)]))))
    if (method === 'GET' && path === '/v1/events') return parsed(shapes.eventList, listEvents)
    return failure(404, 'invalid_request_error', `Unrecognized request URL (${method}: ${path})`)
  }

  /** The same key gives the same answer; only one of two at once does the work, as nothing here waits. */
  function answerOnce(method: string, path: string, body: string, key: string | null, input: Record<string, unknown>): Answer {
    if (method !== 'POST' || key === null) return route(method, path, input)
    const hash = createHash('sha256').update(`${path}\n${body}`).digest('hex')
    const before = answers.get(key)
    if (before !== undefined) return before.hash === hash ? before.answer : failure(400, 'idempotency_error', 'Keys for idempotent requests can only be used with the same parameters they were first used with.')
    const answer = route(method, path, input)
    answers.set(key, { hash, answer })
    return answer
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request)
    const { pathname, search } = new URL(request.url ?? '/', 'http://rehearsal')
    const key = request.headers['idempotency-key']?.toString() ?? null
    calls.push({ method: request.method ?? '', path: pathname, key })
    const mishap = mishaps.shift()
    if (mishap === 'hang') return
    const isKnown = request.headers.authorization === `Bearer ${parts.secretKey}`
    const broken = mishap === '500' ? failure(500, 'api_error', 'An unknown error occurred') : mishap === 'refused' ? failure(400, 'invalid_request_error', 'Insufficient funds in your Stripe balance', { code: 'balance_insufficient' }) : null
    const answer = !isKnown ? failure(401, 'invalid_request_error', 'Invalid API Key provided') : (broken ?? answerOnce(request.method ?? '', pathname, body, key, readFormBody(request.method === 'GET' ? search : body)))
    if (mishap === 'lost') return void request.socket.destroy()
    response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Request-Id': newId('req'), ...(answer.status === 500 ? { 'Stripe-Should-Retry': 'false' } : {}) }).end(JSON.stringify(answer.body))
    parts.changed?.()
  }

  /** Does something as a buyer or a bank would; false where there is no such payment. */
  function happen(sessionId: string, change: (what: ReturnType<typeof act>) => unknown): boolean {
    const booked = find(sessionId)
    if (booked === undefined) return false
    change(act(booked))
    parts.changed?.()
    return true
  }

  return {
    books, calls, mishaps, sign, find,
    serve: (request: IncomingMessage, response: ServerResponse): void => void serve(request, response).catch(() => response.destroy()),
    pay: (sessionId: string, way: PayWay) => happen(sessionId, (what) => payOn(what, way)),
    settle: (sessionId: string, comes: boolean) => happen(sessionId, (what) => settleOn(what, comes)),
    expire: (sessionId: string) => happen(sessionId, expireOn),
    /** As somebody would in Stripe's own dashboard, without us. */
    refundElsewhere: (sessionId: string, amount?: number) => happen(sessionId, (what) => refundOn(what, { amount, metadata: {}, created: seconds() })),
    dispute: (sessionId: string, status: 'needs_response' | 'won' | 'lost') => happen(sessionId, (what) => disputeOn(what, status)),
  }
}

export type PaymentRehearsal = ReturnType<typeof createPaymentRehearsal>

function asList(booked: Booked | undefined, list: (booked: Booked) => unknown[]): unknown[] {
  return booked === undefined ? [] : list(booked)
}

async function readAll(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

/** Serves it on a free port of this machine alone; gives the address for the SDK. */
export async function listenForRehearsal(serve: PaymentRehearsal['serve']): Promise<{ host: string; close: () => Promise<void> }> {
  const server: Server = createServer(serve)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  server.unref()
  const { port } = server.address() as AddressInfo
  return {
    host: `http://127.0.0.1:${port}`,
    close: () => new Promise((done) => {
      server.closeAllConnections()
      server.close(() => done())
    }),
  }
}

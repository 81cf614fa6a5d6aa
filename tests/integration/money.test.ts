import Handle from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'

import { codeOf, openMoneyHouse, valueOf, type MoneyHouse } from '#tests/fixtures/money-house.ts'

let house: MoneyHouse
beforeEach(async () => {
  house = await openMoneyHouse()
})
afterEach(() => house.dispose())

const tally = (words: string[]): Record<string, number> => words.reduce<Record<string, number>>((found, word) => ({ ...found, [word]: (found[word] ?? 0) + 1 }), {})
const taken = async (id: string): Promise<number> => (await house.db.client.ticketType.findUniqueOrThrow({ where: { id } })).taken
const mails = async (template: string): Promise<number> => house.db.client.mailMessage.count({ where: { template } })
const received = async (): Promise<number> => [...house.stripe.books.payments.values()].reduce((sum, one) => sum + one.received - one.refunds.reduce((back, { amount }) => back + amount, 0), 0)
async function start(more: Parameters<MoneyHouse['sell']>[0] = {}) {
  const type = await house.sell(more)
  const who = await house.buyer()
  const { orderId } = valueOf(await house.order(who, type))
  return { type, who, orderId, session: await house.openPage(who, orderId) }
}

describe('a hundred seats', () => {
  it('and five hundred buyers at once: a hundred hold one, four hundred are told, and nobody else could pay', { timeout: 60_000 }, async () => {
    const type = await house.sell({ capacity: 100, perOrder: 1 })
    const buyers = await Promise.all(Array.from({ length: 500 }, () => house.buyer()))
    const answers = await Promise.all(buyers.map((who) => house.order(who, type)))
    expect(tally(answers.map(codeOf))).toEqual({ ok: 100, 'ticket.sold_out': 400 })
    const held = buyers.flatMap((who, at) => (answers[at]?.ok ? [{ who, orderId: valueOf(answers[at]).orderId }] : []))
    for (const session of await Promise.all(held.map(({ who, orderId }) => house.openPage(who, orderId)))) house.stripe.pay(session, 'now')
    await house.deliver({ type: 'checkout.session.completed' })
    expect([tally((await house.db.client.ticketOrder.findMany()).map(({ state }) => state)), await taken(type), await mails('order_paid')]).toEqual([{ paid: 100 }, 100, 100])
    expect(await received()).toBe(100 * 128_000)
  })

  it('without the counter that decides, all five hundred would be sold one', { timeout: 60_000 }, async () => {
    const type = await house.sell({ capacity: 100, perOrder: 1 })
    const handle = new Handle(house.db.file)
    handle.exec('CREATE TRIGGER "off" AFTER UPDATE OF "taken" ON "TicketType" BEGIN UPDATE "TicketType" SET "taken" = 0 WHERE "id" = NEW."id" AND "taken" <> 0; END')
    handle.close()
    const buyers = await Promise.all(Array.from({ length: 500 }, () => house.buyer()))
    expect(tally((await Promise.all(buyers.map((who) => house.order(who, type)))).map(codeOf))).toEqual({ ok: 500 })
  })

  it('the database itself writes down no more than there are', async () => {
    const type = await house.sell({ capacity: 3 })
    await expect(house.db.client.ticketType.update({ where: { id: type }, data: { taken: 4 } })).rejects.toThrow()
  })

  it('the same line twice counts together against the most per order, and a second press finds the first order', async () => {
    const type = await house.sell({ perOrder: 3 })
    const who = await house.buyer()
    const line = (quantity: number) => ({ ticketTypeId: type, quantity, registrationId: null })
    const place = (lines: ReturnType<typeof line>[], onceKey: string) => house.app.orders.place(who, { eventId: house.event.id, lines, code: '', wantsFapiao: false, onceKey })
    expect(await place([line(2), line(2)], 'first-key')).toEqual({ ok: false, error: { code: 'ticket.per_order', params: { most: 3 } } })
    const presses = await Promise.all(Array.from({ length: 5 }, () => place([line(2), line(1)], 'other-key')))
    expect(new Set(presses.map((one) => valueOf(one).orderId)).size).toBe(1)
    expect(await taken(type)).toBe(3)
  })
})

describe('what Stripe tells', () => {
  it('five times at once is one ticket sold, one receipt, and one event kept', async () => {
    const { orderId, session, type } = await start()
    house.stripe.pay(session, 'now')
    expect(new Set(await house.deliver({ times: 5 }))).toEqual(new Set([200]))
    expect([await house.stateOf(orderId), await mails('order_paid'), await taken(type)]).toEqual(['paid', 1, 1])
    expect(await house.db.client.webhookEvent.count()).toBe(house.stripe.books.events.length)
    expect(await house.db.client.auditEntry.count({ where: { action: 'order:settled' } })).toBe(1)
  })

  const orders: [string, <T>(events: T[]) => T[]][] = [['as it happened', (events) => events], ['backwards', (events) => [...events].reverse()], ['the middle first', (events) => [...events.slice(2), ...events.slice(0, 2)]], ['every second', (events) => events.filter((_one, at) => at % 2 === 0)], ['only the last', (events) => events.slice(-1)]]
  test.each(orders)('of a slow payment that was refunded in part and in full, %s, ends refunded', async (_name, arrange) => {
    const { orderId, session, type } = await start()
    house.stripe.pay(session, 'later')
    house.stripe.settle(session, true)
    house.stripe.refundElsewhere(session, 28_000)
    house.stripe.refundElsewhere(session)
    await house.deliver({ arrange, times: 2 })
    expect([await house.stateOf(orderId), await taken(type), await received()]).toEqual(['refunded', 0, 0])
    // All of it was gone before it could be given out: no receipt says otherwise.
    expect(await mails('order_paid')).toBe(0)
  })

  it('of a life seen step by step brings the order along; every other order of it is in every-order.test.ts', async () => {
    const { orderId, session, type } = await start()
    const seen: string[] = []
    house.stripe.pay(session, 'later')
    await house.deliver({ times: 5 })
    seen.push(await house.stateOf(orderId))
    expect(await mails('order_paid')).toBe(0)
    house.stripe.settle(session, true)
    await house.deliver({ times: 5 })
    seen.push(await house.stateOf(orderId))
    house.stripe.refundElsewhere(session, 28_000)
    house.stripe.dispute(session, 'needs_response')
    await house.deliver({ times: 5 })
    seen.push(await house.stateOf(orderId))
    expect(seen).toEqual(['pending', 'paid', 'part_refunded'])
    expect([await taken(type), await mails('order_paid'), await mails('order_refunded')]).toEqual([1, 1, 1])
    expect((await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })).dispute).toBe('open')
  })

  it('of a slow payment that fails gives the seat back and says so', async () => {
    const { orderId, session, type } = await start()
    house.stripe.pay(session, 'later')
    house.stripe.settle(session, false)
    await house.deliver()
    expect([await house.stateOf(orderId), await taken(type), await mails('order_failed')]).toEqual(['failed', 0, 1])
  })

  it('with a wrong secret, 301 s old, changed, of the other mode or another account is refused, and nothing is kept', async () => {
    const { orderId, session } = await start()
    house.stripe.pay(session, 'now')
    const event = house.stripe.books.events.at(-1)
    if (event === undefined) throw new Error('nothing happened')
    const good = house.stripe.sign(event)
    const tries = [
      house.stripe.sign(event, { secret: 'whsec_other' }), house.stripe.sign(event, { at: house.clock.now() - 301_000 }), { ...good, body: good.body.replace('"paid"', '"Paid"') }, { ...good, signature: '' },
      house.stripe.sign({ ...event, livemode: true }), house.stripe.sign({ ...event, account: 'acct_other' }),
    ]
    expect(await Promise.all(tries.map(({ body, signature }) => house.send(body, signature)))).toEqual([400, 400, 400, 400, 400, 400])
    await house.runJobs()
    expect([await house.stateOf(orderId), await house.db.client.webhookEvent.count()]).toEqual(['held', 0])
    const inTime = house.stripe.sign(event, { at: house.clock.now() - 300_000 })
    expect(await house.send(inTime.body, inTime.signature)).toBe(200)
    await house.runJobs()
    expect(await house.stateOf(orderId)).toBe('paid')
  })

  it('of an order that isn’t ours is kept and moves nothing; what an event claims is not believed', async () => {
    const { orderId, who, session } = await start()
    const lie = { id: 'evt_lie', object: 'event', type: 'checkout.session.completed', created: house.clock.now() / 1000, livemode: false, data: { object: { id: session, object: 'checkout.session', payment_status: 'paid', status: 'complete', metadata: { orderId } } } }
    const stranger = { ...lie, id: 'evt_stranger', data: { object: { id: 'cs_other', object: 'checkout.session', metadata: { orderId: 'nobody' } } } }
    for (const event of [lie, stranger]) expect(await house.send(...(Object.values(house.stripe.sign(event)) as [string, string]))).toBe(200)
    await house.runJobs()
    expect([await house.stateOf(orderId), await house.db.client.webhookEvent.count()]).toEqual(['held', 2])
    const other = await house.buyer()
    expect([codeOf(await house.app.orders.findOwn(other, { eventId: house.event.id, orderId })), codeOf(await house.app.orders.findOwn(who, { eventId: house.platform.ids.newId(), orderId })), codeOf(await house.app.payments.open(other, { eventId: house.event.id, orderId }))]).toEqual(['record.not_found', 'record.not_found', 'record.not_found'])
  })

  it('while the database is busy is answered with 503, and taken when it comes again', { timeout: 30_000 }, async () => {
    await house.dispose()
    house = await openMoneyHouse({ patienceMs: 50 })
    const { orderId, session } = await start()
    house.stripe.pay(session, 'now')
    const handle = new Handle(house.db.file)
    handle.exec('BEGIN IMMEDIATE')
    const { body, signature } = house.stripe.sign(house.stripe.books.events.at(-1) ?? {})
    expect(await house.send(body, signature)).toBe(503)
    handle.exec('ROLLBACK')
    handle.close()
    expect(await house.send(body, signature)).toBe(200)
    await house.runJobs()
    expect(await house.stateOf(orderId)).toBe('paid')
  })

  it('of another amount than was asked for waits for a person, and no ticket is given out', async () => {
    const { orderId, session, type } = await start()
    const booked = house.stripe.find(session)
    if (booked) booked.amount = 100
    house.stripe.pay(session, 'now')
    await house.deliver()
    expect([await house.stateOf(orderId), await taken(type), await mails('order_paid')]).toEqual(['review', 1, 0])
    const { version } = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
    valueOf(await house.app.orders.refund(house.organizer, { eventId: house.event.id, orderId, version, amount: 0, reason: '金额不符' }))
    await house.runJobs()
    expect(await received()).toBe(0)
  })
})

describe('when things go wrong', () => {
  it('an answer that gets lost, a failure and a time-out make one payment page', { timeout: 30_000 }, async () => {
    const type = await house.sell()
    const who = await house.buyer()
    const { orderId } = valueOf(await house.order(who, type))
    const open = () => house.app.payments.open(who, { eventId: house.event.id, orderId })
    house.stripe.mishaps.push('lost', 'lost')
    expect(codeOf(await open())).toBe('payment.unreachable')
    expect(house.stripe.books.payments.size).toBe(1)
    const urls = await Promise.all([open(), open(), open()])
    expect([new Set(urls.map((one) => valueOf(one).url)).size, house.stripe.books.payments.size]).toEqual([1, 1])
    const second = valueOf(await house.order(who, type)).orderId
    house.stripe.mishaps.push('500')
    expect(codeOf(await house.app.payments.open(who, { eventId: house.event.id, orderId: second }))).toBe('payment.unreachable')
    expect(codeOf(await house.app.payments.open(who, { eventId: house.event.id, orderId: second }))).toBe('ok')
    expect(house.stripe.books.payments.size).toBe(2)
  })

  it('webhooks that never came for three days are made up for', async () => {
    const first = await start()
    const second = await start()
    house.stripe.pay(first.session, 'now')
    house.stripe.pay(second.session, 'now')
    house.clock.advance(3 * 24 * 3_600_000)
    expect(await house.app.payments.reconcile()).toEqual({ found: 2, asked: 2 })
    await house.runJobs()
    expect([await house.stateOf(first.orderId), await house.stateOf(second.orderId), await mails('order_paid')]).toEqual(['paid', 'paid', 2])
    // The webhooks that come after all change nothing.
    await house.deliver({ times: 2 })
    expect(await mails('order_paid')).toBe(2)
  })

  it('a hold that ends sets its seat free, and its payment page is closed with it', async () => {
    const { orderId, session, type } = await start({ capacity: 1 })
    const late = await house.buyer()
    expect(codeOf(await house.order(late, type))).toBe('ticket.sold_out')
    house.clock.advance(30 * 60_000)
    await house.runJobs()
    expect([await house.stateOf(orderId), await taken(type), house.stripe.find(session)?.status]).toEqual(['expired', 0, 'expired'])
    expect(codeOf(await house.order(late, type))).toBe('ok')
  })

  it('paid in the last moment, told after the hold: the seat is the buyer’s all the same', async () => {
    const { orderId, session, type } = await start({ capacity: 1 })
    house.stripe.pay(session, 'now')
    house.clock.advance(30 * 60_000)
    await house.runJobs()
    expect([await house.stateOf(orderId), await taken(type)]).toEqual(['paid', 1])
  })

  it.each([['free', 'paid', 128_000, 1], ['taken by somebody else', 'refunded', 0, 0]])('paid while the payment service was away and the hold over, with the seat %s: %s', async (kind, state, money, receipts) => {
    const { orderId, session, type } = await start({ capacity: 1 })
    house.clock.advance(41 * 60_000)
    // Nobody hears from the service, so that the seat goes back on sale with its page still open.
    house.stripe.mishaps.push(...Array.from({ length: 4 }, () => 'lost' as const))
    await house.runJobs()
    expect([await house.stateOf(orderId), await taken(type)]).toEqual(['expired', 0])
    if (kind !== 'free') valueOf(await house.order(await house.buyer(), type))
    house.stripe.mishaps.length = 0
    const booked = house.stripe.find(session)
    if (booked) booked.status = 'open'
    house.stripe.pay(session, 'now')
    await house.deliver({ times: 3 })
    await house.deliver()
    expect([await house.stateOf(orderId), await received(), await mails('order_paid'), await taken(type)]).toEqual([state, money, receipts, 1])
    if (state === 'refunded') expect(await mails('order_returned')).toBe(1)
  })
})

import { afterEach, beforeEach, expect, it } from 'vitest'

import { system } from '#server/domain/access/actor.ts'
import { ok } from '#server/domain/shared/result.ts'
import { createQuickWork } from '#server/jobs/quick-work.ts'
import { codeOf, openMoneyHouse, valueOf, type MoneyHouse } from '#tests/fixtures/money-house.ts'

let house: MoneyHouse
beforeEach(async () => {
  house = await openMoneyHouse()
})
afterEach(() => house.dispose())

async function paid(more: Parameters<MoneyHouse['sell']>[0] = {}) {
  const type = await house.sell(more)
  const who = await house.buyer()
  const { orderId } = valueOf(await house.order(who, type))
  house.stripe.pay(await house.openPage(who, orderId), 'now')
  await house.deliver()
  return { type, who, orderId }
}
const row = (orderId: string) => house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
const back = (): number => [...house.stripe.books.payments.values()].flatMap((one) => one.refunds).reduce((sum, { amount }) => sum + amount, 0)
const refund = async (orderId: string, amount: number, version?: number) => house.app.orders.refund(house.organizer, { eventId: house.event.id, orderId, version: version ?? (await row(orderId)).version, amount, reason: '改期' })

it('the same refund pressed five times is one; a part keeps the ticket, the rest takes it, more than came is refused', async () => {
  const { orderId, type } = await paid()
  const { version } = await row(orderId)
  const presses = await Promise.all(Array.from({ length: 5 }, () => refund(orderId, 28_000, version)))
  expect(new Set(presses.map((one) => valueOf(one).refundId)).size).toBe(1)
  await house.runJobs()
  expect([await house.stateOf(orderId), back()]).toEqual(['part_refunded', 28_000])
  expect(codeOf(await refund(orderId, 100_001))).toBe('order.not_refundable')
  valueOf(await refund(orderId, 0))
  await house.runJobs()
  await house.deliver({ times: 3 })
  expect([await house.stateOf(orderId), back(), (await house.db.client.ticketType.findUniqueOrThrow({ where: { id: type } })).taken]).toEqual(['refunded', 128_000, 0])
  expect(codeOf(await refund(orderId, 0))).toBe('order.not_refundable')
})

it('a refund whose answer gets lost, twice, and then fails at the service goes out once', { timeout: 30_000 }, async () => {
  const { orderId } = await paid()
  valueOf(await refund(orderId, 0))
  // Twice each, since the SDK itself tries again where a connection breaks.
  house.stripe.mishaps.push('lost', 'lost')
  await house.runJobs()
  for (let turn = 0; turn < 4; turn++) {
    house.clock.advance(3_600_000)
    await house.runJobs()
  }
  expect([back(), await house.stateOf(orderId), await house.db.client.refund.count()]).toEqual([128_000, 'refunded', 1])
})

it('a deposit comes back at the door once, however often the door asks, and the ticket stays good', async () => {
  const { orderId } = await paid({ deposit: 20_000 })
  const line = await house.db.client.orderLine.findFirstOrThrow({ where: { orderId } })
  const registrationId = house.platform.ids.newId()
  await house.db.client.orderLine.update({ where: { id: line.id }, data: { registrationId, openKey: registrationId } })
  const quick = createQuickWork({ ...house.platform, publish: () => undefined })
  const door = () => quick(system, (held) => ok(house.app.moneySeam.returnDeposit(held, registrationId)))
  const answers = (await Promise.all([door(), door(), door()])).map(valueOf)
  await house.runJobs()
  expect([answers.sort(), back(), await house.stateOf(orderId)]).toEqual([['already', 'already', 'asked'], 20_000, 'part_refunded'])
  expect(valueOf(await quick(system, (held) => ok(house.app.moneySeam.returnDeposit(held, house.platform.ids.newId()))))).toBe('none')
})

it('a buyer who cancels gets what the policy says that day, and the seat goes back on sale', async () => {
  const { orderId, who, type } = await paid({ deposit: 20_000 })
  // The event is tomorrow: too late for any of the price by the usual policy, in time for the deposit.
  expect(valueOf(await house.app.orders.findOwn(who, { eventId: house.event.id, orderId }))).toMatchObject({ mayCancel: true, cancelBringsBack: 20_000 })
  const { version } = await row(orderId)
  const cancel = () => house.app.orders.cancel(who, { eventId: house.event.id, orderId, version })
  expect((await Promise.all([cancel(), cancel()])).map(codeOf)).toEqual(['ok', 'ok'])
  await house.runJobs()
  await house.deliver()
  expect([await house.stateOf(orderId), back(), (await house.db.client.ticketType.findUniqueOrThrow({ where: { id: type } })).taken]).toEqual(['cancelled', 20_000, 0])
})

it('an order that is given up before it is paid owes nothing; paid in another window all the same, it is given back', async () => {
  const type = await house.sell()
  const who = await house.buyer()
  const { orderId } = valueOf(await house.order(who, type))
  const session = await house.openPage(who, orderId)
  house.stripe.pay(session, 'now')
  valueOf(await house.app.orders.cancel(who, { eventId: house.event.id, orderId, version: (await row(orderId)).version }))
  await house.runJobs()
  await house.deliver()
  expect([await house.stateOf(orderId), back(), await house.db.client.mailMessage.count({ where: { template: 'order_paid' } })]).toEqual(['refunded', 128_000, 0])
})

it('codes are used as often as they may be, and come free with the order', async () => {
  const type = await house.sell()
  valueOf(await house.app.tickets.saveCode(house.organizer, { eventId: house.event.id, codeId: null, version: 0, code: 'ONCE', percent: 10_000, amount: 0, currency: 'CNY', ticketTypeIds: [], capacity: 1, opensAt: null, closesAt: null, isActive: true }))
  const [first, second] = [await house.buyer(), await house.buyer()]
  const answers = await Promise.all([house.order(first, type, { code: 'once' }), house.order(second, type, { code: 'ＯＮＣＥ' })])
  expect(answers.map(codeOf).sort()).toEqual(['code.unknown', 'ok'])
  // Nothing to pay: given out at once, without Stripe.
  expect([answers.find((one) => one.ok)?.ok && valueOf(answers.find((one) => one.ok)!).state, house.stripe.calls.length]).toEqual(['paid', 0])
  expect(codeOf(await house.order(second, type, { code: 'nosuch' }))).toBe('code.unknown')
})

it('the finance desk’s file carries no formula, and nobody but the organizer gets it', async () => {
  const type = await house.sell()
  const who = await house.buyer()
  const fapiao = { holder: 'person' as const, title: '=HYPERLINK("http://evil.example")', taxNumber: '', email: 'lin@example.com' }
  valueOf(await house.app.orders.place(who, { eventId: house.event.id, lines: [{ ticketTypeId: type, quantity: 1, registrationId: null }], code: '', wantsFapiao: true, fapiao, onceKey: 'finance-desk' }))
  const { bytes } = valueOf(await house.app.orders.exportOrders(house.organizer, house.event.id, 'csv', 'zh-CN'))
  const text = Buffer.from(bytes).toString('utf8')
  expect(text).toContain(`'=HYPERLINK`)
  expect(text).toContain('1280')
  expect(codeOf(await house.app.orders.exportOrders(who, house.event.id, 'csv', 'zh-CN'))).toBe('auth.forbidden')
})

import { afterEach, beforeEach, expect, it } from 'vitest'

import { openMoneyHouse, valueOf, type MoneyHouse } from '#tests/fixtures/money-house.ts'

const orders = 2_050

let house: MoneyHouse
beforeEach(async () => {
  house = await openMoneyHouse()
})
afterEach(() => house.dispose())

it('the books hold every order of a large event: sums, counts and the file for the finance desk', async () => {
  const { personId } = await house.buyer()
  const at = new Date(house.clock.now())
  const made = Array.from({ length: orders }, (_, n) => ({ id: house.platform.ids.newId(), eventId: house.event.id, personId, number: n + 1, state: 'paid', currency: 'CNY', amount: 100, discount: 0, tax: 6, keepsSeats: true, holdUntil: at, onceKey: `order-${n}`, cancelAsked: false, refunded: 1, dispute: 'none', problem: '', fulfilledAt: at, createdAt: at, updatedAt: at, version: 1 }))
  await house.db.client.ticketOrder.createMany({ data: made })
  const desk = valueOf(await house.app.orders.forOrganizer(house.organizer, house.event.id))
  expect([desk.orders.length, desk.counts, desk.sums]).toEqual([orders, { paid: orders }, [{ currency: 'CNY', received: orders * 100, refunded: orders, tax: orders * 6 }]])
  const { bytes } = valueOf(await house.app.orders.exportOrders(house.organizer, house.event.id, 'csv', 'zh-CN'))
  expect(Buffer.from(bytes).toString('utf8').trim().split('\r\n')).toHaveLength(1 + orders)
})

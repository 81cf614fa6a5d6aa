import { afterEach, beforeEach, expect, it } from 'vitest'

import { ordersPageInput } from '#server/protocol/inputs/money.ts'
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
  const made = Array.from({ length: orders }, (_, n) => ({ id: house.platform.ids.newId(), eventId: house.event.id, personId, number: n + 1, state: n % 100 === 0 ? 'review' : 'paid', currency: 'CNY', amount: 100, discount: 0, tax: 6, keepsSeats: true, holdUntil: at, onceKey: `order-${n}`, cancelAsked: false, refunded: 1, dispute: 'none', problem: '', fulfilledAt: at, createdAt: at, updatedAt: at, version: 1 }))
  await house.db.client.ticketOrder.createMany({ data: made })
  const desk = valueOf(await house.app.orders.forOrganizer(house.organizer, house.event.id))
  expect([desk.orders.length, desk.counts, desk.sums]).toEqual([orders, { paid: orders - 21, review: 21 }, [{ currency: 'CNY', received: orders * 100, refunded: orders, tax: orders * 6 }]])
  const page = async (asked: Record<string, string>) => { const { orders: shown, all, looks, total, page: at } = valueOf(await house.app.orders.pageFor(house.organizer, house.event.id, ordersPageInput.parse({ page: '1', ...asked }))); return { shown: [shown.length, shown[0]?.number ?? 0, shown.at(-1)?.number ?? 0], all, looks, total, at } }
  expect(await page({})).toEqual({ shown: [50, 2_050, 2_001], all: orders, looks: 21, total: orders, at: 1 })
  expect(await page({ page: '99' })).toEqual({ shown: [50, 50, 1], all: orders, looks: 21, total: orders, at: 41 })
  expect(await page({ only: 'look', page: '2' })).toEqual({ shown: [21, 2_001, 1], all: orders, looks: 21, total: 21, at: 1 })
  expect(await page({ q: '1801' })).toEqual({ shown: [1, 1_801, 1_801], all: orders, looks: 21, total: 1, at: 1 })
  expect((await page({ q: 'nobody' })).total).toBe(0)
  const { bytes } = valueOf(await house.app.orders.exportOrders(house.organizer, house.event.id, 'csv', 'zh-CN'))
  expect(Buffer.from(bytes).toString('utf8').trim().split('\r\n')).toHaveLength(1 + orders)
})

import { afterEach, beforeEach, expect, it } from 'vitest'

import { placeOrderInput } from '#server/protocol/inputs/money.ts'
import { filled, makeApplicants, makeForm } from '#tests/factories/registrations.ts'
import { codeOf, openMoneyHouse, valueOf, type MoneyHouse } from '#tests/fixtures/money-house.ts'

let house: MoneyHouse
beforeEach(async () => {
  house = await openMoneyHouse()
})
afterEach(() => house.dispose())

const offered = async (): Promise<string[]> => valueOf(await house.app.tickets.listOffers(house.organizer, house.event.id)).offers.map(({ nameZh }) => nameZh)
const code = (ticketTypeIds: string[]) => ({ eventId: house.event.id, codeId: null, version: 0, code: 'ONLY', percent: 1_000, amount: 0, currency: 'CNY' as const, ticketTypeIds, capacity: 5, opensAt: null, closesAt: null, isActive: true })

it('types are put in order; what nobody has ordered goes, unless a code is for it alone', async () => {
  const [first, second, third] = [await house.sell({ nameZh: '一' }), await house.sell({ nameZh: '二' }), await house.sell({ nameZh: '三' })]
  const move = async (ticketTypeId: string, direction: 'up' | 'down') => codeOf(await house.app.tickets.moveType(house.organizer, { eventId: house.event.id, ticketTypeId, direction }))
  const remove = async (ticketTypeId: string) => codeOf(await house.app.tickets.removeType(house.organizer, { eventId: house.event.id, ticketTypeId, version: 1 }))
  expect([await move(third, 'up'), await move(third, 'up'), await move(third, 'up'), await move(first, 'down'), await offered()]).toEqual(['ok', 'ok', 'ok', 'ok', ['三', '二', '一']])
  valueOf(await house.order(await house.buyer(), second))
  valueOf(await house.app.tickets.saveCode(house.organizer, code([third])))
  expect([await remove(second), await remove(third), await remove(first), await remove(first)]).toEqual(['ticket.has_orders', 'ticket.has_code', 'ok', 'record.not_found'])
  // A new one comes last, and not into the place of one that went.
  await house.sell({ nameZh: '四' })
  expect(await offered()).toEqual(['三', '二', '四'])
  const stranger = await house.buyer()
  expect([codeOf(await house.app.tickets.removeType(stranger, { eventId: house.event.id, ticketTypeId: third, version: 1 })), codeOf(await house.app.tickets.moveType(stranger, { eventId: house.event.id, ticketTypeId: third, direction: 'up' }))]).toEqual(['auth.forbidden', 'auth.forbidden'])
})

it('a ticket for one kind of guest is sold to no other, whatever the form sends', async () => {
  const observers = await makeForm(house, house.event.id, { kind: 'observer', isPaid: true }, house.organizer)
  const type = await house.sell({ needsRegistration: true, perOrder: 1, registrationKind: 'media' })
  const [who] = await makeApplicants(house, 1)
  if (who === undefined) return
  valueOf(await house.app.registrations.submit(who.actor, filled(observers)))
  const { registrationId } = (await house.app.orders.payable(who.actor, house.event.id)).people[0] ?? { registrationId: '' }
  const place = (id: string) => house.app.orders.place(who.actor, placeOrderInput.parse({ eventId: house.event.id, lines: [{ ticketTypeId: type, quantity: 1, registrationId: id }], onceKey: 'cheap-ticket' }))
  expect([codeOf(await place(registrationId)), codeOf(await place(''))]).toEqual(['ticket.other_kind', 'ticket.other_kind'])
})

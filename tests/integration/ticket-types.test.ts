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

it('a paid form without a ticket for its people is named where it is set up and in the overview, with why; so is a ticket that no form leads to', async () => {
  const { app, organizer, event, db, clock } = house
  const seen = async () => {
    const [shop, forms, overview] = [valueOf(await app.tickets.forOrganizer(organizer, event.id)), valueOf(await app.registrations.formDesk(organizer, event.id)), valueOf(await app.overview.get(organizer, event.id))]
    return { gaps: shop.gaps.map(({ kind, gap }) => [kind, gap]), onForm: forms.forms.map(({ gap }) => gap), lacking: shop.types.filter(({ lacksForm }) => lacksForm).map(({ nameZh }) => nameZh), toDo: overview.facts.filter(({ key }) => key === 'cannotPay').map(({ count, path }) => [count, path]) }
  }
  const media = await house.sell({ nameZh: '媒体票', needsRegistration: true, perOrder: 1, registrationKind: 'media', capacity: 1 })
  expect(await seen()).toEqual({ gaps: [], onForm: [], lacking: ['媒体票'], toDo: [] })
  // A form without a ticket; one that needs no registration, or is for others, makes no difference.
  const guests = await makeForm(house, event.id, { isPaid: true, payMinutes: 120 }, organizer)
  await house.sell({ nameZh: '赞助', kind: 'sponsor' })
  expect(await seen()).toEqual({ gaps: [['guest', 'none']], onForm: ['none'], lacking: ['媒体票'], toDo: [[1, '/tickets']] })
  await db.client.ticketType.update({ where: { id: media }, data: { registrationKind: '' } })
  expect(await seen()).toEqual({ gaps: [], onForm: [null], lacking: [], toDo: [] })

  const stands = async (data: object): Promise<unknown> => { await db.client.ticketType.update({ where: { id: media }, data }); return (await seen()).onForm[0] }
  const at = (minutes: number): Date => new Date(clock.now() + minutes * 60_000)
  expect([await stands({ isOnSale: false }), await stands({ isOnSale: true, closesAt: at(0) }), await stands({ closesAt: null, opensAt: at(120) }), await stands({ opensAt: at(119) }), await stands({ opensAt: null, taken: 1 })]).toEqual(['off', 'over', 'too_late', null, null])
  // Sold out matters to whoever is to pay, and to nobody else.
  const [who] = await makeApplicants(house, 1)
  valueOf(await app.registrations.submit(who!.actor, filled(guests)))
  expect(await seen()).toEqual({ gaps: [['guest', 'sold_out']], onForm: ['sold_out'], lacking: [], toDo: [[1, '/tickets']] })
  await db.client.event.update({ where: { id: event.id }, data: { phase: 'closed' } })
  expect(await seen()).toEqual({ gaps: [], onForm: [null], lacking: [], toDo: [] })
})

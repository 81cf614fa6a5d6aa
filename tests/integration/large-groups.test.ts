import { afterEach, beforeEach, expect, it } from 'vitest'

import { placeOrderInput } from '#server/protocol/inputs/money.ts'
import { filled, makeApplicants, makeForm, type Applicant, type MadeForm } from '#tests/factories/registrations.ts'
import { openMoneyHouse, valueOf, type MoneyHouse } from '#tests/fixtures/money-house.ts'

/** As many as a form allows in one group. */
const people = 50

let house: MoneyHouse
let form: MadeForm
let lead: Applicant
let registrations: string[]
beforeEach(async () => {
  house = await openMoneyHouse()
  form = await makeForm(house, house.event.id, { isPaid: true, groupMost: people }, house.organizer)
  const [first, ...colleagues] = await makeApplicants(house, people)
  lead = first!
  valueOf(await house.app.registrations.submit(lead.actor, filled(form)))
  valueOf(await house.app.registrations.registerGroup(lead.actor, { eventId: house.event.id, members: colleagues.map(({ email }, at) => ({ email, nameZh: `同事${at}`, nameEn: '', titleZh: '', titleEn: '', phone: '' })) } as never))
  registrations = (await house.db.client.registration.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)
})
afterEach(() => house.dispose())

it('fifty colleagues with deposits, and a dinner beside, are one order, one payment and fifty tickets', async () => {
  const own = await house.sell({ needsRegistration: true, perOrder: 1, deposit: 20_000, capacity: people })
  const other = await house.sell({ needsRegistration: true, perOrder: 1, nameZh: '研讨票', nameEn: 'Seminar' })
  const dinner = await house.sell({ nameZh: '晚宴', nameEn: 'Dinner', price: 38_000, perOrder: 10 })
  // As the page sends it: a line for everybody with every type, most of them not chosen.
  const lines = [own, other].flatMap((ticketTypeId) => registrations.map((registrationId) => ({ ticketTypeId, registrationId, quantity: ticketTypeId === own ? 1 : 0 })))
  const order = valueOf(await house.app.orders.place(lead.actor, placeOrderInput.parse({ eventId: house.event.id, lines: [...lines, { ticketTypeId: dinner, quantity: 3 }], onceKey: 'for-all-of-us' })))
  expect(order.amount).toBe(people * (128_000 + 20_000) + 3 * 38_000)

  const session = await house.openPage(lead.actor, order.orderId)
  house.stripe.pay(session, 'now')
  await house.deliver()
  expect([await house.stateOf(order.orderId), await house.db.client.ticket.count({ where: { state: 'valid' } }), await house.db.client.registration.count({ where: { state: 'confirmed' } })]).toEqual(['paid', people, people])
})

it('an order of more lines than anybody could have chosen is refused before it is looked at', () => {
  const line = { ticketTypeId: registrations[0], quantity: 1 }
  const read = (many: number) => placeOrderInput.safeParse({ eventId: house.event.id, lines: Array.from({ length: many }, () => line), onceKey: 'for-all-of-us' })
  expect([read(100).success, read(101).success]).toEqual([true, false])
})

import { afterEach, beforeEach, expect, it } from 'vitest'

import { placeOrderInput } from '#server/protocol/inputs/money.ts'
import { saveFormInput } from '#server/protocol/inputs/registration.ts'
import { filled, makeApplicants, makeForm, makePool, type Applicant, type MadeForm } from '#tests/factories/registrations.ts'
import { openMoneyHouse, valueOf, type MoneyHouse } from '#tests/fixtures/money-house.ts'

const minute = 60_000

let house: MoneyHouse
let form: MadeForm
let type: string
let [payer, waiter] = [] as unknown as [Applicant, Applicant]
beforeEach(async () => {
  house = await openMoneyHouse()
  form = await makeForm(house, house.event.id, { isPaid: true, cancelHours: 0, payMinutes: 60, offerMinutes: 60, groupMost: 3 }, house.organizer)
  await makePool(house, form, 1)
  type = await house.sell({ needsRegistration: true, perOrder: 1 });
  [payer, waiter] = await makeApplicants(house, 2) as [Applicant, Applicant]
  await submit(payer)
  await submit(waiter)
})
afterEach(() => house.dispose())

const submit = async (who: Applicant) => valueOf(await house.app.registrations.submit(who.actor, filled(form)))
const stateOf = async ({ id }: Applicant): Promise<string> => (await house.db.client.registration.findFirstOrThrow({ where: { personId: id } })).state
const order = async ({ actor }: Applicant) => valueOf(await house.app.orders.place(actor, placeOrderInput.parse({ eventId: house.event.id, lines: [{ ticketTypeId: type, quantity: 1 }], onceKey: 'in-the-last-minutes' })))
const later = async (minutes: number): Promise<void> => { house.clock.advance(minutes * minute); await house.runJobs() }
const mails = (template: string): Promise<number> => house.db.client.mailMessage.count({ where: { template } })
const saveForm = async (more: Record<string, unknown>) =>
  valueOf(await house.app.registrations.saveForm(house.organizer, saveFormInput.parse({ eventId: house.event.id, formId: form.id, version: form.version, kind: 'guest', nameZh: '嘉宾', isOpen: true, isPaid: true, payMinutes: 60, offerMinutes: 60, ...more })))

it('who began to pay in time isn’t overtaken by those in line while her seat is held', async () => {
  await later(50)
  const { orderId } = await order(payer)
  const session = await house.openPage(payer.actor, orderId)
  await later(11)
  expect([await stateOf(payer), await stateOf(waiter), await mails('registration_lapsed')]).toEqual(['approved', 'waitlisted', 0])
  house.stripe.pay(session, 'now')
  await house.deliver()
  expect([await stateOf(payer), await house.stateOf(orderId), await stateOf(waiter)]).toEqual(['confirmed', 'paid', 'waitlisted'])
})

it('an order that ends unpaid after the time to pay sets the place free, which is offered once', async () => {
  await later(50)
  const { orderId } = await order(payer)
  await house.openPage(payer.actor, orderId)
  await later(31)
  expect([await house.stateOf(orderId), await stateOf(payer), await stateOf(waiter), await mails('registration_lapsed'), await mails('registration_offered')]).toEqual(['expired', 'lapsed', 'offered', 1, 1])
})

it.each([[true, 'paid', 'confirmed', 'waitlisted'], [false, 'failed', 'lapsed', 'offered']])('money that takes its time to come keeps its place as long (comes: %s)', async (comes, ended, became, next) => {
  const { orderId } = await order(payer)
  const session = await house.openPage(payer.actor, orderId)
  house.stripe.pay(session, 'later')
  await house.deliver()
  await later(3 * 60)
  expect([await house.stateOf(orderId), await stateOf(payer), await stateOf(waiter)]).toEqual(['pending', 'approved', 'waitlisted'])
  house.stripe.settle(session, comes)
  await house.deliver()
  expect([await house.stateOf(orderId), await stateOf(payer), await stateOf(waiter)]).toEqual([ended, became, next])
})

it('where a form asks for no money any more, whoever was to pay has her ticket, and whoever was paying when her order ends', async () => {
  const [third] = await makeApplicants(house, 1) as [Applicant]
  await house.app.registrations.savePool(house.organizer, { eventId: house.event.id, poolId: (await house.db.client.registrationPool.findFirstOrThrow()).id, version: 1, sessionId: '', kind: '', segment: '', places: 3 })
  const { version } = valueOf(await house.app.registrations.own(waiter.actor, house.event.id)) ?? { version: 0 }
  valueOf(await house.app.registrations.answerOffer(waiter.actor, { eventId: house.event.id, version, answer: 'take' }))
  await submit(third)
  const { orderId } = await order(waiter)
  await saveForm({ isPaid: false })
  expect(await Promise.all([payer, waiter, third].map(stateOf))).toEqual(['confirmed', 'approved', 'confirmed'])
  await later(61)
  expect([await house.stateOf(orderId), await stateOf(waiter), await house.db.client.ticket.count({ where: { state: 'valid' } }), await mails('registration_lapsed')]).toEqual(['expired', 'confirmed', 3, 0])
})

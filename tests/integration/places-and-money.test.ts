import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { placeOrderInput } from '#server/protocol/inputs/money.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { filled, makeApplicants, makeForm, makePool, type Applicant, type MadeForm } from '#tests/factories/registrations.ts'
import { codeOf, openMoneyHouse, valueOf, type MoneyHouse } from '#tests/fixtures/money-house.ts'

let house: MoneyHouse
beforeEach(async () => {
  house = await openMoneyHouse()
})
afterEach(() => house.dispose())

const money = (): number => [...house.stripe.books.payments.values()].reduce((sum, one) => sum + one.received - one.refunds.reduce((back, { amount }) => back + amount, 0), 0)
const mails = (template: string): Promise<number> => house.db.client.mailMessage.count({ where: { template } })
const submit = async (form: MadeForm, who: Applicant) => valueOf(await house.app.registrations.submit(who.actor, filled(form)))
const states = async (people: readonly Applicant[]): Promise<string[]> => Promise.all(people.map(async ({ id }) => (await house.db.client.registration.findFirstOrThrow({ where: { personId: id } })).state))
const settle = async (): Promise<void> => { await house.runJobs(); await house.deliver(); await house.runJobs() }

describe('one paid place', () => {
  let form: MadeForm
  let type: string
  beforeEach(async () => {
    form = await makeForm(house, house.event.id, { isPaid: true, cancelHours: 0, payMinutes: 60, offerMinutes: 60 }, house.organizer)
    await makePool(house, form, 1)
    type = await house.sell({ needsRegistration: true, perOrder: 1 })
  })
  const order = async (who: PersonActor, onceKey = 'the-only-place') => valueOf(await house.app.orders.place(who, placeOrderInput.parse({ eventId: house.event.id, lines: [{ ticketTypeId: type, quantity: 1 }], onceKey })))
  async function pays({ actor }: Applicant): Promise<string> {
    const { orderId } = await order(actor)
    house.stripe.pay(await house.openPage(actor, orderId), 'now')
    await settle()
    return orderId
  }

  it('that is given up while somebody waits and somebody new comes goes to the head of the line, once', async () => {
    const [holder, head, next, late] = await makeApplicants(house, 4) as [Applicant, Applicant, Applicant, Applicant]
    await submit(form, holder)
    await pays(holder)
    await submit(form, head)
    await submit(form, next)
    const { version } = valueOf(await house.app.registrations.own(holder.actor, house.event.id)) ?? { version: 0 }
    const cancel = () => house.app.registrations.cancel(holder.actor, { eventId: house.event.id, version })
    await Promise.all([cancel(), house.app.registrations.submit(late.actor, filled(form)), cancel(), house.runJobs(), cancel()])
    await settle()
    expect(await states([holder, head, next, late])).toEqual(['cancelled', 'offered', 'waitlisted', 'waitlisted'])
    expect([await house.db.client.registrationPlace.count(), await mails('registration_offered')]).toEqual([1, 1])
  })

  it('whose time to pay ends on the payment page, out of reach, is the payer’s while it is free, and else all the money comes back; it never has two owners', async () => {
    for (const isTaken of [false, true]) {
      const [slow, other] = await makeApplicants(house, 2) as [Applicant, Applicant]
      await submit(form, slow)
      // The order is made in the last minutes, so that its page outlives the place.
      house.clock.advance(50 * 60_000)
      const { orderId } = await order(slow.actor, 'at-the-last-minute')
      const session = await house.openPage(slow.actor, orderId)
      // Ten minutes after her order's end nobody has heard from the payment service, and its page is still open.
      house.clock.advance(41 * 60_000)
      house.stripe.mishaps.push(...Array.from({ length: 4 }, () => 'lost' as const))
      await house.runJobs()
      expect([await states([slow]), await house.stateOf(orderId)]).toEqual([['lapsed'], 'expired'])
      house.stripe.mishaps.length = 0
      const booked = house.stripe.find(session)
      if (booked) booked.status = 'open'
      if (isTaken) await submit(form, other)
      house.stripe.pay(session, 'now')
      await settle()
      expect([await states([slow]), await house.stateOf(orderId), money()]).toEqual(isTaken ? [['lapsed'], 'refunded', 0] : [['confirmed'], 'paid', 128_000])
      expect([await house.db.client.registrationPlace.count(), await house.db.client.ticket.count({ where: { state: 'valid' } }), await mails('order_returned')]).toEqual(isTaken ? [1, 0, 1] : [1, 1, 0])
      if (!isTaken) {
        const { version } = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
        valueOf(await house.app.orders.refund(house.organizer, { eventId: house.event.id, orderId, version, amount: 0, reason: '改期' }))
        await settle()
      }
    }
  })
})

describe('the page one comes back to', () => {
  it('gives nothing out, however often it is loaded; with the webhooks all at once there is one ticket and one receipt', async () => {
    const form = await makeForm(house, house.event.id, { isPaid: true }, house.organizer)
    const type = await house.sell({ needsRegistration: true, perOrder: 1 })
    const [who] = await makeApplicants(house, 1) as [Applicant]
    await submit(form, who)
    const { orderId } = valueOf(await house.app.orders.place(who.actor, placeOrderInput.parse({ eventId: house.event.id, lines: [{ ticketTypeId: type, quantity: 1 }], onceKey: 'coming-back' })))
    const about = { eventId: house.event.id, orderId }
    house.stripe.pay(await house.openPage(who.actor, orderId), 'now')
    const looks = await Promise.all(Array.from({ length: 10 }, () => house.app.orders.findOwn(who.actor, about)))
    expect(new Set(looks.map((one) => valueOf(one).state))).toEqual(new Set(['held']))
    expect([await house.db.client.ticket.count(), await mails('order_paid')]).toEqual([0, 0])
    await Promise.all([house.deliver({ times: 5 }), ...Array.from({ length: 10 }, () => house.app.orders.findOwn(who.actor, about)), ...Array.from({ length: 5 }, () => house.app.payments.open(who.actor, about))])
    await house.runJobs()
    expect([await house.stateOf(orderId), await house.db.client.ticket.count(), await mails('order_paid'), await mails('registration_confirmed'), money()]).toEqual(['paid', 1, 1, 1, 128_000])
  })
})

describe('what a buyer sends', () => {
  it('names no price: another amount, currency or discount in the form changes nothing', async () => {
    const type = await house.sell({ capacity: 5 })
    const who = await house.buyer()
    const cheap = { eventId: house.event.id, lines: [{ ticketTypeId: type, quantity: 1, unitPrice: 1, amount: 1, discount: 127_999 }], amount: 1, currency: 'USD', discount: 127_999, state: 'paid', onceKey: 'nearly-free' }
    expect(valueOf(await house.app.orders.place(who, placeOrderInput.parse(cheap)))).toMatchObject({ amount: 128_000, currency: 'CNY', state: 'held' })
    for (const quantity of [-1, 0.5, 1e9]) expect(placeOrderInput.safeParse({ ...cheap, lines: [{ ticketTypeId: type, quantity }] }).success).toBe(false)
  })

  it('a payment in another currency is given nothing and waits for a person', async () => {
    const type = await house.sell()
    const who = await house.buyer()
    const { orderId } = valueOf(await house.order(who, type))
    const session = await house.openPage(who, orderId)
    const booked = house.stripe.find(session)
    if (booked) booked.currency = 'hkd'
    house.stripe.pay(session, 'now')
    await house.deliver()
    expect([await house.stateOf(orderId), await mails('order_paid')]).toEqual(['review', 0])
  })

  it('ids of another event find nothing: tickets, orders, refunds, invoices', async () => {
    const type = await house.sell()
    const who = await house.buyer()
    const { orderId } = valueOf(await house.order(who, type))
    const eventId = (await makeEvent(house.db)).id
    const { version } = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
    const codes = [
      await house.app.orders.place(who, placeOrderInput.parse({ eventId, lines: [{ ticketTypeId: type, quantity: 1 }], onceKey: 'elsewhere' })),
      await house.app.payments.open(who, { eventId, orderId }), await house.app.orders.cancel(who, { eventId, orderId, version }),
      await house.app.orders.refund({ kind: 'system' }, { eventId, orderId, version, amount: 0, reason: '退' }), await house.app.orders.issueFapiao({ kind: 'system' }, { eventId, orderId, version: 1, issuedNo: '1' }),
    ].map(codeOf)
    expect(new Set(codes)).toEqual(new Set(['record.not_found']))
    expect(codeOf(await house.app.orders.refund(house.organizer, { eventId, orderId, version, amount: 0, reason: '退' }))).toBe('auth.forbidden')
  })
})

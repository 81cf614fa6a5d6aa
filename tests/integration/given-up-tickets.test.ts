import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { placeOrderInput } from '#server/protocol/inputs/money.ts'
import { filled, makeApplicants, makeForm, type Applicant, type MadeForm } from '#tests/factories/registrations.ts'
import { codeOf, openMoneyHouse, valueOf, type MoneyHouse } from '#tests/fixtures/money-house.ts'

let house: MoneyHouse
let form: MadeForm
let type: string
beforeEach(async () => {
  house = await openMoneyHouse()
  form = await makeForm(house, house.event.id, { isPaid: true, cancelHours: 0, groupMost: 4 }, house.organizer)
  type = await house.sell({ needsRegistration: true, perOrder: 1, deposit: 20_000 })
  valueOf(await house.app.tickets.saveShop(house.organizer, { eventId: house.event.id, version: 0, holdMinutes: 30, sellerZh: '', sellerEn: '', refundSteps: [{ hoursBefore: 1, share: 5_000 }] }))
})
afterEach(() => house.dispose())

/** Half of the price by the policy of that day, and the deposit. */
const byPolicy = 64_000 + 20_000
const back = (): number => [...house.stripe.books.payments.values()].flatMap((one) => one.refunds).reduce((sum, { amount }) => sum + amount, 0)
const taken = async (): Promise<number> => (await house.db.client.ticketType.findUniqueOrThrow({ where: { id: type } })).taken
const own = async (who: PersonActor) => { const found = valueOf(await house.app.registrations.own(who, house.event.id)); if (found === null) throw new Error('not registered'); return found }
const giveUp = async (who: PersonActor) => house.app.registrations.cancel(who, { eventId: house.event.id, version: (await own(who)).version })
const settle = async (): Promise<void> => { await house.runJobs(); await house.deliver() }
const stateOf = async ({ id }: Applicant): Promise<string> => (await house.db.client.registration.findFirstOrThrow({ where: { personId: id } })).state

/** A lead with so many colleagues, who pays for all of them in one order. */
async function paidGroup(many: number): Promise<{ lead: Applicant; colleagues: Applicant[]; orderId: string }> {
  const [lead, ...colleagues] = await makeApplicants(house, many + 1)
  if (lead === undefined) throw new Error('nobody')
  valueOf(await house.app.registrations.submit(lead.actor, filled(form)))
  if (many > 0) valueOf(await house.app.registrations.registerGroup(lead.actor, { eventId: house.event.id, members: colleagues.map(({ email }) => ({ email, nameZh: '程一苇', nameEn: '', titleZh: '', titleEn: '', phone: '' })) } as never))
  const rows = await house.db.client.registration.findMany({ orderBy: { id: 'asc' } })
  const order = valueOf(await house.app.orders.place(lead.actor, placeOrderInput.parse({ eventId: house.event.id, lines: rows.map(({ id }) => ({ ticketTypeId: type, quantity: 1, registrationId: id })), onceKey: 'for-all-of-us' })))
  house.stripe.pay(await house.openPage(lead.actor, order.orderId), 'now')
  await house.deliver()
  return { lead, colleagues, orderId: order.orderId }
}

it('who gives a paid registration up reads what comes back, and gets it: once, with the seat back on sale', async () => {
  const { lead, orderId } = await paidGroup(0)
  expect([await stateOf(lead), (await own(lead.actor)).bringsBack]).toEqual(['confirmed', { amount: byPolicy, currency: 'CNY', isOthers: false }])
  const { version } = await own(lead.actor)
  const presses = await Promise.all(Array.from({ length: 5 }, () => house.app.registrations.cancel(lead.actor, { eventId: house.event.id, version })))
  expect(new Set(presses.map(codeOf))).toEqual(new Set(['ok']))
  await settle()
  expect([await stateOf(lead), await house.stateOf(orderId), back(), await taken(), (await own(lead.actor)).bringsBack]).toEqual(['cancelled', 'cancelled', byPolicy, 0, null])
  expect((await house.db.client.ticket.findFirstOrThrow()).state).toBe('void')
})

it('what is on its way back already counts in what the policy brings', async () => {
  const { lead, orderId } = await paidGroup(0)
  const { version } = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
  valueOf(await house.app.orders.refund(house.organizer, { eventId: house.event.id, orderId, version, amount: 30_000, reason: '照顾' }))
  // It is still on its way when she gives up: the two together are what the policy says.
  expect((await own(lead.actor)).bringsBack?.amount).toBe(byPolicy - 30_000)
  valueOf(await giveUp(lead.actor))
  await settle()
  expect([back(), await house.stateOf(orderId)]).toEqual([byPolicy, 'cancelled'])
})

it('a lead pays for her people; one who gives up frees one seat and brings her share to the lead, the others keep theirs', async () => {
  const { lead, colleagues, orderId } = await paidGroup(2)
  const [first, second] = colleagues as [Applicant, Applicant]
  expect([await taken(), await stateOf(first), await stateOf(second)]).toEqual([3, 'confirmed', 'confirmed'])
  expect((await own(first.actor)).bringsBack).toEqual({ amount: byPolicy, currency: 'CNY', isOthers: true })
  valueOf(await giveUp(first.actor))
  await settle()
  expect([await stateOf(first), await stateOf(second), await stateOf(lead), await taken(), back(), await house.stateOf(orderId)]).toEqual(['cancelled', 'confirmed', 'confirmed', 2, byPolicy, 'part_refunded'])
  // She may come back, on an order of her own; the end of the first order leaves it alone.
  valueOf(await house.app.registrations.submit(first.actor, filled(form)))
  const again = valueOf(await house.app.orders.place(first.actor, placeOrderInput.parse({ eventId: house.event.id, lines: [{ ticketTypeId: type, quantity: 1 }], onceKey: 'once-more' })))
  house.stripe.pay(await house.openPage(first.actor, again.orderId), 'now')
  await house.deliver()
  const { version } = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
  valueOf(await house.app.orders.cancel(lead.actor, { eventId: house.event.id, orderId, version }))
  await settle()
  expect([await stateOf(first), await stateOf(second), await stateOf(lead), await taken(), back(), await house.stateOf(orderId)]).toEqual(['confirmed', 'cancelled', 'cancelled', 1, 3 * byPolicy, 'cancelled'])
})

it('who gives up before the payment ends the order; what was paid on its page all the same comes back whole', async () => {
  const [lead] = await makeApplicants(house, 1)
  if (lead === undefined) return
  valueOf(await house.app.registrations.submit(lead.actor, filled(form)))
  const order = valueOf(await house.app.orders.place(lead.actor, placeOrderInput.parse({ eventId: house.event.id, lines: [{ ticketTypeId: type, quantity: 1 }], onceKey: 'changed-my-mind' })))
  const session = await house.openPage(lead.actor, order.orderId)
  valueOf(await giveUp(lead.actor))
  house.stripe.pay(session, 'now')
  await settle()
  await settle()
  expect([await stateOf(lead), await house.stateOf(order.orderId), back(), await taken(), await house.db.client.ticket.count()]).toEqual(['cancelled', 'refunded', 148_000, 0, 0])
})

describe('an order with a paid and a free ticket', () => {
  /** A lead who pays for herself and has taken a free ticket for a colleague, on one order. */
  async function mixed() {
    const free = await house.sell({ needsRegistration: true, perOrder: 1, price: 0, nameZh: '陪同票' })
    const [lead, colleague] = await makeApplicants(house, 2) as [Applicant, Applicant]
    valueOf(await house.app.registrations.submit(lead.actor, filled(form)))
    valueOf(await house.app.registrations.registerGroup(lead.actor, { eventId: house.event.id, members: [{ email: colleague.email, nameZh: '程一苇', nameEn: '', titleZh: '', titleEn: '', phone: '' }] } as never))
    const [own, other] = await house.db.client.registration.findMany({ orderBy: { id: 'asc' } })
    const line = (ticketTypeId: string, registrationId: string | undefined) => ({ ticketTypeId, quantity: 1, registrationId: registrationId ?? '' })
    const { orderId } = valueOf(await house.app.orders.place(lead.actor, placeOrderInput.parse({ eventId: house.event.id, lines: [line(type, own?.id), line(free, other?.id)], onceKey: 'paid-and-free' })))
    const left = async () => [await taken(), (await house.db.client.ticketType.findUniqueOrThrow({ where: { id: free } })).taken, await stateOf(lead), await stateOf(colleague), await house.stateOf(orderId), await house.db.client.ticket.count({ where: { state: 'valid' } })]
    return { lead, colleague, orderId, left, session: await house.openPage(lead.actor, orderId) }
  }

  it.each([['after it was given out', true], ['before anybody was told of it', false]])('keeps the free one when all of the money goes back %s', async (_name, isTold) => {
    const { orderId, left, session, lead, colleague } = await mixed()
    house.stripe.pay(session, 'now')
    if (isTold) await house.deliver()
    house.stripe.refundElsewhere(session)
    await house.deliver({ times: 3 })
    expect(await left()).toEqual([0, 1, isTold ? 'cancelled' : 'approved', 'confirmed', 'refunded', 1])
    expect(await house.db.client.mailMessage.count({ where: { template: 'order_paid' } })).toBe(isTold ? 1 : 0)
    const { mayCancel, cancelBringsBack, lines } = valueOf(await house.app.orders.findOwn(lead.actor, { eventId: house.event.id, orderId }))
    expect({ mayCancel, cancelBringsBack, givenUp: lines.map(({ isGivenUp }) => isGivenUp) }).toEqual({ mayCancel: true, cancelBringsBack: 0, givenUp: [true, false] })
    valueOf(await giveUp(colleague.actor))
    await settle()
    expect([(await left()).slice(0, 2), await stateOf(colleague), back()]).toEqual([[0, 0], 'cancelled', 148_000])
  })

  it('has nothing left when its buyer cancels all of it', async () => {
    const { orderId, left, session, lead } = await mixed()
    house.stripe.pay(session, 'now')
    await house.deliver()
    const { version } = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
    valueOf(await house.app.orders.cancel(lead.actor, { eventId: house.event.id, orderId, version }))
    await settle()
    expect([await left(), back()]).toEqual([[0, 0, 'cancelled', 'cancelled', 'cancelled', 0], byPolicy])
  })
})

describe('an order for a group that isn’t paid yet', () => {
  /** A lead, whom she has registered, and one order for all of them; `code`: a discount typed with it. */
  async function group(many: number, code = '') {
    const [lead, ...colleagues] = await makeApplicants(house, many + 1) as [Applicant, ...Applicant[]]
    valueOf(await house.app.registrations.submit(lead.actor, filled(form)))
    valueOf(await house.app.registrations.registerGroup(lead.actor, { eventId: house.event.id, members: colleagues.map(({ email }) => ({ email, nameZh: '程一苇', nameEn: '', titleZh: '', titleEn: '', phone: '' })) } as never))
    const ids = (await house.db.client.registration.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => id)
    const order = async (who: string[], onceKey: string, typed = '') => valueOf(await house.app.orders.place(lead.actor, placeOrderInput.parse({ eventId: house.event.id, lines: who.map((registrationId) => ({ ticketTypeId: type, quantity: 1, registrationId })), onceKey, code: typed })))
    const { orderId } = await order(ids, 'for-all-of-us', code)
    const about = { eventId: house.event.id, orderId }
    const view = async () => { const { state, amount, discount, isEnding, lines } = valueOf(await house.app.orders.findOwn(lead.actor, about)); return { state, amount, discount, isEnding, lines: lines.map(({ amount: price, isGivenUp }) => (isGivenUp ? 'given up' : price)) } }
    return { lead, colleagues: colleagues as [Applicant, Applicant], ids, orderId, order, view }
  }
  const all = (people: Applicant[]): Promise<string[]> => Promise.all(people.map(stateOf))
  const shared = async (who: PersonActor) => (await own(who)).shared
  const mails = (template: string, personId: string): Promise<number> => house.db.client.mailMessage.count({ where: { template, personId, state: 'sent' } })
  const each = 128_000 + 20_000

  it('goes on without somebody who gives up before its page was opened, at what the others cost; the dialog says so, and the payer hears of it', async () => {
    valueOf(await house.app.tickets.saveCode(house.organizer, { eventId: house.event.id, codeId: null, version: 0, code: 'TEAM', percent: 0, amount: 30_000, currency: 'CNY', ticketTypeIds: [], capacity: 5, opensAt: null, closesAt: null, isActive: true }))
    const { lead, colleagues: [first, second], orderId, view } = await group(2, 'TEAM')
    expect([await shared(first.actor), await shared(lead.actor), await view()]).toEqual([{ others: 2, isOthers: true, stage: 'unpaid' }, { others: 2, isOthers: false, stage: 'unpaid' }, { state: 'held', amount: 3 * each - 30_000, discount: 30_000, isEnding: false, lines: [118_000, 118_000, 118_000] }])
    valueOf(await giveUp(first.actor))
    await house.runJobs()
    expect([await all([lead, first, second]), await taken(), await view(), await mails('order_smaller', lead.id)]).toEqual([['approved', 'cancelled', 'approved'], 2, { state: 'held', amount: 2 * each - 30_000, discount: 30_000, isEnding: false, lines: [113_000, 113_000] }, 1])
    // Whoever pays may stay away herself and pay for the others.
    valueOf(await giveUp(lead.actor))
    await house.runJobs()
    house.stripe.pay(await house.openPage(lead.actor, orderId), 'now')
    await settle()
    expect([await all([lead, first, second]), await taken(), await house.stateOf(orderId), back(), await mails('order_smaller', lead.id)]).toEqual([['cancelled', 'cancelled', 'confirmed'], 1, 'paid', 0, 1])
  })

  it('ends where its page is open, so that nobody pays for her; the others keep their places and are ordered for again', async () => {
    const { lead, colleagues: [first, second], ids, orderId, order, view } = await group(2)
    const session = await house.openPage(lead.actor, orderId)
    // Their time to pay is all but over, and the order was keeping their places.
    house.clock.advance(25 * 60_000)
    await house.db.client.registration.updateMany({ data: { until: new Date(house.clock.now() - 60_000) } })
    expect(await shared(first.actor)).toEqual({ others: 2, isOthers: true, stage: 'paying' })
    valueOf(await giveUp(first.actor))
    expect([(await view()).isEnding, codeOf(await house.app.payments.open(lead.actor, { eventId: house.event.id, orderId }))]).toEqual([true, 'order.not_payable'])
    await settle()
    expect([house.stripe.find(session)?.status, await view(), await all([lead, first, second]), await taken(), await mails('order_ended', lead.id)]).toEqual(['expired', { state: 'cancelled', amount: 3 * each, discount: 0, isEnding: false, lines: [128_000, 'given up', 128_000] }, ['approved', 'cancelled', 'approved'], 0, 1])
    const again = await order([ids[0]!, ids[2]!], 'for-both-of-us')
    house.stripe.pay(await house.openPage(lead.actor, again.orderId), 'now')
    await settle()
    expect([await all([lead, first, second]), await house.stateOf(again.orderId), back(), await taken()]).toEqual([['confirmed', 'cancelled', 'confirmed'], 'paid', 0, 2])
  })

  it.each([['is paid before it can be closed', 'now'], ['was paid by a method that takes its time', 'later']] as const)('whose page %s is given out to the others; her share goes back, once', async (_name, how) => {
    const { lead, colleagues: [first, second], orderId } = await group(2)
    const session = await house.openPage(lead.actor, orderId)
    house.stripe.pay(session, how)
    if (how === 'later') await house.deliver()
    valueOf(await giveUp(first.actor))
    await house.runJobs()
    if (how === 'later') house.stripe.settle(session, true)
    await house.deliver({ times: 3 })
    await settle()
    expect([await all([lead, first, second]), await house.stateOf(orderId), back(), await taken()]).toEqual([['confirmed', 'cancelled', 'confirmed'], 'part_refunded', each, 2])
    expect([await mails('order_paid', lead.id), await mails('order_ended', lead.id), await house.db.client.refund.count()]).toEqual([1, 0, 1])
    // What is left of it is given up like any other.
    const { version } = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
    valueOf(await house.app.orders.cancel(lead.actor, { eventId: house.event.id, orderId, version }))
    await settle()
    expect([back(), await taken()]).toEqual([each + 2 * byPolicy, 0])
  })

  it('and is paid after all when one of them has no place any more is given out to the others; her share goes back', async () => {
    const { lead, colleagues: [first, second], ids, orderId, order } = await group(2)
    const session = await house.openPage(lead.actor, orderId)
    house.clock.advance(41 * 60_000)
    house.stripe.mishaps.push(...Array.from({ length: 4 }, () => 'lost' as const))
    await house.runJobs()
    house.stripe.mishaps.length = 0
    expect(await house.stateOf(orderId)).toBe('expired')
    // One of them is on a new order, one has given up; both before the money of the old order turns up.
    const { orderId: anew } = await order([ids[1]!], 'for-one-of-us')
    valueOf(await giveUp(second.actor))
    const booked = house.stripe.find(session)
    if (booked) booked.status = 'open'
    house.stripe.pay(session, 'now')
    await settle()
    expect([await all([lead, first, second]), await house.stateOf(orderId), await house.stateOf(anew), back(), await taken()]).toEqual([['confirmed', 'approved', 'cancelled'], 'part_refunded', 'held', 2 * each, 2])
  })
})

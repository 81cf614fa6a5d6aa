import { afterAll, beforeAll, expect, it } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { openMoneyHouse, valueOf, type MoneyHouse } from '#tests/fixtures/money-house.ts'

type Told = MoneyHouse['stripe']['books']['events'][number]
type Act = 'waits' | 'pays' | 'comes' | 'fails' | 'ends' | 'part' | 'rest' | 'dispute'
/** `told`: the event of each act that says what became of the order. `isLate`: nothing is told before the hold is over. */
type Life = { name: string; acts: Act[]; told: string[]; isLate?: boolean; ends: { state: string; refunded: number; dispute: string; holdsSeat: boolean } }

const price = 128_000
const lives: Life[] = [
  { name: 'a slow payment that comes, goes back in part and is disputed', acts: ['waits', 'comes', 'part', 'dispute'], told: ['checkout.session.completed', 'checkout.session.async_payment_succeeded', 'charge.refunded', 'charge.dispute.created'], ends: { state: 'part_refunded', refunded: 28_000, dispute: 'open', holdsSeat: true } },
  { name: 'a slow payment that comes and is disputed, told when the hold is long over', isLate: true, acts: ['waits', 'comes', 'dispute'], told: ['checkout.session.completed', 'checkout.session.async_payment_succeeded', 'charge.dispute.created'], ends: { state: 'paid', refunded: 0, dispute: 'open', holdsSeat: true } },
  { name: 'a card that goes back in part and then wholly', acts: ['pays', 'part', 'rest'], told: ['checkout.session.completed', 'charge.refunded', 'charge.refunded'], ends: { state: 'refunded', refunded: price, dispute: 'none', holdsSeat: false } },
  { name: 'a slow payment that fails', acts: ['waits', 'fails'], told: ['checkout.session.completed', 'checkout.session.async_payment_failed'], ends: { state: 'failed', refunded: 0, dispute: 'none', holdsSeat: false } },
  { name: 'a page that nobody pays', acts: ['ends'], told: ['checkout.session.expired'], ends: { state: 'expired', refunded: 0, dispute: 'none', holdsSeat: false } },
]

/** Step k of one way: the next act happens, or an act that has happened is told. */
type Step = { happens: number } | { tells: number }

/** Every way in which a life can be told: each act at any time after it happened, in whatever order. (2n − 1)!! for n acts. */
function ways(acts: number): Step[][] {
  const found: Step[][] = []
  const go = (way: Step[], happened: number, untold: number[]): void => {
    if (happened === acts && untold.length === 0) found.push(way)
    if (happened < acts) go([...way, { happens: happened }], happened + 1, [...untold, happened])
    for (const one of untold) go([...way, { tells: one }], happened, untold.filter((other) => other !== one))
  }
  go([], 0, [])
  return found
}

const tellsJustHappened = (step: Step, next: Step | undefined): boolean => !('happens' in step) || next === undefined || 'happens' in next || next.tells === step.happens
const tellsAtTheEnd = (step: Step, next: Step | undefined): boolean => 'happens' in step || next === undefined || 'tells' in next

/**
 * Which of them go through the database. Up to three acts all; of four every order (24 of 105), each told as soon as it can be:
 * what lies between is tried by the thousand in server/domain/billing/order-state.test.ts, answers that overtake each other too.
 */
function waysOf({ acts, isLate = false }: Life): Step[][] {
  const follows = isLate ? tellsAtTheEnd : acts.length > 3 ? tellsJustHappened : () => true
  return ways(acts.length).filter((way) => way.every((step, at) => follows(step, way[at + 1])))
}

let house: MoneyHouse
beforeAll(async () => {
  house = await openMoneyHouse()
})
afterAll(() => house.dispose())

function happen(session: string, act: Act): Told[] {
  const { books, pay, settle, expire, refundElsewhere, dispute } = house.stripe
  const before = books.events.length
  const acts: Record<Act, () => unknown> = { waits: () => pay(session, 'later'), pays: () => pay(session, 'now'), comes: () => settle(session, true), fails: () => settle(session, false), ends: () => expire(session), part: () => refundElsewhere(session, 28_000), rest: () => refundElsewhere(session), dispute: () => dispute(session, 'needs_response') }
  acts[act]()
  return books.events.slice(before)
}

/** The one event of an act that says what became of the order, five times at once, each copy signed at another moment within the five minutes. */
async function tell(events: Told[], type: string): Promise<void> {
  const event = events.find((one) => one.type === type)
  if (event === undefined) throw new Error(`${type} did not happen`)
  const copies = [0, 75, 150, 225, 300].map((seconds) => house.stripe.sign(event, { at: house.clock.now() - seconds * 1_000 }))
  expect(await Promise.all(copies.map(({ body, signature }) => house.send(body, signature)))).toEqual([200, 200, 200, 200, 200])
}

/** Whether anybody looked while all of the money was here: only then is there something to give out. */
function isGivenOut({ acts, isLate }: Life, way: Step[]): boolean {
  const paidAt = acts.findIndex((act) => act === 'pays' || act === 'comes')
  let happened = -1
  if (isLate === true) return true
  return paidAt >= 0 && way.some((step) => {
    if ('happens' in step) happened = step.happens
    return 'tells' in step && happened >= paidAt && acts[happened] !== 'rest'
  })
}

async function begin(type: string, count: number): Promise<{ who: PersonActor; orderId: string; session: string }[]> {
  const begun: { who: PersonActor; orderId: string; session: string }[] = []
  for (let n = 0; n < count; n++) {
    const who = await house.buyer()
    const { orderId } = valueOf(await house.order(who, type))
    begun.push({ who, orderId, session: await house.openPage(who, orderId) })
  }
  return begun
}

it.each(lives)('$name: in whatever order and how late it is told, five times at once, it ends the same', { timeout: 60_000 }, async (life) => {
  const all = waysOf(life)
  const type = await house.sell({ capacity: all.length })
  const orders = await begin(type, all.length)
  const events = orders.map((): Told[][] => [])
  const keptBefore = await house.db.client.webhookEvent.count()
  for (let at = 0; at < life.acts.length * 2; at++) {
    if (life.isLate === true && at === life.acts.length) house.clock.advance(3_600_000)
    await Promise.all(all.map(async (way, n) => {
      const step = way[at]
      if (step === undefined) return
      if ('happens' in step) events[n]?.push(happen(orders[n]?.session ?? '', life.acts[step.happens] ?? 'ends'))
      else await tell(events[n]?.[step.tells] ?? [], life.told[step.tells] ?? '')
    }))
    await house.runJobs()
  }
  const ids = orders.map(({ orderId }) => orderId)
  const rows = await house.db.client.ticketOrder.findMany({ where: { id: { in: ids } } })
  const mails = await house.db.client.mailMessage.findMany({ where: { template: { in: ['order_paid', 'order_failed'] } } })
  const found = orders.map(({ orderId }) => {
    const row = rows.find(({ id }) => id === orderId)
    const told = (template: string): number => mails.filter((mail) => mail.template === template && mail.subjectId.includes(orderId)).length
    return { state: row?.state, refunded: row?.refunded, dispute: row?.dispute, holdsSeat: row?.keepsSeats, isGivenOut: row?.fulfilledAt !== null, receipts: told('order_paid'), failures: told('order_failed') }
  })
  expect(found).toEqual(all.map((way) => ({ ...life.ends, isGivenOut: isGivenOut(life, way), receipts: isGivenOut(life, way) ? 1 : 0, failures: life.ends.state === 'failed' ? 1 : 0 })))
  expect((await house.db.client.ticketType.findUniqueOrThrow({ where: { id: type } })).taken).toBe(life.ends.holdsSeat ? all.length : 0)
  const keptAfter = await house.db.client.webhookEvent.count()
  // Nobody here asked for money to go back, and five copies are kept as one event.
  expect([await house.db.client.refund.count({ where: { orderId: { in: ids } } }), keptAfter - keptBefore]).toEqual([0, all.length * life.acts.length])
})

const everyOrder = (words: string[]): string[][] => (words.length < 2 ? [words] : words.flatMap((word, at) => everyOrder(words.filter((_one, n) => n !== at)).map((rest) => [word, ...rest])))

it('money that is ours to give back goes once: paid while the buyer gives up, in every order of what is told of it', { timeout: 60_000 }, async () => {
  const type = await house.sell({ capacity: 6 })
  for (const order of everyOrder(['payment_intent.succeeded', 'checkout.session.completed', 'charge.refunded'])) {
    const [begun] = await begin(type, 1)
    if (begun === undefined) return
    const { orderId, session, who } = begun
    const from = house.stripe.books.events.length
    happen(session, 'pays')
    const { version } = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
    valueOf(await house.app.orders.cancel(who, { eventId: house.event.id, orderId, version }))
    for (const told of order) {
      // What we send back is told of as soon as it is on its way, be it before anything else.
      if (told === 'charge.refunded') await house.runJobs()
      await tell(house.stripe.books.events.slice(from), told)
    }
    await house.runJobs()
    const row = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
    expect([row.state, row.refunded, house.stripe.find(session)?.refunds.map(({ amount }) => amount), await house.db.client.refund.count({ where: { orderId } })]).toEqual(['refunded', price, [price], 1])
    expect(await house.db.client.mailMessage.count({ where: { template: 'order_paid', subjectId: { contains: orderId } } })).toBe(0)
  }
  expect((await house.db.client.ticketType.findUniqueOrThrow({ where: { id: type } })).taken).toBe(0)
})

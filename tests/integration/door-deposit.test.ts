import { afterEach, beforeEach, expect, test } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import type { PersonId } from '#server/domain/shared/ids.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import type { ScanAnswer } from '#server/protocol/door.ts'
import type { ScanInput } from '#server/protocol/inputs/door.ts'
import { placeOrderInput } from '#server/protocol/inputs/money.ts'
import { scanOf } from '#tests/factories/door.ts'
import { makeStaff } from '#tests/factories/meetings.ts'
import { filled, makeApplicants, makeForm, plainPerson, type MadeForm } from '#tests/factories/registrations.ts'
import { codeOf, openMoneyHouse, valueOf, type MoneyHouse } from '#tests/fixtures/money-house.ts'

const deposit = 20_000
let house: MoneyHouse
let crew: PersonActor
let form: MadeForm
let type: string
beforeEach(async () => {
  house = await openMoneyHouse()
  form = await makeForm(house, house.event.id, { isPaid: true, cancelHours: 0 }, house.organizer)
  type = await house.sell({ needsRegistration: true, perOrder: 1, deposit })
  crew = await makeStaff(house.db, house.event.id, 'crew')
  await house.db.client.doorHours.create({ data: { eventId: house.event.id, opensAt: new Date(0), closesAt: new Date(Date.UTC(2099, 0, 1)) } })
})
afterEach(() => house.dispose())

/** Somebody who has paid for a ticket with a deposit. */
async function guest(): Promise<{ orderId: string; code: string }> {
  const [one] = await makeApplicants(house, 1)
  if (one === undefined) throw new Error('nobody')
  valueOf(await house.app.registrations.submit(one.actor, filled(form)))
  const { id: registrationId } = await house.db.client.registration.findFirstOrThrow({ where: { personId: one.id } })
  const { orderId } = valueOf(await house.app.orders.place(one.actor, placeOrderInput.parse({ eventId: house.event.id, lines: [{ ticketTypeId: type, quantity: 1, registrationId }], onceKey: `deposit-${registrationId}`.slice(0, 60) })))
  house.stripe.pay(await house.openPage(one.actor, orderId), 'now')
  await house.deliver()
  return { orderId, code: (await house.db.client.ticket.findUniqueOrThrow({ where: { registrationId } })).code }
}
const send = async (scans: ScanInput[], who = crew): Promise<ScanAnswer[]> => valueOf(await house.app.door.scan(who, { eventId: house.event.id, scans })).answers
const scan = async (more: Partial<ScanInput>): Promise<ScanAnswer> => (await send([scanOf(more)]))[0]!
const settle = async (): Promise<void> => { await house.runJobs(); await house.deliver() }
/** What the payment service has given back, one figure for each refund. */
const back = (): number[] => [...house.stripe.books.payments.values()].flatMap((one) => one.refunds).map(({ amount }) => amount)
/** What the organizer sees of it. */
const seen = async (orderId: string) => valueOf(await house.app.orders.forOrganizer(house.organizer, house.event.id)).orders.find(({ id }) => id === orderId)?.refunds.map(({ kind, state, amount }) => [kind, state, amount])

test('a deposit goes back with the first entry, once: not with the way out, the way back in or another door', async () => {
  const { orderId, code } = await guest()
  const session = await house.db.client.eventSession.create({ data: { id: house.platform.ids.newId(), eventId: house.event.id, kind: 'forum', nameZh: '闭门会', nameEn: 'Closed session', startsAt: new Date(0), endsAt: new Date(1), entryRule: { admissions: [] } } })
  const answers = [await scan({ code }), await scan({ code, kind: 'exit' }), await scan({ code }), await scan({ code }), await scan({ code, sessionId: session.id })]
  await settle()
  expect(answers.map(({ outcome, deposit: said }) => [outcome, said])).toEqual([['accepted', 'asked'], ['accepted', 'none'], ['accepted', 'already'], ['refused', 'none'], ['accepted', 'already']])
  expect([back(), await house.stateOf(orderId), await seen(orderId)]).toEqual([[deposit], 'part_refunded', [['deposit', 'succeeded', deposit]]])
})

test('five phones that scan one ticket at once bring one refund', async () => {
  const { code } = await guest()
  const answers = (await Promise.all(Array.from({ length: 5 }, (_one, nth) => send([scanOf({ code, deviceId: `device-of-door-${nth}000` })])))).flat()
  await settle()
  expect([answers.map(({ deposit: said }) => said).sort(), back()]).toEqual([['asked', 'none', 'none', 'none', 'none'], [deposit]])
})

test('an entry that is taken back leaves the deposit with its owner, says so, and brings no second one when she comes after all', async () => {
  const { code } = await guest()
  const first = scanOf({ code })
  await send([first])
  await settle()
  expect([(await scan({ kind: 'undo', undoes: first.nonce })).deposit, (await scan({ code })).deposit]).toEqual(['already', 'already'])
  await settle()
  expect(back()).toEqual([deposit])
})

test('two phones that let in one ticket without a network, and send it again and again, bring one refund and one conflict', async () => {
  const { code } = await guest()
  const at = house.clock.now()
  const [north, south] = [1, 2].map((minute) => scanOf({ codeHash: hashSecret(code), isOffline: true, wasLetIn: true, deviceId: `device-of-door-${minute}000`, scannedAt: at - minute * 60_000 }))
  const answers = [await send([north!]), await send([south!]), await send([north!, south!])].flat()
  await settle()
  expect(answers.map(({ outcome, deposit: said, isReplay }) => [outcome, said, isReplay])).toEqual([['accepted', 'asked', false], ['accepted', 'already', false], ['accepted', 'asked', true], ['accepted', 'already', true]])
  expect([back(), await house.db.client.doorConflict.count()]).toEqual([[deposit], 1])
})

test('a payment service that is away is asked again until it answers; the door waits for nothing, and the organizer sees it under way', async () => {
  const { orderId, code } = await guest()
  // Twice each, since the SDK itself tries again where a connection breaks.
  house.stripe.mishaps.push('500', '500', 'lost', 'lost')
  expect((await scan({ code })).deposit).toBe('asked')
  await house.runJobs()
  expect([back().length <= 1, await seen(orderId)]).toEqual([true, [['deposit', 'asked', deposit]]])
  for (let turn = 0; turn < 5; turn++) {
    house.clock.advance(3_600_000)
    await house.runJobs()
  }
  await settle()
  expect([back(), await seen(orderId)]).toEqual([[deposit], [['deposit', 'succeeded', deposit]]])
})

test('a deposit that the payment service refuses is shown as failed, and asked for again at the next entry or by the desk', async () => {
  const { orderId, code } = await guest()
  house.stripe.mishaps.push('refused')
  expect((await scan({ code })).deposit).toBe('asked')
  await house.runJobs()
  expect([back(), await seen(orderId)]).toEqual([[], [['deposit', 'failed', deposit]]])
  await scan({ code, kind: 'exit' })
  expect((await scan({ code })).deposit).toBe('asked')
  await settle()
  expect([back(), await seen(orderId)]).toEqual([[deposit], [['deposit', 'failed', deposit], ['deposit', 'succeeded', deposit]]])
})

test('a deposit that the desk has given back is not given back at the door, nor one of an order that went back whole', async () => {
  const [one, whole] = [await guest(), await guest()]
  const { version } = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: one.orderId } })
  const refund = (orderId: string, more: { onlyDeposit: boolean }) => house.app.orders.refund(house.organizer, { eventId: house.event.id, orderId, version, amount: 0, reason: '提前退押金', ...more })
  const presses = await Promise.all(Array.from({ length: 3 }, () => refund(one.orderId, { onlyDeposit: true })))
  expect(presses.map((press) => valueOf(press).amount)).toEqual([deposit, deposit, deposit])
  await settle()
  expect([await house.stateOf(one.orderId), (await scan({ code: one.code })).deposit]).toEqual(['part_refunded', 'already'])
  valueOf(await house.app.orders.refund(house.organizer, { eventId: house.event.id, orderId: whole.orderId, version: (await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: whole.orderId } })).version, amount: 0, reason: '改期' }))
  const turned = await scan({ code: whole.code })
  await settle()
  expect([back().sort((a, b) => a - b), turned.deposit]).toEqual([[deposit, 128_000 + deposit], 'none'])
  expect(codeOf(await house.app.orders.refund(crew, { eventId: house.event.id, orderId: one.orderId, version: 9, amount: 0, reason: '退', onlyDeposit: true }))).toBe('auth.forbidden')
})

test('whoever is inside takes no money back by herself, neither with her registration nor with the order; taken back at the door, she may', async () => {
  const { orderId, code } = await guest()
  const { personId } = await house.db.client.ticketOrder.findUniqueOrThrow({ where: { id: orderId } })
  const who = plainPerson(personId as PersonId)
  const about = { eventId: house.event.id, orderId }
  const entry = scanOf({ code })
  await send([entry])
  await settle()
  const offered = async () => [valueOf(await house.app.registrations.own(who, house.event.id))?.mayCancel, valueOf(await house.app.orders.findOwn(who, about)).mayCancel]
  const versions = async () => [valueOf(await house.app.registrations.own(who, house.event.id))?.version ?? 0, valueOf(await house.app.orders.findOwn(who, about)).version] as const
  const [registration, order] = await versions()
  expect(await offered()).toEqual([false, false])
  expect([codeOf(await house.app.registrations.cancel(who, { eventId: house.event.id, version: registration })), codeOf(await house.app.orders.cancel(who, { ...about, version: order }))]).toEqual(['registration.too_late_to_cancel', 'order.not_cancellable'])
  await scan({ kind: 'undo', undoes: entry.nonce })
  expect(await offered()).toEqual([true, true])
  expect(codeOf(await house.app.orders.cancel(who, { ...about, version: (await versions())[1] }))).toBe('ok')
})

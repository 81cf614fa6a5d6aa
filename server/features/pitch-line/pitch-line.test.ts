import { afterEach, beforeEach, expect, it } from 'vitest'

import type { Result } from '#server/domain/shared/result.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { freely, makeDeck, makeRoadshow, type Roadshow } from '#tests/factories/pitching.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let show: Roadshow
let holder: MadeDelegation
let line: MadeDelegation[]

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db)
  show = await makeRoadshow(test.db, event, { slots: 1 })
  holder = await makeDelegation(test.db, event.id)
  line = [await makeDelegation(test.db, event.id), await makeDelegation(test.db, event.id), await makeDelegation(test.db, event.id)]
  await test.app.pitching.book(holder.actor(), { eventId: event.id, itemId: slotId() })
})
afterEach(() => test.dispose())

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const slotId = (): string => show.slots[0]?.itemId as string
const join = (who: MadeDelegation) => test.app.pitching.join(who.actor(), { eventId: event.id, sessionId: show.sessionId })
const release = (who: MadeDelegation) => test.app.pitching.release(who.actor(), { eventId: event.id, itemId: slotId() })
const states = async () => (await test.db.client.pitchWaiting.findMany({ orderBy: { rank: 'asc' } })).map((row) => row.state)
const entryOf = (who: MadeDelegation) => test.db.client.pitchWaiting.findFirstOrThrow({ where: { delegationId: who.id }, orderBy: { rank: 'desc' } })
const answer = async (act: 'takeOffer' | 'declineOffer' | 'leave', who: MadeDelegation) => {
  const { id, version } = await entryOf(who)
  return test.app.pitching[act](who.actor(), { eventId: event.id, waitingId: id, version })
}
const owner = async () => (await test.db.client.pitchBooking.findUnique({ where: { itemId: slotId() } }))?.delegationId ?? null

it('a place in line is taken once; while a slot is free nobody needs to wait', async () => {
  const [one, two] = await Promise.all([join(line[0]!), join(line[0]!)])
  expect(two).toEqual(one)
  await test.app.pitching.leave(line[0]!.actor(), { eventId: event.id, waitingId: (await entryOf(line[0]!)).id, version: 1 })
  await release(holder)
  expect(code(await join(line[0]!))).toBe('pitch.free_slots')
})

it('nobody stands in line with people of another delegation', async () => {
  const joined = await test.app.pitching.join(line[0]!.actor(), { eventId: event.id, sessionId: show.sessionId, personIds: [line[1]!.people[0]!] })
  expect([code(joined), await states()]).toEqual(['request.not_a_colleague', []])
})

it('a slot that is given up goes to the head of the line once, whoever asks at the same moment', async () => {
  for (const who of line) await join(who)
  const newcomer = await makeDelegation(test.db, event.id)
  const [released, taken] = await Promise.all([release(holder), test.app.pitching.book(newcomer.actor(), { eventId: event.id, itemId: slotId() })])
  expect([code(released), code(taken)]).toEqual(['ok', 'pitch.slot_taken'])
  expect(await owner()).toBe(line[0]?.id)
  expect(await states()).toEqual(['offered', 'waiting', 'waiting'])
  await test.runJobs()
  expect(test.sent.filter((mail) => mail.to.address.startsWith('person')).map((mail) => mail.subject)).toContain('候补轮到您：投海Demo Day 第一期')
})

it('an offer is taken once, with the same answer for a retry, and holds the presenter from then on', async () => {
  await join(line[0]!)
  await release(holder)
  const { id, version } = await entryOf(line[0]!)
  const take = () => test.app.pitching.takeOffer(line[0]!.actor(), { eventId: event.id, waitingId: id, version })
  const [one, two] = await Promise.all([take(), take()])
  expect(one).toEqual({ ok: true, value: { itemId: slotId() } })
  expect([two, await take()]).toEqual([one, one])
  expect(await test.db.client.occupancy.count({ where: { resource: `person:${line[0]?.people[0]}` } })).toBe(2)
  expect((await test.db.client.programmeItem.findUniqueOrThrow({ where: { id: slotId() } })).delegationId).toBe(line[0]?.id)
})

it('declined, it goes to the next; unanswered, at its end, to the one after; then it is open to all', async () => {
  for (const who of line) await join(who)
  await release(holder)
  expect(code(await answer('declineOffer', line[0]!))).toBe('ok')
  expect([await owner(), await states()]).toEqual([line[1]?.id, ['declined', 'offered', 'waiting']])
  test.clock.advance(30 * 60_000 - 1)
  await test.runJobs()
  expect(await owner()).toBe(line[1]?.id)
  test.clock.advance(1)
  expect(code(await answer('takeOffer', line[1]!)), 'the clock counts, not whether the job has run').toBe('pitch.offer_over')
  await test.runJobs()
  expect([await owner(), await states()]).toEqual([line[2]?.id, ['declined', 'expired', 'offered']])
  expect(code(await answer('leave', line[2]!))).toBe('ok')
  expect([await owner(), await states()]).toEqual([null, ['declined', 'expired', 'left']])
  expect(code(await test.app.pitching.book(line[0]!.actor(), { eventId: event.id, itemId: slotId() }))).toBe('ok')
})

it('who has something else at that time is passed over and keeps the place', async () => {
  const fund = await makeDelegation(test.db, event.id, { side: 'investor' })
  await makeMeeting(test.db, event.id, { a: line[0]!, b: fund, startsAt: event.at('09:00') })
  for (const who of line) await join(who)
  await release(holder)
  expect([await owner(), await states()]).toEqual([line[1]?.id, ['waiting', 'offered', 'waiting']])
})

it('an offer and its end at the same moment come to one end', async () => {
  await join(line[0]!)
  await release(holder)
  test.clock.advance(30 * 60_000)
  const [taken] = await Promise.all([answer('takeOffer', line[0]!), test.runJobs()])
  expect([code(taken), await states(), await owner()]).toEqual(['pitch.offer_over', ['expired'], null])
})

it('a deck that is accepted may be all that somebody in line still needed', async () => {
  await test.db.client.pitchRule.update({ where: { sessionId: show.sessionId }, data: { body: { ...freely, deck: 'accepted' } } })
  const deckId = await makeDeck(test.db, event.id, line[0]!, 'uploaded')
  await join(line[0]!)
  await release(holder)
  expect([await owner(), await states()]).toEqual([null, ['waiting']])
  const staff = await makeStaff(test.db, event.id)
  expect(code(await test.app.pitching.reviewDeck(staff, { eventId: event.id, deckId, version: 1, verdict: 'accepted', reason: '' }))).toBe('ok')
  expect([await owner(), await states()]).toEqual([line[0]?.id, ['offered']])
})

it('a place in somebody else’s line does not exist', async () => {
  await join(line[0]!)
  const { id } = await entryOf(line[0]!)
  const there = await makeEvent(test.db, { slug: 'there' })
  const stranger = await makeDelegation(test.db, there.id)
  for (const who of [line[1]!, stranger]) expect(code(await test.app.pitching.leave(who.actor(), { eventId: event.id, waitingId: id, version: 1 }))).toBe('record.not_found')
  expect(code(await test.app.pitching.leave(line[0]!.actor(), { eventId: there.id, waitingId: id, version: 1 }))).toBe('record.not_found')
  expect(code(await test.app.pitching.leave(await makeStaff(test.db, event.id), { eventId: event.id, waitingId: id, version: 1 }))).toBe('ok')
})

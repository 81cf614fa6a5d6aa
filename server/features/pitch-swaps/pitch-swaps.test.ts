import { afterEach, beforeEach, expect, it } from 'vitest'

import type { Result } from '#server/domain/shared/result.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeRoadshow, type Roadshow } from '#tests/factories/pitching.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let show: Roadshow
let founders: MadeDelegation[]

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db)
  show = await makeRoadshow(test.db, event, { slots: 4 })
  founders = [await makeDelegation(test.db, event.id), await makeDelegation(test.db, event.id), await makeDelegation(test.db, event.id)]
  for (const [at, who] of founders.entries()) await test.app.pitching.book(who.actor(), { eventId: event.id, itemId: slot(at) })
})
afterEach(() => test.dispose())

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const slot = (at: number): string => show.slots[at]?.itemId as string
const propose = (from: number, to: number, who = founders[from]!) => test.app.pitching.proposeSwap(who.actor(), { eventId: event.id, fromItemId: slot(from), toItemId: slot(to) })
const accept = (swap: Result<{ swapId: string }>, who: number) => test.app.pitching.acceptSwap(founders[who]!.actor(), { eventId: event.id, swapId: swap.ok ? swap.value.swapId : '', version: 1 })
const owners = async () => {
  const rows = await test.db.client.pitchBooking.findMany()
  return [0, 1, 2, 3].map((at) => founders.findIndex((who) => who.id === rows.find((row) => row.itemId === slot(at))?.delegationId))
}
/** Who holds ticks under each slot, in order of slots. */
const presenters = async () => {
  const rows = await test.db.client.occupancy.findMany({ where: { resource: { startsWith: 'person:' } } })
  return [0, 1, 2].map((at) => [...new Set(rows.filter((row) => row.owner === `pitch:${slot(at)}`).map((row) => founders.findIndex((who) => `person:${who.people[0]}` === row.resource)))])
}

it('agreed to by both, slots, people’s time, programme and days change at once; a retry answers the same', async () => {
  const swap = await propose(0, 1)
  expect(await propose(0, 1), 'pressed twice').toEqual(swap)
  expect(await owners()).toEqual([0, 1, 2, -1])
  const done = await accept(swap, 1)
  expect(done.ok && done.value.state).toBe('accepted')
  expect(await accept(swap, 1)).toEqual(done)
  expect([await owners(), await presenters()]).toEqual([[1, 0, 2, -1], [[1], [0], [2]]])
  expect((await test.db.client.programmeItem.findUniqueOrThrow({ where: { id: slot(0) } })).delegationId).toBe(founders[1]?.id)
})

it('two who propose to each other at once have both agreed: one swap, in either order', async () => {
  const [one, other] = await Promise.all([propose(0, 1), propose(1, 0)])
  expect([one.ok && one.value.state, other.ok && other.value.state]).toEqual(['proposed', 'accepted'])
  expect([await owners(), await presenters()]).toEqual([[1, 0, 2, -1], [[1], [0], [2]]])
  const retried = await propose(0, 1)
  expect(retried.ok && retried.value.state, 'the answer that was lost').toBe('accepted')
  expect(await owners()).toEqual([1, 0, 2, -1])
})

it('two proposals about one slot accepted at once: one is done, the other is over', async () => {
  const [first, second] = [await propose(0, 1), await propose(2, 1)]
  const done = await Promise.all([accept(first, 1), accept(second, 1)])
  expect(done.map(code).sort()).toEqual(['ok', 'pitch.swap_over'])
  expect([...(await owners())].sort()).toEqual([-1, 0, 1, 2])
  expect((await presenters()).flat().sort()).toEqual([0, 1, 2])
})

it('a ring of three who all agree at the same moment ends in a serial outcome', async () => {
  const swaps = [await propose(0, 1), await propose(1, 2), await propose(2, 0)]
  const done = await Promise.all([accept(swaps[0]!, 1), accept(swaps[1]!, 2), accept(swaps[2]!, 0)])
  expect(done.map(code)).toEqual(['ok', 'pitch.swap_over', 'pitch.swap_over'])
  expect([...(await owners())].sort()).toEqual([-1, 0, 1, 2])
})

it('a presenter who has a meeting at the other time keeps everything as it was', async () => {
  const fund = await makeDelegation(test.db, event.id, { side: 'investor' })
  const swap = await propose(0, 1)
  await makeMeeting(test.db, event.id, { a: founders[1]!, b: fund, startsAt: event.at('08:50') - 0, lengthMinutes: 10 })
  expect(code(await accept(swap, 1)), 'touching is free').toBe('ok')
  const again = await test.app.pitching.proposeSwap(founders[0]!.actor(), { eventId: event.id, fromItemId: slot(1), toItemId: slot(2) })
  await makeMeeting(test.db, event.id, { a: founders[0]!, b: fund, startsAt: event.at('09:20'), lengthMinutes: 10 })
  expect(code(await accept(again, 2))).toBe('pitch.people_busy')
  expect([await owners(), await presenters()]).toEqual([[1, 0, 2, -1], [[1], [0], [2]]])
})

it('moving away, declining, withdrawing and time end a proposal; nobody else can touch it', async () => {
  const swap = await propose(0, 1)
  const of = (result: Result<{ swapId: string }>) => ({ eventId: event.id, swapId: result.ok ? result.value.swapId : '', version: 1 })
  expect(code(await test.app.pitching.acceptSwap(founders[0]!.actor(), of(swap)))).toBe('auth.forbidden')
  expect(code(await test.app.pitching.acceptSwap(founders[2]!.actor(), of(swap)))).toBe('record.not_found')
  await test.app.pitching.move(founders[1]!.actor(), { eventId: event.id, fromItemId: slot(1), toItemId: slot(3) })
  expect(code(await accept(swap, 1))).toBe('pitch.swap_over')
  const second = await propose(0, 2)
  expect([code(await test.app.pitching.declineSwap(founders[2]!.actor(), of(second))), code(await test.app.pitching.declineSwap(founders[2]!.actor(), of(second)))]).toEqual(['ok', 'ok'])
  const third = await propose(0, 2)
  test.clock.set(event.at('08:00') + 1)
  expect(code(await accept(third, 2))).toBe('pitch.swap_over')
  await test.runJobs()
  expect((await test.db.client.pitchSwap.findMany({ orderBy: { id: 'asc' } })).map((row) => row.state)).toEqual(['void', 'declined', 'expired'])
})

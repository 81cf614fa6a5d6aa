import Handle from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { isUniqueViolation } from '#server/platform/database-errors.ts'
import { makeEvent, makeSeries, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db, { seriesId: (await makeSeries(house.db, { line: 'salon' })).id })
  organizer = await makeStaff(house.db, event.id, 'organizer')
})
afterEach(() => house.dispose())

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const tally = (words: string[]): Record<string, number> => words.reduce<Record<string, number>>((found, word) => ({ ...found, [word]: (found[word] ?? 0) + 1 }), {})

async function guests(count: number): Promise<MadeDelegation[]> {
  const made: MadeDelegation[] = []
  for (let at = 0; at < count; at++) made.push(await makeDelegation(house.db, event.id, { side: 'investor' }))
  return made
}
const plan = (seats: number, more: { version?: number; isOpen?: boolean } = {}) => house.app.seats.savePlan(organizer, { eventId: event.id, version: more.version ?? 0, seats, offerMinutes: 30, isOpen: more.isOpen ?? false })
const inviteAll = async (): Promise<number> => valueOf(await house.app.seats.invite(organizer, { eventId: event.id, personIds: [], group: 'everybody' })).invited
const answer = (who: MadeDelegation | undefined, what: 'go' | 'take' | 'decline' | 'leave') => house.app.seats.answer(who!.actor(), { eventId: event.id, answer: what })
const stateOf = async (who: MadeDelegation | undefined): Promise<string | undefined> => (await house.db.client.seatGuest.findFirst({ where: { personId: who!.people[0]! } }))?.state
const states = (all: readonly MadeDelegation[]): Promise<(string | undefined)[]> => Promise.all(all.map(stateOf))
const seatsTaken = () => house.db.client.seatTaken.count()

it('twenty answers at once for five seats: five come, fifteen wait in the order in which they answered', async () => {
  const all = await guests(20)
  valueOf(await plan(5))
  expect(await inviteAll()).toBe(20)
  const answers = await Promise.all(all.map((who) => answer(who, 'go')))
  expect(tally(answers.map((one) => valueOf(one).state))).toEqual({ going: 5, waiting: 15 })
  expect(tally((await states(all)).map(String))).toEqual({ going: 5, waiting: 15 })
  expect((await house.db.client.seatTaken.findMany({ orderBy: { number: 'asc' } })).map((row) => row.number)).toEqual([1, 2, 3, 4, 5])
  const line = await house.db.client.seatGuest.findMany({ where: { state: 'waiting' }, orderBy: { rank: 'asc' } })
  expect(new Set(line.map((row) => row.rank)).size).toBe(15)
})

it('the database itself gives a number to one guest and a guest one number, whoever writes', async () => {
  const all = await guests(3)
  valueOf(await plan(2))
  await inviteAll()
  expect(tally((await Promise.all(all.map((who) => answer(who, 'go')))).map((one) => valueOf(one).state))).toEqual({ going: 2, waiting: 1 })
  const waiting = await house.db.client.seatGuest.findFirstOrThrow({ where: { state: 'waiting' } })
  const seated = await house.db.client.seatGuest.findFirstOrThrow({ where: { state: 'going' } })
  const take = (number: number, guestId: string) => house.db.client.seatTaken.create({ data: { eventId: event.id, number, guestId } }).then(() => 'taken', (error: unknown) => (isUniqueViolation(error) ? 'refused' : error))
  expect([await take(1, waiting.id), await take(9, seated.id)]).toEqual(['refused', 'refused'])
  // Writing past the commands is what a missing key would allow.
  const handle = new Handle(house.db.file)
  handle.exec('ALTER TABLE "SeatTaken" RENAME TO "Guarded"; CREATE TABLE "SeatTaken" AS SELECT * FROM "Guarded"; DROP TABLE "Guarded";')
  handle.close()
  expect([await take(1, waiting.id), await take(9, seated.id)]).toEqual(['taken', 'taken'])
})

it('a seat given up is offered to the first in line; unanswered in time it goes to the next, and both are told by mail', async () => {
  const all = await guests(3)
  const [first, second, third] = all
  valueOf(await plan(1))
  await inviteAll()
  for (const who of all) await answer(who, 'go')
  expect(await states(all)).toEqual(['going', 'waiting', 'waiting'])
  await answer(first, 'decline')
  expect(await states(all)).toEqual(['declined', 'offered', 'waiting'])
  house.clock.advance(30 * 60_000 - 1)
  await house.runJobs()
  expect(await stateOf(second)).toBe('offered')
  house.clock.advance(1)
  expect(codeOf(await answer(second, 'take'))).toBe('seat.offer_over')
  await house.runJobs()
  expect(await states(all)).toEqual(['declined', 'lapsed', 'offered'])
  expect(valueOf(await answer(third, 'take')).state).toBe('going')
  await house.runJobs()
  const mails = await house.db.client.mailMessage.findMany({ where: { eventId: event.id, state: 'sent' } })
  expect(tally(mails.map((mail) => mail.template))).toEqual({ seat_confirmed: 1, seat_lapsed: 1, seat_offered: 2 })
  expect(await seatsTaken()).toBe(1)
  house.clock.advance(24 * 3_600_000)
  await house.runJobs()
  expect(await stateOf(third)).toBe('going')
})

it('a double click, ten of them at once and a second tab give one seat and one mail', async () => {
  const [who] = await guests(1)
  valueOf(await plan(5))
  await inviteAll()
  const answers = await Promise.all(Array.from({ length: 10 }, () => answer(who, 'go')))
  expect(new Set(answers.map((one) => JSON.stringify(valueOf(one)))).size).toBe(1)
  expect(await seatsTaken()).toBe(1)
  expect(await house.db.client.mailMessage.count({ where: { template: 'seat_confirmed' } })).toBe(1)
  expect([codeOf(await answer(who, 'decline')), codeOf(await answer(who, 'decline')), await seatsTaken()]).toEqual(['ok', 'ok', 0])
})

it('a plan can’t be smaller than what is taken; a smaller one that fits keeps everybody, a larger one is offered to the line', async () => {
  const all = await guests(4)
  valueOf(await plan(3))
  await inviteAll()
  for (const who of all) await answer(who, 'go')
  expect(await plan(2, { version: 1 })).toEqual({ ok: false, error: { code: 'seat.below_taken', params: { taken: 3 } } })
  await answer(all[3], 'leave')
  await answer(all[0], 'decline')
  expect(codeOf(await plan(2, { version: 1 }))).toBe('ok')
  expect((await house.db.client.seatTaken.findMany({ orderBy: { number: 'asc' } })).map((row) => row.number)).toEqual([1, 2])
  expect(codeOf(await plan(2, { version: 1 }))).toBe('record.changed')
  expect(valueOf(await answer(all[3], 'go')).state).toBe('waiting')
  expect(codeOf(await plan(3, { version: 2 }))).toBe('ok')
  expect(await states(all)).toEqual(['declined', 'going', 'going', 'offered'])
})

it('who isn’t invited gets a seat only where anybody may ask; who was taken off gets none, and the seat goes on', async () => {
  const [invited, other] = await guests(2)
  expect(codeOf(await answer(invited, 'go'))).toBe('record.not_found')
  expect(codeOf(await house.app.seats.invite(organizer, { eventId: event.id, personIds: [], group: 'everybody' }))).toBe('seat.no_plan')
  valueOf(await plan(1))
  valueOf(await house.app.seats.invite(organizer, { eventId: event.id, personIds: [invited!.people[0]!] }))
  expect([codeOf(await answer(other, 'go')), codeOf(await answer(invited, 'go'))]).toEqual(['seat.not_invited', 'ok'])
  valueOf(await plan(1, { version: 1, isOpen: true }))
  expect(valueOf(await answer(other, 'go')).state).toBe('waiting')
  const guest = await house.db.client.seatGuest.findFirstOrThrow({ where: { personId: invited!.people[0]! } })
  valueOf(await house.app.seats.uninvite(organizer, { eventId: event.id, guestId: guest.id, version: guest.version }))
  expect([await stateOf(other), codeOf(await answer(invited, 'go'))]).toEqual(['offered', 'seat.not_invited'])
})

it('only organizers see and change the list, only people of the event answer, and people of elsewhere can’t be invited', async () => {
  const [guest] = await guests(1)
  valueOf(await plan(1))
  const elsewhere = await makeEvent(house.db)
  const stranger = await makeDelegation(house.db, elsewhere.id)
  const { seats } = house.app
  expect([
    codeOf(await seats.forOrganizer(guest!.actor(), event.id)),
    codeOf(await seats.savePlan(guest!.actor(), { eventId: event.id, version: 1, seats: 9, offerMinutes: 30, isOpen: true })),
    codeOf(await seats.invite(guest!.actor(), { eventId: event.id, personIds: [guest!.people[0]!] })),
    codeOf(await seats.answer(stranger.actor(), { eventId: event.id, answer: 'go' })),
    codeOf(await seats.answer({ kind: 'anonymous' }, { eventId: event.id, answer: 'go' })),
    codeOf(await seats.forGuest(stranger.actor(), event.id)),
    codeOf(await seats.savePlan(organizer, { eventId: elsewhere.id, version: 0, seats: 9, offerMinutes: 30, isOpen: true })),
    codeOf(await seats.invite(organizer, { eventId: event.id, personIds: [stranger.people[0]!] })),
  ]).toEqual(['auth.forbidden', 'auth.forbidden', 'auth.forbidden', 'auth.forbidden', 'auth.required', 'auth.forbidden', 'auth.forbidden', 'seat.not_of_event'])
})

it('when the salon is over nothing can be answered any more', async () => {
  const [guest] = await guests(1)
  valueOf(await plan(1))
  await inviteAll()
  house.clock.set(event.endsAtMs)
  expect(codeOf(await answer(guest, 'go'))).toBe('seat.over')
  expect(valueOf(await house.app.seats.forGuest(guest!.actor(), event.id))?.answers).toEqual([])
})

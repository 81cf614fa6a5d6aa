import { afterEach, beforeEach, expect, it } from 'vitest'

import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeRoadshow, type Roadshow } from '#tests/factories/pitching.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let show: Roadshow
let staff: Actor
let founders: MadeDelegation[]

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db)
  show = await makeRoadshow(test.db, event, { rules: { techCheck: 'booked' } })
  staff = await makeStaff(test.db, event.id)
  founders = [await makeDelegation(test.db, event.id), await makeDelegation(test.db, event.id)]
})
afterEach(() => test.dispose())

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const add = () => test.app.pitching.addTechSlots(staff, { eventId: event.id, sessionId: show.sessionId, startsAt: event.at('08:00'), count: 2, minutes: 10, lanes: 2, placeZh: '后台', placeEn: 'Backstage' })
const slots = () => test.db.client.techCheckSlot.findMany({ orderBy: [{ startsAt: 'asc' }, { lane: 'asc' }] })
const book = async (who: MadeDelegation, at: number) => test.app.pitching.bookTech(who.actor(), { eventId: event.id, techSlotId: (await slots())[at]?.id as string })

it('a row of times in lanes is made once, however often it is asked for', async () => {
  expect([await add(), await add()]).toEqual([{ ok: true, value: { added: 4 } }, { ok: true, value: { added: 0 } }])
  expect(code(await test.app.pitching.addTechSlots(founders[0]!.actor(), { eventId: event.id, sessionId: show.sessionId, startsAt: 0, count: 1, minutes: 5, lanes: 1, placeZh: '', placeEn: '' }))).toBe('auth.forbidden')
})

it('one time has one delegation, one delegation one time, and its person is taken then', async () => {
  await add()
  const both = await Promise.all(founders.map((who) => book(who, 0)))
  expect(both.map(code)).toEqual(['ok', 'pitch.tech_taken'])
  expect(await book(founders[0]!, 0), 'pressed twice').toEqual(both[0])
  expect(code(await book(founders[0]!, 3)), 'another one in its place').toBe('ok')
  expect((await slots()).map((row) => row.delegationId)).toEqual([null, null, null, founders[0]?.id])
  expect((await test.db.client.occupancy.findMany({ where: { owner: { startsWith: 'tech:' } } })).map((row) => row.tick)).toEqual([0, 1].map((at) => event.at('08:10') / 300_000 + at))
})

it('nobody books a time for people of another delegation', async () => {
  await add()
  const booked = await test.app.pitching.bookTech(founders[0]!.actor(), { eventId: event.id, techSlotId: (await slots())[0]?.id as string, personIds: [founders[1]!.people[0]!] })
  expect([code(booked), (await slots()).map((row) => row.delegationId)]).toEqual(['request.not_a_colleague', [null, null, null, null]])
})

it('the gate opens with the time booked, or only once it has passed, as the rules say', async () => {
  await add()
  const pitch = (who: MadeDelegation, at: number) => test.app.pitching.book(who.actor(), { eventId: event.id, itemId: show.slots[at]?.itemId as string })
  expect(code(await pitch(founders[0]!, 0))).toBe('pitch.tech_missing')
  await book(founders[0]!, 0)
  expect(code(await pitch(founders[0]!, 0))).toBe('ok')
  await test.db.client.pitchRule.update({ where: { sessionId: show.sessionId }, data: { body: { method: 'first_come', deck: 'none', techCheck: 'passed' } } })
  await book(founders[1]!, 1)
  const mark = async (state: 'passed' | 'failed') => test.app.pitching.markTech(staff, { eventId: event.id, techSlotId: (await slots())[1]?.id as string, state })
  expect(code(await pitch(founders[1]!, 2))).toBe('pitch.tech_not_passed')
  await mark('failed')
  expect(code(await pitch(founders[1]!, 2))).toBe('pitch.tech_failed')
  await mark('passed')
  expect(code(await pitch(founders[1]!, 2))).toBe('ok')
})

it('a time that somebody has stays until it is freed', async () => {
  await add()
  await book(founders[0]!, 0)
  const about = { eventId: event.id, techSlotId: (await slots())[0]?.id as string }
  expect(code(await test.app.pitching.removeTech(staff, about))).toBe('pitch.tech_in_use')
  expect(code(await test.app.pitching.cancelTech(founders[1]!.actor(), about)), 'never theirs: nothing happens').toBe('ok')
  expect((await slots())[0]?.delegationId).toBe(founders[0]?.id)
  expect([code(await test.app.pitching.cancelTech(founders[0]!.actor(), about)), code(await test.app.pitching.removeTech(staff, about))]).toEqual(['ok', 'ok'])
  expect(await test.db.client.occupancy.count({ where: { owner: { startsWith: 'tech:' } } })).toBe(0)
})

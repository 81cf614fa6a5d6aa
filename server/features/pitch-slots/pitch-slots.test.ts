import { afterEach, beforeEach, expect, it } from 'vitest'

import type { Result } from '#server/domain/shared/result.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeRequest, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { freely, makeDeck, makeRoadshow, type Roadshow } from '#tests/factories/pitching.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let show: Roadshow
let founder: MadeDelegation

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db)
  show = await makeRoadshow(test.db, event)
  founder = await makeDelegation(test.db, event.id, { people: 2 })
})
afterEach(() => test.dispose())

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const slot = (at: number): string => show.slots[at]?.itemId as string
const book = (at: number, who = founder) => test.app.pitching.book(who.actor(), { eventId: event.id, itemId: slot(at) })
const ownerOf = async (at: number) => (await test.db.client.programmeItem.findUniqueOrThrow({ where: { id: slot(at) } })).delegationId
const claims = async (owner: string) => (await test.db.client.occupancy.findMany({ where: { owner }, orderBy: [{ resource: 'asc' }, { tick: 'asc' }] })).map((row) => row.resource.split(':')[0])

it('a booked slot has its owner in the programme, its presenter in the occupancy and on her day, and a mail on its way', async () => {
  const booked = await book(0)
  expect(booked).toEqual({ ok: true, value: { itemId: slot(0), sessionId: show.sessionId, startsAt: event.at('09:00'), endsAt: event.at('09:10'), personIds: [founder.people[0]] } })
  expect(await ownerOf(0)).toBe(founder.id)
  expect(await claims(`pitch:${slot(0)}`)).toEqual(['person', 'person', 'stage', 'stage'])
  expect(await test.db.client.programmePerson.findMany({ select: { itemId: true, personId: true, role: true } })).toEqual([{ itemId: slot(0), personId: founder.people[0], role: 'speaker' }])
  expect(test.facts.map((fact) => fact.name).sort()).toEqual(['appearance:changed', 'pitch:changed', 'pitcher:changed', 'slot:changed'])
  await test.runJobs()
  expect(test.sent.map((mail) => mail.calendar?.method)).toEqual(['REQUEST', 'REQUEST'])
  expect(test.sent[0]?.calendar?.content).toContain(`UID:${slot(0)}@touhai`)
})

it('pressed twice, or again after a lost answer, is one booking and the same answer', async () => {
  const [one, two] = await Promise.all([book(0), book(0)])
  expect(two).toEqual(one)
  expect(await book(0)).toEqual(one)
  expect(await test.db.client.pitchBooking.count()).toBe(1)
  const any = { eventId: event.id, itemId: slot(0), orNearest: true }
  const other = await makeDelegation(test.db, event.id)
  const [first, second] = [await test.app.pitching.book(other.actor(), any), await test.app.pitching.book(other.actor(), any)]
  expect(second).toEqual(first)
  expect(first.ok && first.value.itemId).toBe(slot(1))
})

it('of two who want one slot the second is told three that are really free, nearest first', async () => {
  const rival = await makeDelegation(test.db, event.id, { unavailable: [] })
  const fund = await makeDelegation(test.db, event.id, { side: 'investor' })
  await makeMeeting(test.db, event.id, { a: rival, b: fund, startsAt: event.at('09:10'), lengthMinutes: 10 })
  await book(0)
  const refused = await book(0, rival)
  expect(refused).toEqual({ ok: false, error: { code: 'pitch.slot_taken', params: undefined, detail: { alternatives: [2, 3, 4].map((at) => ({ itemId: slot(at), startsAt: show.slots[at]?.startsAt, endsAt: (show.slots[at]?.startsAt ?? 0) + 600_000 })) } } })
})

it('a pitch and a meeting of one person cannot be at one time, whichever comes first', async () => {
  const fund = await makeDelegation(test.db, event.id, { side: 'investor' })
  await book(0)
  const request = await makeRequest(test.db, event.id, { from: founder, to: fund, holds: [event.at('09:00')] })
  const accepted = await test.app.requests.accept(fund.actor(), { requestId: request.id, version: 1, startsAt: event.at('09:00') })
  expect(code(accepted)).toBe('meeting.slot_taken')
  const other = await makeDelegation(test.db, event.id)
  await makeMeeting(test.db, event.id, { a: other, b: fund, startsAt: event.at('09:20') })
  expect(code(await book(2, other))).toBe('pitch.people_busy')
  expect(await ownerOf(2)).toBeNull()
  expect(await test.db.client.pitchBooking.count()).toBe(1)
  expect(code(await book(1, other)), 'touching a meeting is free').toBe('ok')
})

it('a second slot of the session is refused by name; the limit is the organizer’s', async () => {
  await book(0)
  expect(code(await book(1))).toBe('pitch.limit_reached')
  await test.db.client.pitchRule.update({ where: { sessionId: show.sessionId }, data: { body: { ...freely, perDelegation: 2 } } })
  expect([code(await book(1)), code(await book(2))]).toEqual(['ok', 'pitch.limit_reached'])
})

it('moving frees the old slot and takes the new one in one step; a retry answers the same', async () => {
  await book(0)
  const move = () => test.app.pitching.move(founder.actor(), { eventId: event.id, fromItemId: slot(0), toItemId: slot(3) })
  const moved = await move()
  expect(moved.ok && moved.value.itemId).toBe(slot(3))
  expect(await move()).toEqual(moved)
  expect([await ownerOf(0), await ownerOf(3)]).toEqual([null, founder.id])
  expect(await claims(`pitch:${slot(0)}`)).toEqual(['stage', 'stage'])
  const rival = await makeDelegation(test.db, event.id)
  await book(1, rival)
  expect(code(await test.app.pitching.move(founder.actor(), { eventId: event.id, fromItemId: slot(3), toItemId: slot(1) }))).toBe('pitch.slot_taken')
  expect(await ownerOf(3), 'what was refused has changed nothing').toBe(founder.id)
  await test.runJobs()
  expect(test.sent.map((mail) => mail.calendar?.method).sort().filter((method, at, all) => method !== all[at - 1])).toEqual(['CANCEL', 'REQUEST'])
})

it('a slot is given up once; late it stays, unless the organizer frees it', async () => {
  await book(0)
  const release = (who = founder.actor()) => test.app.pitching.release(who, { eventId: event.id, itemId: slot(0) })
  test.clock.set(event.at('08:30'))
  expect(code(await release())).toBe('pitch.too_late')
  expect(code(await release(await makeStaff(test.db, event.id)))).toBe('ok')
  expect(await ownerOf(0)).toBeNull()
  expect(code(await release())).toBe('ok')
})

it('a gate is closed until its instant by the server’s clock, and names all that is missing', async () => {
  await test.db.client.pitchRule.update({ where: { sessionId: show.sessionId }, data: { body: { ...freely, deck: 'accepted', techCheck: 'none', opensAtMs: test.clock.now() + 1_000 } } })
  const refused = await book(0)
  expect(refused.ok ? [] : (refused.error.detail as { reasons: { code: string }[] }).reasons.map((reason) => reason.code)).toEqual(['pitch.deck_missing', 'pitch.not_open'])
  await makeDeck(test.db, event.id, founder)
  test.clock.advance(999)
  expect(code(await book(0))).toBe('pitch.not_open')
  test.clock.advance(1)
  expect(code(await book(0))).toBe('ok')
})

it('why not: everything at once for the founder, with three slots that could be had', async () => {
  const rival = await makeDelegation(test.db, event.id)
  await book(0, rival)
  const why = await test.app.pitching.whyNot(founder.actor(), event.id, slot(0))
  expect(why.ok && why.value.reasons.map((reason) => reason.code)).toEqual(['pitch.slot_taken'])
  expect(why.ok && why.value.alternatives.map((one) => one.itemId)).toEqual([slot(1), slot(2), slot(3)])
})

it('the organizer gives a slot past the gates, but not one that is taken', async () => {
  const staff = await makeStaff(test.db, event.id)
  await test.db.client.pitchRule.update({ where: { sessionId: show.sessionId }, data: { body: { ...freely, method: 'closed' } } })
  const assign = (at: number, who: MadeDelegation) => test.app.pitching.assign(staff, { eventId: event.id, itemId: slot(at), delegationId: who.id })
  const rival = await makeDelegation(test.db, event.id)
  expect([code(await book(0)), code(await assign(0, founder)), code(await assign(0, rival))]).toEqual(['pitch.closed', 'ok', 'pitch.slot_taken'])
  expect(code(await test.app.pitching.assign(founder.actor(), { eventId: event.id, itemId: slot(1), delegationId: founder.id }))).toBe('auth.forbidden')
})

it('other people of the delegation can present; strangers cannot', async () => {
  await book(0)
  const present = (personIds: string[]) => test.app.pitching.present(founder.actor(), { eventId: event.id, itemId: slot(0), personIds })
  expect(code(await present([founder.people[1] as string]))).toBe('ok')
  expect((await test.db.client.programmePerson.findMany()).map((row) => row.personId)).toEqual([founder.people[1]])
  const rival = await makeDelegation(test.db, event.id)
  expect(code(await present([rival.people[0] as string]))).toBe('request.not_a_colleague')
})

it('slots and delegations of another event do not exist here', async () => {
  const there = await makeEvent(test.db, { slug: 'there' })
  const foreign = await makeRoadshow(test.db, there)
  const stranger = await makeDelegation(test.db, there.id)
  const itemId = foreign.slots[0]?.itemId as string
  expect(code(await test.app.pitching.book(founder.actor(), { eventId: event.id, itemId }))).toBe('record.not_found')
  expect(code(await test.app.pitching.book(stranger.actor(), { eventId: event.id, itemId: slot(0) }))).toBe('auth.forbidden')
  expect(code(await test.app.pitching.assign(await makeStaff(test.db, event.id), { eventId: event.id, itemId: slot(0), delegationId: stranger.id }))).toBe('record.not_found')
  for (const result of [await test.app.pitching.board(stranger.actor(), event.id), await test.app.pitching.own(stranger.actor(), event.id), await test.app.pitching.own(founder.actor(), event.id, stranger.id)]) expect(code(result)).toBe('record.not_found')
})

import { afterEach, beforeEach, expect, test } from 'vitest'

import { Prisma } from '#prisma/generated/client.ts'
import type { PersonActor } from '#server/domain/access/actor.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeRequest, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
let funds: MadeDelegation[]
let startups: MadeDelegation[]

beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db)
  organizer = await makeStaff(house.db, event.id)
  funds = [await makeDelegation(house.db, event.id, { side: 'investor' }), await makeDelegation(house.db, event.id, { side: 'investor' })]
  startups = [await makeDelegation(house.db, event.id), await makeDelegation(house.db, event.id), await makeDelegation(house.db, event.id)]
})
afterEach(() => house.dispose())

const value = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
const code = (result: { ok: true } | { ok: false; error: { code: string } }): string => (result.ok ? 'ok' : result.error.code)
const id = (made: MadeDelegation): string => made.id
const view = async () => value(await house.app.clearing.forOrganizer(organizer, event.id))
const page = async (made: MadeDelegation) => value(await house.app.clearing.forDelegation(made.actor(), event.id))
const step = async (name: 'open' | 'rank' | 'back' | 'clear' | 'reopen' | 'close') => house.app.clearing.step(organizer, { eventId: event.id, version: (await view()).version, step: name })
const save = async (made: MadeDelegation, ranked: MadeDelegation[], unranked: MadeDelegation[] = []) =>
  house.app.clearing.saveWishes(made.actor(), { eventId: event.id, version: (await page(made)).version, ranked: ranked.map(id), unranked: unranked.map(id) })

const [A, B] = [0, 1] as const
const fund = (at: number): MadeDelegation => funds[at] as MadeDelegation
const startup = (at: number): MadeDelegation => startups[at] as MadeDelegation

async function wishAll(): Promise<void> {
  value(await step('open'))
  value(await save(fund(A), [startup(0), startup(1)], [startup(2)]))
  value(await save(fund(B), [startup(0)]))
  value(await step('rank'))
  value(await save(startup(0), [fund(B), fund(A)]))
  value(await save(startup(1), [], [fund(A)]))
}

test('likes and ranks of both sides become meetings on the phones at one press, and everybody reads what became of a wish', async () => {
  await wishAll()
  value(await step('clear'))
  await house.runJobs()
  const { state, report } = await view()
  expect({ state, number: report?.number, failure: report?.failure, pairs: report?.stability?.pairs, met: report?.stability?.met, leftOut: report?.stability?.leftOut }).toEqual({ state: 'cleared', number: 1, failure: null, pairs: 3, met: 3, leftOut: [] })
  const meetings = await house.db.client.meeting.findMany({ select: { aDelegationId: true, bDelegationId: true, state: true } })
  expect(meetings.map((row) => `${row.aDelegationId} ${row.bDelegationId} ${row.state}`).sort()).toEqual([[A, 0], [A, 1], [B, 0]].map(([f, s]) => `${fund(f as number).id} ${startup(s as number).id} scheduled`).sort())
  const told = house.facts.filter((fact) => fact.name === 'meeting:scheduled').map((fact) => fact.room)
  expect(new Set(told)).toEqual(new Set([fund(A), fund(B), startup(0), startup(1)].map((made) => agendaRoom(event.id, made.people[0] as string))))
  expect((await page(fund(A))).outcomes?.map(({ partnerId, outcome }) => [partnerId, outcome])).toEqual([[startup(0).id, 'met'], [startup(1).id, 'met'], [startup(2).id, 'not_mutual']])
  expect((await page(startup(2))).outcomes).toEqual([])
})

test('a startup sees who wants it when it is its turn, in no order of theirs; before that nobody learns anything', async () => {
  value(await step('open'))
  value(await save(fund(A), [startup(1), startup(0)]))
  value(await save(fund(B), [startup(0)]))
  expect(await page(startup(0))).toMatchObject({ turn: 'startups', isOpen: false, candidates: [], wishes: [], outcomes: null })
  const asOrganizer = JSON.stringify(await view())
  for (const made of [...funds, ...startups]) expect(asOrganizer).not.toContain(made.id)
  value(await step('rank'))
  const seen = await page(startup(0))
  expect(seen.candidates.map((one) => one.delegationId).sort()).toEqual(funds.map(id).sort())
  expect(JSON.stringify(seen)).not.toContain('"rank"')
  expect((await page(startup(2))).candidates).toEqual([])
  expect(JSON.stringify(await view())).not.toContain(fund(A).id)
})

test('lists are open in their turn only, for partners that may be chosen, and for one of two colleagues who save at once', async () => {
  expect(code(await save(fund(A), [startup(0)]))).toBe('clearing.not_your_turn')
  value(await step('open'))
  expect(code(await save(startup(0), [fund(A)]))).toBe('clearing.not_your_turn')
  expect(code(await save(fund(A), [fund(B)]))).toBe('clearing.partner_closed')
  const elsewhere = await makeDelegation(house.db, (await makeEvent(house.db)).id)
  expect(code(await save(fund(A), [elsewhere]))).toBe('clearing.partner_closed')
  const input = { eventId: event.id, version: 0, ranked: [startup(0).id], unranked: [] }
  const both = await Promise.all([house.app.clearing.saveWishes(fund(A).actor(), input), house.app.clearing.saveWishes(fund(A).actor(), { ...input, ranked: [startup(1).id] })])
  expect(both.map(code).sort()).toEqual(['ok', 'record.changed'])
  value(await step('rank'))
  expect(code(await save(fund(A), []))).toBe('clearing.not_your_turn')
  expect(code(await save(startup(2), [fund(A)]))).toBe('clearing.partner_closed')
})

test('only an organizer takes steps, in order, and of two presses one counts', async () => {
  expect(code(await house.app.clearing.step(fund(A).actor(), { eventId: event.id, version: 0, step: 'open' }))).toBe('auth.forbidden')
  expect(code(await house.app.clearing.forOrganizer(fund(A).actor(), event.id))).toBe('auth.forbidden')
  expect(code(await step('clear'))).toBe('clearing.not_possible')
  await wishAll()
  const { version } = await view()
  const presses = await Promise.all([1, 2].map(() => house.app.clearing.step(organizer, { eventId: event.id, version, step: 'clear' })))
  expect(presses.map(code).sort()).toEqual(['ok', 'record.changed'])
  await house.runJobs()
  expect(await house.db.client.meeting.count()).toBe(3)
  expect(await house.db.client.timetableRelease.count()).toBe(1)
})

test('a request that was waiting already is the one that is accepted, and a pair that meets is left alone', async () => {
  const asked = await makeRequest(house.db, event.id, { from: startup(0), to: fund(A) })
  await wishAll()
  value(await step('clear'))
  await house.runJobs()
  expect(await house.db.client.meetingRequest.findUniqueOrThrow({ where: { id: asked.id }, select: { state: true, weight: true } })).toEqual({ state: 'accepted', weight: 20 })
  expect(await house.db.client.meetingRequest.count()).toBe(3)
  value(await step('reopen'))
  value(await step('rank'))
  value(await step('clear'))
  await house.runJobs()
  expect(await house.db.client.meeting.count()).toBe(3)
  expect((await view()).report).toMatchObject({ number: 2, failure: null })
})

test('a server that stopped after the press goes on where it stopped: no request and no meeting comes twice', async () => {
  await wishAll()
  const pressed = value(await step('clear'))
  await house.runJobs()
  // As if the last write had been lost: the state of a run that was cut off, and its job once more.
  await house.db.client.clearing.update({ where: { eventId: event.id }, data: { state: 'running', version: pressed.version, report: Prisma.DbNull } })
  await house.db.client.job.updateMany({ where: { name: 'clearing:run' }, data: { state: 'queued', doneAt: null } })
  await house.runJobs()
  expect(await view()).toMatchObject({ state: 'cleared', report: { number: 1, failure: null } })
  expect([await house.db.client.meetingRequest.count(), await house.db.client.meeting.count()]).toEqual([3, 3])
})

test('a press that comes to nothing leaves no trace: nobody hears who wants whom, what waited waits on, and the lists stand', async () => {
  const asked = await makeRequest(house.db, event.id, { from: startup(0), to: fund(A) })
  const before = await house.db.client.meetingRequest.findMany({ omit: { version: true } })
  await wishAll()
  house.facts.length = 0
  // Somebody computes a draft of hers at this moment: the engine is taken.
  const draft = await makeDraft()
  value(await step('clear'))
  await house.runJobs()
  expect(await view()).toMatchObject({ state: 'ranking', report: { number: 1, failure: 'draft.busy', stability: null } })
  expect(await house.db.client.meetingRequest.findMany({ omit: { version: true } })).toEqual(before)
  expect(house.facts.map((fact) => fact.name).filter((name) => name !== 'clearing:changed')).toEqual([])
  await house.db.client.timetableDraft.update({ where: { id: draft }, data: { state: 'failed' } })
  value(await step('clear'))
  await house.runJobs()
  expect(await view()).toMatchObject({ state: 'cleared', report: { number: 2, failure: null, stability: { pairs: 3, met: 3 } } })
  expect((await house.db.client.meetingRequest.findUniqueOrThrow({ where: { id: asked.id } })).state).toBe('accepted')
})

test('who is left out hears that both sides want it; a wish taken back before the next press ends what the last one had agreed', async () => {
  // One table and one meeting's time: of three pairs one meets.
  await house.db.client.meetingTable.deleteMany({ where: { eventId: event.id, id: { not: event.tables[0]?.id ?? '' } } })
  const rest = { startsAt: new Date(event.at('09:00') + 20 * 60_000).toISOString(), endsAt: new Date(event.at('23:00')).toISOString() }
  await house.db.client.delegation.updateMany({ where: { eventId: event.id, side: 'investor' }, data: { unavailable: [rest] } })
  await wishAll()
  value(await step('clear'))
  await house.runJobs()
  const { report } = await view()
  expect([report?.stability?.met, report?.stability?.leftOut.length]).toEqual([1, 2])
  expect(new Set(report?.stability?.leftOut.map((pair) => pair.why))).not.toContain('not_chosen')
  const waiting = await house.db.client.meetingRequest.findMany({ where: { eventId: event.id, meetings: { none: {} } } })
  expect(waiting.map((request) => request.state)).toEqual(['accepted', 'accepted'])
  const told = house.facts.flatMap((fact) => (fact.name === 'request:changed' ? [fact.payload.request.id] : []))
  expect(waiting.every((request) => told.includes(request.id))).toBe(true)
  const outcomes = (await page(fund(A))).outcomes ?? []
  expect(outcomes.filter((one) => one.outcome === 'no_common_place').length + outcomes.filter((one) => one.outcome === 'met').length).toBe(2)
  value(await step('reopen'))
  value(await save(fund(A), []))
  value(await save(fund(B), []))
  value(await step('rank'))
  value(await step('clear'))
  await house.runJobs()
  const after = await house.db.client.meetingRequest.findMany({ where: { id: { in: waiting.map((request) => request.id) } } })
  expect(after.map((request) => request.state)).toEqual(['withdrawn', 'withdrawn'])
})

test('a list sent again after a lost answer is the same list, and another one under the same number is a colleague’s', async () => {
  value(await step('open'))
  const input = { eventId: event.id, version: 0, ranked: [startup(0).id, startup(1).id], unranked: [startup(2).id] }
  const save0 = (list: typeof input) => house.app.clearing.saveWishes(fund(A).actor(), list)
  expect([value(await save0(input)), value(await save0(input))]).toEqual([{ version: 1 }, { version: 1 }])
  expect(code(await save0({ ...input, ranked: [startup(1).id, startup(0).id] }))).toBe('record.changed')
  // The turn is over by the time that it is sent again: it had been saved.
  value(await step('rank'))
  expect(value(await save0(input))).toEqual({ version: 1 })
})

test('nothing is begun in a phase that allows no timetable, and what was begun can be closed', async () => {
  value(await step('open'))
  await house.db.client.event.update({ where: { id: event.id }, data: { phase: 'closed' } })
  expect([code(await step('rank')), code(await step('close')), code(await step('open'))]).toEqual(['phase.closed', 'ok', 'phase.closed'])
})

/** A draft that is being computed, as far as anybody can see. */
async function makeDraft(): Promise<string> {
  const { id } = await house.db.client.timetableDraft.create({ data: { id: house.platform.ids.newId(), eventId: event.id, name: 'hers', state: 'computing', createdById: organizer.personId, problem: {}, pins: [], measures: { seconds: 60, seed: 1, failure: null, status: null, measures: null }, createdAt: new Date(house.clock.now()), updatedAt: new Date(house.clock.now()) } })
  return id
}

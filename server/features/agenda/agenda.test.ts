import { afterEach, beforeEach, expect, it } from 'vitest'

import { applyAgendaFact, type AgendaFact } from '#server/domain/meetings/agenda.ts'
import type { PersonActor } from '#server/domain/access/actor.ts'
import { agendaSnapshot, type AgendaSnapshot } from '#server/protocol/agenda.ts'
import { agendaRoom, deskRoom } from '#server/protocol/rooms.ts'
import { factPayloads } from '#server/protocol/server-to-client.ts'
import type { SyncSql } from '#server/platform/db.ts'
import { createAgendaQueries } from '#server/features/agenda/queries.ts'
import { appearancesOf } from '#server/features/programme/store.ts'
import { roomKinds } from '#server/app.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeRequest, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let fund: MadeDelegation
let startups: MadeDelegation[]

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { settings: { rescheduleBudget: 9 } })
  fund = await makeDelegation(test.db, event.id, { side: 'investor', people: 2 })
  startups = await Promise.all([1, 2, 3].map(() => makeDelegation(test.db, event.id)))
})
afterEach(() => test.dispose())

async function snapshotOf(actor: PersonActor): Promise<{ snapshot: AgendaSnapshot; seq: number }> {
  const found = await test.app.agenda.snapshot(actor, event.id)
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}

/** A morning in which most things happen that can happen to requests and meetings. */
async function busyMorning(): Promise<void> {
  const { requests, meetings } = test.app
  const ids: string[] = []
  for (const startup of startups) {
    const sent = await requests.create(startup.actor(), { eventId: event.id, toDelegationId: fund.id, holds: [event.at('10:00'), event.at('10:20')], message: '' })
    ids.push(sent.ok ? sent.value.requestId : '')
    test.clock.advance(1_000)
  }
  const [first = '', second = '', third = ''] = ids
  await requests.decline(fund.actor(), { requestId: first, version: 1, reason: 'no_time', note: '' })
  await requests.undo(fund.actor(), { requestId: first, version: 2 })
  await requests.accept(fund.actor(), { requestId: second, version: 1 })
  await requests.undo(fund.actor(), { requestId: second, version: 2 })
  const accepted = await requests.accept(fund.actor(), { requestId: second, version: 3 })
  const meetingId = accepted.ok ? (accepted.value.meetingId ?? '') : ''
  await meetings.reschedule(fund.actor(), { meetingId, version: 1, startsAt: event.at('11:00') })
  await requests.counter(fund.actor(), { requestId: third, version: 1, holds: [event.at('15:00')], message: '' })
  const other = await requests.accept(fund.actor(1), { requestId: first, version: 3 })
  await meetings.cancel(fund.actor(1), { meetingId: other.ok ? (other.value.meetingId ?? '') : '', version: 1, reason: '' })
}

it('all facts of a room in order make of an old snapshot what a fresh one says, for everybody', async () => {
  const everybody = [fund.actor(0), fund.actor(1), ...startups.map((startup) => startup.actor())]
  const before = await Promise.all(everybody.map(snapshotOf))
  await busyMorning()
  for (const [i, actor] of everybody.entries()) {
    const old = before[i]
    const missed = await test.app.history.since(agendaRoom(event.id, actor.personId), old?.seq ?? 0)
    const fresh = await snapshotOf(actor)
    const caught = (missed?.facts ?? []).reduce((agenda, fact) => applyAgendaFact(agenda, fact as AgendaFact<AgendaSnapshot>), old?.snapshot as AgendaSnapshot)
    expect(caught).toEqual(fresh.snapshot)
    expect(missed?.seq).toBe(fresh.seq)
    const again = (missed?.facts ?? []).slice(-1).reduce((agenda, fact) => applyAgendaFact(agenda, fact as AgendaFact<AgendaSnapshot>), caught)
    expect(again).toEqual(fresh.snapshot)
  }
})

it('every fact and snapshot fits the wire contract', async () => {
  await busyMorning()
  expect(test.facts.length).toBeGreaterThan(20)
  for (const fact of test.facts) expect(factPayloads[fact.name].strict().parse(fact.payload)).toEqual(fact.payload)
  const { snapshot } = await snapshotOf(fund.actor())
  expect(agendaSnapshot.parse(snapshot)).toEqual(snapshot)
})

it('e-mail and phone are told only where a meeting is agreed; closed fields never', async () => {
  const [asking, agreed] = startups as [MadeDelegation, MadeDelegation]
  await test.app.requests.create(asking.actor(), { eventId: event.id, toDelegationId: fund.id, holds: [event.at('10:00')], message: '' })
  const sent = await test.app.requests.create(agreed.actor(), { eventId: event.id, toDelegationId: fund.id, holds: [event.at('10:00')], message: '' })
  await test.app.requests.accept(fund.actor(), { requestId: sent.ok ? sent.value.requestId : '', version: 1 })
  const people = await test.db.client.person.findMany({ where: { id: { in: [...asking.people, ...agreed.people, ...fund.people] } } })
  const contactsOf = (who: MadeDelegation): string[] => people.filter((one) => (who.people as string[]).includes(one.id)).flatMap((one) => [one.email, one.phone ?? ''])
  const seen = async (actor: PersonActor): Promise<string> => JSON.stringify([(await snapshotOf(actor)).snapshot, test.facts.filter((fact) => fact.room === agendaRoom(event.id, actor.personId))])
  const [byFund, byAsking, byAgreed] = [await seen(fund.actor()), await seen(asking.actor()), await seen(agreed.actor())]
  for (const contact of contactsOf(agreed)) expect(byFund).toContain(contact)
  for (const contact of contactsOf(asking)) expect(byFund).not.toContain(contact)
  for (const contact of contactsOf(fund)) expect(byAsking).not.toContain(contact)
  expect(byAgreed).toContain(contactsOf(fund)[0])
  const desk = JSON.stringify(test.facts.filter((fact) => fact.room === deskRoom(event.id)))
  for (const contact of people.map((one) => one.email)) expect(desk).not.toContain(contact)
  for (const text of [byFund, byAsking, byAgreed, desk]) for (const closed of ['closed', '13900001111', '7770000']) expect(text).not.toContain(closed)
})

it('a day costs the same number of statements with one meeting and with three', async () => {
  const statements = async (): Promise<number> => {
    let count = 0
    const counting = (sql: SyncSql): SyncSql => ({ get: (...words) => (count++, sql.get(...words)), all: (...words) => (count++, sql.all(...words)), run: (...words) => (count++, sql.run(...words)) })
    const db = { ...test.db, read: <T,>(work: (sql: SyncSql) => T): T => test.db.read((sql) => work(counting(sql))) }
    await createAgendaQueries({ db, appearancesOf }).snapshot(fund.actor(), event.id)
    return count
  }
  const add = async (startup: MadeDelegation, time: string, later: string) => {
    await makeMeeting(test.db, event.id, { a: startup, b: fund, startsAt: event.at(time), tableId: event.tables[0]?.id ?? null })
    await makeRequest(test.db, event.id, { from: await makeDelegation(test.db, event.id), to: fund, holds: [event.at(later)] })
  }
  await add(startups[0] as MadeDelegation, '09:00', '14:00')
  const one = await statements()
  await add(startups[1] as MadeDelegation, '09:20', '14:20')
  await add(startups[2] as MadeDelegation, '09:40', '14:00')
  expect((await snapshotOf(fund.actor())).snapshot.meetings).toHaveLength(3)
  expect(await statements()).toBe(one)
})

it('a day is open to its owner and the organizer, the desk to the staff; strangers find nothing', async () => {
  const there = await makeEvent(test.db, { slug: 'there' })
  const [organizer, crew, foreign] = [await makeStaff(test.db, event.id), await makeStaff(test.db, event.id, 'crew'), await makeStaff(test.db, there.id)]
  const rooms = roomKinds(test.app)
  const day = { kind: 'agenda', eventId: event.id, personId: fund.people[0] as string } as const
  const desk = { kind: 'desk', eventId: event.id } as const
  const may = (address: typeof day | typeof desk) => Promise.all([fund.actor(), fund.actor(1), startups[0]?.actor() as PersonActor, organizer, crew, foreign].map((actor) => rooms[address.kind].mayJoin(actor, address)))
  expect(await may(day)).toEqual([true, false, false, true, false, false])
  expect(await may(desk)).toEqual([false, false, false, true, true, false])
  expect(await test.app.agenda.snapshot(foreign, event.id, fund.people[0])).toMatchObject({ ok: false, error: { code: 'record.not_found' } })
  expect(await rooms.desk.snapshot(crew, desk)).toEqual({ meetings: [] })
})

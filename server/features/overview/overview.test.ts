import { afterEach, beforeEach, expect, it } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { actorWithRole, makeDelegation } from '#tests/factories/delegations.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeRegistration } from '#tests/factories/registrations.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let event: MadeEvent
let organizer: PersonActor
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db, { tables: 1, windows: [['09:00', '09:20']] })
  organizer = actorWithRole(event.id, 'organizer')
})
afterEach(() => house.dispose())

async function facts(actor = organizer): Promise<[string, number, string][]> {
  const overview = await house.app.overview.get(actor, event.id)
  return overview.ok ? overview.value.facts.map(({ key, count, path }) => [key, count, path]) : [[overview.error.code, 0, '']]
}

it('an empty event says where to begin, one with nothing open says nothing', async () => {
  expect(await facts()).toEqual([['noPeople', 1, '/people/import']])
  await makeDelegation(house.db, event.id, 'startup', '星河生物')
  expect(await facts()).toEqual([])
})

it('says how many registrations wait for an answer, to whoever may give one', async () => {
  const guest = await makeDelegation(house.db, event.id, 'investor', '远山资本')
  await makeRegistration(house, event.id, guest.personId)
  expect([await facts(), await facts(actorWithRole(event.id, 'crew'))]).toEqual([[['toReview', 1, '/registrations?state=submitted']], [['auth.forbidden', 0, '']]])
  await house.db.client.registration.updateMany({ data: { state: 'confirmed' } })
  expect(await facts()).toEqual([])
})

it('a salon asks for seats first, then says who waits for one; others speak of neither', async () => {
  await house.db.client.series.updateMany({ data: { line: 'salon' } })
  const guest = await makeDelegation(house.db, event.id, 'investor', '远山资本')
  expect(await facts()).toEqual([['noSeats', 1, '/seats']])
  await house.app.seats.savePlan(organizer, { eventId: event.id, version: 0, seats: 1, offerMinutes: 30, isOpen: false })
  await house.db.client.seatGuest.create({ data: { id: 'g', eventId: event.id, personId: guest.personId, state: 'waiting', rank: 1 } })
  expect(await facts()).toEqual([['seatsInLine', 1, '/seats']])
  expect(await facts(actorWithRole(event.id, 'co_organizer'))).toEqual([])
  await house.db.client.series.updateMany({ data: { line: 'demo_day' } })
  expect(await facts()).toEqual([])
})

it('names at most five things, the most urgent first, each with its cause; a co-organizer gets those of rooms that open', async () => {
  const { client } = house.db
  const at = new Date(house.clock.now())
  const fund = await makeDelegation(house.db, event.id, 'investor', '远山资本', { claims: [{ kind: 'aum', state: 'submitted' }] })
  const firm = await makeDelegation(house.db, event.id, 'startup', '星河生物')
  await client.delegate.deleteMany({ where: { delegationId: firm.delegationId } })
  for (const [id, hours] of [['a', 3], ['b', 48]] as const) {
    await client.meetingRequest.create({ data: { id, eventId: event.id, fromDelegationId: fund.delegationId, toDelegationId: firm.delegationId, createdById: fund.personId, lengthMinutes: 20, expiresAt: new Date(at.getTime() + hours * 3_600_000), createdAt: at } })
  }
  await house.app.imports.upload(organizer, { eventId: event.id, target: 'startups', fileName: 'a.csv', bytes: new TextEncoder().encode('名称\n甲公司\n') })
  await client.timetableDraft.create({ data: { id: 'd', eventId: event.id, name: '草稿', state: 'ready', problem: {}, pins: [], createdById: fund.personId, createdAt: at, updatedAt: at } })
  await client.mailMessage.create({ data: { id: 'm', eventId: event.id, toEmail: 'x@example.com', template: 't', subjectId: 's', locale: 'en', messageId: 'mid', state: 'failed', createdAt: at } })
  const batch = await client.importBatch.findFirstOrThrow({ select: { id: true } })
  expect(await facts()).toEqual([
    ['expiring', 1, '/matching'], ['tooFewSlots', 1, '/settings/grid'], ['importsOpen', 1, `/people/import/${batch.id}`], ['claimsWaiting', 1, '/people?claim=waiting'], ['draftAhead', 1, '/timetable'],
  ])
  expect((await facts(actorWithRole(event.id, 'co_organizer'))).map(([key]) => key)).toEqual(['expiring', 'tooFewSlots', 'draftAhead'])
  expect(await facts(fund.actor)).toEqual([['auth.forbidden', 0, '']])
})

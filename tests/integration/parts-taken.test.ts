import { afterEach, beforeEach, expect, it } from 'vitest'

import { system, type PersonActor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { partOfDelegation, partOfHouse, partOfPeople, partOfPerson } from '#server/features/parts-taken/store.ts'
import { saveSessionsInput, saveStagesInput } from '#server/protocol/inputs/setup.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeDeck, makeRoadshow, type Roadshow } from '#tests/factories/pitching.ts'
import { newItem, programmeHand, speaker } from '#tests/factories/programme.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let show: Roadshow
let founder: MadeDelegation
let organizer: PersonActor
beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db)
  show = await makeRoadshow(test.db, event, { slots: 1 })
  founder = await makeDelegation(test.db, event.id, { people: 2 })
  organizer = await makeStaff(test.db, event.id)
})
afterEach(() => test.dispose())

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const here = () => ({ eventId: event.id, delegationId: founder.id })
const itemId = (): string => show.slots[0]?.itemId ?? ''
/** What is asked in one way before a command and in another within one says the same. */
async function agree(): Promise<void> {
  const { client } = test.db
  const slow = [await partOfDelegation(client, founder.id), ...(await Promise.all(founder.people.map((id) => partOfPeople(client, event.id, [id]))))]
  expect(test.db.read((sql) => [partOfHouse(sql, founder.id), ...founder.people.map((id) => partOfPerson(sql, event.id, id))])).toEqual(slow)
}
const leave = async () => { await agree(); return code(await test.app.directory.removeDelegation(organizer, here())) }
const leaveAlone = async (at: number) => code(await test.app.directory.removeDelegate(organizer, { ...here(), personId: founder.people[at] ?? '' }))
const must = async (result: Promise<Result<unknown>>): Promise<void> => expect(code(await result)).toBe('ok')

it('who has a pitch slot, waits for one or has a tech check stays in the event until it is released', async () => {
  await must(test.app.pitching.book(founder.actor(), { eventId: event.id, itemId: itemId(), orNearest: false }))
  expect([await leave(), await leaveAlone(0)]).toEqual(['directory.has_pitch', 'directory.on_programme'])
  const side = { side: 'investor' as const, inboundCap: null, outboundQuota: null, homeTableId: null, unavailable: [] }
  expect(code(await test.app.directory.setDelegation(organizer, { ...here(), ...side }))).toBe('directory.has_pitch')
  expect(await test.db.client.pitchBooking.count()).toBe(1)
  await must(test.app.pitching.release(organizer, { eventId: event.id, itemId: itemId() }))

  const rival = await makeDelegation(test.db, event.id)
  await must(test.app.pitching.book(rival.actor(), { eventId: event.id, itemId: itemId(), orNearest: false }))
  await must(test.app.pitching.join(founder.actor(), { eventId: event.id, sessionId: show.sessionId, personIds: [founder.people[0] ?? ''] }))
  expect([await leave(), await leaveAlone(0), await leaveAlone(1)]).toEqual(['directory.has_pitch', 'directory.on_programme', 'ok'])
  expect(await test.db.client.pitchWaiting.count({ where: { openKey: { not: null } } })).toBe(1)
})

it('what a company has left stays readable after it is gone, and a company without a trace vanishes', async () => {
  await makeDeck(test.db, event.id, founder)
  expect(await leave()).toBe('ok')
  expect((await test.db.client.delegation.findUniqueOrThrow({ where: { id: founder.id } })).status).toBe('withdrawn')
  expect(await test.db.client.pitchDeck.count()).toBe(1)
  const other = await makeDelegation(test.db, event.id)
  expect(code(await test.app.directory.removeDelegation(organizer, { eventId: event.id, delegationId: other.id }))).toBe('ok')
  expect(await test.db.client.delegation.findUnique({ where: { id: other.id } })).toBeNull()
})

it('who is on the programme or has a seat is not taken out: not as a delegate, not with a role, not with the organization', async () => {
  const hand = programmeHand(test, organizer, event.id)
  const judge = await makeStaff(test.db, event.id, 'judge')
  const talk = await hand.create(newItem(show.stageId, event.at('11:00'), { kind: 'panel', people: [speaker(founder.people[1] ?? ''), speaker(judge.personId)] }))
  const role = await test.db.client.eventRole.findFirstOrThrow({ where: { personId: judge.personId } })
  const revoke = async () => code(await test.app.events.revokeRole(organizer, { eventId: event.id, roleId: role.id }))
  expect([await leave(), await leaveAlone(1), await revoke()]).toEqual(['directory.on_programme', 'directory.on_programme', 'directory.on_programme'])
  await hand.edit({ kind: 'remove', itemId: talk.items[0]?.id ?? '', version: 1 })
  expect(await revoke()).toBe('ok')

  await test.db.client.seatGuest.create({ data: { id: 'guest', eventId: event.id, personId: founder.people[1] ?? '', state: 'waiting', rank: 1 } })
  expect([await leave(), await leaveAlone(1)]).toEqual(['directory.has_seat', 'directory.has_seat'])
  await test.db.client.seatGuest.update({ where: { id: 'guest' }, data: { state: 'removed' } })
  expect(await leaveAlone(1)).toBe('ok')
})

it('a session with slots and a stage with questions stay, and a booked slot keeps its session', async () => {
  await must(test.app.pitching.book(founder.actor(), { eventId: event.id, itemId: itemId(), orNearest: false }))
  const sessions = await test.app.setup.saveSessions(system, saveSessionsInput.parse({ eventId: event.id, version: 1, sessions: [] }))
  expect(sessions).toEqual({ ok: false, error: { code: 'setup.session_in_use', params: { name: '路演专场', count: 1 } } })

  const board = await programmeHand(test, organizer, event.id).board()
  const item = board.items.find((one) => one.id === itemId())
  const face = { ...item, sessionId: board.sessions.find((one) => one.id !== show.sessionId)?.id ?? null } as NonNullable<typeof item>
  expect(code(await test.app.programme.edit(organizer, { eventId: event.id, edit: { kind: 'change', itemId: itemId(), version: face.version, face } }))).toBe('programme.slot_booked')

  await test.db.client.stage.create({ data: { id: 'corner', eventId: event.id, nameZh: '一角', nameEn: 'Corner', position: 1 } })
  await test.db.client.question.create({ data: { id: 'q', eventId: event.id, stageId: 'corner', authorId: founder.people[0] ?? '', onceKey: 'once', text: '？', createdAt: new Date() } })
  const stages = await test.app.setup.saveStages(system, saveStagesInput.parse({ eventId: event.id, version: 1, stages: [{ id: show.stageId, nameZh: '主舞台', nameEn: 'Main stage' }] }))
  expect(stages).toEqual({ ok: false, error: { code: 'setup.stage_in_use', params: { name: '一角', count: 1 } } })
  expect(await test.db.client.question.count()).toBe(1)
})

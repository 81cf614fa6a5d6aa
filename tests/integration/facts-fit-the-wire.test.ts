import { afterAll, beforeAll, expect, test } from 'vitest'

import { seedDemo } from '#server/demo.ts'
import type { Actor } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import { agendaSnapshot } from '#server/protocol/agenda.ts'
import { audienceSnapshot, moderationSnapshot } from '#server/protocol/audience.ts'
import { factPayloads, type Fact, type FactName } from '#server/protocol/server-to-client.ts'
import { scanOf } from '#tests/factories/door.ts'
import { makePerson } from '#tests/factories/people.ts'
import { makeRegistration } from '#tests/factories/registrations.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let eventId: string
let organizer: Actor
let investor: Actor & { kind: 'person' }
let founder: Actor & { kind: 'person' }
let founderDelegationId: string

beforeAll(async () => {
  house = await createTestApp()
  const { db, clock, platform } = house
  await seedDemo({ db, clock, ids: platform.ids, size: 'small' })
  eventId = (await db.client.event.findUniqueOrThrow({ where: { slug: 'demo-day-winter' } })).id
  const lead = await db.client.delegate.findFirstOrThrow({ where: { isLead: true, delegation: { eventId, side: 'investor' } }, orderBy: { id: 'asc' } })
  const pair = { OR: [{ fromDelegationId: lead.delegationId }, { toDelegationId: lead.delegationId }] }
  const other = await db.client.delegate.findFirstOrThrow({ where: { isLead: true, delegation: { eventId, side: 'startup', received: { none: pair }, sent: { none: pair } } }, orderBy: { id: 'asc' } })
  founderDelegationId = other.delegationId
  organizer = await actorOf((await db.client.person.findFirstOrThrow({ where: { email: 'organizer@touhai.example' } })).id)
  investor = await actorOf(lead.personId)
  founder = await actorOf(other.personId)
}, 120_000)
afterAll(() => house?.dispose())

async function actorOf(personId: string): Promise<Actor & { kind: 'person' }> {
  const { db, platform, app } = house
  const token = platform.ids.newSecret()
  await db.client.apiToken.create({ data: { id: platform.ids.newId(), hash: hashSecret(token), personId, name: 'test', scopes: ['read', 'write', 'organize'], createdAt: new Date() } })
  const actor = await app.identity.actorOfToken(token)
  if (actor?.kind !== 'person') throw new Error('the token is not known')
  return actor
}

function done<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** Asked for, answered, moved, cancelled; drafted, pinned, released; a new phase: the demo's day in one process. */
async function liveThroughTheDay(): Promise<void> {
  const { app } = house
  const offer = done(await app.requests.propose(investor, eventId, founderDelegationId))
  const asked = done(await app.requests.create(investor, { eventId, toDelegationId: founderDelegationId, holds: offer.times.slice(0, 2).map((time) => time.startsAtMs), message: 'Shall we talk?' }))
  done(await app.requests.accept(founder, { requestId: asked.requestId, version: 1 }))
  const [meeting] = await house.db.client.meeting.findMany({ where: { requestId: asked.requestId } })
  if (!meeting) throw new Error('no meeting was made')
  const [time] = done(await app.meetings.timesFor(founder, meeting.id))
  const moved = done(await app.meetings.reschedule(founder, { meetingId: meeting.id, version: meeting.version, startsAt: time?.startsAtMs ?? 0 }))
  const { draftId } = done(await app.timetable.compute(organizer, { eventId, name: 'A', seconds: 2, seed: 1, hold: true }))
  await app.timetable.whenComputed(draftId)
  const { studyId } = done(await app.studies.askWhatIf(organizer, { draftId, seconds: 1, seed: 1 }))
  done(await app.studies.stop(organizer, studyId))
  await app.studies.whenIdle()
  const { draft, placed, pins } = done(await app.timetable.get(organizer, { eventId, draftId }))
  const free = placed.find((one) => !pins.some((pin) => pin.meeting === one.meeting))
  const pinned = done(await app.timetable.pin(organizer, { draftId, version: draft.version, meeting: free?.meeting ?? '', pinned: true }))
  done(await app.timetable.release(organizer, { draftId, version: pinned.version, name: 'First', notes: '' }))
  done(await app.repairs.propose(organizer, { kind: 'fill', eventId, noticeMinutes: 0 }))
  done(await app.meetings.cancel(founder, { meetingId: meeting.id, version: moved.version, reason: 'Ill' }))
  const event = done(await app.events.findById(organizer, eventId))
  done(await app.events.changePhase(organizer, { eventId, to: 'locked', version: event.version }))
}

/** The stage is opened for a rehearsal, somebody is called, and the desk says something. */
async function rehearse(): Promise<void> {
  const { stage } = house.app
  const [{ stageId } = { stageId: '' }] = done(await stage.list(organizer, eventId))
  const opened = done(await stage.open(organizer, { stageId, seq: 0 }))
  done(await stage.step(organizer, { stageId, seq: opened.state.seq, act: 'next' }))
  done(await stage.say(organizer, { stageId, text: 'One minute left', tone: 'warn' }))
}

/** The hall asks, votes and is moderated; a poll is revealed, judging and interest are opened. */
async function speakUp(): Promise<void> {
  const { questions, polls, interest, judging, stage } = house.app
  const [{ stageId } = { stageId: '' }] = done(await stage.list(organizer, eventId))
  done(await questions.setRules(organizer, { eventId, version: 0, areQuestionsOpen: true, isModerated: true, allowsAnonymous: true }))
  const { questionId } = done(await questions.ask(investor, { stageId, itemId: null, text: 'What is the margin?', isAnonymous: false, key: 'wire-question' }))
  done(await questions.moderate(organizer, { questionId, version: 1, act: 'show' }))
  done(await questions.vote(founder, { questionId, isOn: true }))
  const options = [{ textZh: '', textEn: 'Yes' }, { textZh: '', textEn: 'No' }]
  const { pollId } = done(await polls.create(organizer, { stageId, itemId: null, titleZh: '', titleEn: 'Would you?', options, mostChoices: 1, mayChange: true }))
  done(await polls.act(organizer, { pollId, version: 1, act: 'open' }))
  done(await polls.vote(founder, { pollId, choices: ['o1'], key: 'wire-vote' }))
  done(await polls.act(organizer, { pollId, version: 2, act: 'reveal' }))
  done(await questions.moderate(organizer, { questionId, version: 2, act: 'hide' }))
  done(await interest.act(organizer, { eventId, version: 0, act: 'start' }))
  done(await judging.act(organizer, { eventId, version: 1, act: 'open', lateUntil: null }))
}

/** A slot is given and taken back, times for tech checks come and go, and a slot leaves the programme. */
async function givePitches(): Promise<void> {
  const { pitching, programme } = house.app
  const { snapshot } = done(await pitching.board(organizer, eventId))
  const first = snapshot.slots.find((slot) => slot.state === 'taken')
  const second = snapshot.slots.find((slot) => slot.state === 'open')
  const sessionId = first?.sessionId ?? ''
  done(await pitching.release(organizer, { eventId, itemId: first?.itemId ?? '' }))
  done(await pitching.assign(organizer, { eventId, itemId: first?.itemId ?? '', delegationId: first?.delegation?.id ?? '' }))
  done(await pitching.addTechSlots(organizer, { eventId, sessionId, startsAt: (first?.startsAt ?? 0) - 3_600_000, count: 1, minutes: 5, lanes: 1, placeZh: '', placeEn: '' }))
  const added = await house.db.client.techCheckSlot.findFirstOrThrow({ where: { sessionId, delegationId: null }, orderBy: { id: 'desc' } })
  done(await pitching.removeTech(organizer, { eventId, techSlotId: added.id }))
  const item = await house.db.client.programmeItem.findUniqueOrThrow({ where: { id: second?.itemId ?? '' } })
  done(await programme.edit(organizer, { eventId, edit: { kind: 'remove', itemId: item.id, version: item.version } }))
  const { number } = done(await programme.board(organizer, eventId))
  done(await programme.release(organizer, { eventId, number, name: 'One slot fewer', notes: '', confirm: true }))
  await house.runJobs()
}

/** The investors are asked whom they want to meet. */
async function clear(): Promise<void> {
  done(await house.app.clearing.step(organizer, { eventId, version: 0, step: 'open' }))
}

/** Seats: a plan, and somebody who takes one. */
async function takeASeat(): Promise<void> {
  const { seats } = house.app
  done(await seats.savePlan(organizer, { eventId, version: 0, seats: 2, offerMinutes: 30, isOpen: true }))
  done(await seats.answer(investor, { eventId, answer: 'go' }))
}

/** The door opens; somebody comes in of whom an offline phone should have known that she had cancelled. */
async function comeIn(): Promise<void> {
  const { door } = house.app
  done(await door.setHours(organizer, { eventId, version: 0, open: 'now' }))
  const { id: personId } = await makePerson(house.db)
  const { registrationId } = await makeRegistration(house, eventId, personId, { state: 'cancelled' })
  done(await door.scan(organizer, { eventId, scans: [scanOf({ registrationId, isOffline: true, wasLetIn: true })] }))
}

test('every fact of the day is what the wire says it is, numbered without a gap, and each kind came up', async () => {
  await liveThroughTheDay()
  await rehearse()
  await givePitches()
  await speakUp()
  await takeASeat()
  await comeIn()
  await clear()
  const strange = house.facts.flatMap(({ name, payload, room }: Fact) => {
    const parsed = factPayloads[name].strict().safeParse(payload)
    return parsed.success ? [] : [`${name} in ${room}: ${JSON.stringify(parsed.error.issues.slice(0, 2))}`]
  })
  expect(strange.slice(0, 5)).toEqual([])
  const rooms = new Map<string, number[]>()
  for (const { room, seq } of house.facts) rooms.set(room, [...(rooms.get(room) ?? []), seq])
  expect([...rooms].filter(([, seqs]) => seqs.some((seq, at) => seq !== at + 1))).toEqual([])
  const names = new Set<FactName>(house.facts.map(({ name }) => name))
  expect(Object.keys(factPayloads).filter((name) => !names.has(name as FactName))).toEqual([])
})

test('a phone’s snapshot after such a day is what the wire says it is', async () => {
  const { snapshot } = done(await house.app.agenda.snapshot(investor, eventId)) as { snapshot: unknown }
  expect(agendaSnapshot.strict().safeParse(snapshot).error?.issues ?? []).toEqual([])
  const [{ stageId } = { stageId: '' }] = done(await house.app.stage.list(organizer, eventId))
  expect(audienceSnapshot.strict().safeParse(done(await house.app.questions.snapshot(investor, stageId)).snapshot).error?.issues ?? []).toEqual([])
  expect(moderationSnapshot.strict().safeParse(done(await house.app.questions.moderation(organizer, stageId)).snapshot).error?.issues ?? []).toEqual([])
})

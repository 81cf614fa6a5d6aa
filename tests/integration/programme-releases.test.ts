import Handle from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { applyAgendaFact, type AgendaFact } from '#server/domain/meetings/agenda.ts'
import type { AgendaSnapshot } from '#server/protocol/agenda.ts'
import { factPayloads } from '#server/protocol/server-to-client.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeRequest, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { newItem, programmeHand, speaker } from '#tests/factories/programme.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let organizer: PersonActor
let hand: ReturnType<typeof programmeHand>
let speakerSide: MadeDelegation
let stageId: string
const talk = (clock: string, who: MadeDelegation | null, minutes = 20) => newItem(stageId, event.at(clock), { kind: 'talk', titleZh: `报告 ${clock}`, minutes, people: who === null ? [] : [speaker(who.people[0] as string)] })

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db)
  organizer = await makeStaff(test.db, event.id)
  hand = programmeHand(test, organizer, event.id)
  speakerSide = await makeDelegation(test.db, event.id)
  stageId = event.stages[0]?.id ?? ''
})
afterEach(() => test.dispose())

const occupied = () => test.db.client.occupancy.findMany({ where: { tick: { gt: 0 } }, orderBy: [{ resource: 'asc' }, { tick: 'asc' }] })
const codeOf = (result: { ok: boolean; error?: { code: string } }): string => (result.ok ? 'ok' : (result.error?.code ?? ''))

it('a draft is nobody else\'s business; its release holds stage and people, an empty pitch its stage alone', async () => {
  const { items } = await hand.create(talk('09:00', speakerSide), newItem(stageId, event.at('09:30'), { bufferMinutes: 5 }))
  expect([await occupied(), (await test.app.programme.listReleased(organizer, event.id))]).toMatchObject([[], { ok: true, value: { items: [] } }])
  expect(await hand.release('第一版')).toMatchObject({ ok: true, value: { number: 1, added: 2, moved: 0, removed: 0, people: 1 } })
  const tick = event.at('09:00') / 300_000
  const [held, pitch] = items
  expect(await occupied()).toEqual([
    ...[0, 1, 2, 3].map((n) => ({ resource: `person:${speakerSide.people[0]}`, tick: tick + n, owner: `block:${held?.id}` })),
    ...[0, 1, 2, 3].map((n) => ({ resource: `stage:${stageId}`, tick: tick + n, owner: `block:${held?.id}` })),
    ...[6, 7].map((n) => ({ resource: `stage:${stageId}`, tick: tick + n, owner: `pitch:${pitch?.id}` })),
  ])
  expect(await hand.release('第一版')).toMatchObject({ ok: false, error: { code: 'programme.nothing_to_release' } })
})

it('a release where a meeting already has the person is refused with the reason, and changes nothing', async () => {
  const investor = await makeDelegation(test.db, event.id, { side: 'investor' })
  await makeMeeting(test.db, event.id, { a: speakerSide, b: investor, startsAt: event.at('09:10') })
  const before = await occupied()
  await test.db.client.event.update({ where: { id: event.id }, data: { settings: { conflictLevels: { person: 'ignore', stage: 'ignore', firm: 'ignore', recusal: 'ignore', competitors: 'ignore' } } } })
  await hand.create(talk('09:00', speakerSide))
  expect(await hand.release('v1', true)).toMatchObject({ ok: false, error: { code: 'programme.release_blocked', detail: { conflicts: [{ kind: 'person', reason: 'meeting', isHard: true }] } } })
  expect(await occupied()).toEqual(before)
  expect(await test.db.client.programmeRelease.count()).toBe(0)
})

async function meetAndRelease(): Promise<{ answers: string[]; double: boolean }> {
  const investor = await makeDelegation(test.db, event.id, { side: 'investor' })
  const request = await makeRequest(test.db, event.id, { from: investor, to: speakerSide, holds: [event.at('09:00')] })
  const { number } = await hand.create(talk('09:00', speakerSide))
  const [released, accepted] = await Promise.all([
    test.app.programme.release(organizer, { eventId: event.id, number, name: 'v1', notes: '', confirm: true }),
    test.app.requests.accept(speakerSide.actor(), { requestId: request.id, version: 1, startsAt: event.at('09:00') }),
  ])
  const rows = (await occupied()).filter((row) => row.resource.startsWith('person:'))
  return { answers: [codeOf(released), codeOf(accepted)], double: new Set(rows.map((row) => `${row.resource} ${row.tick}`)).size < rows.length }
}

it('a meeting accepted and a talk released for one person and time, at once: one of them is refused', async () => {
  const { answers, double } = await meetAndRelease()
  expect(answers.filter((code) => code === 'ok')).toHaveLength(1)
  expect(double).toBe(false)
})

it('the same without the primary key of Occupancy has the person in two places', async () => {
  const handle = new Handle((test.db as unknown as { file: string }).file)
  handle.exec('ALTER TABLE "Occupancy" RENAME TO "Guarded"; CREATE TABLE "Occupancy" ("resource" TEXT NOT NULL, "tick" INTEGER NOT NULL, "owner" TEXT NOT NULL); DROP TABLE "Guarded";')
  handle.close()
  const { answers, double } = await meetAndRelease()
  expect(answers).toEqual(['ok', 'ok'])
  expect(double).toBe(true)
})

it('whom a pitch is on offer to holds it at its new time; where she can\'t, the occupancy refuses what no rule has seen', async () => {
  const { items } = await hand.create(newItem(stageId, event.at('09:00')))
  await hand.release('v1')
  const person = speakerSide.people[0]
  await test.db.client.occupancy.createMany({ data: [0, 1].map((n) => ({ resource: `person:${person}`, tick: event.at('09:00') / 300_000 + n, owner: `pitch:${items[0]?.id}` })) })
  const investor = await makeDelegation(test.db, event.id, { side: 'investor' })
  await makeMeeting(test.db, event.id, { a: speakerSide, b: investor, startsAt: event.at('11:00') })
  const before = await occupied()
  const version = (await hand.board()).items[0]?.version ?? 0
  await hand.edit({ kind: 'move', itemId: items[0]?.id ?? '', version, stageId, startsAtMs: event.at('11:00') })
  expect(await hand.release('v2')).toMatchObject({ ok: false, error: { code: 'programme.release_clash', detail: { clashes: [{ itemId: items[0]?.id, kind: 'person' }] } } })
  expect(await occupied()).toEqual(before)
  await hand.edit({ kind: 'move', itemId: items[0]?.id ?? '', version: version + 1, stageId, startsAtMs: event.at('12:00') })
  expect(await hand.release('v2')).toMatchObject({ ok: true })
  expect((await occupied()).filter((row) => row.owner.startsWith('pitch:')).map((row) => `${row.resource.split(':')[0]} ${row.tick - event.at('12:00') / 300_000}`)).toEqual(['person 0', 'person 1', 'stage 0', 'stage 1'])
})

it('two releases pressed at once: one is written, the other hears that something changed or that there is nothing to do', async () => {
  const { number } = await hand.create(talk('09:00', null))
  const press = (name: string) => test.app.programme.release(organizer, { eventId: event.id, number, name, notes: '', confirm: true })
  expect((await Promise.all([press('a'), press('b')])).map(codeOf).sort()).toEqual(['ok', 'programme.nothing_to_release'])
  const other = await hand.create(talk('10:00', null))
  await hand.create(talk('11:00', null))
  expect(await test.app.programme.release(organizer, { eventId: event.id, number: other.number, name: 'c', notes: '', confirm: true })).toMatchObject({ ok: false, error: { code: 'record.changed' } })
  expect(await hand.release('a')).toMatchObject({ ok: false, error: { code: 'release.name_taken' } })
})

it('only those whose appearance changed get a mail: the same uid, a higher sequence, CANCEL for what went', async () => {
  const others = await Promise.all([1, 2].map(() => makeDelegation(test.db, event.id)))
  const { items } = await hand.create(talk('09:00', speakerSide), talk('10:00', others[0] as MadeDelegation), talk('11:00', others[1] as MadeDelegation))
  await hand.release('v1')
  await test.runJobs()
  expect(test.sent.map((mail) => mail.calendar?.method)).toEqual(['REQUEST', 'REQUEST', 'REQUEST'])
  test.sent.length = 0
  test.clock.advance(60_000)
  const [first, second] = (await hand.board()).items
  await hand.edit({ kind: 'move', itemId: first?.id ?? '', version: first?.version ?? 0, stageId, startsAtMs: event.at('14:00') })
  await hand.edit({ kind: 'remove', itemId: second?.id ?? '', version: second?.version ?? 0 })
  expect(await hand.release('v2')).toMatchObject({ ok: true, value: { moved: 1, removed: 1, people: 2 } })
  await test.runJobs()
  const told = test.sent.map((mail) => ({ to: mail.to.address, method: mail.calendar?.method, lines: (mail.calendar?.content ?? '').split('\r\n').filter((line) => /^(UID|SEQUENCE|DTSTART;|STATUS)/.test(line)) }))
  const emails = await test.db.client.person.findMany({ where: { id: { in: [speakerSide.people[0] as string, others[0]?.people[0] as string] } }, select: { id: true, email: true } })
  const emailOf = (id: string | undefined) => emails.find((one) => one.id === id)?.email
  expect(told.sort((a, b) => (a.method ?? '').localeCompare(b.method ?? ''))).toEqual([
    { to: emailOf(others[0]?.people[0]), method: 'CANCEL', lines: [`UID:${items[1]?.id}@touhai`, 'SEQUENCE:1', 'DTSTART;TZID=Asia/Shanghai:20261202T100000', 'STATUS:CANCELLED'] },
    { to: emailOf(speakerSide.people[0]), method: 'REQUEST', lines: [`UID:${items[0]?.id}@touhai`, 'SEQUENCE:1', 'DTSTART;TZID=Asia/Shanghai:20261202T140000', 'STATUS:CONFIRMED'] },
  ])
})

it('a phone follows its own appearances by facts, and nobody else\'s', async () => {
  const other = await makeDelegation(test.db, event.id)
  const day = async (who: MadeDelegation): Promise<AgendaSnapshot> => {
    const found = await test.app.agenda.snapshot(who.actor(), event.id)
    if (!found.ok) throw new Error(found.error.code)
    return found.value.snapshot
  }
  const [mine, theirs] = [await day(speakerSide), await day(other)]
  await hand.create(talk('09:00', speakerSide), talk('10:00', speakerSide), talk('11:00', other))
  await hand.release('v1')
  const [first, second] = (await hand.board()).items
  await hand.edit({ kind: 'move', itemId: first?.id ?? '', version: first?.version ?? 0, stageId, startsAtMs: event.at('15:00') })
  await hand.edit({ kind: 'remove', itemId: second?.id ?? '', version: second?.version ?? 0 })
  await hand.release('v2')
  const followed = (start: AgendaSnapshot, who: MadeDelegation) => test.facts.filter((fact) => fact.room === agendaRoom(event.id, who.people[0] as string)).reduce((now, fact) => applyAgendaFact(now, fact as AgendaFact<AgendaSnapshot>), start)
  expect(followed(mine, speakerSide)).toEqual(await day(speakerSide))
  expect((await day(speakerSide)).appearances.map((one) => [one.titleZh, one.startsAt, one.sequence])).toEqual([['报告 09:00', event.at('15:00'), 1]])
  expect(followed(theirs, other)).toEqual(await day(other))
  const address = await test.app.calendar.addressOf(speakerSide.actor())
  const feed = await test.app.calendar.feed(address?.match(/calendar\/(.*)\.ics$/)?.[1] ?? '')
  expect(feed.ok && feed.value.content.match(/^(UID|SUMMARY|LOCATION).*/gm)).toEqual([`UID:${first?.id}@touhai`, 'SUMMARY:报告 09:00', 'LOCATION:主舞台'])
  for (const fact of test.facts) expect(factPayloads[fact.name].strict().parse(fact.payload)).toEqual(fact.payload)
})

it('a released version can\'t be changed, and what was removed leaves no hold', async () => {
  const { items } = await hand.create(talk('09:00', speakerSide))
  await hand.release('v1')
  await expect(test.db.client.programmeRelease.updateMany({ data: { name: 'x' } })).rejects.toThrow()
  await expect(test.db.client.programmeRelease.deleteMany({})).rejects.toThrow()
  const version = (await hand.board()).items[0]?.version ?? 0
  await hand.edit({ kind: 'remove', itemId: items[0]?.id ?? '', version })
  expect(await occupied()).not.toEqual([])
  await hand.release('v2')
  expect(await occupied()).toEqual([])
  expect((await hand.board()).items).toEqual([])
})

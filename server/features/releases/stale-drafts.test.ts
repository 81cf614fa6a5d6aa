import { afterEach, beforeEach, expect, it } from 'vitest'

import { computeDraft, draftOf, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let made: MadeTimetable

beforeEach(async () => {
  test = await createTestApp()
  made = await makeAcceptedRequests(test, { funds: 2, startups: 3 }, { windows: [['09:00', '10:00'], ['14:00', '15:00']] })
})
afterEach(() => test.dispose())

const release = (draftId: string, name = '第一版') => test.app.timetable.release(made.organizer, { draftId, version: 2, name, notes: '' })
const meetings = () => test.db.client.meeting.findMany({ where: { eventId: made.event.id }, include: { attendees: true } })
const wall = (clock: string): string => new Date(made.event.at(clock)).toISOString()

const board = (draftId: string) => draftOf(test, made, draftId)

/** A draft is refused as out of date: what is named, and that nothing was done. */
async function refused(draftId: string) {
  const done = await release(draftId)
  expect([await meetings(), await test.db.client.timetableRelease.count(), await test.db.client.mailMessage.count()]).toEqual([[], 0, 0])
  if (done.ok || done.error.code !== 'release.outdated') return done
  return (done.error.detail as { clashes: { kind: string; nameZh: string }[] }).clashes
}

it('whoever was taken out of the event since gets no meeting, and the organizer reads that the wish waits for somebody who is not there', async () => {
  const draftId = await computeDraft(test, made)
  const gone = made.startups[0]!
  expect((await test.app.directory.removeDelegation(made.organizer, { eventId: made.event.id, delegationId: gone.id })).ok).toBe(true)
  expect(await release(draftId)).toMatchObject({ ok: true, value: { placed: 4 } })
  expect((await meetings()).flatMap((one) => one.attendees.map((who) => who.personId))).not.toContain(gone.people[0])
  expect(await test.db.client.mailMessage.count({ where: { personId: gone.people[0]! } })).toBe(0)
  const waiting = await test.app.timetable.listWaiting(made.organizer, made.event.id)
  expect(waiting.ok && waiting.value.map((one) => one.why)).toEqual(['not_taking_part', 'not_taking_part'])
})

it('a colleague who has left is not booked in her stead, and the pair is named', async () => {
  const draftId = await computeDraft(test, made)
  await test.db.client.delegate.deleteMany({ where: { personId: made.startups[0]!.people[0]! } })
  expect(await refused(draftId)).toEqual([1, 2].map((n) => expect.objectContaining({ kind: 'person', nameZh: `基金${n} × 企业1` })))
})

it('nobody is booked into a time for which she has said since that she is away', async () => {
  const draftId = await computeDraft(test, made)
  await test.db.client.delegation.update({ where: { id: made.startups[0]!.id }, data: { unavailable: [{ startsAt: wall('08:00'), endsAt: wall('18:00') }] } })
  expect(await refused(draftId)).toEqual(Array(2).fill(expect.objectContaining({ kind: 'person' })))
})

it('a table that was closed or taken away since is named', async () => {
  const draftId = await computeDraft(test, made)
  const { placed } = await board(draftId)
  const table = made.event.tables.find((one) => one.id === placed[0]!.table)!
  const named = placed.filter((one) => one.table === table.id).map(() => expect.objectContaining({ kind: 'table', nameZh: table.code }))
  const block = await test.db.client.gridBlock.create({ data: { id: test.platform.ids.newId(), eventId: made.event.id, tableId: table.id, startsAt: wall('08:00'), endsAt: wall('18:00'), labelZh: '', labelEn: '' } })
  expect(await refused(draftId)).toEqual(named)
  await test.db.client.gridBlock.delete({ where: { id: block.id } })
  await test.db.client.meetingTable.delete({ where: { id: table.id } })
  expect(await refused(draftId)).toEqual(named)
})

it('no meeting is put into a time that has gone by or is no slot any more', async () => {
  const draftId = await computeDraft(test, made)
  const { placed } = await board(draftId)
  test.clock.set(made.event.at('16:00'))
  expect(await refused(draftId)).toEqual(placed.map(() => expect.objectContaining({ kind: 'time' })))
  test.clock.set(made.event.at('08:00'))
  await test.db.client.meetingWindow.updateMany({ where: { eventId: made.event.id }, data: { startsAt: wall('16:00'), endsAt: wall('17:00') } })
  expect(await refused(draftId)).toEqual(placed.map(() => expect.objectContaining({ kind: 'time' })))
})

it('a meeting that was made since stays where its people agreed on', async () => {
  const [draftId, other] = [await computeDraft(test, made), await computeDraft(test, made)]
  const key = (await board(draftId)).placed[0]!.meeting
  expect((await release(other, 'other')).ok).toBe(true)
  const find = async () => (await meetings()).find((one) => one.requestId === key)!
  const { id } = await find()
  expect((await test.app.meetings.move(made.organizer, { meetingId: id, version: 1, startsAt: made.event.at('14:40'), tableId: made.event.tables[3]!.id })).ok).toBe(true)
  expect(await release(draftId, 'late')).toMatchObject({ ok: true, value: { placed: 0, moved: 0 } })
  expect((await find()).startsAt.getTime()).toBe(made.event.at('14:40'))
})

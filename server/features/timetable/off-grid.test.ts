import { afterAll, beforeAll, expect, it } from 'vitest'

import { computeDraft, makeAcceptedRequests, type MadeTimetable } from '#tests/factories/timetables.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let made: MadeTimetable
beforeAll(async () => {
  test = await createTestApp()
  made = await makeAcceptedRequests(test, { funds: 1, startups: 3 }, { windows: [['09:00', '10:00']], tables: 1 })
  const draftId = await computeDraft(test, made)
  expect((await test.app.timetable.release(made.organizer, { draftId, version: 2, name: 'first', notes: '' })).ok).toBe(true)
})
afterAll(() => test.dispose())

const at = (clock: string) => made.event.at(clock)
const window = (from: string, until: string) => test.db.client.meetingWindow.updateMany({ where: { eventId: made.event.id }, data: { startsAt: new Date(at(from)), endsAt: new Date(at(until)) } })
const live = async () => {
  const board = await test.app.timetable.live(made.organizer, made.event.id)
  if (!board.ok) throw new Error(board.error.code)
  return board.value
}
const counts = async () => {
  const [room, overview] = [await test.app.timetable.list(made.organizer, made.event.id), await test.app.overview.get(made.organizer, made.event.id)]
  return [room.ok && room.value.offGrid, overview.ok && overview.value.facts.filter((fact) => fact.key === 'offGrid')]
}

it('meetings that a new grid has no place for are named with the reason, counted alike everywhere, and can be moved or called off', async () => {
  expect([(await live()).off, await counts()]).toEqual([[], [0, []]])
  await window('09:10', '10:10')
  const board = await live()
  expect([board.placed, board.off.map((one) => [one.startsAt, one.why])]).toEqual([[], [[at('09:00'), 'outside'], [at('09:20'), 'between'], [at('09:40'), 'between']]])
  expect(await counts()).toEqual([3, [{ key: 'offGrid', count: 3, path: '/timetable/live' }]])
  await window('09:20', '10:20')
  const [first] = (await live()).off
  expect((await live()).off).toEqual([first])
  const times = await test.app.meetings.timesFor(made.organizer, first!.meetingId)
  expect(times.ok && times.value.map((time) => time.startsAtMs)).toEqual([at('10:00')])
  expect((await test.app.meetings.reschedule(made.organizer, { meetingId: first!.meetingId, version: first!.version, startsAt: at('10:00') })).ok).toBe(true)
  expect([(await live()).placed.length, await counts()]).toEqual([3, [0, []]])
  await window('09:20', '10:00')
  const [last] = (await live()).off
  expect((await test.app.meetings.cancel(made.organizer, { meetingId: last!.meetingId, version: last!.version, reason: '' })).ok).toBe(true)
  expect(await counts()).toEqual([0, []])
})

it('a meeting at the end of the hours stays on the board though the free time after it falls into the pause; what is over is off nothing', async () => {
  const { settings } = await test.db.client.event.findUniqueOrThrow({ where: { id: made.event.id } })
  await test.db.client.event.update({ where: { id: made.event.id }, data: { settings: { ...(settings as object), bufferMinutes: 10 } } })
  const board = await live()
  expect([board.placed.map((one) => board.frame.slots[one.slot]?.startsAtMs).sort(), board.off]).toEqual([[at('09:20'), at('09:40')], []])
  await window('14:00', '15:00')
  test.clock.set(at('09:40'))
  expect((await live()).off.map((one) => one.startsAt)).toEqual([at('09:40')])
})

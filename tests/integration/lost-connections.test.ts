import { afterAll, beforeAll, expect, test } from 'vitest'

import { applyAgendaFact, type AgendaFact } from '#server/domain/meetings/agenda.ts'
import { clockOffset } from '#server/domain/shared/clock-offset.ts'
import type { Numbered } from '#server/domain/shared/in-order.ts'
import type { PersonActor } from '#server/domain/access/actor.ts'
import { openDatabase, type Database } from '#server/platform/db.ts'
import type { AgendaSnapshot } from '#server/protocol/agenda.ts'
import type { Fact } from '#server/protocol/server-to-client.ts'
import { agendaRoom } from '#server/protocol/rooms.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeSession } from '#tests/factories/people.ts'
import { manualClock } from '#tests/fixtures/manual-clock.ts'
import { dropOften, RoomView } from '#tests/fixtures/room-view.ts'
import { connect } from '#tests/fixtures/socket.ts'
import { startTestServer, type TestServer } from '#tests/setup/server.ts'

const clock = manualClock()
let server: TestServer
let db: Database
let event: MadeEvent
let fund: MadeDelegation
let organizer: PersonActor
let meeting: { id: string; version: number }
let others: { id: string; version: number }[]
let secret: string
let room: string

beforeAll(async () => {
  server = await startTestServer({ clock })
  db = await openDatabase({ file: `${server.dataDir}/touhai.sqlite` })
  event = await makeEvent(db)
  fund = await makeDelegation(db, event.id, { side: 'investor' })
  organizer = await makeStaff(db, event.id)
  const startup = await makeDelegation(db, event.id)
  meeting = await makeMeeting(db, event.id, { a: fund, b: startup, startsAt: event.at('10:00') })
  others = await Promise.all([0, 1, 2, 3, 4, 5].map(async (i) => makeMeeting(db, event.id, { a: fund, b: await makeDelegation(db, event.id), startsAt: event.at('14:00') + i * 1_200_000 })))
  secret = (await makeSession(db, fund.people[0] as string)).secret
  room = agendaRoom(event.id, fund.people[0] as string)
})
afterAll(async () => {
  await db.close()
  await server.dispose()
})

/** So many changes at the desk, each one fact in the fund's room. */
async function change(times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    const to = meeting.version % 2 === 1 ? '10:20' : '10:00'
    const moved = await server.app.meetings.move(organizer, { meetingId: meeting.id, version: meeting.version, startsAt: event.at(to), tableId: null })
    if (!moved.ok) throw new Error(moved.error.code)
    meeting.version = moved.value.version
  }
}

/** Many changes in little time: six meetings are fixed and loosened side by side. */
async function changeMany(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(others.map(async (one) => {
      const pinned = await server.app.meetings.pin(organizer, { meetingId: one.id, version: one.version, pinned: one.version % 2 === 1 })
      if (!pinned.ok) throw new Error(pinned.error.code)
      one.version = pinned.value.version
    }))
  }
}

async function fresh(): Promise<Numbered<AgendaSnapshot>> {
  const found = await server.app.agenda.snapshot(fund.actor(), event.id)
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}

const step = (day: AgendaSnapshot, fact: Fact): AgendaSnapshot => applyAgendaFact(day, fact as AgendaFact<AgendaSnapshot>)

async function phoneOf(asksForMissed = true): Promise<RoomView<AgendaSnapshot>> {
  return new RoomView({ room, held: await fresh(), step, connect: () => connect(server.url, { secret }), asksForMissed })
}

const drops = (phone: RoomView<AgendaSnapshot>, times: number): Promise<void> => dropOften(phone, times, change, () => clock.advance(15_000))

test('twenty drops within five minutes: everything is there afterwards, in order, and had its effect once', async () => {
  const phone = await phoneOf()
  const first = phone.held.seq
  await drops(phone, 20)
  const now = await fresh()
  expect(phone.held).toEqual(now)
  expect(now.seq - first).toBe(20 * 4)
  expect(phone.effects).toEqual(Array.from({ length: now.seq - first }, (_, i) => first + 1 + i))
  expect(phone.snapshots).toBe(0)
  phone.drop()
})

test('a phone that did not ask for what it missed would have lost facts, so the asking is needed', async () => {
  const phone = await phoneOf(false)
  const first = phone.held.seq
  await drops(phone, 4)
  expect(phone.effects.length).toBeLessThan((await fresh()).seq - first)
  phone.drop()
})

test('more missed than is kept at hand is answered with a whole snapshot, and what follows fits to it', async () => {
  const phone = await phoneOf()
  await changeMany(34)
  await phone.open()
  expect(phone.snapshots).toBe(1)
  expect(phone.held).toEqual(await fresh())
  await change(1)
  await expect.poll(() => phone.held.seq).toBe((await fresh()).seq)
  expect(phone.held).toEqual(await fresh())
  phone.drop()
})

test('a phone that slept for ten minutes is right within two seconds of waking', async () => {
  const phone = await phoneOf()
  await phone.open()
  phone.drop()
  await changeMany(8)
  clock.advance(600_000)
  const woken = performance.now()
  await phone.open()
  expect(performance.now() - woken).toBeLessThan(2_000)
  expect(phone.held).toEqual(await fresh())
  phone.drop()
})

test.each([['an hour fast', 3_600_000], ['an hour slow', -3_600_000], ['right', 0]])('a phone whose clock is %s counts by the time of the server', async (_name, wrongBy) => {
  const phoneTime = (): number => clock.now() + wrongBy
  const link = await connect(server.url)
  const reply = (await link.ask('clock:ask', { sentAt: phoneTime() })) as { ok: boolean; value: { sentAt: number; serverAt: number } }
  const offset = clockOffset(reply.value.sentAt, reply.value.serverAt, phoneTime())
  expect(phoneTime() + offset).toBe(clock.now())
  link.close()
})

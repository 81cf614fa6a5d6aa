import { afterEach, beforeEach, expect, test } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import type { ScanAnswer } from '#server/protocol/door.ts'
import type { ScanInput } from '#server/protocol/inputs/door.ts'
import { makeDoor, scanOf, type DoorHouse } from '#tests/factories/door.ts'
import { makeStaff } from '#tests/factories/meetings.ts'
import { valueOf } from '#tests/fixtures/money-house.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

const dayMs = 86_400_000

let house: TestApp
let door: DoorHouse
beforeEach(async () => {
  house = await createTestApp()
  door = await makeDoor(house)
})
afterEach(() => house.dispose())

const send = (scans: ScanInput[], who: PersonActor = door.crew) => house.app.door.scan(who, { eventId: door.event.id, scans })
const scan = async (more: Partial<ScanInput>): Promise<ScanAnswer> => valueOf(await send([scanOf(more)])).answers[0]!
const said = ({ outcome, reason }: ScanAnswer): string => reason || outcome
const night = (): number => door.event.at('23:30')

test('a second day finds those out who went home without a scan: they come in again, once, with the time at which they first came', async () => {
  const { code, ticketId, registrationId } = await door.guest()
  house.clock.set(door.event.at('09:00'))
  expect(said(await scan({ code }))).toBe('accepted')
  house.clock.set(night())
  expect(said(await scan({ code }))).toBe('already_in')

  house.clock.set(door.event.at('08:50') + dayMs)
  const presence = async () => valueOf(await house.app.door.list(door.crew, { eventId: door.event.id })).presences.map(({ at, isInside }) => [at, isInside])
  const inside = async () => { const desk = valueOf(await house.app.door.desk(door.organizer, { eventId: door.event.id })); return [desk.counts[0]?.inside, desk.doors[0]?.inside, desk.doors[0]?.arrived] }
  expect([await presence(), await inside()]).toEqual([[[door.event.at('09:00'), false]], [0, 0, 1]])
  const other = await makeStaff(house.db, door.event.id, 'crew')
  const answers = await Promise.all([send([scanOf({ code })]), send([scanOf({ registrationId, deviceId: 'device-of-the-south' })], other)])
  expect(answers.map((one) => said(valueOf(one).answers[0]!)).sort()).toEqual(['accepted', 'already_in'])
  expect([await presence(), await inside()]).toEqual([[[house.clock.now(), true]], [1, 1, 1]])
  expect((await house.db.client.ticket.findUniqueOrThrow({ where: { id: ticketId } })).checkedInAt?.getTime()).toBe(door.event.at('09:00'))
})

test('a second day is one on which who was seen to go comes in once as well, and a scan taken back leaves the first day as it was', async () => {
  const { code, ticketId } = await door.guest()
  house.clock.set(door.event.at('09:00'))
  await scan({ code })
  await scan({ code, kind: 'exit' })
  house.clock.advance(dayMs)
  const back = scanOf({ code })
  const [answer] = valueOf(await send([back])).answers
  expect([said(answer!), answer?.isReentry, said(await scan({ code }))]).toEqual(['accepted', true, 'already_in'])
  expect(said(await scan({ kind: 'undo', undoes: back.nonce }))).toBe('accepted')
  expect((await house.db.client.ticket.findUniqueOrThrow({ where: { id: ticketId } })).checkedInAt?.getTime()).toBe(door.event.at('09:00'))
  expect(said(await scan({ code }))).toBe('accepted')
})

test('a second day begins at four in the morning, not at midnight', async () => {
  const { code } = await door.guest()
  house.clock.set(night())
  await scan({ code })
  house.clock.advance(4 * 3_600_000)
  expect(said(await scan({ code }))).toBe('already_in')
  house.clock.advance(30 * 60_000)
  expect(said(await scan({ code }))).toBe('accepted')
})

import { afterEach, beforeEach, expect, test } from 'vitest'

import { makeDelegation, makeMeeting, type MadeDelegation } from '#tests/factories/meetings.ts'
import { newItem, programmeHand, speaker } from '#tests/factories/programme.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'

const hour = 3_600_000

let house: MailHouse
let hand: ReturnType<typeof programmeHand>
let side: MadeDelegation
beforeEach(async () => {
  house = await openMailHouse()
  hand = programmeHand(house, house.organizer, house.event.id)
  side = await makeDelegation(house.db, house.event.id)
  await house.db.client.person.updateMany({ data: { locale: 'zh-CN' } })
})
afterEach(() => house.dispose())

const at = (wall: string): number => house.event.at(wall)
/** The night of three days before, when nobody is written to of this. */
const night = (): void => house.clock.set(at('23:00') - 72 * hour)
const morning = async (): Promise<string[]> => {
  const from = house.sent.length
  await house.later(11 * hour)
  return house.sent.slice(from).map((mail) => ['新安排', '有调整', '已取消'].filter((word) => mail.text.includes(word)).join() + (mail.calendar?.method ?? ''))
}
async function talk(): Promise<string> {
  const { items } = await hand.create(newItem(house.event.stages[0]?.id ?? '', at('10:00'), { kind: 'talk', titleZh: '报告', minutes: 20, people: [speaker(side.people[0] ?? '')] }))
  return items[0]?.id ?? ''
}
const versionOf = async (id: string): Promise<number> => (await house.db.client.programmeItem.findUniqueOrThrow({ where: { id } })).version
const move = async (itemId: string, wall: string) => hand.edit({ kind: 'move', itemId, version: await versionOf(itemId), stageId: house.event.stages[0]?.id ?? '', startsAtMs: at(wall) })
const remove = async (itemId: string) => hand.edit({ kind: 'remove', itemId, version: await versionOf(itemId) })

test('a talk released and moved in one night is new to its speaker in the morning, in one mail; moved the next night it has moved', async () => {
  night()
  const item = await talk()
  await hand.release('一')
  await house.runJobs()
  await move(item, '14:00')
  await hand.release('二')
  expect(await morning()).toEqual(['新安排REQUEST'])
  night()
  house.clock.advance(24 * hour)
  await move(item, '15:00')
  await hand.release('三')
  expect(await morning()).toEqual(['有调整REQUEST'])
})

test('a talk released and withdrawn in one night is no mail at all; one that she knew of is called off', async () => {
  night()
  const item = await talk()
  await hand.release('一')
  await house.runJobs()
  await remove(item)
  await hand.release('二')
  expect(await morning()).toEqual([])
  const known = await talk()
  await hand.release('三')
  expect(await morning()).toEqual(['新安排REQUEST'])
  await remove(known)
  await hand.release('四')
  expect(await morning()).toEqual(['已取消CANCEL'])
})

test('a talk that leaves an early hour is told at night, as it would be over before she could act', async () => {
  house.clock.set(at('10:00') - 30 * hour)
  const item = await talk()
  await move(item, '08:30')
  await hand.release('一')
  await house.runJobs()
  const from = house.sent.length
  house.clock.set(at('22:30') - 24 * hour)
  await move(item, '16:00')
  await hand.release('二')
  await house.runJobs()
  expect(house.sent.length - from).toBe(1)
})

test('of a timetable: a meeting that she was never told of is new, whatever it was moved from, and one called off meanwhile is told by the digest', async () => {
  const was = { startsAt: at('10:00'), endsAt: at('10:20'), tableCode: 'T1' }
  const make = async (wall: string) => {
    const other = await makeDelegation(house.db, house.event.id, { side: 'investor' })
    const { id } = await makeMeeting(house.db, house.event.id, { a: side, b: other, startsAt: at(wall), tableId: null })
    await house.db.client.meeting.update({ where: { id }, data: { was } })
    return id
  }
  const [fresh, known] = [await make('11:00'), await make('14:00')]
  const personId = side.people[0] ?? ''
  const told = { personId, eventId: house.event.id, meetingId: known, state: 'scheduled', startsAt: new Date(at('13:00') - 24 * hour), endsAt: new Date(at('13:20') - 24 * hour), tableCode: '', toldAt: new Date(0) }
  await house.db.client.meetingTold.create({ data: told })
  const releaseId = house.platform.ids.newId()
  await house.db.client.timetableRelease.create({ data: { id: releaseId, eventId: house.event.id, number: 1, name: '一', notes: '', changelog: {}, snapshot: { meetings: [], changed: [fresh, known].map((meetingId) => ({ meetingId, kind: 'moved' })), unplaced: [] }, createdById: personId, createdAt: new Date(house.clock.now()) } })
  const { db } = house
  const queue = async (template: string, subjectId: string) => {
    const id = house.platform.ids.newId()
    await db.client.mailMessage.create({ data: { id, personId, eventId: house.event.id, toEmail: 'a@example.com', toName: '', template, subjectId, locale: 'zh-CN', messageId: `<${id}@x>`, createdAt: new Date(house.clock.now()) } })
    await db.client.job.create({ data: { id, name: 'mail:send', payload: { mailId: id }, state: 'queued', runAt: new Date(house.clock.now()), createdAt: new Date(house.clock.now()) } })
    await house.runJobs()
    return house.sent.at(-1)?.text.replaceAll(/\s+/g, ' ') ?? ''
  }
  const text = await queue('timetable_released', releaseId)
  expect([text.match(/新安排/g)?.length, /原为 ([^，]*)，/.exec(text)?.[1]]).toEqual([1, '12月1日 周二 13:00–13:20'])
  await db.client.meetingTold.update({ where: { personId_meetingId: { personId, meetingId: known } }, data: told })
  await db.client.meeting.updateMany({ where: { id: known }, data: { state: 'cancelled' } })
  await db.client.meetingTold.deleteMany({ where: { meetingId: fresh } })
  expect(await queue('timetable_released', releaseId)).not.toContain('已取消')
  expect(await queue('agenda_changed', house.event.id)).toContain('取消')
})

import { afterEach, beforeEach, expect, it } from 'vitest'

import { dayToRemind } from '#server/domain/messages/reminders.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting } from '#tests/factories/meetings.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'

let house: MailHouse
beforeEach(async () => {
  house = await openMailHouse()
})
afterEach(() => house.dispose())

it('the evening before, everybody who meets somebody is told with whom and when, once, however often the server starts', async () => {
  const [fund, startup, other] = [await makeDelegation(house.db, house.event.id, { side: 'investor', nameZh: '北辰资本' }), await makeDelegation(house.db, house.event.id, { nameZh: '云图' }), await makeDelegation(house.db, house.event.id, { nameZh: '青禾' })]
  await makeMeeting(house.db, house.event.id, { a: startup, b: fund, startsAt: house.event.at('14:00') })
  await makeMeeting(house.db, house.event.id, { a: other, b: fund, startsAt: house.event.at('10:00') })
  const meeting = await makeMeeting(house.db, house.event.id, { a: await makeDelegation(house.db, house.event.id), b: fund, startsAt: house.event.at('16:00') })
  await house.db.client.meeting.update({ where: { id: meeting.id }, data: { state: 'cancelled' } })
  await house.app.scheduleReminders()
  for (let hour = 9; hour < 24; hour += 1) {
    await house.later(3_600_000)
    if (hour === 16) expect(house.sent).toEqual([])
    await house.app.scheduleReminders()
  }
  const [mail] = house.sent.filter((one) => one.subject === '投海Demo Day 第一期：您明天有 2 场洽谈')
  expect([house.sent.length, house.sent.filter((one) => one.subject.endsWith('1 场洽谈')).length]).toEqual([3, 2])
  expect(mail?.text.replace(/\s+/g, ' ')).toMatch(/10:00–\S+ 青禾.*14:00–\S+ 云图/)
  expect(mail?.text).not.toContain('16:00')
  expect(mail?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
})

it('says the date where the mail is late, or its reader is where it is another day: tomorrow would be a lie', async () => {
  const [fund, startup] = [await makeDelegation(house.db, house.event.id, { side: 'investor' }), await makeDelegation(house.db, house.event.id)]
  await house.db.client.person.update({ where: { id: fund.people[0]! }, data: { zone: 'America/New_York', locale: 'en' } })
  await makeMeeting(house.db, house.event.id, { a: startup, b: fund, startsAt: house.event.at('09:00') })
  await house.app.scheduleReminders()
  for (let hour = 9; hour < 22; hour += 1) await house.later(3_600_000)
  // 09:00 in Beijing is this very evening in New York.
  expect(house.sent.map((mail) => mail.subject).sort()).toEqual(['Touhai Demo Day, first edition: your meeting on Wed 2 Dec', '投海Demo Day 第一期：您明天有 1 场洽谈'])
  house.clock.advance(4 * 3_600_000)
  await house.db.client.mailMessage.updateMany({ data: { state: 'failed' } })
  for (const { id } of await house.db.client.mailMessage.findMany()) expect((await house.app.messages.retryMail(house.organizer, id)).ok).toBe(true)
  await house.db.client.quietHours.createMany({ data: [startup, fund].map((one) => ({ personId: one.people[0]!, isOn: false, fromMinute: 0, toMinute: 1, updatedAt: new Date(0) })) })
  await house.runJobs()
  expect(house.sent.slice(2).map((mail) => mail.subject).sort()).toEqual(['Touhai Demo Day, first edition: your meeting on Wed 2 Dec', '投海Demo Day 第一期：您12月2日 周三有 1 场洽谈'])
})

it('also in a place where clocks go forward at midnight', async () => {
  // Beirut, 29 March 2026: there is no midnight.
  house.clock.set(Date.parse('2026-03-28T16:00:00Z'))
  const event = await makeEvent(house.db, { zone: 'Asia/Beirut', date: '2026-03-29' })
  await makeMeeting(house.db, event.id, { a: await makeDelegation(house.db, event.id), b: await makeDelegation(house.db, event.id, { side: 'investor' }), startsAt: event.at('10:00') })
  await house.app.scheduleReminders()
  await house.runJobs()
  expect(house.sent).toHaveLength(2)
})

it.each([
  ['2026-12-01T09:59:00Z', null], ['2026-12-01T10:00:00Z', '2026-12-02'], ['2026-12-01T13:59:00Z', '2026-12-02'], ['2026-12-01T14:00:00Z', null], ['2026-12-31T11:00:00Z', '2027-01-01'],
])('at %s reminds of %s in Beijing', (now, day) => {
  expect(dayToRemind(Date.parse(now), 'Asia/Shanghai')).toBe(day)
})

it('looks again by itself, however often a look has failed', async () => {
  const [fund, startup] = [await makeDelegation(house.db, house.event.id, { side: 'investor' }), await makeDelegation(house.db, house.event.id)]
  await makeMeeting(house.db, house.event.id, { a: startup, b: fund, startsAt: house.event.at('14:00') })
  await house.db.client.$executeRawUnsafe(`CREATE TRIGGER "away" BEFORE INSERT ON "MailMessage" BEGIN SELECT RAISE(ABORT, 'away'); END`)
  house.clock.set(house.event.at('18:00') - 24 * 3_600_000)
  await house.app.scheduleReminders()
  await house.runJobs()
  // Twenty tries: without a word from anybody it goes on.
  for (let tries = 0; tries < 20; tries += 1) {
    const next = await house.db.client.job.findFirst({ where: { name: 'reminders:look', state: 'queued' }, orderBy: { runAt: 'asc' } })
    house.clock.set(Math.max(house.clock.now() + 1, next?.runAt.getTime() ?? 0))
    if (tries === 19) {
      await house.db.client.$executeRawUnsafe(`DROP TRIGGER "away"`)
      house.clock.set(house.event.at('18:30') - 24 * 3_600_000)
      await house.db.client.job.updateMany({ where: { name: 'reminders:look' }, data: { runAt: new Date(house.clock.now()) } })
    }
    await house.runJobs()
  }
  expect(house.sent).toHaveLength(2)
})

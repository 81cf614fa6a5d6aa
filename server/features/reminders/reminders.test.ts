import { afterEach, beforeEach, expect, it } from 'vitest'

import { dayToRemind } from '#server/domain/messages/reminders.ts'
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

it.each([
  ['2026-12-01T09:59:00Z', null], ['2026-12-01T10:00:00Z', '2026-12-02'], ['2026-12-01T13:59:00Z', '2026-12-02'], ['2026-12-01T14:00:00Z', null], ['2026-12-31T11:00:00Z', '2027-01-01'],
])('at %s reminds of %s in Beijing', (now, day) => {
  expect(dayToRemind(Date.parse(now), 'Asia/Shanghai')).toBe(day)
})

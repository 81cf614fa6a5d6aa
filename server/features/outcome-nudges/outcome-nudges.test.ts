import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { anonymous } from '#server/domain/access/actor.ts'
import { leaveToken } from '#server/platform/secrets.ts'
import { makeDelegation, makeMeeting, type MadeDelegation } from '#tests/factories/meetings.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'

let house: MailHouse
let fund: MadeDelegation
let startup: MadeDelegation
let met: string[]
const hourMs = 3_600_000
const note = '哨兵备注：我们只出三百万'

/** A fund that met three start-ups on 2 December, the event over; its lead reads in Beijing, the second start-up’s in New York. */
beforeEach(async () => {
  house = await openMailHouse()
  const { db, event } = house
  fund = await makeDelegation(db, event.id, { side: 'investor', people: 2, nameZh: '远山资本' })
  startup = await makeDelegation(db, event.id, { nameZh: '星河生物', nameEn: 'Galaxy Bio' })
  const [second, third] = [await makeDelegation(db, event.id, { nameZh: '云图' }), await makeDelegation(db, event.id, { nameZh: '青禾' })]
  met = []
  for (const [b, clock] of [[startup, '09:00'], [second, '10:00'], [third, '11:00']] as const) met.push((await makeMeeting(db, event.id, { a: fund, b, startsAt: event.at(clock) })).id)
  await db.client.meeting.update({ where: { id: met[2] }, data: { state: 'cancelled' } })
  await db.client.person.update({ where: { id: startup.people[0] }, data: { zone: 'America/New_York', locale: 'en' } })
  await db.client.person.update({ where: { id: fund.people[0] }, data: { email: 'fund@example.com' } })
  await db.client.person.update({ where: { id: second.people[0] }, data: { zone: 'Asia/Kathmandu' } })
  await db.client.event.update({ where: { id: event.id }, data: { phase: 'closed' } })
  house.clock.set(event.endsAtMs)
})
afterEach(() => house.dispose())

/** As if the server had run through all hours until then. */
async function until(instant: string): Promise<void> {
  house.clock.set(Date.parse(instant) - hourMs / 2)
  await house.app.scheduleNudges()
  await house.runJobs()
  house.clock.set(Date.parse(instant))
  await house.runJobs()
}
const addressOf = async (who: MadeDelegation): Promise<string> => (await house.db.client.person.findUniqueOrThrow({ where: { id: who.people[0] } })).email
const record = (who: MadeDelegation, meetingId: string, nth = 0) => house.app.outcomes.record(who.actor(nth), { meetingId, version: 0, answer: 'keep_in_touch', note })

describe('fourteen days after an event', () => {
  it('everybody is asked at nine on her own wall, once, about all her meetings of which her side has said nothing', async () => {
    await until('2026-12-16T00:00:00Z')
    expect(house.leftSince()).toEqual([])
    await until('2026-12-16T01:00:00Z')
    const [mail] = house.sent
    expect(house.leftSince().map((one) => one.to)).toEqual(['fund@example.com'])
    expect(mail?.text.replace(/\s+/g, ' ')).toMatch(/有 2 场洽谈还没有填写结果.*星河生物、云图.*截止 ?4月1日/)
    expect(mail?.text).toContain(`/events/${house.event.slug}/calendar/${met[0]}`)
    expect(mail?.text).not.toContain('青禾')
    expect(mail?.headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
    // A quarter past nine in Kathmandu is the first full hour after nine there.
    await until('2026-12-16T04:00:00Z')
    expect(house.leftSince()).toHaveLength(1)
    await until('2026-12-16T13:00:00Z')
    expect(house.leftSince()).toEqual([])
    await until('2026-12-16T14:00:00Z')
    expect(house.leftSince()).toEqual([{ to: await addressOf(startup), subject: 'What came of your meetings at Touhai Demo Day, first edition?' }])
    for (let hour = 0; hour < 30; hour += 1) {
      await house.later(hourMs)
      if (hour % 7 === 0) await house.app.scheduleNudges()
    }
    expect(house.leftSince()).toEqual([])
  })

  it('whoever has said it all, or whose colleague has, is left alone; saying it while the mail waits stops the mail', async () => {
    for (const meetingId of met.slice(0, 2)) await record(fund, meetingId, 1)
    await until('2026-12-16T01:00:00Z')
    expect(house.leftSince()).toEqual([])
    // Her quiet hours last until ten: the mail is there and waits.
    await house.app.mailChoices.setQuietHours(startup.actor(), { isOn: true, from: 1200, to: 600 })
    await until('2026-12-16T14:00:00Z')
    const waiting = () => house.db.client.mailMessage.findFirstOrThrow({ where: { personId: startup.people[0] ?? '', template: 'outcome_nudge' }, select: { state: true } })
    expect([house.leftSince().filter((one) => one.subject.startsWith('What')), await waiting()]).toEqual([[], { state: 'queued' }])
    await record(startup, met[0] ?? '')
    await house.later(hourMs)
    expect([house.leftSince(), await waiting()]).toEqual([[], { state: 'skipped' }])
  })

  it('whoever has left such mails gets none', async () => {
    await house.app.mailChoices.chooseByLink(anonymous, leaveToken(house.platform.appSecret, fund.people[0] ?? '', 'followup'), false)
    await until('2026-12-16T01:00:00Z')
    expect([house.leftSince(), (await house.db.client.mailMessage.findMany({ where: { template: 'outcome_nudge' }, select: { state: true, error: true } }))]).toEqual([[], [{ state: 'suppressed', error: 'left' }]])
  })
})

it('thirty and ninety days after, those who still haven’t are asked again; a server that was away for its day asks within the week, and one start or three make one mail', async () => {
  await until('2026-12-16T01:00:00Z')
  await until('2027-01-01T01:00:00Z')
  await record(fund, met[0] ?? '')
  house.leftSince()
  for (let restart = 0; restart < 3; restart += 1) await until('2027-03-04T02:00:00Z')
  expect(house.leftSince().filter((one) => one.to === 'fund@example.com')).toHaveLength(1)
  expect(house.sent.filter((one) => one.to.address === 'fund@example.com').map((one) => /有 (\d) 场洽谈/.exec(one.text)?.[1])).toEqual(['2', '2', '1'])
  expect(house.sent.every((one) => !`${one.text}${one.html}`.includes('哨兵'))).toBe(true)
})

it('after an event that never went live, or was taken back before the mail left, nobody is asked', async () => {
  await house.db.client.event.update({ where: { id: house.event.id }, data: { phase: 'locked' } })
  await until('2026-12-16T01:00:00Z')
  expect(await house.db.client.mailMessage.count({ where: { template: 'outcome_nudge' } })).toBe(0)
  await house.db.client.event.update({ where: { id: house.event.id }, data: { phase: 'closed' } })
  // At three in the morning in Beijing, a day late: what is asked waits for eight o’clock.
  await until('2026-12-16T19:00:00Z')
  expect(house.leftSince().map((one) => one.to)).not.toContain('fund@example.com')
  await house.db.client.event.update({ where: { id: house.event.id }, data: { phase: 'draft' } })
  await until('2026-12-17T00:00:00Z')
  expect(house.leftSince().filter((one) => one.subject.includes('洽谈有结果了吗'))).toEqual([])
})

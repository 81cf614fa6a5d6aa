import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { makeDelegation, makeMeeting, type MadeDelegation } from '#tests/factories/meetings.ts'
import { readByIcalJs, readByNodeIcal, type ReadEntry } from '#tests/fixtures/calendar-readers.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'
import type { OutgoingMail } from '#server/platform/mailer.ts'

const minute = 60_000
const window = 5 * minute + 1

let house: MailHouse
let fund: MadeDelegation
let startups: MadeDelegation[]
let onSend: (mail: OutgoingMail) => Promise<void>
const sent: OutgoingMail[] = []

beforeEach(async () => {
  onSend = async () => undefined
  sent.length = 0
  house = await openMailHouse({ mailer: { send: async (mail) => { sent.push(mail); await onSend(mail) }, close: () => undefined } })
  fund = await makeDelegation(house.db, house.event.id, { side: 'investor', nameZh: '北辰资本' })
  startups = await Promise.all(['云图', '青禾', '远航'].map((nameZh) => makeDelegation(house.db, house.event.id, { nameZh })))
  await house.db.client.person.updateMany({ data: { locale: 'zh-CN' } })
})
afterEach(() => house.dispose())

const at = (wall: string): number => house.event.at(wall)
/** A meeting of which its people have been told. */
async function meet(nth: number, wall: string): Promise<string> {
  const startup = startups[nth]!
  const { id } = await makeMeeting(house.db, house.event.id, { a: startup, b: fund, startsAt: at(wall), tableId: house.event.tables[nth]?.id ?? null })
  const { startsAt, endsAt } = await house.db.client.meeting.findUniqueOrThrow({ where: { id } })
  const told = { meetingId: id, eventId: house.event.id, state: 'scheduled', startsAt, endsAt, tableCode: `T${nth + 1}`, toldAt: startsAt }
  await house.db.client.meetingTold.createMany({ data: [...startup.people, ...fund.people].map((personId) => ({ ...told, personId })) })
  return id
}
async function move(meetingId: string, wall: string): Promise<void> {
  const { version } = await house.db.client.meeting.findUniqueOrThrow({ where: { id: meetingId } })
  const moved = await house.app.meetings.move(house.organizer, { meetingId, version, startsAt: at(wall), tableId: null })
  if (!moved.ok) throw new Error(moved.error.code)
}
async function cancel(meetingId: string): Promise<void> {
  const { version } = await house.db.client.meeting.findUniqueOrThrow({ where: { id: meetingId } })
  const gone = await house.app.meetings.cancel(house.organizer, { meetingId, version, reason: '时间冲突' })
  if (!gone.ok) throw new Error(gone.error.code)
}
async function mailsTo(who: MadeDelegation): Promise<OutgoingMail[]> {
  const person = await house.db.client.person.findUniqueOrThrow({ where: { id: who.people[0] ?? '' } })
  return sent.filter((mail) => mail.to.address === person.email)
}
const states = async () => (await house.db.client.mailMessage.groupBy({ by: ['state'], _count: true })).map((one) => [one.state, one._count])

describe('ten changes within five minutes', () => {
  it('are one mail to each who is concerned, that says exactly what changed, in the end', async () => {
    const [first, second, third] = [await meet(0, '10:00'), await meet(1, '11:00'), await meet(2, '14:00')]
    for (const wall of ['15:00', '15:20', '15:40', '16:00']) {
      await move(first, wall)
      await house.later(30_000)
    }
    for (const wall of ['10:00', '10:20', '10:40']) await move(second, wall)
    await house.later(minute)
    await move(second, '11:00')
    await cancel(third)
    await house.later(minute)
    expect(sent).toEqual([])
    await house.later(minute)
    expect((await mailsTo(fund)).map((mail) => mail.subject)).toEqual(['投海Demo Day 第一期：您有 2 场洽谈有变动'])
    const [mail] = await mailsTo(fund)
    expect(mail?.text).toContain('16:00–')
    expect(mail?.text).toContain('原为 12月2日 周三 10:00–')
    expect(mail?.text).toContain('已取消：时间冲突')
    expect(mail?.text).not.toMatch(/青禾|15:20|15:40/)
    expect(await mailsTo(startups[0]!)).toHaveLength(1)
    expect((await mailsTo(startups[0]!))[0]?.subject).toBe('与北辰资本的洽谈有变动')
    // Back where it was: she hears nothing.
    expect(await mailsTo(startups[1]!)).toEqual([])
    await house.later(3 * minute)
    expect((await mailsTo(startups[2]!)).map((one) => [one.calendar?.method, one.subject.includes('取消')])).toEqual([['CANCEL', true]])
    expect(await mailsTo(fund)).toHaveLength(1)
    expect([mail?.calendar?.method, mail?.calendar?.content.match(/^STATUS:\w+/gm)?.sort()]).toEqual(['PUBLISH', ['STATUS:CANCELLED', 'STATUS:CONFIRMED']])
    // Several entries move in no mail program by themselves: the subscription does, and it is offered where it is.
    expect(mail?.html).toMatch(/href="[^"]*\/agenda#feed"[^>]*>订阅日历/)
  })

  it('that end as they began are no mail, and what was told is what the next is measured by', async () => {
    const meetingId = await meet(0, '10:00')
    await move(meetingId, '15:00')
    await house.later(window)
    expect(sent).toHaveLength(2)
    await move(meetingId, '16:00')
    await move(meetingId, '15:00')
    await house.later(window)
    expect(sent).toHaveLength(2)
    await move(meetingId, '10:00')
    await house.later(window)
    expect((await mailsTo(fund)).at(-1)?.text).toContain('12月2日 周三 15:00–')
    expect(sent).toHaveLength(4)
  })
})

describe('a change that comes while the mail is on its way', () => {
  it('is told in the next, and none is told twice', async () => {
    const meetingId = await meet(0, '10:00')
    await move(meetingId, '15:00')
    onSend = async () => {
      onSend = async () => undefined
      await move(meetingId, '16:00')
    }
    await house.later(window)
    await house.later(window)
    await house.later(window)
    const times = (await mailsTo(startups[0]!)).map((mail) => /(15|16):00–/.exec(mail.text)?.[0])
    expect(times.at(-1)).toBe('16:00–')
    expect((await mailsTo(fund)).map((mail) => /(15|16):00–/.exec(mail.text)?.[0]).at(-1)).toBe('16:00–')
    expect(sent.length).toBeLessThanOrEqual(4)
    expect(await house.db.client.mailMessage.count({ where: { state: 'queued' } })).toBe(0)
  })
})

describe('at night', () => {
  // 02:00 in Beijing, thirty-two hours before the first meeting.
  beforeEach(() => house.clock.set(Date.UTC(2026, 10, 30, 18, 0, 0)))

  it('changes wait for the reader’s morning, together, without using up a try', async () => {
    const meetingId = await meet(0, '15:00')
    await move(meetingId, '10:00')
    await house.later(window)
    expect([sent.length, await states()]).toEqual([0, [['queued', 2]]])
    await move(meetingId, '16:00')
    await house.later(window)
    expect(sent).toEqual([])
    expect(await house.db.client.job.findMany({ where: { name: 'mail:send', state: 'queued' }, select: { runAt: true, attempts: true } })).toEqual([1, 2].map(() => ({ runAt: new Date(Date.UTC(2026, 11, 1)), attempts: 0 })))
    house.clock.set(Date.UTC(2026, 11, 1))
    await house.runJobs()
    expect((await mailsTo(fund)).map((mail) => /(10|16):00–/.exec(mail.text)?.[0])).toEqual(['16:00–'])
  })

  it('what is near comes at once, and what waited comes with it', async () => {
    const [far, near] = [await meet(0, '15:00'), (await makeMeeting(house.db, house.event.id, { a: startups[1]!, b: fund, startsAt: Date.UTC(2026, 11, 1, 1, 0, 0) })).id]
    await move(far, '10:00')
    await house.later(window)
    expect(sent).toEqual([])
    await cancel(near)
    await house.later(window)
    expect((await mailsTo(fund)).map((mail) => mail.subject)).toEqual(['投海Demo Day 第一期：您有 2 场洽谈有变动'])
    expect(await mailsTo(startups[0]!)).toEqual([])
  })

  it('a reader in New York is awake', async () => {
    await house.db.client.person.update({ where: { id: fund.people[0] ?? '' }, data: { zone: 'America/New_York' } })
    await move(await meet(0, '15:00'), '10:00')
    await house.later(window)
    expect([(await mailsTo(fund)).length, (await mailsTo(startups[0]!)).length]).toEqual([1, 0])
  })
})

it('a release of the timetable counts as told, and says nothing that a digest has said', async () => {
  const meetingId = await meet(0, '10:00')
  await move(meetingId, '15:00')
  await house.later(window)
  const personId = fund.people[0] ?? ''
  const releaseId = house.platform.ids.newId()
  await house.db.client.timetableRelease.create({ data: { id: releaseId, eventId: house.event.id, number: 1, name: '一', notes: '', changelog: {}, snapshot: { meetings: [], changed: [{ meetingId, kind: 'moved' }], unplaced: [] }, createdById: personId, createdAt: new Date(house.clock.now()) } })
  const about = { subjectId: releaseId, personId, eventId: house.event.id, toEmail: 'a@example.com', toName: '', locale: 'zh-CN' as const }
  expect(await house.app.mailTemplates['timetable_released']?.(about)).toBeNull()
  await house.db.client.meetingTold.deleteMany()
  expect(await house.app.mailTemplates['timetable_released']?.(about)).not.toBeNull()
})

it('moved again before the first mail was read, alone and among others, is one entry for two calendar programs, at its last time', async () => {
  const [first, second] = [await meet(0, '10:00'), await meet(1, '11:00')]
  await move(first, '14:00')
  await house.later(window)
  await move(first, '15:00')
  await house.later(window)
  await move(first, '16:00')
  await cancel(second)
  await house.later(window)
  const mails = (await mailsTo(fund)).map((mail) => mail.calendar)
  expect(mails.map((one) => one?.method)).toEqual(['REQUEST', 'REQUEST', 'PUBLISH'])
  for (const read of [readByIcalJs, readByNodeIcal]) {
    // As programs keep it: by uid, what has the highest sequence.
    const kept = new Map<string, ReadEntry>()
    for (const entry of mails.flatMap((one) => read(one?.content ?? ''))) if (entry.sequence > (kept.get(entry.uid)?.sequence ?? -1)) kept.set(entry.uid, entry)
    expect([...kept.values()].map(({ startsAt, status }) => ({ startsAt, status }))).toEqual([{ startsAt: at('16:00'), status: 'CONFIRMED' }, { startsAt: at('11:00'), status: 'CANCELLED' }])
  }
})

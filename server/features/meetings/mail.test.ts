import nodeIcal from 'node-ical'
import ICAL from 'ical.js'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeRequest, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let fund: MadeDelegation
let startup: MadeDelegation

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db)
  fund = await makeDelegation(test.db, event.id, { side: 'investor', nameZh: '北辰资本' })
  startup = await makeDelegation(test.db, event.id, { nameZh: '云图\r\nATTENDEE:mailto:evil@example.com;,\\' + '汉'.repeat(200) })
})
afterEach(() => test.dispose())

const mailsTo = async (who: MadeDelegation) => {
  const people = await test.db.client.person.findMany({ where: { id: { in: who.people } }, select: { email: true } })
  return test.sent.filter((mail) => people.some((one) => one.email === mail.to.address))
}

it('a request that is accepted mails a calendar entry, after the five minutes in which more may change', async () => {
  const request = await makeRequest(test.db, event.id, { from: startup, to: fund, holds: [event.at('10:00')] })
  await test.app.requests.accept(fund.actor(), { requestId: request.id, version: 1 })
  await test.runJobs()
  expect(test.sent).toEqual([])
  test.clock.advance(301_000)
  await test.runJobs()
  expect((await mailsTo(startup)).map((mail) => [mail.subject, mail.calendar?.method])).toEqual([['与北辰资本的洽谈已确定', 'REQUEST']])
  expect(await mailsTo(fund)).toHaveLength(1)
})

it('an answer that was taken back mails nobody', async () => {
  const request = await makeRequest(test.db, event.id, { from: startup, to: fund, holds: [event.at('10:00')] })
  await test.app.requests.accept(fund.actor(), { requestId: request.id, version: 1 })
  await test.app.requests.undo(fund.actor(), { requestId: request.id, version: 2 })
  test.clock.advance(301_000)
  await test.runJobs()
  expect(test.sent).toEqual([])
  expect(await test.db.client.mailMessage.findMany({ select: { state: true } })).toEqual([{ state: 'skipped' }, { state: 'skipped' }])
})

it('moved and cancelled, the entry keeps its uid while its sequence rises; a hostile name stays text', async () => {
  const meeting = await makeMeeting(test.db, event.id, { a: startup, b: fund, startsAt: event.at('10:00'), tableId: event.tables[0]?.id ?? null })
  const organizer = await makeStaff(test.db, event.id)
  await test.app.meetings.move(organizer, { meetingId: meeting.id, version: 1, startsAt: event.at('15:00'), tableId: null })
  test.clock.advance(301_000)
  await test.runJobs()
  await test.app.meetings.cancel(organizer, { meetingId: meeting.id, version: 2, reason: '' })
  test.clock.advance(301_000)
  await test.runJobs()
  const [moved, cancelled] = (await mailsTo(fund)).map((mail) => mail.calendar?.content ?? '')
  const parsed = [moved, cancelled].map((content) => new ICAL.Component(ICAL.parse(content ?? '')))
  const values = parsed.map((calendar) => {
    const entry = calendar.getFirstSubcomponent('vevent')
    return { method: calendar.getFirstPropertyValue('method'), uid: entry?.getFirstPropertyValue('uid'), sequence: entry?.getFirstPropertyValue('sequence'), attendees: entry?.getAllProperties('attendee').length, start: String(entry?.getFirstPropertyValue('dtstart')), zone: entry?.getFirstProperty('dtstart')?.getParameter('tzid') }
  })
  expect(values).toEqual([
    { method: 'REQUEST', uid: meeting.uid, sequence: 1, attendees: 1, start: '2026-12-02T15:00:00', zone: 'Asia/Shanghai' },
    { method: 'CANCEL', uid: meeting.uid, sequence: 2, attendees: 1, start: '2026-12-02T15:00:00', zone: 'Asia/Shanghai' },
  ])
  expect(moved?.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(moved).not.toMatch(/\r\nATTENDEE:mailto:evil/)
  const [entry] = Object.values(nodeIcal.sync.parseICS(moved ?? '')).filter((one) => one?.type === 'VEVENT')
  expect((entry as { start: Date }).start.getTime()).toBe(event.at('15:00'))
  expect((entry as { summary: string }).summary).toContain('汉'.repeat(200))
})

it('a meeting can be taken along as a file by its own people only', async () => {
  const meeting = await makeMeeting(test.db, event.id, { a: startup, b: fund, startsAt: event.at('10:00') })
  const stranger = await makeDelegation(test.db, event.id)
  const own = await test.app.meetings.forCalendar(fund.actor(), meeting.id, 'en')
  expect(own.ok && own.value.file).toContain(`UID:${meeting.uid}`)
  expect(await test.app.meetings.forCalendar(stranger.actor(), meeting.id, 'en')).toMatchObject({ ok: false, error: { code: 'record.not_found' } })
})

import { afterEach, describe, expect, test } from 'vitest'

import { anonymous } from '#server/domain/access/actor.ts'
import { ok } from '#server/domain/shared/result.ts'
import { localDay } from '#server/domain/shared/time.ts'
import { createRunWork } from '#server/jobs/work.ts'
import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { createSmtpMailer } from '#server/platform/mailer.ts'
import { headerOf, startMailServer } from '#tests/fixtures/mail-server.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeMailSubjects } from '#tests/factories/mail-subjects.ts'
import { makeDelegation, makeMeeting, makeRequest } from '#tests/factories/meetings.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

import { renderMail, subjectLine } from './mail.ts'

const locales: Locale[] = ['zh-CN', 'en']
const longName = '乌兰巴托至阿拉善左旗跨境新能源与智能装备联合创新中心股份有限公司北京海淀分公司'.padEnd(40, '司').slice(0, 40)
const hostileNames = [
  '<script>alert(1)</script>', `"O'Brien" & Söhne <b>`, longName, 'شركة \u202eالنور\u202c', 'Evil\r\nBcc: other@example.com\r\n\r\n<p>', '{{constructor}} {{partner}} $t(common:brand.full)', '</title><img src=x onerror=alert(1)>',
]

let house: TestApp
afterEach(() => house.dispose())

type About = { subjectId: string; personId: string | null; eventId?: string }

/** What a mail of each kind is about, in a world where everybody and everything has the given name. A new template needs a line here. */
async function everyAbout(name: string): Promise<Record<string, About>> {
  const { db, app } = house
  const event = await makeEvent(db, { nameZh: name, nameEn: name })
  const fund = await makeDelegation(db, event.id, { side: 'investor', nameZh: name, nameEn: name })
  const startups = await Promise.all(Array.from({ length: 5 }, () => makeDelegation(db, event.id, { nameZh: name, nameEn: name })))
  const reader = fund.people[0] ?? null
  const request = async (i: number, state: string): Promise<About> => {
    const { id } = await makeRequest(db, event.id, { from: startups[i]!, to: fund, holds: [event.at(`1${i}:00`)], message: name })
    await db.client.meetingRequest.update({ where: { id }, data: { state, ...(state === 'pending' ? {} : { openKey: null }), ...(state === 'declined' ? { declineReason: 'no_time' } : {}) } })
    return { subjectId: `${id}@1`, personId: reader }
  }
  const meeting = await makeMeeting(db, event.id, { a: startups[4]!, b: fund, startsAt: event.at('14:00'), tableId: event.tables[0]?.id })
  const cancelled = await makeMeeting(db, event.id, { a: startups[3]!, b: fund, startsAt: event.at('15:00') })
  await db.client.meeting.update({ where: { id: cancelled.id }, data: { state: 'cancelled', cancelReason: name } })
  const releaseId = house.platform.ids.newId()
  await db.client.timetableRelease.create({
    data: { id: releaseId, eventId: event.id, number: 1, name, notes: '', changelog: {}, snapshot: { meetings: [], changed: [{ meetingId: meeting.id, kind: 'new' }], unplaced: [] }, createdById: reader ?? '', createdAt: new Date(house.clock.now()) },
  })
  const announcementId = house.platform.ids.newId()
  await db.client.announcement.create({ data: { id: announcementId, eventId: event.id, subjectZh: name, subjectEn: name, bodyZh: `${name} ${name}`, bodyEn: `${name} ${name}`, audience: {}, createdById: reader ?? '', createdAt: new Date(house.clock.now()) } })
  const challenge = await app.identity.startSignIn({ email: 'wang@example.com', locale: 'en', next: '/', browserSecret: 'a-browser-0123456789' })
  const about = (subjectId: string): About => ({ subjectId, personId: reader })
  const past = await makeEvent(db, { slug: 'past', nameZh: name, nameEn: name, phase: 'live' })
  const [a, b] = await Promise.all([startups[0]!, fund].map((one) => makeDelegation(db, past.id, { side: one.side, organizationId: one.organizationId, personIds: one.people })))
  await makeMeeting(db, past.id, { a: a!, b: b!, startsAt: house.clock.now() - 3_600_000 })
  const received = await request(0, 'pending')
  const untold = [[received, 'received'], [await request(4, 'pending'), 'received'], [await request(3, 'accepted'), 'accepted']] as const
  await db.client.requestNews.createMany({ data: untold.map(([{ subjectId }, kind]) => ({ personId: reader ?? '', requestId: subjectId.split('@')[0] ?? '', eventId: event.id, kind, at: new Date(house.clock.now()) })) })
  return {
    sign_in: about(challenge.ok ? challenge.value.challengeId : ''),
    request_received: received,
    request_handed: received,
    requests_changed: { ...about(event.id), eventId: event.id },
    request_promoted: await request(1, 'pending'),
    request_accepted: await request(2, 'accepted'),
    request_declined: await request(3, 'declined'),
    meeting_scheduled: about(`${meeting.id}@0`),
    meeting_moved: about(`${meeting.id}@0`),
    meeting_cancelled: about(`${cancelled.id}@0`),
    timetable_released: about(releaseId),
    announcement: about(announcementId),
    day_reminder: about(`${event.id}@${localDay(event.at('14:00'), event.zone)}`),
    outcome_nudge: about(past.id),
    agenda_changed: { ...about(event.id), eventId: event.id },
    ...(await makeMailSubjects(db, { event, name, parties: startups })),
  }
}

describe('every mail there is, in both languages', () => {
  test.each(hostileNames)('says what it says where everything is called %j', async (name) => {
    house = await createTestApp()
    const abouts = await everyAbout(name)
    const templates = Object.entries(house.app.mailTemplates)
    expect(Object.keys(abouts).sort()).toEqual(templates.map(([template]) => template).sort())
    for (const [template, make] of templates) {
      for (const locale of locales) {
        const content = await make({ eventId: null, ...abouts[template]!, createdAtMs: 0, toEmail: 'wang@example.com', toName: name, locale })
        if (content === null) throw new Error(`${template} had nothing to say`)
        const { subject, html, text, calendar } = await renderMail(content)
        const where = `${template} ${locale}`
        expect([where, /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u.test(subject), subject.length > 0, subject.length <= 200]).toEqual([where, false, true, true])
        expect([where, /<script|<img src=x|<b>|<p>\s*<\/p>/i.exec(html)?.[0] ?? null]).toEqual([where, null])
        expect([where, /undefined|\[object|NaN|Invalid Date|mail:[a-z]/.exec(`${subject}${text}`)?.[0] ?? null]).toEqual([where, null])
        expect([where, html.includes(`lang="${locale}"`), text.length > 40]).toEqual([where, true, true])
        if (template !== 'sign_in') expect([where, flat(text).includes(flat(name))]).toEqual([where, true])
        const entries = calendar?.content.match(/^BEGIN:VEVENT/gm)?.length ?? 0
        expect([where, calendar?.content.match(/^(ATTENDEE|Bcc)/gim)?.length ?? 0]).toEqual([where, entries])
      }
    }
  })

  test('has a name of its own in the list of what went out, in both languages', async () => {
    house = await createTestApp()
    for (const template of Object.keys(house.app.mailTemplates)) {
      for (const locale of locales) expect(translator(locale)(`mail:outbox.template.${template}`)).not.toContain('outbox.template')
    }
  })
})

/** Without the line breaks and spaces that plain text is wrapped with. */
const flat = (text: string): string => text.replace(/\s+/g, '')

describe('a subject', () => {
  test.each([
    ['a\r\nBcc: b@example.com', 'a Bcc: b@example.com'],
    ['a\u0000b\u2028c\u2029d\te', 'a b c d e'],
    ['\u202egnp.exe\u202c', 'gnp.exe'],
    ['😀'.repeat(300), '😀'.repeat(200)],
  ])('%j is one line', (text, line) => {
    expect(subjectLine(text)).toBe(line)
  })
})

describe('who gets a mail', () => {
  const strangeAddresses = ['a@b.com(x)evil.com', 'a@b.com, c@evil.com', 'a@b.com;c@evil.com', 'friends: a@b.com, c@evil.com;', 'Wang <a@b.com>', 'a@b.com\r\nRCPT TO:<c@evil.com>', 'a@b.com>\r\nDATA', '"a@b.com, c"@evil.com', 'a@b.com\u0000', '']

  test('an address that is not exactly one is refused before anything is written', async () => {
    house = await createTestApp()
    const work = createRunWork({ ...house.platform, publish: () => undefined })
    for (const toEmail of strangeAddresses) {
      const queued = await work(anonymous, async (held) => ok(await house.app.messages.queueMail(held, { template: 'sign_in', subjectId: 'x', personId: null, toEmail, locale: 'en' })))
      expect([toEmail, queued]).toEqual([toEmail, { ok: true, value: null }])
    }
    expect([await house.db.client.mailMessage.count(), await house.db.client.job.count()]).toEqual([0, 0])
  })

  test('the mail server hears of no recipient where one got into the database all the same', async () => {
    house = await createTestApp()
    const server = await startMailServer()
    const mailer = createSmtpMailer(server.url, 'no-reply@touhai.example')
    for (const address of strangeAddresses) {
      await expect(mailer.send({ to: { name: '', address }, subject: 's', html: 'h', text: 't', messageId: '<x@touhai.example>' })).rejects.toMatchObject({ code: 'EENVELOPE', responseCode: 553 })
    }
    mailer.close()
    await server.close()
    expect(server.named).toEqual([])
  })

  test('names and subjects that try to add headers or recipients leave exactly one RCPT TO and no header of their own', async () => {
    house = await createTestApp()
    const server = await startMailServer()
    const mailer = createSmtpMailer(server.url, 'no-reply@touhai.example')
    const hostile = ['Evil\r\nBcc: c@evil.com\r\n\r\nbody', 'a, c@evil.com', 'x <c@evil.com>', 'group: c@evil.com;', '"', '\\"', '=?utf-8?q?x=0D=0ABcc:_c@evil.com?=', '王\u2028Bcc: c@evil.com', 'a\u0000b']
    for (const name of hostile) await mailer.send({ to: { name, address: 'wang@example.com' }, subject: name, html: '<p>h</p>', text: '.\r\n.', messageId: '<x@touhai.example>' })
    mailer.close()
    await server.close()
    expect(server.named).toEqual(hostile.map(() => 'wang@example.com'))
    for (const { source } of server.taken) {
      expect([headerOf(source, 'Bcc'), headerOf(source, 'Cc')]).toEqual(['', ''])
      expect(source.match(/^(To|Subject|From|Message-ID):/gim)).toHaveLength(4)
    }
  })
})

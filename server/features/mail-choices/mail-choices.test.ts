import express from 'express'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { anonymous } from '#server/domain/access/actor.ts'
import { knownTemplates, leavable } from '#server/domain/messages/purposes.ts'
import { ok } from '#server/domain/shared/result.ts'
import { unsubscribeRouter } from '#server/http/unsubscribe.ts'
import { createRunWork } from '#server/jobs/work.ts'
import { leaveToken } from '#server/platform/secrets.ts'
import { makeDelegation, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makePerson } from '#tests/factories/people.ts'
import { makeRegistration } from '#tests/factories/registrations.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'

let house: MailHouse
let reader: MadeDelegation
beforeEach(async () => {
  house = await openMailHouse()
  reader = await makeDelegation(house.db, house.event.id, { side: 'investor' })
})
afterEach(() => house.dispose())

const personId = (): string => reader.people[0] ?? ''
const token = (purpose: string): string => leaveToken(house.platform.appSecret, personId(), purpose)
/** A mail of a kind that has something to say by itself. */
async function write(): Promise<string> {
  const saved = await house.app.announcements.save(house.organizer, { eventId: house.event.id, announcementId: '', version: 0, subjectZh: '通知', bodyZh: '正文', subjectEn: '', bodyEn: '', audience: { kinds: [], segment: '', sides: ['investor'], roles: [], language: '' } })
  const person = await house.db.client.person.findUniqueOrThrow({ where: { id: personId() } })
  const work = createRunWork({ ...house.platform, publish: () => undefined })
  const queued = await work(anonymous, async (held) => ok(await house.app.messages.queueMail(held, { template: 'announcement', subjectId: saved.ok ? saved.value.announcementId : '', personId: personId(), eventId: house.event.id, toEmail: person.email, locale: 'zh-CN' })))
  await house.runJobs()
  return (queued.ok ? queued.value : null) ?? ''
}
const stateOf = async (id: string) => house.db.client.mailMessage.findUniqueOrThrow({ where: { id }, select: { state: true, error: true } })

describe('a mail that its reader can do without', () => {
  it('says so in its headers and at its end, with a link that is hers alone', async () => {
    await write()
    const link = `${house.env.baseUrl}/unsubscribe/${token('announcements')}?lang=zh-CN`
    expect(house.sent[0]?.headers).toEqual({ 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${link}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })
    expect(house.sent[0]?.html).toContain(link)
    expect(house.sent[0]?.text).toContain(link)
  })

  it('stays unsent once she has left it, and comes again when she has come back', async () => {
    expect(await house.app.mailChoices.chooseByLink(anonymous, token('announcements'), false)).toEqual({ ok: true, value: undefined })
    expect(await stateOf(await write())).toEqual({ state: 'suppressed', error: 'left' })
    await house.app.mailChoices.chooseByLink(anonymous, token('announcements'), true)
    expect((await stateOf(await write())).state).toBe('sent')
    expect(house.sent).toHaveLength(1)
  })

  it('of one purpose left says nothing of the others; what can’t be left has no link', async () => {
    await house.app.mailChoices.chooseByLink(anonymous, token('reminders'), false)
    expect((await stateOf(await write())).state).toBe('sent')
    await house.app.identity.startSignIn({ email: 'wang@example.com', locale: 'en', next: '/', browserSecret: 'a-browser-0123456789' })
    await house.runJobs()
    expect(house.sent.at(-1)?.headers).toEqual({ 'Auto-Submitted': 'auto-generated' })
    for (const purpose of ['account', 'registration', 'money', 'appointments', 'nothing']) expect(await house.app.mailChoices.byLink(token(purpose))).toMatchObject({ ok: false, error: { code: 'record.not_found' } })
  })
})

describe('a link', () => {
  it('that is changed, cut or of somebody who is gone opens nothing', async () => {
    const good = token('announcements')
    const wrong = [good.slice(0, -1), `${good}0`, good.replace('announcements', 'reminders'), `${house.organizer.personId}${good.slice(26)}`, leaveToken(house.platform.appSecret, house.platform.ids.newId(), 'announcements'), leaveToken('another secret', personId(), 'announcements'), '', '-', 'a-announcements-b']
    for (const one of wrong) {
      expect([one, (await house.app.mailChoices.byLink(one)).ok, (await house.app.mailChoices.chooseByLink(anonymous, one, false)).ok]).toEqual([one, false, false])
    }
    expect(await house.db.client.mailChoice.count()).toBe(0)
  })

  it('tells who is asked, half hidden, and being looked at changes nothing', async () => {
    const offer = await house.app.mailChoices.byLink(token('announcements'))
    expect(offer).toMatchObject({ ok: true, value: { purpose: 'announcements', isLeft: false, locale: 'zh-CN' } })
    const person = await house.db.client.person.findUniqueOrThrow({ where: { id: personId() } })
    expect(offer.ok && offer.value.address).not.toBe(person.email)
    expect(await house.db.client.mailChoice.count()).toBe(0)
  })
})

describe('one press in a mail program (RFC 8058)', () => {
  async function post(path: string, body: string, headers: Record<string, string> = {}): Promise<number> {
    const app = express()
    app.use('/unsubscribe', unsubscribeRouter(house.app.mailChoices))
    app.use((_request, response) => void response.status(418).end())
    const server = createServer(app).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { status } = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } })
    await new Promise((closed) => server.close(closed))
    return status
  }

  it('leaves without a session, as often as it is sent', async () => {
    const path = `/unsubscribe/${token('announcements')}?lang=en`
    expect([await post(path, 'List-Unsubscribe=One-Click'), await post(path, 'List-Unsubscribe=One-Click')]).toEqual([200, 200])
    expect(await house.db.client.mailChoice.findMany({ select: { purpose: true } })).toEqual([{ purpose: 'announcements' }])
    expect(await house.db.client.auditEntry.count({ where: { action: 'mail:left' } })).toBe(1)
  })

  it('is nothing else than that: other words, wrong links, forms of browsers, megabytes', async () => {
    const path = `/unsubscribe/${token('announcements')}`
    expect([await post(path, ''), await post(path, 'wants=off'), await post(path, 'List-Unsubscribe=Two-Clicks'), await post('/unsubscribe/wrong', 'List-Unsubscribe=One-Click')]).toEqual([403, 403, 403, 404])
    expect([await post(path, 'wants=off', { origin: 'https://evil.example' }), await post(path, 'wants=off', { cookie: 'session=1' }), await post(path, 'x'.repeat(10_000))]).toEqual([418, 418, 413])
    expect(await house.db.client.mailChoice.count()).toBe(0)
  })
})

describe('a person’s own page', () => {
  it('shows and keeps what she wants, and her quiet hours', async () => {
    const actor = reader.actor()
    await house.app.mailChoices.setPurpose(actor, { purpose: 'requests', isWanted: false })
    await house.app.mailChoices.setQuietHours(actor, { isOn: true, from: 1380, to: 420 })
    expect(await house.app.mailChoices.own(actor)).toEqual({ ok: true, value: { purposes: leavable.map((purpose) => ({ purpose, isWanted: purpose !== 'requests' })), hours: { isOn: true, fromMinute: 1380, toMinute: 420 }, zone: 'Asia/Shanghai' } })
    expect(await house.app.mailChoices.setQuietHours(actor, { isOn: true, from: 60, to: 60 })).toMatchObject({ ok: false, error: { fields: [{ code: 'messages.same_time' }] } })
    expect(await house.app.mailChoices.own(anonymous)).toMatchObject({ ok: false })
    expect(await house.app.mailChoices.setPurpose(anonymous, { purpose: 'requests', isWanted: false })).toMatchObject({ ok: false })
  })
})

it('every mail that the house sends has a purpose and a page that shows it', async () => {
  const templates = Object.keys(house.app.mailTemplates)
  const shown = await house.app.mailPreview.show(house.organizer, { eventId: house.event.id, template: null, locale: 'en' })
  const known = [...knownTemplates].sort()
  expect([...templates].sort()).toEqual(known)
  expect(shown.ok && [...shown.value.templates].sort()).toEqual(known)
  for (const template of known) {
    for (const locale of ['zh-CN', 'en'] as const) {
      const one = await house.app.mailPreview.show(house.organizer, { eventId: house.event.id, template, locale })
      if (!one.ok) throw new Error(template)
      const { subject, html, text } = one.value.mail
      expect([template, locale, /mail(ing)?:[a-z]|\{\{|undefined/.exec(`${subject}${text}`)?.[0] ?? null, html.includes(`lang="${locale}"`), html.includes('prefers-color-scheme:dark'), text.length > 40]).toEqual([template, locale, null, true, true, true])
    }
  }
})

describe('at night', () => {
  it('an offer that would be over by the morning is told at once; what can wait waits', async () => {
    // 23:00 in Beijing, three days before the event.
    house.clock.set(Date.UTC(2026, 10, 28, 15, 0, 0))
    const [soon, late] = await Promise.all([makePerson(house.db), makePerson(house.db)])
    const about = async (personId: string, hours: number): Promise<string> => (await makeRegistration(house, house.event.id, personId, { state: 'offered', until: new Date(house.clock.now() + hours * 3_600_000) })).registrationId
    const work = createRunWork({ ...house.platform, publish: () => undefined })
    for (const [person, hours] of [[soon, 1], [late, 30]] as const) {
      const subjectId = `${await about(person.id, hours)}@1`
      await work(anonymous, async (held) => ok(await house.app.messages.queueMail(held, { template: 'registration_offered', subjectId, personId: person.id, eventId: house.event.id, toEmail: person.email, locale: 'zh-CN' })))
    }
    await house.runJobs()
    expect(house.sent.map((mail) => mail.to.address)).toEqual([soon.email])
    const listed = await house.app.messages.listForEvent(house.organizer, house.event.id, { state: 'queued' })
    expect(listed.ok && listed.value.mails.map((mail) => mail.heldUntil)).toEqual([Date.UTC(2026, 10, 29)])
    await house.later(9 * 3_600_000)
    expect(house.sent.map((mail) => mail.to.address)).toEqual([soon.email, late.email])
  })
})

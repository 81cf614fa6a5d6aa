import { afterEach, beforeEach, expect, it } from 'vitest'

import { anonymous, type Actor } from '#server/domain/access/actor.ts'
import { saveAnnouncementInput } from '#server/protocol/inputs/messages.ts'
import { createSmtpMailer } from '#server/platform/mailer.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'
import { startMailServer, type MailServer } from '#tests/fixtures/mail-server.ts'

let server: MailServer
let house: MailHouse
let reader: MadeDelegation
let refusal: number | null
let close: () => void
beforeEach(async () => {
  refusal = 550
  server = await startMailServer({ refuse: () => refusal })
  const mailer = createSmtpMailer(server.url, 'no-reply@touhai.example')
  close = () => mailer.close()
  house = await openMailHouse({ mailer })
  reader = await makeDelegation(house.db, house.event.id, { side: 'investor' })
})
afterEach(async () => {
  close()
  await server.close()
  await house.dispose()
})

const address = async (): Promise<string> => (await house.db.client.person.findUniqueOrThrow({ where: { id: reader.people[0] ?? '' } })).email
async function announce(subjectZh: string): Promise<void> {
  const { eventId } = { eventId: house.event.id }
  const saved = await house.app.announcements.save(house.organizer, saveAnnouncementInput.parse({ eventId, version: 0, subjectZh, bodyZh: '正文', audience: { sides: ['investor'] } }))
  const announcementId = saved.ok ? saved.value.announcementId : ''
  const desk = await house.app.announcements.desk(house.organizer, { eventId, announcementId })
  if (!desk.ok) throw new Error(desk.error.code)
  await house.app.announcements.send(house.organizer, { eventId, announcementId, version: 1, count: desk.value.count.count, mark: desk.value.mark })
  await house.runJobs()
}
const states = async () => (await house.db.client.mailMessage.findMany({ where: { template: 'announcement' }, orderBy: { id: 'asc' }, select: { state: true, error: true } })).map(({ state, error }) => `${state} ${error}`.trim())

it('an address that is refused for good is written to no more, until an organizer lifts it', async () => {
  await announce('一')
  const addresses = await house.app.messages.refusedAddresses(house.organizer, house.event.id)
  expect(addresses).toEqual({ ok: true, value: [{ address: await address(), code: '550', since: house.clock.now() }] })
  expect(await states()).toEqual(['bounced Error:EENVELOPE'])
  // What was queued before it was known is held back, without another word to the mail server.
  await house.db.client.mailMessage.updateMany({ data: { state: 'failed' } })
  const { id } = await house.db.client.mailMessage.findFirstOrThrow({ where: { template: 'announcement' } })
  await house.app.messages.retryMail(house.organizer, id)
  await house.runJobs()
  expect([await states(), server.named.length]).toEqual([['suppressed bounced'], 1])

  refusal = null
  const elsewhere = await makeStaff(house.db, (await makeEvent(house.db)).id)
  for (const actor of [anonymous, reader.actor(), elsewhere]) expect((await house.app.messages.liftAddress(actor, { eventId: house.event.id, address: await address() })).ok).toBe(false)
  expect(await house.app.messages.liftAddress(house.organizer, { eventId: house.event.id, address: await address() })).toEqual({ ok: true, value: undefined })
  await house.app.messages.retryMail(house.organizer, id)
  await house.runJobs()
  expect([await states(), server.taken.length]).toEqual([['sent'], 1])
  expect(JSON.stringify(await house.db.client.auditEntry.findMany({ where: { action: 'mail:address_lifted' } }))).not.toContain(await address())
})

it('an address whose bounce came by mail can be entered and lifted by the organizers of the event that wrote to it; both are kept', async () => {
  refusal = null
  await announce('一')
  const mark = (actor: Actor, text: string) => house.app.messages.markAddress(actor, { eventId: house.event.id, address: text })
  const elsewhere = await makeStaff(house.db, (await makeEvent(house.db)).id)
  const crew = await makeStaff(house.db, house.event.id, 'crew')
  for (const actor of [anonymous, reader.actor(), crew, elsewhere]) expect((await mark(actor, await address())).ok).toBe(false)
  for (const [text, code] of [['nobody', 'input.bad_email'], ['a@b.com, c@d.com', 'input.bad_email'], ['nobody@example.com', 'messages.never_written']] as const) {
    expect(await mark(house.organizer, text)).toMatchObject({ ok: false, error: { fields: [{ path: 'address', code }] } })
  }
  expect(await house.db.client.mailSuppression.count()).toBe(0)
  for (const text of [` ${(await address()).toUpperCase()} `, await address()]) expect((await mark(house.organizer, text)).ok).toBe(true)
  expect(await house.app.messages.refusedAddresses(house.organizer, house.event.id)).toEqual({ ok: true, value: [{ address: await address(), code: 'by_hand', since: house.clock.now() }] })
  await announce('二')
  expect([await states(), server.taken.length]).toEqual([['sent'], 1])
  await house.app.messages.liftAddress(house.organizer, { eventId: house.event.id, address: await address() })
  await announce('三')
  expect([await states(), server.taken.length]).toEqual([['sent', 'sent'], 2])
  const kept = await house.db.client.auditEntry.findMany({ where: { action: { startsWith: 'mail:address' } }, orderBy: { seq: 'asc' }, select: { action: true, actorId: true, detail: true } })
  expect(kept).toEqual(['mail:address_marked', 'mail:address_lifted'].map((action) => ({ action, actorId: house.organizer.personId, detail: {} })))
})

it('a code for signing in goes there all the same: whoever asks for it has just typed the address', async () => {
  await announce('一')
  refusal = null
  await house.app.identity.startSignIn({ email: await address(), locale: 'en', next: '/', browserSecret: 'a-browser-0123456789' })
  await house.runJobs()
  expect(server.taken.map((mail) => mail.recipients)).toEqual([[await address()]])
})

it.each([451, 450])('a refusal for now (%i) is tried again and blames no address', async (code) => {
  refusal = code
  await announce('一')
  expect(await states()).toEqual(['queued Error:EENVELOPE'])
  refusal = null
  await house.later(60_000)
  expect([await states(), await house.db.client.mailSuppression.count()]).toEqual([['sent'], 0])
})

it('the mails of one person and of one announcement can be found', async () => {
  refusal = null
  await announce('一')
  await announce('二')
  const bulk = (await house.db.client.announcement.findFirstOrThrow({ where: { subjectZh: '二' } })).id
  const list = async (filter: object) => {
    const found = await house.app.messages.listForEvent(house.organizer, house.event.id, filter)
    return found.ok ? [found.value.all, found.value.mails.map((mail) => mail.subject)] : found
  }
  expect(await list({ bulk })).toEqual([1, ['二']])
  expect(await list({ q: (await address()).slice(0, 8).toUpperCase() })).toEqual([2, ['二', '一']])
  expect(await list({ q: 'nobody@' })).toEqual([0, []])
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { anonymous } from '#server/domain/access/actor.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff } from '#tests/factories/meetings.ts'
import { makePerson } from '#tests/factories/people.ts'
import { valueOf } from '#tests/fixtures/money-house.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

import type { MailState } from './store.ts'

let house: TestApp
let event: MadeEvent
beforeEach(async () => {
  house = await createTestApp()
  event = await makeEvent(house.db)
})
afterEach(() => house.dispose())

let counter = 0
async function makeMail(more: { state?: MailState; template?: string; eventId?: string | null; subject?: string; personId?: string } = {}): Promise<string> {
  const id = house.platform.ids.newId()
  counter += 1
  await house.db.client.mailMessage.create({
    data: { id, toEmail: `reader${counter}@example.com`, template: 'request_received', subjectId: 'x@1', locale: 'en', messageId: `<${id}@x>`, eventId: event.id, html: '<p>private</p>', text: 'private', createdAt: new Date(house.clock.now() + counter), ...more },
  })
  return id
}

describe('what went out for an event', () => {
  test('is listed newest first by state and kind, with how many of the kind are in each state', async () => {
    const organizer = await makeStaff(house.db, event.id)
    await makeMail({ state: 'sent' })
    await makeMail({ state: 'sent', template: 'meeting_moved' })
    const failed = await makeMail({ state: 'failed', template: 'meeting_moved' })
    const list = async (filter: object) => {
      const found = await house.app.messages.listForEvent(organizer, event.id, filter)
      return found.ok ? { ...found.value, mails: found.value.mails.map((mail) => mail.id) } : found
    }
    const templates = ['meeting_moved', 'request_received']
    expect(await list({ state: 'failed' })).toEqual({ mails: [failed], total: 1, all: 3, pageSize: 50, counts: { sent: 2, failed: 1 }, templates })
    expect(await list({ template: 'meeting_moved', state: 'sent' })).toMatchObject({ total: 1, all: 2, counts: { sent: 1, failed: 1 }, templates })
    expect((await list({}) as { mails: string[] }).mails[0]).toBe(failed)
    expect(await list({ page: 2 })).toMatchObject({ mails: [], total: 3 })
  })

  test('never holds what a mail said, who signed in, or mails of other events', async () => {
    const organizer = await makeStaff(house.db, event.id)
    const other = await makeEvent(house.db)
    await house.app.identity.startSignIn({ email: 'wang@example.com', locale: 'en', next: '/', browserSecret: 'a-browser-0123456789' })
    await makeMail({ eventId: other.id })
    await makeMail({ state: 'sent', subject: 'A subject' })
    const found = await house.app.messages.listForEvent(organizer, event.id)
    expect(found).toMatchObject({ ok: true, value: { total: 1, templates: ['request_received'] } })
    expect(JSON.stringify(found)).not.toMatch(/private|sign_in|wang@example\.com/)
  })

  test('is for its organizers only', async () => {
    const other = await makeEvent(house.db)
    const outsiders = [anonymous, await makeStaff(house.db, other.id), await makeStaff(house.db, event.id, 'crew'), (await makeDelegation(house.db, event.id)).actor()]
    const id = await makeMail({ state: 'failed' })
    for (const actor of outsiders) {
      expect((await house.app.messages.listForEvent(actor, event.id)).ok).toBe(false)
      expect(await house.app.messages.retryMail(actor, id)).toMatchObject({ ok: false, error: { code: 'record.not_found' } })
    }
    expect(await house.db.client.job.count()).toBe(0)
  })
})

describe('sending a failed mail again', () => {
  test('queues it once, however often the button is pressed', async () => {
    const organizer = await makeStaff(house.db, event.id)
    const id = await makeMail({ state: 'failed' })
    const answers = await Promise.all(Array.from({ length: 5 }, () => house.app.messages.retryMail(organizer, id)))
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
    expect(await house.db.client.job.findMany({ select: { name: true, payload: true } })).toEqual([{ name: 'mail:send', payload: { mailId: id } }])
    await house.runJobs()
    // The request it was about does not exist, so there is nothing to say any more.
    expect(await house.db.client.mailMessage.findUniqueOrThrow({ where: { id }, select: { state: true, error: true } })).toEqual({ state: 'skipped', error: '' })
  })

  test('leaves alone what was sent, waits or is not there', async () => {
    const organizer = await makeStaff(house.db, event.id)
    for (const state of ['sent', 'queued', 'skipped'] as const) {
      expect(await house.app.messages.retryMail(organizer, await makeMail({ state }))).toMatchObject({ ok: false, error: { code: 'record.changed' } })
    }
    expect(await house.app.messages.retryMail(organizer, 'nothing')).toMatchObject({ ok: false, error: { code: 'record.not_found' } })
    expect(await house.app.messages.retryMail(organizer, await makeMail({ state: 'failed', eventId: null }))).toMatchObject({ ok: false, error: { code: 'record.not_found' } })
  })
})

describe('sending all failed mails again', () => {
  const choice = { template: '', q: '', bulk: '' }

  test('queues those of the choice that were counted, once, but none to a refused address or to who has left such mails', async () => {
    const organizer = await makeStaff(house.db, event.id)
    const person = async () => (await makePerson(house.db)).id
    const going = [await makeMail({ state: 'failed', template: 'announcement' }), await makeMail({ state: 'failed', template: 'order_paid' })]
    const refused = await makeMail({ state: 'failed' })
    await house.db.client.mailSuppression.create({ data: { address: `reader${counter}@example.com`, createdAt: new Date(0) } })
    const leaver = await person()
    for (const template of ['announcement', 'order_paid']) {
      const id = await makeMail({ state: 'failed', template, personId: leaver })
      if (template === 'order_paid') going.push(id)
    }
    await house.app.mailChoices.setPurpose({ kind: 'person', personId: leaver, isAdmin: false, token: null, roles: [], delegations: [] }, { purpose: 'announcements', isWanted: false })
    for (const state of ['sent', 'bounced', 'skipped'] as const) await makeMail({ state })
    await makeMail({ state: 'failed', eventId: (await makeEvent(house.db)).id })
    const shown = valueOf(await house.app.messages.failed(organizer, event.id, choice))
    expect(shown).toEqual({ count: 3, bounced: 1, left: 1, mark: shown.mark })
    expect(valueOf(await house.app.messages.failed(organizer, event.id, { ...choice, template: 'order_paid' }))).toMatchObject({ count: 2 })
    expect(valueOf(await house.app.messages.failed(organizer, event.id, { ...choice, q: '%' }))).toMatchObject({ count: 0, bounced: 0 })
    const press = () => house.app.messages.retryFailed(organizer, { eventId: event.id, ...choice, count: shown.count, mark: shown.mark })
    const answers = await Promise.all([press(), press(), press()])
    expect(answers.map((answer) => (answer.ok ? `${answer.value.mails}` : answer.error.code)).sort()).toEqual(['3', 'messages.none_failed', 'messages.none_failed'])
    const jobs = await house.db.client.job.findMany({ orderBy: { id: 'asc' }, select: { name: true, payload: true } })
    expect(jobs).toEqual([{ name: 'mail:send-many', payload: { mailId: going[0] } }, { name: 'mail:send', payload: { mailId: going[1] } }, { name: 'mail:send', payload: { mailId: going[2] } }])
    expect(await house.db.client.mailMessage.findUniqueOrThrow({ where: { id: refused }, select: { state: true } })).toEqual({ state: 'failed' })
  })

  test('is refused with the new number where another has failed since, and is for organizers of that event alone', async () => {
    const organizer = await makeStaff(house.db, event.id)
    await makeMail({ state: 'failed' })
    const { count, mark } = valueOf(await house.app.messages.failed(organizer, event.id, choice))
    const input = { eventId: event.id, ...choice, count, mark }
    for (const actor of [anonymous, await makeStaff(house.db, (await makeEvent(house.db)).id), await makeStaff(house.db, event.id, 'crew')]) {
      expect([(await house.app.messages.failed(actor, event.id, choice)).ok, (await house.app.messages.retryFailed(actor, input)).ok]).toEqual([false, false])
    }
    await makeMail({ state: 'failed' })
    expect(await house.app.messages.retryFailed(organizer, input)).toMatchObject({ ok: false, error: { code: 'messages.failed_changed', params: { count: 2 } } })
    expect(await house.db.client.job.count()).toBe(0)
  })
})

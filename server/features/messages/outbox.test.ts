import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { anonymous } from '#server/domain/access/actor.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeStaff } from '#tests/factories/meetings.ts'
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
async function makeMail(more: { state?: MailState; template?: string; eventId?: string | null; subject?: string } = {}): Promise<string> {
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

import { afterEach, beforeEach, expect, it } from 'vitest'

import { anonymous } from '#server/domain/access/actor.ts'
import { noFilter } from '#server/domain/invitations/guest-filter.ts'
import { wallFromInstant } from '#server/domain/shared/time.ts'
import { invitationToken } from '#server/platform/secrets.ts'
import { answerInvitationInput } from '#server/protocol/inputs/invitations.ts'
import { saveFormInput } from '#server/protocol/inputs/registration.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation } from '#tests/factories/meetings.ts'
import { filled, makeApplicants, makeForm, makePool, type Applicant } from '#tests/factories/registrations.ts'
import { codeOf, valueOf } from '#tests/fixtures/money-house.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { phase: 'published' })
})
afterEach(() => test.dispose())

const ends: [string, object][] = [['is over', { endsAt: new Date(0) }], ['was closed', { phase: 'closed' }]]
const end = (data: object) => test.db.client.event.update({ where: { id: event.id }, data })

it.each(ends)('at an event that %s nobody is given a place, not even one that comes free; a no can still be said', async (_name, data) => {
  const form = await makeForm(test, event.id, { needsApproval: true, isPaid: true })
  const poolId = await makePool(test, form, 1)
  const people = await makeApplicants(test, 4) as [Applicant, Applicant, Applicant, Applicant]
  for (const { actor } of people) valueOf(await test.app.registrations.submit(actor, filled(form)))
  const rows = () => test.db.client.registration.findMany({ orderBy: { id: 'asc' } })
  const decide = async (verdict: 'approve' | 'wait' | 'decline', at: number) => { const { id, version } = (await rows())[at]!; return codeOf(await test.app.registrations.decide(form.organizer, { eventId: event.id, registrations: [{ id, version }], count: 1, verdict, reasonCode: 'no_places', reasonText: '' })) }
  expect([await decide('approve', 0), await decide('approve', 1)]).toEqual(['ok', 'ok'])
  const states = async () => (await rows()).map(({ state }) => state)
  expect(await states()).toEqual(['approved', 'waitlisted', 'submitted', 'submitted'])
  await end(data)
  expect([await decide('approve', 2), await decide('wait', 2), await decide('decline', 3)]).toEqual(['registration.over', 'registration.over', 'ok'])
  // Neither more places nor a form that asks for no money any more make a guest of anybody.
  valueOf(await test.app.registrations.savePool(form.organizer, { eventId: event.id, poolId, version: 1, sessionId: '', kind: '', segment: '', places: 5 }))
  valueOf(await test.app.registrations.saveForm(form.organizer, saveFormInput.parse({ eventId: event.id, formId: form.id, version: form.version, kind: 'guest', nameZh: '嘉宾', isOpen: true, needsApproval: true })))
  expect(await states()).toEqual(['approved', 'waitlisted', 'submitted', 'declined'])
  const list = valueOf(await test.app.registrations.list(form.organizer, { eventId: event.id, state: '', kind: '', segment: '', q: '', limit: 50 } as never))
  expect(list.isOver).toBe(true)
})

it.each(ends)('to an event that %s nobody is invited, reminded or let up, and nobody answers', async (_name, data) => {
  const { organizer } = await makeForm(test, event.id)
  const past = await makeEvent(test.db, { phase: 'closed' })
  const by = { ...organizer, roles: [...organizer.roles, { eventId: past.id, role: 'organizer' as const, organizationId: null }] }
  await makeDelegation(test.db, past.id, { side: 'investor', nameZh: '大江基金' })
  const filter = { ...noFilter, side: 'investor' } as never
  const save = (listId: string, version: number, places: number) => test.app.invitations.saveList(by, { eventId: event.id, listId, version, nameZh: '头部基金', nameEn: '', kind: 'investor', filter, quotas: [{ segment: '', places }], messageZh: '', messageEn: '', answerBy: wallFromInstant(event.endsAtMs, event.zone), remindDays: 1 })
  const list = valueOf(await save('', 0, 0))
  const desk = async () => valueOf(await test.app.invitations.listDesk(by, { eventId: event.id, listId: list.listId }))
  const { count } = (await desk()).preview
  expect(codeOf(await test.app.invitations.sendList(by, { eventId: event.id, ...list, count }))).toBe('ok')
  await test.runJobs()
  const sent = test.sent.length
  await end(data)
  test.clock.set(event.endsAtMs - 86_400_000 + 60_000)
  await test.runJobs()
  const { id, linkVersion } = await test.db.client.invitation.findFirstOrThrow()
  const answer = test.app.invitations.answerInvitation(anonymous, answerInvitationInput.parse({ token: invitationToken(test.platform.appSecret, id, linkVersion), answer: 'accepted' }))
  expect([codeOf(await answer), codeOf(await test.app.invitations.sendList(by, { eventId: event.id, ...list, count })), codeOf(await save('', 0, 1)), codeOf(await save(list.listId, list.version, 5))]).toEqual(['invitation.over', 'invitation.event_over', 'invitation.event_over', 'invitation.event_over'])
  expect([(await desk()).isOver, test.sent.length - sent]).toEqual([true, 0])
})

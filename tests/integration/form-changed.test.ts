import { afterEach, beforeEach, expect, it } from 'vitest'

import { saveDraftInput, saveFormInput } from '#server/protocol/inputs/registration.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeApplicants, makeForm, type Applicant } from '#tests/factories/registrations.ts'
import { openPages, type PagesHouse } from '#tests/fixtures/pages-house.ts'

let house: PagesHouse
beforeEach(async () => {
  house = await openPages()
})
afterEach(() => house.dispose())

it('a form that changed since somebody began to fill it in says so above its new questions, until it is kept anew', async () => {
  const event = await makeEvent(house.db, { phase: 'published' })
  const form = await makeForm(house, event.id)
  const [who] = await makeApplicants(house, 1) as [Applicant]
  const jar = await house.signIn(who.email)
  const shown = async (): Promise<boolean> => (await (await house.get(`/events/${event.slug}/register`, jar)).text()).includes('填写期间报名表有改动')
  const keep = (formVersion: number) => house.app.registrations.saveDraft(who.actor, saveDraftInput.parse({ eventId: event.id, formId: form.id, formVersion, badge: { nameZh: '周岚' } }))
  await keep(1)
  expect(await shown()).toBe(false)
  await house.app.registrations.saveForm(form.organizer, saveFormInput.parse({ eventId: event.id, formId: form.id, version: 1, kind: 'guest', nameZh: '嘉宾', isOpen: true, questions: [{ key: 'diet', type: 'text', labelZh: '忌口' }] }))
  expect(await shown()).toBe(true)
  await keep(2)
  expect(await shown()).toBe(false)
})

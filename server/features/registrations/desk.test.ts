import { afterEach, beforeEach, expect, it } from 'vitest'

import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation } from '#tests/factories/meetings.ts'
import { filled, makeApplicants, makeForm, type Applicant, type MadeForm } from '#tests/factories/registrations.ts'
import { valueOf } from '#tests/fixtures/money-house.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { phase: 'published' })
})
afterEach(() => test.dispose())

const submit = async (form: MadeForm, who: Applicant, badge: Record<string, string>): Promise<string> => valueOf(await test.app.registrations.submit(who.actor, filled(form, { badge: { phone: '', ...badge } }))).registrationId
const listed = async (form: MadeForm, q: string, limit = 50, cursor?: string) => valueOf(await test.app.registrations.list(form.organizer, { eventId: event.id, state: '', kind: '', segment: '', q, limit, ...(cursor === undefined ? {} : { cursor }) }))

it('the desk and the door find people by their badges, however those were typed, and by nothing that is only in their writing', async () => {
  const form = await makeForm(test, event.id)
  const [first, second] = await makeApplicants(test, 2) as [Applicant, Applicant]
  const lan = await submit(form, first, { nameZh: '周嵐', nameEn: 'ＺＨＯＵ Lan', organizationZh: '遠山資本', titleZh: '合伙人', phone: '+86 138 0013 8000' })
  const wei = await submit(form, second, { nameZh: '程一苇', organizationEn: 'São Capital' })
  const found = async (q: string) => (await listed(form, q)).items.map(({ id }) => id)
  for (const q of ['周岚', '周嵐', 'zhoulan', 'zl', 'Zhou', 'ｚｈｏｕ', '远山', 'yuanshan', 'yszb', '合伙人', '13800138000', '远山 周岚 zhou 合伙人']) expect([q, await found(q)]).toEqual([q, [lan]])
  for (const q of ['sao', 'São', 'chengyiwei', second.email]) expect([q, await found(q)]).toEqual([q, [wei]])
  for (const q of ['nameZh', 'phone', '远山 程一苇']) expect([q, await found(q)]).toEqual([q, []])
  // Page by page: what doesn't fit isn't counted.
  expect([await found('peopleexample'), (await listed(form, 'peopleexample', 1)).nextCursor]).toEqual([[lan, wei], lan])
  expect((await listed(form, 'peopleexample', 1, lan)).items.map(({ id }) => id)).toEqual([wei])

  const cards = valueOf(await test.app.door.list(form.organizer, { eventId: event.id, by: form.organizer.personId })).guests
  const words = cards.find(({ id }) => id === lan)?.key.split(' ') ?? []
  expect(words).toEqual(expect.arrayContaining(['周岚', 'zhoulan', 'zl', '远山资本', 'yuanshanziben', 'yszb']))
  expect([words.length, words.filter((word) => /\d/.test(word))]).toEqual([new Set(words).size + 1, []])
})

it('whoever is approved for an organization that was taken off the event brings it back, and the organizer reads so before', async () => {
  const there = await makeDelegation(test.db, event.id, { side: 'investor', nameZh: '远山资本' })
  await test.db.client.organization.update({ where: { id: there.organizationId }, data: { nameKey: '远山资本' } })
  await test.db.client.delegate.deleteMany({ where: { delegationId: there.id } })
  await test.db.client.delegation.update({ where: { id: there.id }, data: { status: 'withdrawn' } })
  const form = await makeForm(test, event.id, { kind: 'investor', nameZh: '投资人', joinsAs: 'delegation', needsApproval: true })
  const [who] = await makeApplicants(test, 1) as [Applicant]
  const registrationId = await submit(form, who, { nameZh: '周岚', organizationZh: '远山资本' })
  const detail = valueOf(await test.app.registrations.one(form.organizer, { eventId: event.id, registrationId }))
  expect(detail.meant).toMatchObject({ id: there.organizationId, isHere: false, isWithdrawn: true })
  valueOf(await test.app.registrations.decide(form.organizer, { eventId: event.id, registrations: [{ id: registrationId, version: detail.version }], count: 1, verdict: 'approve', reasonCode: '', reasonText: '' }))
  expect(await test.db.client.delegation.findUniqueOrThrow({ where: { id: there.id }, select: { status: true, delegates: { select: { personId: true, isLead: true } } } })).toEqual({ status: 'active', delegates: [{ personId: who.id, isLead: true }] })
  expect(await test.db.client.auditEntry.count({ where: { action: 'delegation:returned' } })).toBe(1)
})

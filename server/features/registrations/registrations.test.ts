import Handle from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { anonymous } from '#server/domain/access/actor.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { createQuickWork } from '#server/jobs/quick-work.ts'
import { isUniqueViolation } from '#server/platform/database-errors.ts'
import { fieldIssuesOf } from '#server/protocol/field-issues.ts'
import { registerGroupInput, submitInput } from '#server/protocol/inputs/registration.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation } from '#tests/factories/meetings.ts'
import { filled, makeApplicants, makeForm, makePool, type Applicant, type MadeForm } from '#tests/factories/registrations.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { phase: 'published' })
})
afterEach(() => test.dispose())

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const paths = (result: Result<unknown>): unknown => (result.ok ? 'ok' : result.error.fields?.map(({ path, code: why }) => [path, why]))
const submit = (form: MadeForm, who: Applicant, more: Record<string, unknown> = {}) => test.app.registrations.submit(who.actor, filled(form, more))
const rowOf = (who: Applicant) => test.db.client.registration.findUniqueOrThrow({ where: { eventId_personId: { eventId: event.id, personId: who.id } }, include: { ticket: true, places: true } })
const stateOf = async (who: Applicant) => (await rowOf(who)).state
const crowd = (many: number) => makeApplicants(test, many)
const cancel = async (who: Applicant) => test.app.registrations.cancel(who.actor, { eventId: event.id, version: (await rowOf(who)).version })
const answer = async (who: Applicant, what: 'take' | 'decline') => test.app.registrations.answerOffer(who.actor, { eventId: event.id, version: (await rowOf(who)).version, answer: what })
const decide = async (form: MadeForm, people: Applicant[], verdict: 'approve' | 'decline' | 'wait', more: Record<string, unknown> = {}) =>
  test.app.registrations.decide(form.organizer, { eventId: event.id, registrations: await Promise.all(people.map(async (one) => ({ id: (await rowOf(one)).id, version: (await rowOf(one)).version }))), count: people.length, verdict, reasonCode: '', reasonText: '', ...more } as never)
const quick = () => createQuickWork({ ...test.platform, publish: () => undefined })

it('five hundred at once get one hundred places: each number once, a ticket for each of them and a place in line for the rest', async () => {
  const form = await makeForm(test, event.id)
  await makePool(test, form, 100)
  const people = await crowd(500)
  const answers = await Promise.all(people.map((one) => submit(form, one)))
  const count = (state: string): number => answers.filter((one) => one.ok && one.value.state === state).length
  expect([count('confirmed'), count('waitlisted')]).toEqual([100, 400])
  const numbers = (await test.db.client.registrationPlace.findMany({ orderBy: { number: 'asc' } })).map((row) => row.number)
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, at) => at + 1))
  expect(await test.db.client.ticket.count({ where: { state: 'valid' } })).toBe(100)
})

it('the database itself gives a place to one registration, whoever writes; without its key it is given twice', async () => {
  const form = await makeForm(test, event.id)
  await makePool(test, form, 1)
  const [holder, waiter] = await crowd(2)
  await submit(form, holder!)
  await submit(form, waiter!)
  const { poolId } = (await rowOf(holder!)).places[0]!
  const { id: registrationId } = await rowOf(waiter!)
  const take = () => test.db.client.registrationPlace.create({ data: { poolId, number: 1, registrationId } }).then(() => 'taken', (error: unknown) => (isUniqueViolation(error) ? 'refused' : error))
  expect(await take()).toBe('refused')
  // Writing past the commands is what a missing key would allow.
  const handle = new Handle(test.db.file)
  handle.exec('ALTER TABLE "RegistrationPlace" RENAME TO "Guarded"; CREATE TABLE "RegistrationPlace" AS SELECT * FROM "Guarded"; DROP TABLE "Guarded";')
  handle.close()
  expect(await take()).toBe('taken')
})

it('a registration sent twice, also at the same moment, is one', async () => {
  const form = await makeForm(test, event.id)
  const [who] = await crowd(1)
  const [one, two] = await Promise.all([submit(form, who!), submit(form, who!)])
  expect(two).toEqual(one)
  expect(await test.db.client.registration.count()).toBe(1)
  expect(await test.db.client.ticket.count()).toBe(1)
})

it('a cancelled place is offered to the first in line for its time, and then to the next', async () => {
  const form = await makeForm(test, event.id, { cancelHours: 0 })
  await makePool(test, form, 1)
  const [holder, first, second] = await crowd(3)
  for (const who of [holder!, first!, second!]) await submit(form, who)
  const old = (await rowOf(holder!)).ticket
  expect(code(await cancel(holder!))).toBe('ok')
  expect([await stateOf(first!), await stateOf(second!), (await rowOf(holder!)).ticket?.state]).toEqual(['offered', 'waitlisted', 'void'])
  await test.runJobs()
  test.clock.advance(61 * 60_000)
  await test.runJobs()
  expect([await stateOf(first!), await stateOf(second!)]).toEqual(['lapsed', 'offered'])
  expect([code(await answer(first!, 'take')), code(await answer(second!, 'take'))]).toEqual(['registration.offer_over', 'ok'])
  expect((await rowOf(second!)).ticket?.code).not.toBe(old?.code)
  await test.runJobs()
  expect(test.sent.map((mail) => mail.subject).filter((subject) => subject.includes('空出名额'))).toHaveLength(2)
})

it('places are counted for each session and segment: one that is full lets people of the other pass', async () => {
  const question = { key: 'fund', type: 'choice', labelZh: '机构', options: [{ key: 'vc', labelZh: 'VC' }, { key: 'cvc', labelZh: 'CVC' }], isRequired: true }
  const form = await makeForm(test, event.id, { kind: 'investor', questions: [question], segmentBy: 'fund' })
  const vcPool = await makePool(test, form, 1, { kind: 'investor', segment: 'vc' })
  await makePool(test, form, 5)
  const [vc1, vc2, cvc] = await crowd(3)
  await submit(form, vc1!, { answers: { fund: 'vc' } })
  await submit(form, vc2!, { answers: { fund: 'vc' } })
  await submit(form, cvc!, { answers: { fund: 'cvc' } })
  expect([await stateOf(vc1!), await stateOf(vc2!), await stateOf(cvc!)]).toEqual(['confirmed', 'waitlisted', 'confirmed'])
  expect((await rowOf(vc2!)).places).toEqual([])
  expect(await test.app.registrations.savePool(form.organizer, { eventId: event.id, poolId: vcPool, version: 1, sessionId: '', kind: 'investor', segment: 'vc', places: 0 })).toMatchObject({ ok: false, error: { code: 'registration.pool_below_taken', params: { taken: 1 } } })
  await test.app.registrations.savePool(form.organizer, { eventId: event.id, poolId: vcPool, version: 1, sessionId: '', kind: 'investor', segment: 'vc', places: 2 })
  expect(await stateOf(vc2!)).toBe('offered')
})

it('what is wrong is named by its field, what is hidden isn’t asked, and answers stay readable when the form changes', async () => {
  const questions = [
    { key: 'role', type: 'choice', labelZh: '身份', options: [{ key: 'fund', labelZh: '基金' }, { key: 'other', labelZh: '其他' }], isRequired: true },
    { key: 'size', type: 'number', labelZh: '规模', shownIf: { key: 'role', equals: ['fund'] }, isRequired: true, least: 1, most: 100 },
    { key: 'rules', type: 'agree', labelZh: '守则', isRequired: true },
  ]
  const form = await makeForm(test, event.id, { questions })
  const [fund, other] = await crowd(2)
  expect(paths(await submit(form, fund!, { answers: { role: 'fund', size: '500' } }))).toEqual([['answers.size', 'input.out_of_range'], ['answers.rules', 'registration.must_agree']])
  expect(paths(await submit(form, fund!, { answers: { role: 'nobody', rules: 'on' } }))).toEqual([['answers.role', 'input.not_an_option']])
  expect(code(await submit(form, other!, { answers: { role: 'other', size: '500', rules: 'on' } }))).toBe('ok')
  expect((await rowOf(other!)).answers).toEqual({ role: 'other', rules: true })
  const changed = await makeForm(test, event.id, { formId: form.id, version: 1, kind: 'guest', questions: [] }, form.organizer)
  expect(changed.version).toBe(2)
  expect(code(await submit(form, fund!, { answers: { role: 'other', rules: 'on' } }))).toBe('registration.form_changed')
  const detail = await test.app.registrations.one(form.organizer, { eventId: event.id, registrationId: (await rowOf(other!)).id })
  expect(detail.ok && detail.value.questions.map((one) => one.labelZh)).toEqual(['身份', '规模', '守则'])
})

it('an organizer approves and declines many with one restated count; who has moved on is skipped', async () => {
  const form = await makeForm(test, event.id, { needsApproval: true })
  const people = await crowd(4)
  for (const who of people) await submit(form, who)
  await cancel(people[3]!)
  expect(code(await decide(form, people, 'approve', { count: 3 }))).toBe('registration.count_changed')
  expect(paths(await decide(form, people.slice(0, 1), 'decline'))).toEqual([['reasonCode', 'registration.reason_missing']])
  expect(await decide(form, [people[0]!, people[1]!, people[3]!], 'approve')).toEqual({ ok: true, value: { approved: 2, waitlisted: 0, declined: 0, cancelled: 0, kept: 0, skipped: 1 } })
  expect(await decide(form, [people[2]!], 'decline', { reasonCode: 'other', reasonText: '名额留给早期基金。' })).toEqual({ ok: true, value: { approved: 0, waitlisted: 0, declined: 1, cancelled: 0, kept: 0, skipped: 0 } })
  expect(await Promise.all(people.map(stateOf))).toEqual(['confirmed', 'confirmed', 'declined', 'cancelled'])
  await test.runJobs()
  const declined = test.sent.find((mail) => mail.subject.includes('未通过'))
  expect(declined?.text).toContain('名额留给早期基金。')
  expect(test.sent.filter((mail) => mail.subject.endsWith('门票'))).toHaveLength(2)
})

it('only approved places are paid for; what is paid late takes a free place or goes back', async () => {
  const form = await makeForm(test, event.id, { needsApproval: true, isPaid: true })
  const pool = await makePool(test, form, 1)
  const [early, late] = await crowd(2)
  await submit(form, early!)
  const { standingOf, onPaid, onUnpaid } = test.app.registrationSeam
  const standing = async (who: Applicant) => { const { id } = await rowOf(who); return test.db.read((sql) => standingOf(sql, id)) }
  expect(await standing(early!)).toMatchObject({ state: 'submitted', mayPay: false })
  await decide(form, [early!], 'approve')
  expect(await standing(early!)).toMatchObject({ state: 'approved', mayPay: true })
  test.clock.advance(121 * 60_000)
  await test.runJobs()
  expect(await standing(early!)).toMatchObject({ state: 'lapsed', mayPay: false })
  await submit(form, late!)
  await decide(form, [late!], 'approve')
  const paid = async (who: Applicant) => { const { id } = await rowOf(who); return quick()({ kind: 'system' }, (held) => ({ ok: true, value: onPaid(held, id) })) }
  expect([await paid(early!), await paid(late!), await paid(late!)]).toEqual(['no_place', 'confirmed', 'already'].map((value) => ({ ok: true, value })))
  await test.app.registrations.savePool(form.organizer, { eventId: event.id, poolId: pool, version: 1, sessionId: '', kind: '', segment: '', places: 2 })
  expect(await paid(early!)).toEqual({ ok: true, value: 'confirmed' })
  const { id } = await rowOf(early!)
  await quick()({ kind: 'system' }, (held) => { onUnpaid(held, id, 'refunded'); return { ok: true, value: undefined } })
  expect([await stateOf(early!), (await rowOf(early!)).ticket?.state]).toEqual(['cancelled', 'void'])
})

it('nobody cancels a place after the stated hour, but a wish at any time', async () => {
  const form = await makeForm(test, event.id, { cancelHours: 24 })
  await makePool(test, form, 1)
  const [holder, waiter] = await crowd(2)
  await submit(form, holder!)
  await submit(form, waiter!)
  test.clock.set(event.startsAtMs - 24 * 3_600_000)
  expect([code(await cancel(holder!)), code(await cancel(waiter!))]).toEqual(['registration.too_late_to_cancel', 'ok'])
})

it('a name that is missing is said together with what else is wrong', () => {
  const paths = (read: { error?: Parameters<typeof fieldIssuesOf>[0] | undefined }): string[] => (read.error === undefined ? [] : fieldIssuesOf(read.error).map(({ path, code: of }) => `${path} ${of}`).sort())
  const eventId = event.id
  expect(paths(registerGroupInput.safeParse({ eventId, members: [{ email: 'nowhere' }, { email: '', nameZh: '程一苇' }] }))).toEqual(['members.0.email input.bad_email', 'members.0.nameZh input.required', 'members.1.email input.required'])
  expect(paths(submitInput.safeParse({ eventId, formId: eventId, formVersion: 1, badge: { nameZh: ' ', phone: '12' }, uscc: '91110108MA01ABCD2X' })).map((one) => one.split(' ')[0])).toEqual(['badge.nameZh', 'badge.phone', 'uscc'])
})

it('a lead registers her people, all of them or none; whoever has an account stays as she is', async () => {
  const form = await makeForm(test, event.id, { groupMost: 3 })
  const [lead, known, third] = await crowd(3)
  await submit(form, lead!)
  const group = (members: { email: string; nameZh: string }[]) => test.app.registrations.registerGroup(lead!.actor, { eventId: event.id, members: members.map((one) => ({ nameEn: '', titleZh: '', titleEn: '', phone: '', ...one })) })
  await submit(form, third!)
  expect(paths(await group([{ email: 'new@example.com', nameZh: '新人' }, { email: third!.email, nameZh: '三' }]))).toEqual([['members.1.email', 'registration.already_here']])
  expect(await test.db.client.person.count({ where: { email: 'new@example.com' } })).toBe(0)
  expect(code(await group([{ email: 'new@example.com', nameZh: '新人' }, { email: known!.email, nameZh: '另一个名字' }]))).toBe('ok')
  expect((await test.db.client.person.findUniqueOrThrow({ where: { id: known!.id } })).nameZh).toBe('林知远')
  expect((await rowOf(known!)).badge).toMatchObject({ nameZh: '另一个名字' })
  expect(await test.app.registrations.registerGroup(lead!.actor, { eventId: event.id, members: [{ email: 'd@example.com', nameZh: '四', nameEn: '', titleZh: '', titleEn: '', phone: '' }] })).toMatchObject({ ok: false, error: { code: 'registration.group_full', params: { most: 3 } } })
})

it('consents are given one by one and taken back, and both stay on record', async () => {
  const form = await makeForm(test, event.id, { consents: [{ purpose: 'photos', labelZh: '同意拍摄' }, { purpose: 'follow_up', labelZh: '同意回访' }] })
  const [who] = await crowd(1)
  await submit(form, who!, { consents: ['photos'] })
  const given = async () => { const own = await test.app.registrations.ownConsents(who!.actor); return own.ok ? own.value.map((one) => [one.purpose, one.isGiven]) : own }
  expect(await given()).toEqual([['photos', true]])
  expect(code(await test.app.registrations.setConsent(who!.actor, { eventId: event.id, purpose: 'photos', isGiven: false }))).toBe('ok')
  expect(code(await test.app.registrations.setConsent(who!.actor, { eventId: event.id, purpose: 'follow_up', isGiven: true }))).toBe('record.not_found')
  expect([await given(), await test.db.client.consentEntry.count()]).toEqual([[['photos', false]], 2])
  await expect(test.db.client.consentEntry.updateMany({ data: { isGiven: true } })).rejects.toThrow()
})

it('a confirmed person joins a delegation only after approval, and nothing that is there is changed', async () => {
  const there = await makeDelegation(test.db, event.id, { side: 'investor', nameZh: '远山资本' })
  await test.db.client.organization.update({ where: { id: there.organizationId }, data: { nameKey: '远山资本' } })
  const organizer = (await makeForm(test, event.id)).organizer
  const loose = { eventId: event.id, kind: 'investor', nameZh: '投资人', isOpen: true, joinsAs: 'delegation' }
  await expect(makeForm(test, event.id, loose, organizer)).rejects.toThrow('registration.joining_needs_approval')
  const form = await makeForm(test, event.id, { ...loose, needsApproval: true }, organizer)
  const [colleague, stranger] = await crowd(2)
  await submit(form, colleague!)
  await submit(form, stranger!, { badge: { nameZh: '韩冰', organizationZh: '北辰创投', phone: '' } })
  expect(await test.db.client.delegate.count({ where: { personId: colleague!.id } })).toBe(0)
  await decide(form, [colleague!, stranger!], 'approve')
  const delegates = await test.db.client.delegate.findMany({ where: { personId: { in: [colleague!.id, stranger!.id] } }, include: { delegation: { include: { organization: true } } }, orderBy: { personId: 'asc' } })
  expect(delegates.map((one) => [one.delegation.organization.nameZh, one.delegation.side, one.isLead]).sort()).toEqual([['北辰创投', 'investor', true], ['远山资本', 'investor', false]])
  expect(await test.db.client.eventRole.count({ where: { eventId: event.id, role: 'investor', personId: { in: [colleague!.id, stranger!.id] } } })).toBe(2)
})

it('a draft is seen by its owner only, and a registration by organizers of its event only', async () => {
  const form = await makeForm(test, event.id)
  const [who, other] = await crowd(2)
  const { consents: _none, ...draft } = filled(form, { answers: {} })
  expect(code(await test.app.registrations.saveDraft(who!.actor, draft))).toBe('ok')
  const listed = await test.app.registrations.list(form.organizer, { eventId: event.id, state: '', kind: '', segment: '', q: '', limit: 50 })
  expect(listed.ok && listed.value.items).toEqual([])
  const { id } = await rowOf(who!)
  expect(code(await test.app.registrations.one(form.organizer, { eventId: event.id, registrationId: id }))).toBe('record.not_found')
  expect([code(await test.app.registrations.own(anonymous, event.id)), code(await test.app.registrations.list(other!.actor, { eventId: event.id, state: '', kind: '', segment: '', q: '', limit: 50 }))]).toEqual(['auth.required', 'auth.forbidden'])
  const elsewhere = await makeEvent(test.db, { phase: 'published' })
  const organizerThere = (await makeForm(test, elsewhere.id)).organizer
  await submit(form, who!)
  expect(code(await test.app.registrations.one(organizerThere, { eventId: elsewhere.id, registrationId: id }))).toBe('record.not_found')
})

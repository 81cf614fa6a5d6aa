import { afterEach, beforeEach, expect, it } from 'vitest'

import type { Result } from '#server/domain/shared/result.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { filled, makeApplicants, makeForm, makePool, type Applicant, type MadeForm } from '#tests/factories/registrations.ts'
import { codeOf } from '#tests/fixtures/money-house.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { phase: 'published' })
})
afterEach(() => test.dispose())

const paths = (result: Result<unknown>): unknown => (result.ok ? 'ok' : result.error.fields?.map(({ path, code: why }) => [path, why]))
const submit = (form: MadeForm, who: Applicant) => test.app.registrations.submit(who.actor, filled(form))
const stateOf = async ({ id }: Applicant): Promise<string> => (await test.db.client.registration.findFirstOrThrow({ where: { personId: id } })).state
const crowd = (many: number) => makeApplicants(test, many)

it('the place in line counts everybody who waits for the same places, of whatever kind, and nobody else', async () => {
  const guests = await makeForm(test, event.id)
  const media = await makeForm(test, event.id, { kind: 'media', nameZh: '媒体' }, guests.organizer)
  const judges = await makeForm(test, event.id, { kind: 'judge', nameZh: '评委' }, guests.organizer)
  for (const kind of ['', 'judge']) await makePool(test, guests, 1, { kind })
  const people = await crowd(5)
  const forms = [guests, guests, media, judges, media]
  for (const [at, who] of people.entries()) await submit(forms[at]!, who)
  const places = await Promise.all(people.map(async ({ actor }) => { const own = await test.app.registrations.own(actor, event.id); return own.ok ? own.value?.place : own }))
  expect(places).toEqual([null, 1, 2, 3, 4])
  const pool = await test.db.client.registrationPool.findFirstOrThrow({ where: { kind: '' } })
  await test.app.registrations.savePool(guests.organizer, { eventId: event.id, poolId: pool.id, version: 1, sessionId: '', kind: '', segment: '', places: 3 })
  expect(await Promise.all(people.map(stateOf))).toEqual(['confirmed', 'offered', 'offered', 'waitlisted', 'waitlisted'])
})

it('a group whose time to pay ran out makes room, and its lead registers the same people once more; nobody else’s', async () => {
  const form = await makeForm(test, event.id, { groupMost: 2, isPaid: true })
  const [lead, member, loner, otherLead] = await crowd(4)
  const group = (by: Applicant, who: Applicant) => test.app.registrations.registerGroup(by.actor, { eventId: event.id, members: [{ email: who.email, nameZh: '同事', nameEn: '', titleZh: '', titleEn: '', phone: '' }] })
  for (const who of [lead!, loner!]) await submit(form, who)
  expect(codeOf(await group(lead!, member!))).toBe('ok')
  test.clock.advance(121 * 60_000)
  await test.runJobs()
  expect(await Promise.all([lead!, member!, loner!].map(stateOf))).toEqual(['lapsed', 'lapsed', 'lapsed'])
  for (const who of [lead!, otherLead!]) await submit(form, who)
  expect(paths(await group(lead!, loner!))).toEqual([['members.0.email', 'registration.already_here']])
  expect(paths(await group(otherLead!, member!))).toEqual([['members.0.email', 'registration.already_here']])
  expect([codeOf(await group(lead!, member!)), codeOf(await group(lead!, loner!))]).toEqual(['ok', 'registration.group_full'])
  expect(await Promise.all([lead!, member!].map(stateOf))).toEqual(['approved', 'approved'])
})

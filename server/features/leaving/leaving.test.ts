import { afterEach, beforeEach, expect, it } from 'vitest'

import { ok, type Result } from '#server/domain/shared/result.ts'
import { createQuickWork } from '#server/jobs/quick-work.ts'
import { makeDelegation, makeMeeting, makeRequest, type MadeDelegation } from '#tests/factories/meetings.ts'
import { filled, makeRegistration } from '#tests/factories/registrations.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'

let house: MailHouse
let fund: MadeDelegation
let firms: MadeDelegation[]
beforeEach(async () => {
  house = await openMailHouse()
  fund = await makeDelegation(house.db, house.event.id, { side: 'investor', nameZh: '远山资本', people: 2 })
  firms = await Promise.all(['云图', '青禾', '远航'].map((nameZh) => makeDelegation(house.db, house.event.id, { nameZh })))
  await house.db.client.person.updateMany({ data: { locale: 'zh-CN' } })
})
afterEach(() => house.dispose())

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const her = () => fund.people[0]!
const colleague = () => fund.people[1]!

/** Her place comes from a form that makes people delegates. */
async function letIn(joinsAs: 'none' | 'delegation' = 'delegation', personId: string = her()): Promise<string> {
  const { registrationId, formId } = await makeRegistration(house, house.event.id, personId, { state: 'confirmed', kind: 'investor' })
  await house.db.client.registrationForm.update({ where: { id: formId }, data: { joinsAs, cancelHours: 0 } })
  return registrationId
}
async function meet(firm: number, wall: string, who = fund) {
  const { id } = await makeMeeting(house.db, house.event.id, { a: firms[firm]!, b: who, startsAt: house.event.at(wall), tableId: house.event.tables[firm]!.id })
  return id
}
const own = async () => { const found = await house.app.registrations.own(fund.actor(0), house.event.id); if (!found.ok || found.value === null) throw new Error('no registration'); return found.value }
const cancel = async () => house.app.registrations.cancel(fund.actor(0), { eventId: house.event.id, version: (await own()).version })
const delegates = async () => (await house.db.client.delegate.findMany({ where: { delegationId: fund.id } })).map(({ personId, isLead }) => ({ personId, isLead }))
const meetingOf = async (id: string) => {
  const { state, version, attendees } = await house.db.client.meeting.findUniqueOrThrow({ where: { id }, include: { attendees: true } })
  return { state, version, people: new Set(attendees.map((one) => one.personId)) }
}
const takenBy = (personId: string) => house.db.client.occupancy.findMany({ where: { resource: `person:${personId}` }, select: { owner: true }, distinct: ['owner'] })
const subjects = async (personId: string) => { const { email } = await house.db.client.person.findUniqueOrThrow({ where: { id: personId } }); return house.sent.filter((mail) => mail.to.address === email).map((mail) => mail.subject) }

it('who gives her registration up is planned for no more: a free colleague goes, what nobody can go to falls, and each hears what concerns her', async () => {
  await letIn()
  const [early, late] = [await meet(0, '10:00'), await meet(1, '15:00')]
  // The colleague is busy in the afternoon.
  await house.db.client.occupancy.create({ data: { resource: `person:${colleague()}`, tick: house.event.at('15:05') / 300_000, owner: 'away:x' } })
  for (const [meetingId, startsAt] of [[early, '10:00'], [late, '15:00']] as const) {
    const told = { meetingId, eventId: house.event.id, state: 'scheduled', startsAt: new Date(house.event.at(startsAt)), endsAt: new Date(house.event.at(startsAt) + 20 * 60_000), tableCode: meetingId === early ? 'T1' : 'T2', toldAt: new Date(house.clock.now()) }
    await house.db.client.meetingTold.createMany({ data: [her(), firms[meetingId === early ? 0 : 1]!.people[0]!].map((personId) => ({ ...told, personId })) })
  }
  expect((await own()).leaving).toEqual({ kept: 1, cancelled: 1, part: null })
  expect(codeOf(await cancel())).toBe('ok')
  expect([await meetingOf(early), (await meetingOf(late)).state]).toEqual([{ state: 'scheduled', version: 2, people: new Set([firms[0]!.people[0], colleague()]) }, 'cancelled'])
  expect([await delegates(), await takenBy(her()), (await takenBy(colleague())).map((one) => one.owner).sort()]).toEqual([[{ personId: colleague(), isLead: true }], [], ['away:x', `meeting:${early}`]])
  expect(await house.db.client.occupancy.count({ where: { owner: `meeting:${late}` } })).toBe(0)
  expect(await house.db.client.eventRole.findMany({ where: { eventId: house.event.id, personId: her() } })).toEqual([])

  await house.later(5 * 60_000 + 1)
  expect([(await subjects(her())).at(-1), await subjects(firms[0]!.people[0]!), await subjects(firms[1]!.people[0]!)]).toEqual(['投海Demo Day 第一期：您有 2 场洽谈有变动', [], ['与远山资本的洽谈已取消']])
  expect(await subjects(colleague())).toEqual(['与云图的洽谈已确定'])
})

it('who was alone leaves nobody waiting: what she asked is taken back, what she was asked is declined at once', async () => {
  const alone = await makeDelegation(house.db, house.event.id, { side: 'investor', nameZh: '独行资本' })
  fund = alone
  await letIn()
  const asked = await makeRequest(house.db, house.event.id, { from: firms[0]!, to: alone })
  const own = await makeRequest(house.db, house.event.id, { from: alone, to: firms[1]! })
  const accepted = await makeRequest(house.db, house.event.id, { from: alone, to: firms[2]! })
  await house.db.client.meetingRequest.update({ where: { id: accepted.id }, data: { state: 'accepted', openKey: null } })
  expect(codeOf(await cancel())).toBe('ok')
  const states = await Promise.all([asked, own, accepted].map(async ({ id }) => (await house.db.client.meetingRequest.findUniqueOrThrow({ where: { id } })).state))
  expect([states, await delegates()]).toEqual([['declined', 'withdrawn', 'accepted'], []])
  await house.later(60 * 60_000)
  expect((await subjects(firms[0]!.people[0]!)).length).toBe(1)
  const overview = await house.app.overview.get(house.organizer, house.event.id)
  expect(overview.ok && overview.value.facts.find((one) => one.key === 'unmanned')?.count).toBe(1)
})

it('who goes with a colleague is only taken out, and a request that was handed to her is her house’s again', async () => {
  await letIn()
  const meeting = await meet(0, '10:00')
  await house.db.client.meetingAttendee.create({ data: { meetingId: meeting, personId: colleague() } })
  const asked = await makeRequest(house.db, house.event.id, { from: firms[1]!, to: fund })
  await house.db.client.meetingRequest.update({ where: { id: asked.id }, data: { assigneeId: her() } })
  expect([(await own()).leaving, codeOf(await cancel())]).toEqual([{ kept: 1, cancelled: 0, part: null }, 'ok'])
  expect([(await meetingOf(meeting)).people, await takenBy(her())]).toEqual([new Set([firms[0]!.people[0], colleague()]), []])
  const { assigneeId, state } = await house.db.client.meetingRequest.findUniqueOrThrow({ where: { id: asked.id } })
  expect([assigneeId, state]).toEqual([null, 'pending'])
  await house.db.client.meetingRequest.update({ where: { id: asked.id }, data: { assigneeId: colleague() } })
  await house.db.client.meeting.update({ where: { id: meeting }, data: { state: 'cancelled' } })
  expect(codeOf(await house.app.directory.removeDelegate(house.organizer, { eventId: house.event.id, delegationId: fund.id, personId: colleague() }))).toBe('ok')
  expect((await house.db.client.meetingRequest.findUniqueOrThrow({ where: { id: asked.id } })).assigneeId).toBeNull()
})

const refund = (registrationId: string) => createQuickWork({ ...house.platform, publish: () => undefined })({ kind: 'system' }, (held) => ok(house.app.registrationSeam.onUnpaid(held, registrationId, 'refunded')))

it('who has to appear is told to hand that over first; a refund takes nobody off the programme, and the organizer is told', async () => {
  const registrationId = await letIn()
  const meeting = await meet(0, '10:00')
  const [startsAt, endsAt] = ['11:00', '11:30'].map((wall) => new Date(house.event.at(wall))) as [Date, Date]
  await house.db.client.programmeItem.create({ data: { id: 'panel', eventId: house.event.id, stageId: house.event.stages[0]!.id, kind: 'panel', startsAt, endsAt, createdAt: startsAt, updatedAt: startsAt, people: { create: { id: 'her', personId: her(), role: 'panellist' } } } })
  const facts = async () => { const found = await house.app.overview.get(house.organizer, house.event.id); return found.ok ? found.value.facts.filter((one) => one.key === 'goneOnStage') : found }
  expect([(await own()).leaving?.part, codeOf(await cancel()), await facts()]).toEqual(['directory.on_programme', 'registration.has_part', []])
  await refund(registrationId)
  expect([(await own()).state, (await meetingOf(meeting)).people.has(her()), await facts()]).toEqual(['cancelled', true, [{ key: 'goneOnStage', count: 1, path: '/registrations?state=cancelled' }]])
})

it('a refund ends her part as giving up does; not where she is already there, nor when all is over', async () => {
  const registrationId = await letIn()
  const meeting = await meet(0, '10:00')
  const back = () => house.db.client.registration.update({ where: { id: registrationId }, data: { state: 'confirmed' } })
  const ticket = (data: { checkedInAt: Date | null; state: string }) => house.db.client.ticket.update({ where: { registrationId }, data })
  await ticket({ checkedInAt: new Date(house.event.at('09:00')), state: 'valid' })
  await refund(registrationId)
  expect((await meetingOf(meeting)).people.has(her())).toBe(true)
  await back()
  await ticket({ checkedInAt: null, state: 'valid' })
  house.clock.set(house.event.endsAtMs)
  await refund(registrationId)
  expect([(await meetingOf(meeting)).people.has(her()), (await delegates()).length]).toEqual([true, 2])
  await back()
  house.clock.set(house.event.startsAtMs)
  await refund(registrationId)
  expect([(await meetingOf(meeting)).people, await delegates()]).toEqual([new Set([firms[0]!.people[0], colleague()]), [{ personId: colleague(), isLead: true }]])
})

it('who is a guest with a ticket beside her part stays of her house', async () => {
  await letIn('none')
  const meeting = await meet(0, '10:00')
  expect([(await own()).leaving, codeOf(await cancel())]).toEqual([null, 'ok'])
  expect([(await delegates()).length, (await meetingOf(meeting)).people.has(her())]).toEqual([2, true])
})

const takeBack = async (registrationId: string, more: Record<string, unknown> = {}) => {
  const { version } = await house.db.client.registration.findUniqueOrThrow({ where: { id: registrationId } })
  return house.app.registrations.decide(house.organizer, { eventId: house.event.id, registrations: [{ id: registrationId, version }], count: 1, verdict: 'cancel', reasonCode: 'own_wish', reasonText: '电话告知', ...more } as never)
}
const outcome = (result: Result<object>) => (result.ok ? Object.entries(result.value).flatMap(([key, many]) => (many === 1 ? [key] : [])).join() : `${result.error.code} ${result.error.fields?.map((one) => `${one.path} ${one.code}`).join() ?? ''}`)

it('an organizer takes a place back for somebody who can’t do it herself any more: with a reason, once, and not of who is there', async () => {
  const registrationId = await letIn()
  const meeting = await meet(0, '10:00')
  house.clock.set(house.event.at('08:30'))
  const next = await makeRegistration(house, house.event.id, firms[1]!.people[0]!, { state: 'submitted', kind: 'investor' })
  expect([outcome(await takeBack(registrationId, { reasonCode: '' })), outcome(await takeBack(registrationId, { reasonCode: 'incomplete' })), outcome(await takeBack(registrationId, { reasonCode: 'other', reasonText: '' }))]).toEqual(['input.invalid reasonCode registration.reason_missing', 'input.invalid reasonCode registration.reason_missing', 'input.invalid reasonText registration.reason_missing'])
  expect(outcome(await takeBack(next.registrationId))).toBe('skipped')
  await house.db.client.ticket.update({ where: { registrationId }, data: { checkedInAt: new Date(house.clock.now()) } })
  expect([outcome(await takeBack(registrationId)), (await own()).state]).toEqual(['kept', 'confirmed'])
  await house.db.client.ticket.update({ where: { registrationId }, data: { checkedInAt: null } })
  expect([outcome(await takeBack(registrationId)), outcome(await takeBack(registrationId))]).toEqual(['cancelled', 'skipped'])
  const { state, mayReopen, reasonText, ticket } = await own()
  expect([state, mayReopen, reasonText, ticket?.state, (await meetingOf(meeting)).people.has(her())]).toEqual(['cancelled', true, '电话告知', 'void', false])
  await house.later(1_000)
  expect(house.sent.find((mail) => mail.subject === '“投海Demo Day 第一期”报名已取消')?.text).toContain('电话告知')
})

it('who isn’t admitted can’t register again', async () => {
  const registrationId = await letIn('none')
  expect([outcome(await takeBack(registrationId, { reasonCode: 'not_admitted' })), (await own()).mayReopen]).toEqual(['cancelled', false])
  const form = await house.db.client.registrationForm.findFirstOrThrow({ where: { kind: 'investor' } })
  const again = await house.app.registrations.submit(fund.actor(0), filled({ id: form.id, version: form.version, kind: 'investor', eventId: house.event.id, organizer: house.organizer }))
  expect(codeOf(again)).toBe('registration.not_possible')
})

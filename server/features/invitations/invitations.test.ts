import { afterEach, beforeEach, expect, it } from 'vitest'

import { anonymous, type PersonActor } from '#server/domain/access/actor.ts'
import { noFilter, type GuestFilter } from '#server/domain/invitations/guest-filter.ts'
import { emptyThesis } from '#server/domain/matchmaking/preferences.ts'
import type { Result } from '#server/domain/shared/result.ts'
import { wallFromInstant } from '#server/domain/shared/time.ts'
import { invitationToken } from '#server/platform/secrets.ts'
import { answerInvitationInput } from '#server/protocol/inputs/invitations.ts'
import { makeEvent, type MadeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makePerson } from '#tests/factories/people.ts'
import { makeRegistration } from '#tests/factories/registrations.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let test: TestApp
let event: MadeEvent
let organizer: PersonActor
let big: MadeDelegation
let small: MadeDelegation

beforeEach(async () => {
  test = await createTestApp()
  event = await makeEvent(test.db, { phase: 'published' })
  const past = await makeEvent(test.db, { phase: 'closed' })
  const here = await makeStaff(test.db, event.id)
  organizer = { ...here, roles: [...here.roles, { eventId: past.id, role: 'organizer', organizationId: null }] }
  big = await makeDelegation(test.db, past.id, { side: 'investor', nameZh: '大江基金' })
  small = await makeDelegation(test.db, past.id, { side: 'investor', nameZh: '小溪资本' })
  const startup = await makeDelegation(test.db, past.id, { nameZh: '星河智造' })
  await test.db.client.organization.update({ where: { id: big.organizationId }, data: { subkind: 'vc', aumBand: 'gte_100' } })
  await test.db.client.organization.update({ where: { id: small.organizationId }, data: { subkind: 'cvc', aumBand: '1_10' } })
  await test.db.client.person.updateMany({ data: { titleZh: '投资经理', titleEn: '' } })
  await test.db.client.person.update({ where: { id: big.people[0] ?? '' }, data: { titleZh: '管理合伙人' } })
  await makeMeeting(test.db, past.id, { a: startup, b: small, startsAt: past.at('14:00') })
})
afterEach(() => test.dispose())

const code = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)
const answerBy = (): string => wallFromInstant(event.startsAtMs - 3_600_000, event.zone)
const save = async (filter: Partial<GuestFilter> = {}, more: Record<string, unknown> = {}) => {
  const saved = await test.app.invitations.saveList(organizer, { eventId: event.id, listId: '', version: 0, nameZh: '头部基金', nameEn: '', kind: 'investor', filter: { ...noFilter, ...filter } as never, quotas: [{ segment: 'vc', places: 2 }], messageZh: '', messageEn: '', answerBy: answerBy(), remindDays: 0, ...more })
  if (!saved.ok) throw new Error(`${saved.error.code} ${JSON.stringify(saved.error.fields)}`)
  return saved.value
}
const namesFound = async (filter: Partial<GuestFilter>) => {
  const desk = await test.app.invitations.listDesk(organizer, { eventId: event.id, listId: (await save(filter)).listId })
  return desk.ok ? desk.value.preview.first.map((one) => one.organizationZh).sort() : desk
}
const sendAll = async (filter: Partial<GuestFilter> = {}, more: Record<string, unknown> = {}) => {
  const list = await save({ side: 'investor', ...filter }, more)
  const desk = await test.app.invitations.listDesk(organizer, { eventId: event.id, listId: list.listId })
  const count = desk.ok ? desk.value.preview.count : 0
  const sent = await test.app.invitations.sendList(organizer, { eventId: event.id, ...list, count })
  return { ...list, count, sent }
}
const invitationOf = (who: MadeDelegation) => test.db.client.invitation.findFirstOrThrow({ where: { personId: who.people[0] ?? '' }, orderBy: { createdAt: 'desc' } })
const tokenOf = async (who: MadeDelegation) => { const { id, linkVersion } = await invitationOf(who); return invitationToken(test.platform.appSecret, id, linkVersion) }
const answer = (token: string, what: string, more: Record<string, unknown> = {}) => test.app.invitations.answerInvitation(anonymous, answerInvitationInput.parse({ token, answer: what, ...more }))

it('a list finds people by kind, size, title and whether they met before, and nobody of events that the sender doesn’t organize', async () => {
  const elsewhere = await makeEvent(test.db)
  await makeDelegation(test.db, elsewhere.id, { side: 'investor', nameZh: '外地基金' })
  expect(await namesFound({ side: 'investor' })).toEqual(['大江基金', '小溪资本'])
  expect(await namesFound({ aumAtLeast: 'gte_100' })).toEqual(['大江基金'])
  expect(await namesFound({ kinds: ['cvc'] })).toEqual(['小溪资本'])
  expect(await namesFound({ isPartner: true })).toEqual(['大江基金'])
  expect(await namesFound({ side: 'investor', met: 'yes' })).toEqual(['小溪资本'])
  expect(await namesFound({ side: 'investor', claim: 'verified' })).toEqual([])
})

it('a list finds corporate investors by the group behind them and by what they want in a chain of industry', async () => {
  await test.db.client.organization.update({ where: { id: small.organizationId }, data: { parentGroup: '澄江产业集团（Chengjiang Group）' } })
  await test.db.client.preference.create({ data: { id: test.platform.ids.newId(), organizationId: small.organizationId, kind: 'thesis', body: { ...emptyThesis(), intents: ['fill', 'strengthen'] }, updatedAt: new Date(test.clock.now()) } as never })
  expect([await namesFound({ parent: '澄江' }), await namesFound({ parent: 'ｃｈｅｎｇｊｉａｎｇ' }), await namesFound({ parent: '别的集团' })]).toEqual([['小溪资本'], ['小溪资本'], []])
  expect([await namesFound({ intents: ['strengthen', 'widen'] }), await namesFound({ intents: ['extend'] })]).toEqual([['小溪资本'], []])
})

it('sending needs the number that was said, and invites nobody twice', async () => {
  const { sent, listId, version, count } = await sendAll()
  expect([count, sent]).toEqual([2, { ok: true, value: { invited: 2 } }])
  expect(code(await test.app.invitations.sendList(organizer, { eventId: event.id, listId, version, count }))).toBe('invitation.nobody')
  const wider = await save({})
  expect(await test.app.invitations.sendList(organizer, { eventId: event.id, ...wider, count: 3 })).toMatchObject({ ok: false, error: { code: 'invitation.count_changed', detail: { count: 1 } } })
  await test.runJobs()
  expect(test.sent.filter((mail) => mail.subject.includes('诚邀'))).toHaveLength(2)
})

it('a link that a mail scanner has read is as it was; a person’s touch notes it, and a wrong or withdrawn one opens nothing', async () => {
  await sendAll()
  const token = await tokenOf(big)
  for (let n = 0; n < 3; n++) expect(code(await test.app.invitations.byToken(token))).toBe('ok')
  expect(await invitationOf(big)).toMatchObject({ state: 'invited', openedAt: null, version: 1 })
  expect(code(await test.app.invitations.noteOpened(anonymous, { token }))).toBe('ok')
  expect((await invitationOf(big)).openedAt).not.toBeNull()
  expect(code(await test.app.invitations.byToken(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`))).toBe('record.not_found')
  const { id, version } = await invitationOf(big)
  expect(code(await test.app.invitations.withdrawInvitation(organizer, { eventId: event.id, invitationId: id, version }))).toBe('ok')
  expect([code(await test.app.invitations.byToken(token)), code(await answer(token, 'accepted'))]).toEqual(['record.not_found', 'record.not_found'])
})

it('who was taken off a list isn’t found by it any more; another list may invite her', async () => {
  const { listId, version } = await sendAll()
  const { id, version: seen } = await invitationOf(big)
  await test.app.invitations.withdrawInvitation(organizer, { eventId: event.id, invitationId: id, version: seen })
  const desk = await test.app.invitations.listDesk(organizer, { eventId: event.id, listId })
  expect(desk.ok && [desk.value.preview.count, desk.value.preview.invited]).toEqual([0, 1])
  expect(code(await test.app.invitations.sendList(organizer, { eventId: event.id, listId, version, count: 1 }))).toBe('invitation.nobody')
  expect((await sendAll()).sent).toEqual({ ok: true, value: { invited: 1 } })
})

it('answers can change until the date; a colleague gets an invitation of her own, and no account is changed', async () => {
  await sendAll()
  const token = await tokenOf(big)
  expect([code(await answer(token, 'maybe')), code(await answer(token, 'accepted')), code(await answer(token, 'accepted'))]).toEqual(['ok', 'ok', 'ok'])
  const known = await test.db.client.person.findUniqueOrThrow({ where: { id: small.people[0] ?? '' } })
  expect(await answer(token, 'delegated', { delegateEmail: known.email, delegateName: '别的名字' })).toMatchObject({ error: { code: 'input.invalid', fields: [{ path: 'delegateEmail', code: 'invitation.delegate_listed' }] } })
  expect(code(await answer(token, 'delegated', { delegateEmail: 'colleague@example.com', delegateName: 'Ann Li' }))).toBe('ok')
  expect((await test.db.client.person.findUniqueOrThrow({ where: { id: known.id } })).nameZh).toBe(known.nameZh)
  // Whoever is invited by another list of the event has her invitation already.
  const another = await test.db.client.invitationList.create({ data: { id: test.platform.ids.newId(), eventId: event.id, nameZh: '另一份', nameEn: '', kind: 'guest', filter: {}, quotas: [], messageZh: '', messageEn: '', answerBy: new Date(event.startsAtMs), createdAt: new Date(0) } })
  const busy = await makePerson(test.db)
  await test.db.client.invitation.create({ data: { id: test.platform.ids.newId(), listId: another.id, eventId: event.id, personId: busy.id, state: 'invited', createdAt: new Date(0) } })
  expect(code(await answer(await tokenOf(small), 'delegated', { delegateEmail: busy.email, delegateName: '别的名字' }))).toBe('input.invalid')
  const delegate = await test.db.client.person.findUniqueOrThrow({ where: { email: 'colleague@example.com' }, include: { invitations: true } })
  expect([delegate.nameEn, delegate.invitations.map((one) => [one.state, one.segment])]).toEqual(['Ann Li', [['invited', 'vc']]])
  expect(code(await answer(token, 'accepted'))).toBe('invitation.not_possible')
  test.clock.set(event.startsAtMs - 3_600_000)
  expect(code(await answer(await tokenOf(small), 'accepted'))).toBe('invitation.over')
})

it('a link answered for somebody who has an account invites her, and changes nothing of the account, however the name is given', async () => {
  await sendAll()
  const { id } = await makePerson(test.db)
  await test.db.client.person.update({ where: { id }, data: { nameZh: '', nameEn: '', phone: null, locale: 'en' } })
  const account = () => test.db.client.person.findUniqueOrThrow({ where: { id } })
  const before = await account()
  const writing = ` ${before.email.toUpperCase()} `
  expect(code(await answer(await tokenOf(big), 'delegated', { delegateEmail: writing, delegateName: '别的名字' }))).toBe('ok')
  expect([await account(), await test.db.client.person.count({ where: { email: { in: [before.email, writing, writing.trim()] } } }), await test.db.client.invitation.count({ where: { personId: id } }), await test.db.client.authSession.count({ where: { personId: id } })]).toEqual([before, 1, 1, 0])
})

it('who says yes while the event is a draft isn’t sent to a page that is not there', async () => {
  await sendAll()
  const mayRegister = async () => { const shown = await test.app.invitations.byToken(await tokenOf(big)); return shown.ok && shown.value.mayRegister }
  expect(await mayRegister()).toBe(true)
  await test.db.client.event.update({ where: { id: event.id }, data: { phase: 'draft' } })
  expect(await mayRegister()).toBe(false)
})

it('who hasn’t answered is reminded once before the date', async () => {
  const dayBefore = wallFromInstant(event.endsAtMs, event.zone)
  await sendAll({}, { answerBy: dayBefore, remindDays: 1 })
  await answer(await tokenOf(big), 'declined')
  test.clock.set(event.endsAtMs - 86_400_000 + 60_000)
  await test.runJobs()
  await test.runJobs()
  expect(test.sent.filter((mail) => mail.subject.includes('请答复')).map((mail) => mail.to.address)).toEqual([(await test.db.client.person.findUniqueOrThrow({ where: { id: small.people[0] ?? '' } })).email])
})

it('who has registered without answering isn’t reminded to answer, unless she has given it up', async () => {
  await sendAll({}, { answerBy: wallFromInstant(event.endsAtMs, event.zone), remindDays: 1 })
  await makeRegistration(test, event.id, big.people[0] ?? '', { state: 'confirmed' })
  await makeRegistration(test, event.id, small.people[0] ?? '', { state: 'cancelled' })
  test.clock.set(event.endsAtMs - 86_400_000 + 60_000)
  await test.runJobs()
  expect(test.sent.filter((mail) => mail.subject.includes('请答复')).map((mail) => mail.to.address)).toEqual([(await test.db.client.person.findUniqueOrThrow({ where: { id: small.people[0] ?? '' } })).email])
})

it('the funnel counts by segment against the quota', async () => {
  const { listId } = await sendAll()
  await answer(await tokenOf(big), 'accepted')
  const desk = await test.app.invitations.listDesk(organizer, { eventId: event.id, listId })
  expect(desk.ok && desk.value.funnel).toEqual([
    { segment: 'vc', invited: 1, opened: 1, accepted: 1, arrived: 0, waiting: 0, declined: 0, quota: 2 },
    { segment: 'cvc', invited: 1, opened: 0, accepted: 0, arrived: 0, waiting: 0, declined: 0, quota: null },
  ])
})

it('who registers without answering has opened and said yes as far as the funnel goes, whatever she said; who gave it up again hasn’t', async () => {
  const { listId } = await sendAll()
  const seen = async () => { const desk = await test.app.invitations.listDesk(organizer, { eventId: event.id, listId }); return desk.ok && desk.value.funnel.map(({ invited, opened, accepted, declined }) => [invited, opened, accepted, declined]) }
  expect(await seen()).toEqual([[1, 0, 0, 0], [1, 0, 0, 0]])
  const { registrationId } = await makeRegistration(test, event.id, big.people[0] ?? '', { state: 'submitted' })
  await answer(await tokenOf(small), 'declined')
  await makeRegistration(test, event.id, small.people[0] ?? '', { state: 'confirmed' })
  expect(await seen()).toEqual([[1, 1, 1, 0], [1, 1, 1, 0]])
  await test.db.client.registration.update({ where: { id: registrationId }, data: { state: 'cancelled' } })
  expect(await seen()).toEqual([[1, 0, 0, 0], [1, 1, 1, 0]])
})

/** So many more of one fund's people, invited with it; their links in the order of their names. */
async function crowdOfOneFund(many: number, places: number) {
  for (let n = 0; n < many; n++) {
    const person = await makePerson(test.db)
    await test.db.client.person.update({ where: { id: person.id }, data: { sortKey: `a${String(n).padStart(3, '0')}` } })
    await test.db.client.delegate.create({ data: { id: test.platform.ids.newId(), delegationId: big.id, personId: person.id } })
  }
  const list = await sendAll({ kinds: ['vc'] }, { quotas: [{ segment: 'vc', places }] })
  const rows = await test.db.client.invitation.findMany({ where: { listId: list.listId, segment: 'vc' }, orderBy: { person: { sortKey: 'asc' } } })
  return { ...list, rows, tokens: rows.map(({ id, linkVersion }) => invitationToken(test.platform.appSecret, id, linkVersion)) }
}
const states = async (listId: string) => (await test.db.client.invitation.findMany({ where: { listId }, orderBy: { person: { sortKey: 'asc' } } })).map(({ state }) => state)

it('of twenty who say yes at once as many are in as are wanted of their segment; the others wait', async () => {
  const { listId, tokens } = await crowdOfOneFund(19, 5)
  const said = await Promise.all([...tokens, ...tokens].map((token) => answer(token, 'accepted')))
  expect(said.every((one) => one.ok)).toBe(true)
  expect((await states(listId)).sort()).toEqual([...Array<string>(5).fill('accepted'), ...Array<string>(15).fill('waiting')])
  const desk = await test.app.invitations.listDesk(organizer, { eventId: event.id, listId })
  expect(desk.ok && desk.value.funnel).toEqual([{ segment: 'vc', invited: 20, opened: 20, accepted: 5, arrived: 0, waiting: 15, declined: 0, quota: 5 }])
})

it('a place that comes free goes to the first who waits, once, with a mail; more places go to the next', async () => {
  const { listId, version, rows, tokens } = await crowdOfOneFund(3, 1)
  for (const token of tokens) {
    test.clock.advance(1_000)
    await answer(token, 'accepted')
  }
  expect(await states(listId)).toEqual(['accepted', 'waiting', 'waiting', 'waiting'])
  await Promise.all([answer(tokens[0] ?? '', 'declined'), answer(tokens[0] ?? '', 'declined')])
  expect(await states(listId)).toEqual(['declined', 'accepted', 'waiting', 'waiting'])
  const taken = await test.db.client.invitation.findUniqueOrThrow({ where: { id: rows[1]?.id ?? '' } })
  await test.app.invitations.withdrawInvitation(organizer, { eventId: event.id, invitationId: taken.id, version: taken.version })
  expect(await states(listId)).toEqual(['declined', 'withdrawn', 'accepted', 'waiting'])
  await save({ side: 'investor', kinds: ['vc'] }, { listId, version, quotas: [{ segment: 'vc', places: 2 }] })
  expect(await states(listId)).toEqual(['declined', 'withdrawn', 'accepted', 'accepted'])
  await test.runJobs()
  // Of those who came in, one was taken off the list before the mail left.
  expect(test.sent.filter((mail) => mail.subject.includes('留出了名额'))).toHaveLength(2)
  // Whoever gave her place up comes to stand behind those who wait.
  expect(await answer(tokens[0] ?? '', 'accepted')).toEqual({ ok: true, value: { state: 'waiting' } })
})

it('who can’t say yet names a day and is asked again that morning; another answer since then keeps the mail back', async () => {
  const day = (daysOn: number): string => wallFromInstant(test.clock.now() + daysOn * 86_400_000, event.zone).slice(0, 10)
  await test.db.client.event.update({ where: { id: event.id }, data: { startsAt: new Date(event.startsAtMs + 30 * 86_400_000), endsAt: new Date(event.endsAtMs + 30 * 86_400_000) } })
  await sendAll({}, { answerBy: `${day(20)}T18:00`, remindDays: 10 })
  const [first, second] = [await tokenOf(big), await tokenOf(small)]
  expect([code(await answer(first, 'maybe', { maybeUntil: day(-1) })), code(await answer(first, 'maybe', { maybeUntil: day(25) }))]).toEqual(['input.invalid', 'input.invalid'])
  expect([code(await answer(first, 'maybe', { maybeUntil: day(15) })), code(await answer(second, 'maybe', { maybeUntil: day(14) })), code(await answer(second, 'accepted'))]).toEqual(['ok', 'ok', 'ok'])
  const asked = () => test.sent.filter((mail) => mail.subject.includes('请答复')).length
  // The reminder for everybody comes ten days before and leaves out who has named a later day.
  test.clock.advance(12 * 86_400_000)
  await test.runJobs()
  expect(asked()).toBe(0)
  test.clock.advance(4 * 86_400_000)
  await test.runJobs()
  expect([asked(), test.sent.at(-1)?.to.address]).toEqual([1, (await test.db.client.person.findUniqueOrThrow({ where: { id: big.people[0] ?? '' } })).email])
})

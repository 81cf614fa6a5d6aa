import { createElement } from 'react'

import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { EventSpan } from '#app/ui/event-span.tsx'
import { TranslateProvider } from '#app/ui/translate.tsx'
import type { PersonActor } from '#server/domain/access/actor.ts'
import { renderMail } from '#server/features/messages/mail.ts'
import { translator } from '#server/i18n/server-messages.ts'
import { saveAnnouncementInput } from '#server/protocol/inputs/messages.ts'
import { makeEvent } from '#tests/factories/events.ts'
import { makeDelegation, makeMeeting, makeRequest, type MadeDelegation } from '#tests/factories/meetings.ts'
import { newItem, programmeHand, speaker } from '#tests/factories/programme.ts'
import { filled, makeApplicants, makeForm, makeInvitation, makePool } from '#tests/factories/registrations.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'

const minute = 60_000
let house: MailHouse
beforeEach(async () => {
  house = await openMailHouse()
})
afterEach(() => house.dispose())

const addressOf = async (personId: string): Promise<string> => (await house.db.client.person.findUniqueOrThrow({ where: { id: personId } })).email
const mailsTo = async (personId: string) => {
  const address = await addressOf(personId)
  return house.sent.filter((mail) => mail.to.address === address)
}

it('an event of two days is not told as one day to who has registered, in either language', async () => {
  await house.db.client.event.update({ where: { id: house.event.id }, data: { startsAt: new Date(house.event.at('09:00')), endsAt: new Date(house.event.at('17:00') + 24 * 60 * minute), phase: 'published' } })
  const form = await makeForm(house, house.event.id)
  await makePool(house, form, 10)
  const [chinese, foreign] = await makeApplicants(house, 2)
  await house.db.client.person.update({ where: { id: foreign!.id }, data: { locale: 'en' } })
  for (const one of [chinese!, foreign!]) expect((await house.app.registrations.submit(one.actor, filled(form))).ok).toBe(true)
  await house.later(minute)
  expect((await mailsTo(chinese!.id))[0]?.text).toContain('12月2日 周三 09:00 – 12月3日 周四 17:00 (UTC+8)')
  expect((await mailsTo(foreign!.id))[0]?.text).toContain('Wed 2 Dec 09:00 – Thu 3 Dec 17:00 (UTC+8)')
})

it('nor does a page show it as one', () => {
  const page = (days: number, withDay: boolean): string =>
    renderToStaticMarkup(createElement(TranslateProvider, { t: translator('zh-CN') as never, locale: 'zh-CN', children: createElement(EventSpan, { from: house.event.at('09:00'), to: house.event.at('17:00') + days * 24 * 60 * minute, zone: 'Asia/Shanghai', withDay }) })).replace(/<[^>]+>/g, '')
  expect([page(0, true), page(1, true), page(1, false)]).toEqual(['12月2日 周三 09:00–17:00', '12月2日 周三 09:00 – 12月3日 周四 17:00', '09:00 – 12月3日 周四 17:00'])
})

it('the hour until which an answer is awaited is told with the offset that holds then, not with the one of the event', async () => {
  // Clocks in New York go back on 1 November 2026.
  const event = await makeEvent(house.db, { zone: 'America/New_York', date: '2026-11-05' })
  const [guest] = await makeApplicants(house, 1)
  const { listId, invitationId } = await makeInvitation(house, event.id, guest!.id)
  const answerBy = Date.parse('2026-10-30T18:00:00-04:00')
  await house.db.client.invitationList.update({ where: { id: listId }, data: { answerBy: new Date(answerBy) } })
  const [a, b] = await Promise.all([makeDelegation(house.db, event.id), makeDelegation(house.db, event.id, { side: 'investor' })])
  const request = await makeRequest(house.db, event.id, { from: a, to: b, expiresAt: answerBy })
  house.clock.set(answerBy - 3 * 24 * 60 * minute)
  const saidBy = async (template: string, subjectId: string, personId: string): Promise<string> => {
    const content = await house.app.mailTemplates[template]?.({ subjectId, personId, eventId: event.id, toEmail: 'lin@fund.example', toName: '', locale: 'en' })
    return content == null ? '' : (await renderMail(content)).text
  }
  expect(await saidBy('invitation_sent', `${invitationId}@1`, guest!.id)).toContain('Fri 30 Oct 18:00 (UTC−4)')
  expect(await saidBy('invitation_sent', `${invitationId}@1`, guest!.id)).toContain('(UTC−5)')
  expect(await saidBy('request_received', `${request.id}@1`, b.people[0]!)).toContain('Fri 30 Oct 18:00 (UTC−4)')
})

it('who came to the door without an address is neither counted nor written to', async () => {
  await house.db.client.event.update({ where: { id: house.event.id }, data: { phase: 'published' } })
  const form = await makeForm(house, house.event.id)
  await makePool(house, form, 10)
  const [known, walkIn] = await makeApplicants(house, 2)
  for (const one of [known!, walkIn!]) await house.app.registrations.submit(one.actor, filled(form))
  await house.db.client.person.update({ where: { id: walkIn!.id }, data: { email: `${walkIn!.id}@walk-in.invalid` } })
  const saved = await house.app.announcements.save(house.organizer, saveAnnouncementInput.parse({ eventId: house.event.id, version: 0, subjectZh: '感谢光临', bodyZh: '下次再见。', audience: { kinds: ['guest'] } }))
  const announcementId = saved.ok ? saved.value.announcementId : ''
  const desk = await house.app.announcements.desk(house.organizer, { eventId: house.event.id, announcementId })
  expect(desk.ok && desk.value.count).toEqual({ count: 1, zh: 1, en: 0, bounced: 0, left: 0 })
  expect(await house.app.announcements.send(house.organizer, { eventId: house.event.id, announcementId, version: 1, count: 1, mark: desk.ok ? desk.value.mark : '' })).toEqual({ ok: true, value: { people: 1 } })
  expect((await house.db.client.mailMessage.findMany({ where: { template: 'announcement' } })).map((mail) => mail.personId)).toEqual([known!.id])
})

describe('a delegation that leaves right after its meetings were called off', () => {
  let fund: MadeDelegation
  let startup: MadeDelegation
  beforeEach(async () => {
    fund = await makeDelegation(house.db, house.event.id, { side: 'investor', nameZh: '北辰资本', people: 2 })
    startup = await makeDelegation(house.db, house.event.id, { nameZh: '云图' })
    const { id, version } = await makeMeeting(house.db, house.event.id, { a: startup, b: fund, startsAt: house.event.at('14:00') })
    const { startsAt, endsAt } = await house.db.client.meeting.findUniqueOrThrow({ where: { id } })
    await house.db.client.meetingTold.createMany({ data: [...startup.people, ...fund.people].map((personId) => ({ personId, meetingId: id, eventId: house.event.id, state: 'scheduled', startsAt, endsAt, toldAt: startsAt })) })
    expect((await house.app.meetings.cancel(house.organizer, { meetingId: id, version: version ?? 1, reason: '' })).ok).toBe(true)
  })
  const feedOf = async (actor: PersonActor): Promise<string> => {
    const found = await house.app.calendar.feed(/\/calendar\/([\w-]+)\.ics$/.exec((await house.app.calendar.addressOf(actor)) ?? '')?.[1] ?? '')
    return found.ok ? found.value.content.replace(/\r\n /g, '') : ''
  }
  const heard = async (personId: string) => (await mailsTo(personId)).map((mail) => mail.subject)

  it('hears that the meeting with the other is off, not one with itself; mail and calendar alike', async () => {
    expect(await house.app.directory.removeDelegation(house.organizer, { eventId: house.event.id, delegationId: startup.id })).toEqual({ ok: true, value: undefined })
    await house.later(6 * minute)
    expect(await heard(startup.people[0]!)).toEqual(['与北辰资本的洽谈已取消'])
    expect(await heard(fund.people[0]!)).toEqual(['与云图的洽谈已取消'])
    expect(await feedOf(startup.actor())).toContain('SUMMARY:与北辰资本洽谈')
  })

  it('and so does one person who leaves alone: both are named where nothing tells which was hers', async () => {
    expect((await house.app.directory.removeDelegate(house.organizer, { eventId: house.event.id, delegationId: fund.id, personId: fund.people[0]! })).ok).toBe(true)
    await house.later(6 * minute)
    expect(await heard(fund.people[0]!)).toEqual(['与云图 × 北辰资本的洽谈已取消'])
    expect(await heard(startup.people[0]!)).toEqual(['与北辰资本的洽谈已取消'])
    expect(await feedOf(fund.actor())).toContain('SUMMARY:与云图 × 北辰资本洽谈')
  })
})

it('programmes released again and again in a night are told in the morning once, as they stand then; who is taken off and put back hears of no withdrawal', async () => {
  // 23:00, two nights before the event.
  house.clock.set(house.event.at('09:00') - 34 * 60 * minute)
  const [mover, returner, leaver] = await Promise.all(['云图', '青禾', '远航'].map((nameZh) => makeDelegation(house.db, house.event.id, { nameZh })))
  const stageId = house.event.stages[0]?.id ?? ''
  const hand = programmeHand(house, house.organizer, house.event.id)
  const talk = (clock: string, who: MadeDelegation) => newItem(stageId, house.event.at(clock), { kind: 'talk', titleZh: `报告 ${clock}`, minutes: 20, people: [speaker(who.people[0] as string)] })
  const { items } = await hand.create(talk('09:00', mover!), talk('10:00', returner!), talk('11:00', leaver!))
  const itemOf = (at: number) => house.db.client.programmeItem.findUniqueOrThrow({ where: { id: items[at]?.id ?? '' } })
  const release = async (name: string): Promise<void> => {
    expect(await hand.release(name, true)).toMatchObject({ ok: true })
    await house.later(minute)
  }
  const move = async (at: number, clock: string) => hand.edit({ kind: 'move', itemId: items[at]?.id ?? '', version: (await itemOf(at)).version, stageId, startsAtMs: house.event.at(clock) })
  const cast = async (at: number, clock: string, people: ReturnType<typeof speaker>[]): Promise<void> => {
    const { kind: _kind, startsAtMs: _from, endsAtMs: _to, stageId: _stage, ...face } = { ...talk(clock, mover!), people }
    await hand.edit({ kind: 'change', itemId: items[at]?.id ?? '', version: (await itemOf(at)).version, face, place: null } as never)
  }
  await release('一')
  await move(0, '14:00')
  await cast(1, '10:00', [])
  await cast(2, '11:00', [])
  await release('二')
  await move(0, '15:00')
  await cast(1, '10:00', [speaker(returner!.people[0] as string)])
  await release('三')
  expect(house.sent).toEqual([])
  await house.later(10 * 60 * minute)
  const toldTo = async (who: MadeDelegation | undefined) => (await mailsTo(who?.people[0] ?? '')).map((mail) => [mail.calendar?.method, /(\d\d:\d\d)–/.exec(mail.text)?.[1]])
  // Who was put on and taken off within the night never heard of it, and need not hear that it is over.
  expect(await Promise.all([mover, returner, leaver].map(toldTo))).toEqual([[['REQUEST', '15:00']], [['REQUEST', '10:00']], []])
})

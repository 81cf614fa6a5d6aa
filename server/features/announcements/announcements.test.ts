import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { anonymous } from '#server/domain/access/actor.ts'
import { saveAnnouncementInput } from '#server/protocol/inputs/messages.ts'
import { makeDelegation, makeStaff, type MadeDelegation } from '#tests/factories/meetings.ts'
import { makePerson } from '#tests/factories/people.ts'
import { makeRegistration } from '#tests/factories/registrations.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'

let house: MailHouse
let funds: MadeDelegation[]
beforeEach(async () => {
  house = await openMailHouse()
  funds = await Promise.all(Array.from({ length: 5 }, () => makeDelegation(house.db, house.event.id, { side: 'investor' })))
})
afterEach(() => house.dispose())

const text = { subjectZh: '入场须知', bodyZh: '请于 8:30 前到场。\n\n凭二维码入场。', subjectEn: '', bodyEn: '' }
async function draft(more: Record<string, unknown> = {}): Promise<{ announcementId: string; version: number }> {
  const saved = await house.app.announcements.save(house.organizer, saveAnnouncementInput.parse({ eventId: house.event.id, version: 0, ...text, audience: { sides: ['investor'] }, ...more }))
  if (!saved.ok) throw new Error(saved.error.code)
  return saved.value
}
async function desk(announcementId: string) {
  const found = await house.app.announcements.desk(house.organizer, { eventId: house.event.id, announcementId })
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}
async function confirm(announcementId: string, more: { count?: number; mark?: string; version?: number } = {}) {
  const { announcement, count, mark } = await desk(announcementId)
  return house.app.announcements.send(house.organizer, { eventId: house.event.id, announcementId, version: announcement.version, count: count.count, mark, ...more })
}
const address = async (who: MadeDelegation): Promise<string> => (await house.db.client.person.findUniqueOrThrow({ where: { id: who.people[0] ?? '' } })).email

describe('an announcement', () => {
  it('goes to exactly those who were counted, in their languages, without those who bounce or have left', async () => {
    await house.db.client.person.update({ where: { id: funds[0]?.people[0] ?? '' }, data: { locale: 'en' } })
    await house.db.client.mailSuppression.create({ data: { address: await address(funds[1]!), createdAt: new Date(0) } })
    await house.app.mailChoices.setPurpose(funds[2]!.actor(), { purpose: 'announcements', isWanted: false })
    const { announcementId } = await draft({ subjectEn: 'Coming in', bodyEn: 'Be there by 8:30.' })
    expect((await desk(announcementId)).count).toEqual({ count: 3, zh: 2, en: 1, bounced: 1, left: 1 })
    expect(await confirm(announcementId)).toEqual({ ok: true, value: { people: 3 } })
    await house.runJobs()
    expect(house.leftSince().map((mail) => mail.subject).sort()).toEqual(['Coming in', '入场须知', '入场须知'])
    expect(house.sent.find((mail) => mail.subject === 'Coming in')?.text).toContain('Be there by 8:30.')
    const listed = await house.app.announcements.list(house.organizer, house.event.id)
    expect(listed.ok && listed.value.announcements.map(({ state, people, copies }) => ({ state, people, copies }))).toEqual([{ state: 'sent', people: 3, copies: { sent: 3 } }])
  })

  it('waits for the morning at night, but not in the night before the event nor while it goes on: another hall is news at once', async () => {
    const hour = 3_600_000
    const { startsAt, endsAt } = await house.db.client.event.findUniqueOrThrow({ where: { id: house.event.id } })
    const leftAt = async (at: number): Promise<number> => {
      house.clock.set(at)
      await confirm((await draft()).announcementId)
      await house.runJobs()
      return house.leftSince().length
    }
    const atNight = house.event.at('23:00')
    expect([await leftAt(atNight - 48 * hour), await leftAt(atNight - 24 * hour)]).toEqual([0, 10])
    await house.db.client.event.update({ where: { id: house.event.id }, data: { endsAt: new Date(endsAt.getTime() + 24 * hour) } })
    expect([startsAt.getTime() < atNight, await leftAt(atNight)]).toEqual([true, 5])
  })

  it('is sent once, however often and by however many it is pressed', async () => {
    const { announcementId } = await draft()
    const { announcement, count, mark } = await desk(announcementId)
    const press = () => house.app.announcements.send(house.organizer, { eventId: house.event.id, announcementId, version: announcement.version, count: count.count, mark })
    const answers = await Promise.all(Array.from({ length: 5 }, press))
    expect(answers).toEqual(answers.map(() => ({ ok: true, value: { people: 5 } })))
    await house.runJobs()
    expect([house.sent.length, await house.db.client.mailMessage.count({ where: { bulkId: announcementId } })]).toEqual([5, 5])
  })

  it('is refused with the new number where the audience has changed since: one more, one less, or another in her place', async () => {
    const { announcementId } = await draft()
    const seen = await desk(announcementId)
    const press = () => house.app.announcements.send(house.organizer, { eventId: house.event.id, announcementId, version: seen.announcement.version, count: seen.count.count, mark: seen.mark })
    const late = await makeDelegation(house.db, house.event.id, { side: 'investor' })
    expect(await press()).toMatchObject({ ok: false, error: { code: 'messages.count_changed', params: { count: 6 } } })
    await house.app.mailChoices.setPurpose(funds[0]!.actor(), { purpose: 'announcements', isWanted: false })
    expect(await press()).toMatchObject({ ok: false, error: { code: 'messages.count_changed', params: { count: 5 } } })
    await house.app.mailChoices.setPurpose(funds[0]!.actor(), { purpose: 'announcements', isWanted: true })
    await house.db.client.delegation.update({ where: { id: late.id }, data: { status: 'withdrawn' } })
    expect(await house.db.client.mailMessage.count()).toBe(0)
    expect(await press()).toMatchObject({ ok: true, value: { people: 5 } })
  })

  it('of which somebody saved another version is not the one that was confirmed, and once sent it stays as it is', async () => {
    const { announcementId } = await draft()
    const seen = await desk(announcementId)
    const save = (version: number) => house.app.announcements.save(house.organizer, saveAnnouncementInput.parse({ eventId: house.event.id, announcementId, version, ...text, subjectZh: '改过', audience: { sides: ['investor'] } }))
    expect(await save(1)).toMatchObject({ ok: true, value: { version: 2 } })
    expect(await save(1)).toMatchObject({ ok: false, error: { code: 'record.changed' } })
    expect(await confirm(announcementId, { version: seen.announcement.version })).toMatchObject({ ok: false, error: { code: 'record.changed' } })
    expect(await confirm(announcementId)).toMatchObject({ ok: true })
    expect(await save(3)).toMatchObject({ ok: false, error: { code: 'messages.sent_already' } })
  })

  it('reaches registered people by kind and segment, and staff by role, each once', async () => {
    const crew = await makeStaff(house.db, house.event.id, 'crew')
    const { announcementId } = await draft({ audience: { sides: ['investor'], roles: ['crew', 'investor'], language: '' } })
    expect((await desk(announcementId)).count.count).toBe(6)
    const { announcementId: nobody } = await draft({ audience: { kinds: ['judge'], segment: 'x' } })
    expect(await confirm(nobody, { count: 1 })).toMatchObject({ ok: false, error: { code: 'messages.nobody' } })
    expect(crew.kind).toBe('person')
  })

  it('to a segment alone reaches everybody registered in it; beside delegations or roles the segment is not passed over in silence', async () => {
    const people = [makePerson, makePerson, makePerson].map((make) => make(house.db))
    const [judge, guest, other] = await Promise.all(people)
    for (const [at, { person, kind, segment }] of [{ person: judge, kind: 'judge', segment: 'VIP' }, { person: guest, kind: 'guest', segment: 'VIP' }, { person: other, kind: 'guest', segment: '' }].entries()) {
      const { registrationId } = await makeRegistration(house, house.event.id, person?.id ?? '', { kind, state: 'confirmed', name: `来宾${at}` })
      await house.db.client.registration.update({ where: { id: registrationId }, data: { segment } })
    }
    const { announcementId, version } = await draft({ audience: { segment: 'VIP' } })
    expect((await desk(announcementId)).count.count).toBe(2)
    const beside = { eventId: house.event.id, announcementId, version, ...text, audience: { segment: 'VIP', roles: ['crew'] } }
    const lost = { ok: false, error: { code: 'input.invalid', fields: [{ path: 'audience.segment', code: 'messages.segment_lost' }] } }
    expect(await house.app.announcements.save(house.organizer, saveAnnouncementInput.parse(beside))).toMatchObject(lost)
    // As one that was saved before stands.
    await house.db.client.announcement.update({ where: { id: announcementId }, data: { audience: saveAnnouncementInput.parse(beside).audience } })
    expect(await confirm(announcementId, { count: 1 })).toMatchObject(lost)
  })

  it('confirmed by its languages too: one who has begun to read English meanwhile is counted again', async () => {
    const { announcementId } = await draft()
    const { announcement, count, mark } = await desk(announcementId)
    await house.db.client.person.update({ where: { id: funds[0]?.people[0] ?? '' }, data: { locale: 'en' } })
    expect(await house.app.announcements.send(house.organizer, { eventId: house.event.id, announcementId, version: announcement.version, count: count.count, mark })).toMatchObject({ ok: false, error: { code: 'messages.count_changed' } })
  })

  it('says what was written and nothing else: HTML stays text, a subject is one line', async () => {
    const { announcementId } = await draft({ subjectZh: '<b>x</b> {{constructor}}', bodyZh: '<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>' })
    await confirm(announcementId)
    await house.runJobs()
    expect(house.sent[0]?.html).not.toMatch(/<script|<img|<b>x/)
    expect(house.sent[0]?.subject).toBe('<b>x</b> {{constructor}}')
  })

  it('needs a subject and a text of one language', async () => {
    for (const bad of [{ subjectZh: '' }, { bodyZh: '' }, { subjectZh: '', bodyEn: 'x' }]) {
      expect(await house.app.announcements.save(house.organizer, saveAnnouncementInput.parse({ eventId: house.event.id, version: 0, ...text, ...bad }))).toMatchObject({ ok: false, error: { code: 'messages.text_missing' } })
    }
  })

  it('is for organizers of that event alone', async () => {
    const { announcementId } = await draft()
    const seen = await desk(announcementId)
    const input = { eventId: house.event.id, announcementId, version: 1, count: seen.count.count, mark: seen.mark }
    for (const actor of [anonymous, funds[0]!.actor(), await makeStaff(house.db, house.event.id, 'crew'), await makeStaff(house.db, house.event.id, 'co_organizer')]) {
      expect((await house.app.announcements.send(actor, input)).ok).toBe(false)
      expect((await house.app.announcements.desk(actor, input)).ok).toBe(false)
      expect((await house.app.announcements.list(actor, house.event.id)).ok).toBe(false)
    }
    expect(await house.db.client.mailMessage.count()).toBe(0)
  })
})

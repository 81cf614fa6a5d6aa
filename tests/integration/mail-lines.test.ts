import { expect, test } from 'vitest'

import type { OutgoingMail } from '#server/platform/mailer.ts'
import type { SaveTicketTypeInput } from '#server/protocol/inputs/money.ts'
import { saveAnnouncementInput } from '#server/protocol/inputs/messages.ts'
import { openMailHouse, type MailHouse } from '#tests/fixtures/mail-house.ts'
import { valueOf } from '#tests/fixtures/money-house.ts'

const readers = 2_000

function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  return { promise: new Promise((open) => (resolve = open)), resolve: () => resolve() }
}

/** An announcement to two thousand, just confirmed. */
async function announce({ app, db, event, organizer, platform }: MailHouse): Promise<void> {
  const people = Array.from({ length: readers }, (_, at) => ({ id: platform.ids.newId(), email: `guest${at}@example.com`, nameZh: `来宾${at}`, nameEn: '' }))
  await db.client.person.createMany({ data: people.map((one) => ({ ...one, createdAt: new Date(0), updatedAt: new Date(0) })) })
  await db.client.eventRole.createMany({ data: people.map(({ id }) => ({ id: platform.ids.newId(), personId: id, eventId: event.id, role: 'observer', createdAt: new Date(0) })) })
  const text = { subjectZh: '入场须知', bodyZh: '请于 8:30 前到场。', subjectEn: 'Coming in', bodyEn: 'Be there by 8:30.' }
  const { announcementId, version } = valueOf(await app.announcements.save(organizer, saveAnnouncementInput.parse({ eventId: event.id, version: 0, ...text, audience: { roles: ['observer'] } })))
  const { count, mark } = valueOf(await app.announcements.desk(organizer, { eventId: event.id, announcementId }))
  expect(valueOf(await app.announcements.send(organizer, { eventId: event.id, announcementId, version, count: count.count, mark }))).toEqual({ people: readers })
}

/** The organizer's own free ticket, which is paid for at once. */
async function takeTicket({ app, event, organizer, platform }: MailHouse): Promise<void> {
  const type: SaveTicketTypeInput = { eventId: event.id, ticketTypeId: null, version: 0, kind: 'ticket', nameZh: '嘉宾票', nameEn: 'Guest', noteZh: '', noteEn: '', currency: 'CNY', price: 0, deposit: 0, tax: 0, capacity: 10, perOrder: 5, opensAt: null, closesAt: null, needsRegistration: false, registrationKind: '', isOnSale: true }
  const { ticketTypeId } = valueOf(await app.tickets.saveType(organizer, type))
  valueOf(await app.orders.place(organizer, { eventId: event.id, lines: [{ ticketTypeId, quantity: 1, registrationId: null }], code: '', wantsFapiao: false, onceKey: platform.ids.newId() }))
}

test('a ticket and a code leave while an announcement to two thousand stands in line at a slow mail server', async () => {
  const taken: string[] = []
  const [filled, answered, both] = [gate(), gate(), gate()]
  // It takes its time over each announcement; what else comes it takes at once.
  const send = async ({ subject }: OutgoingMail): Promise<void> => {
    taken.push(subject)
    if (subject.includes('入场须知')) return (filled.resolve(), await answered.promise)
    if (taken.filter((one) => !one.includes('入场须知')).length === 2) both.resolve()
  }
  const house = await openMailHouse({ mailer: { send, close: () => undefined } })
  try {
    await announce(house)
    void house.runJobs()
    await filled.promise
    await takeTicket(house)
    await house.app.identity.startSignIn({ email: 'wang@example.com', locale: 'zh-CN', next: '/', browserSecret: 'a-browser-0123456789' })
    void house.runJobs()
    await both.promise
    expect(taken.filter((subject) => subject.includes('入场须知'))).toHaveLength(2)
    // The rest of the two thousand would say nothing more.
    await house.db.client.job.deleteMany({ where: { state: 'queued' } })
    answered.resolve()
    await house.runJobs()
    expect(await house.db.client.mailMessage.groupBy({ by: ['template', 'state'], _count: true, orderBy: [{ template: 'asc' }, { state: 'asc' }] })).toEqual([
      { template: 'announcement', state: 'queued', _count: readers - 2 }, { template: 'announcement', state: 'sent', _count: 2 },
      { template: 'order_paid', state: 'sent', _count: 1 }, { template: 'sign_in', state: 'sent', _count: 1 },
    ])
  } finally {
    await house.dispose()
  }
})

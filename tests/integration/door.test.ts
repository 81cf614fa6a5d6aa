import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import type { PersonActor } from '#server/domain/access/actor.ts'
import { hashSecret } from '#server/platform/secrets.ts'
import type { ScanAnswer } from '#server/protocol/door.ts'
import { doorList, scanAnswer } from '#server/protocol/door.ts'
import type { ScanInput } from '#server/protocol/inputs/door.ts'
import { makeDoor, mark, scanOf, type DoorHouse } from '#tests/factories/door.ts'
import { makeStaff } from '#tests/factories/meetings.ts'
import { makeInvitation } from '#tests/factories/registrations.ts'
import { codeOf, valueOf } from '#tests/fixtures/money-house.ts'
import { createTestApp, type TestApp } from '#tests/setup/app.ts'

let house: TestApp
let door: DoorHouse
beforeEach(async () => {
  house = await createTestApp()
  door = await makeDoor(house)
})
afterEach(() => house.dispose())

const send = (scans: ScanInput[], who: PersonActor = door.crew) => house.app.door.scan(who, { eventId: door.event.id, scans })
const scan = async (more: Partial<ScanInput>, who?: PersonActor): Promise<ScanAnswer> => scanAnswer.parse(valueOf(await send([scanOf(more)], who)).answers[0])
const said = ({ outcome, reason }: ScanAnswer): string => reason || outcome
const arrivals = () => house.db.client.arrival.findMany({ orderBy: [{ at: 'asc' }] })

describe('scans', () => {
  test('with one nonce five times at once are one entry, and all are answered the same', async () => {
    const { code, ticketId } = await door.guest()
    const again = scanOf({ code })
    const answers = (await Promise.all(Array.from({ length: 5 }, () => send([again])))).map((one) => valueOf(one).answers[0]!)
    expect(answers.map(said)).toEqual(Array(5).fill('accepted'))
    expect(new Set(answers.map(({ checkInId }) => checkInId)).size).toBe(1)
    expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1)
    expect([await house.db.client.checkIn.count(), (await arrivals()).length, (await house.db.client.ticket.findUniqueOrThrow({ where: { id: ticketId } })).checkedInAt?.getTime()]).toEqual([1, 1, house.clock.now()])
  })

  const race = async (): Promise<string[]> => {
    const { code } = await door.guest()
    const other = await makeStaff(house.db, door.event.id, 'crew')
    const answers = await Promise.all([send([scanOf({ code })]), send([scanOf({ code, deviceId: 'device-of-the-south' })], other)])
    return answers.map((one) => said(valueOf(one).answers[0]!)).sort()
  }
  test('of one ticket by two devices at once let one in; the other hears that she is in, and since when', async () => {
    expect(await race()).toEqual(['accepted', 'already_in'])
    expect((await scan({ registrationId: (await house.db.client.arrival.findFirstOrThrow()).registrationId })).since).toBe(house.clock.now())
  })
  test('let both in where the key of Arrival is missing: it is what decides', async () => {
    await house.db.client.$executeRawUnsafe('ALTER TABLE "Arrival" RENAME TO "ArrivalBefore"')
    await house.db.client.$executeRawUnsafe('CREATE TABLE "Arrival" AS SELECT * FROM "ArrivalBefore"')
    expect(await race()).toEqual(['accepted', 'accepted'])
  })

  test('are refused with the reason, and each refusal stands in the book', async () => {
    const unpaid = await door.guest({ state: 'approved', kind: 'observer' })
    const cancelled = await door.guest({ state: 'cancelled' })
    const waiting = await door.guest({ state: 'submitted' })
    const voided = await door.guest()
    await house.db.client.ticket.update({ where: { id: voided.ticketId }, data: { state: 'void' } })
    const elsewhere = await (await makeDoor(house)).guest()
    const answers = [
      await scan({ registrationId: unpaid.registrationId }), await scan({ registrationId: cancelled.registrationId }), await scan({ registrationId: waiting.registrationId }), await scan({ code: voided.code }),
      await scan({ code: elsewhere.code }), await scan({ code: 'A'.repeat(22) }), await scan({ code: 'https://example.com' }), await scan({ registrationId: elsewhere.registrationId }),
    ]
    expect(answers.map(said)).toEqual(['unpaid', 'cancelled', 'not_approved', 'void', 'wrong_event', 'unknown', 'unknown', 'unknown'])
    expect([await house.db.client.checkIn.count({ where: { eventId: door.event.id, outcome: 'refused' } }), await house.db.client.arrival.count()]).toEqual([8, 0])
  })

  test('go out and come back, and are taken back: an entry that is undone was none', async () => {
    const { code, registrationId } = await door.guest()
    const first = scanOf({ code })
    await send([first])
    expect([said(await scan({ code, kind: 'exit' })), said(await scan({ code, kind: 'exit' }))]).toEqual(['accepted', 'not_inside'])
    expect([(await scan({ code })).isReentry, said(await scan({ code }))]).toEqual([true, 'already_in'])
    const stranger = await makeStaff(house.db, door.event.id, 'crew')
    expect(said(await scan({ kind: 'undo', undoes: first.nonce }, stranger))).toBe('not_yours_to_undo')
    house.clock.advance(11 * 60_000)
    expect(said(await scan({ kind: 'undo', undoes: first.nonce }))).toBe('too_late_to_undo')
    expect(said(await scan({ kind: 'undo', undoes: first.nonce }, door.organizer))).toBe('accepted')
    expect([await arrivals(), (await house.db.client.ticket.findUniqueOrThrow({ where: { registrationId } })).checkedInAt]).toEqual([[], null])
    expect(said(await scan({ kind: 'undo', undoes: first.nonce }, door.organizer))).toBe('nothing_to_undo')
  })

  test('stay in the book for good', async () => {
    await scan({ code: (await door.guest()).code })
    await expect(house.db.client.$executeRawUnsafe(`UPDATE "CheckIn" SET "outcome" = 'refused'`)).rejects.toThrow()
    await expect(house.db.client.$executeRawUnsafe(`DELETE FROM "CheckIn"`)).rejects.toThrow()
    expect((await house.db.client.checkIn.findMany()).map(({ outcome }) => outcome)).toEqual(['accepted'])
  })

  test('at a session’s door let in who chose it when registering', async () => {
    const session = await house.db.client.eventSession.create({ data: { id: house.platform.ids.newId(), eventId: door.event.id, kind: 'forum', nameZh: '闭门会', nameEn: 'Closed session', startsAt: new Date(0), endsAt: new Date(1), entryRule: { admissions: [] } } })
    const [one, other] = [await door.guest(), await door.guest()]
    await house.db.client.registrationPool.create({ data: { id: house.platform.ids.newId(), eventId: door.event.id, sessionId: session.id, places: 5 } })
    await house.db.client.registration.update({ where: { id: one.registrationId }, data: { sessionIds: [session.id] } })
    const answers = [await scan({ code: one.code, sessionId: session.id }), await scan({ code: other.code, sessionId: session.id }), await scan({ code: other.code })]
    expect(answers.map(said)).toEqual(['accepted', 'wrong_session', 'accepted'])
  })

  test('at a door that is gone are refused without holding up the others', async () => {
    const [one, other] = [await door.guest(), await door.guest()]
    expect(valueOf(await send([scanOf({ code: one.code, sessionId: house.platform.ids.newId() }), scanOf({ code: other.code })])).answers.map(said)).toEqual(['wrong_session', 'accepted'])
  })

  test('fill the last step of the invitations’ funnel', async () => {
    const { code, personId } = await door.guest()
    const { listId } = await makeInvitation(house, door.event.id, personId)
    await house.db.client.invitation.updateMany({ data: { state: 'accepted' } })
    const arrived = async () => valueOf(await house.app.invitations.listDesk(door.organizer, { eventId: door.event.id, listId })).funnel.map((row) => row.arrived)
    expect(await arrived()).toEqual([0])
    await scan({ code })
    expect(await arrived()).toEqual([1])
  })
})

describe('a device that was offline', () => {
  const late = (more: Partial<ScanInput>): ScanInput => scanOf({ isOffline: true, wasLetIn: true, deviceId: 'device-of-the-south', ...more })
  const conflicts = async () => (await house.db.client.doorConflict.findMany({ orderBy: { id: 'asc' } })).map(({ reason, checkInId, otherId }) => ({ reason, checkInId, otherId }))

  test('and let in a ticket before another device did has the rightful entry; the other is the conflict', async () => {
    const { code } = await door.guest()
    const at = house.clock.now()
    const online = await scan({ code })
    house.clock.advance(60_000)
    const queued = late({ code, scannedAt: at - 30_000 })
    const [answer, again] = [valueOf(await send([queued])).answers[0]!, valueOf(await send([queued])).answers[0]!]
    expect([said(answer), answer.isConflict, again.isReplay, again.checkInId]).toEqual(['accepted', true, true, answer.checkInId])
    expect(await conflicts()).toEqual([{ reason: 'already_in', checkInId: online.checkInId, otherId: answer.checkInId }])
    expect((await arrivals()).map((one) => [one.checkInId, one.at.getTime()])).toEqual([[answer.checkInId, at - 30_000]])
  })

  test('and let in a ticket after another device did is the conflict itself', async () => {
    const { code } = await door.guest()
    const online = await scan({ code })
    house.clock.advance(60_000)
    const answer = valueOf(await send([late({ code, scannedAt: house.clock.now() - 1_000 })])).answers[0]!
    expect([said(answer), answer.isConflict]).toEqual(['already_in', true])
    expect(await conflicts()).toEqual([{ reason: 'already_in', checkInId: answer.checkInId, otherId: online.checkInId }])
  })

  test('and let in somebody who had cancelled meanwhile leaves a conflict; whom it turned away leaves none', async () => {
    const [gone, turned] = [await door.guest({ state: 'cancelled' }), await door.guest({ state: 'cancelled' })]
    const answers = valueOf(await send([late({ registrationId: gone.registrationId }), late({ registrationId: turned.registrationId, wasLetIn: false }), late({ codeHash: 'a'.repeat(64) })])).answers
    expect(answers.map((one) => [said(one), one.isConflict])).toEqual([['cancelled', true], ['cancelled', false], ['unknown', true]])
    expect((await conflicts()).map(({ reason }) => reason).sort()).toEqual(['cancelled', 'unknown'])
  })

  test('finds a ticket by the hash of its code, and hands over hundreds at once in the order in which they were made', async () => {
    const { code } = await door.guest()
    const scans = [late({ kind: 'exit', codeHash: hashSecret(code), scannedAt: house.clock.now() - 1_000 }), late({ codeHash: hashSecret(code), scannedAt: house.clock.now() - 2_000 })]
    expect(valueOf(await send(scans)).answers.map((one) => [one.nonce, said(one)])).toEqual([[scans[0]?.nonce, 'accepted'], [scans[1]?.nonce, 'accepted']])
    expect((await arrivals()).map(({ isInside }) => isInside)).toEqual([false])
  })

  test('is settled by an organizer, with a reason, once; who may stay counts as arrived', async () => {
    const { registrationId, ticketId } = await door.guest()
    await house.db.client.ticket.update({ where: { id: ticketId }, data: { state: 'void' } })
    await send([late({ registrationId })])
    const { id, version } = await house.db.client.doorConflict.findFirstOrThrow()
    const settle = (verdict: 'let_stay' | 'copied', who = door.organizer) => house.app.door.settle(who, { eventId: door.event.id, conflictId: id, version, verdict, note: '新票已补发' })
    expect(codeOf(await settle('let_stay', door.crew))).toBe('auth.forbidden')
    expect(codeOf(await settle('copied'))).toBe('door.unfit_verdict')
    expect([codeOf(await settle('let_stay')), codeOf(await settle('let_stay'))]).toEqual(['ok', 'door.settled'])
    expect((await arrivals()).map((one) => one.registrationId)).toEqual([registrationId])
    expect(valueOf(await house.app.door.desk(door.organizer, { eventId: door.event.id })).conflicts.map((one) => [one.verdict, one.note, one.settledAt])).toEqual([['let_stay', '新票已补发', house.clock.now()]])
  })
})

describe('the door', () => {
  test('isn’t there for another event’s crew, for guests and for the anonymous', async () => {
    const { code, personId } = await door.guest()
    const stranger = await makeStaff(house.db, (await makeDoor(house)).event.id, 'crew')
    const guest: PersonActor = { kind: 'person', personId: personId as never, isAdmin: false, token: null, roles: [], delegations: [] }
    const input = { eventId: door.event.id, scans: [scanOf({ code })] }
    const { id: eventId } = door.event
    expect(await Promise.all([stranger, guest, { kind: 'anonymous' } as const].map(async (who) => codeOf(await house.app.door.scan(who, input))))).toEqual(['record.not_found', 'record.not_found', 'auth.required'])
    expect(await Promise.all([house.app.door.list(stranger, { eventId }), house.app.door.desk(stranger, { eventId }), house.app.door.badges(stranger, { eventId, kind: '', registrationId: '' })].map(async (one) => codeOf(await one)))).toEqual(Array(3).fill('record.not_found'))
    expect(await house.app.rooms.door.mayJoin(stranger, { kind: 'door', eventId })).toBe(false)
    expect(await house.db.client.checkIn.count()).toBe(0)
  })

  test('takes nothing from a page that somebody left open in the name of whoever has signed in since: it waits for its owner', async () => {
    const [{ code }, next, { id: eventId }, by] = [await door.guest(), await makeStaff(house.db, door.event.id, 'crew'), door.event, door.crew.personId]
    const input = { eventId, by, scans: [scanOf({ code, isOffline: true, wasLetIn: true })] }
    expect([codeOf(await house.app.door.scan(next, input)), codeOf(await house.app.door.list(next, input)), await house.db.client.checkIn.count()]).toEqual(['door.somebody_else', 'door.somebody_else', 0])
    expect([codeOf(await house.app.door.scan(door.crew, input)), (await house.db.client.checkIn.findMany()).map(({ byPersonId }) => byPersonId)]).toEqual(['ok', [by]])
  })

  test('gives its phones names and hashes, and neither code nor address nor number of anybody', async () => {
    const { code, personId, registrationId } = await door.guest({ name: '周岚' })
    await house.db.client.person.update({ where: { id: personId }, data: { email: 'sentinel@closed.example', phone: '+8613800005678' } })
    await house.db.client.registration.update({ where: { id: registrationId }, data: { badge: { nameZh: '周岚', nameEn: '', organizationZh: '远山资本', organizationEn: '', titleZh: '', titleEn: '', phone: '+8613900001234' }, answers: { secret: '哨兵答案' }, uscc: '91110108MA01ABCD2H' } })
    const list = doorList.parse(valueOf(await house.app.door.list(door.crew, { eventId: door.event.id })))
    expect(list.guests.map(({ nameZh, organizationZh, hash }) => ({ nameZh, organizationZh, hash }))).toEqual([{ nameZh: '周岚', organizationZh: '远山资本', hash: hashSecret(code) }])
    const text = JSON.stringify(valueOf(await house.app.door.list(door.crew, { eventId: door.event.id })))
    expect(['sentinel', '1380000', '1390000', '哨兵答案', '91110108', code].filter((word) => text.includes(word))).toEqual([])
  })

  test('registers who comes without a ticket while there is room, once however often it is sent, and mails nobody', async () => {
    const { id: eventId } = door.event
    await door.guest()
    await house.db.client.registrationPool.updateMany({ data: { places: 1, kind: 'guest' } })
    const { id: formId } = await house.db.client.registrationForm.update({ where: { eventId_kind: { eventId, kind: 'guest' } }, data: { needsApproval: true } })
    const who = { eventId, formId, nonce: mark(), deviceId: 'device-of-the-north', sessionId: '', nameZh: '白露', nameEn: '', organizationZh: '晨星创投', organizationEn: '' }
    const answers = [valueOf(await house.app.door.walkIn(door.crew, who)), valueOf(await house.app.door.walkIn(door.crew, who))]
    expect(answers.map((one) => [said(one), one.guest?.nameZh, one.isReplay])).toEqual([['accepted', '白露', false], ['accepted', '白露', true]])
    expect(codeOf(await house.app.door.walkIn(door.crew, { ...who, nonce: mark(), nameZh: '谷雨' }))).toBe('door.full')
    expect([await house.db.client.person.count({ where: { nameZh: { in: ['白露', '谷雨'] } } }), await house.db.client.mailMessage.count()]).toEqual([1, 0])
    await house.db.client.registrationForm.update({ where: { id: formId }, data: { isPaid: true } })
    expect(codeOf(await house.app.door.walkIn(door.crew, { ...who, nonce: mark() }))).toBe('door.not_at_the_door')
  })

  test('prints badges of valid tickets only, and printing lets nobody in', async () => {
    const { registrationId } = await door.guest({ name: '周岚' })
    await door.guest({ state: 'cancelled' })
    await door.guest({ state: 'submitted' })
    const sheet = valueOf(await house.app.door.badges(door.crew, { eventId: door.event.id, kind: '', registrationId: '' }))
    expect([sheet.badges.map((one) => one.registrationId), sheet.kinds]).toEqual([[registrationId], [{ kind: 'guest', count: 1 }]])
    expect([await house.db.client.checkIn.count(), await house.db.client.arrival.count()]).toEqual([0, 0])
  })

  test('opens and closes at the organizer’s word, also for tickets scanned later', async () => {
    const { code } = await door.guest()
    const { id: eventId } = door.event
    expect(codeOf(await house.app.door.setHours(door.crew, { eventId, version: 1, open: 'closed' }))).toBe('auth.forbidden')
    valueOf(await house.app.door.setHours(door.organizer, { eventId, version: 1, open: 'closed' }))
    expect(said(await scan({ code }))).toBe('over')
    expect(codeOf(await house.app.door.setHours(door.organizer, { eventId, version: 1, open: 'now' }))).toBe('record.changed')
    valueOf(await house.app.door.setHours(door.organizer, { eventId, version: 2, open: 'now' }))
    expect(said(await scan({ code }))).toBe('accepted')
  })

  test('tells everybody in its room without a name', async () => {
    const { code, registrationId } = await door.guest({ name: '周岚' })
    house.facts.length = 0
    await scan({ code })
    expect(house.facts.map(({ room, name, payload }) => ({ room, name, about: (payload as { registrationId?: string }).registrationId }))).toEqual([{ room: `door:${door.event.id}`, name: 'door:passed', about: registrationId }])
    expect(JSON.stringify(house.facts)).not.toContain('周岚')
  })
})

test('a nonce of one event says nothing at another', async () => {
  const other = await makeDoor(house)
  const [mine, theirs] = [await door.guest(), await other.guest()]
  const nonce = mark()
  await scan({ nonce, code: mine.code })
  const answer = valueOf(await house.app.door.scan(other.crew, { eventId: other.event.id, scans: [scanOf({ nonce, code: theirs.code })] })).answers[0]!
  expect([said(answer), answer.isReplay]).toEqual(['accepted', false])
})

import { createIds } from '#server/platform/ids.ts'
import type { TestApp } from '#tests/setup/app.ts'

import { makeRequest, type MadeDelegation } from './meetings.ts'
import { makeRoadshow, smallPdf } from './pitching.ts'
import { makeInvitation, makeRegistration } from './registrations.ts'
import { computeDraft, makeAcceptedRequests, type MadeTimetable } from './timetables.ts'

type House = Pick<TestApp, 'app'> & { db: Pick<TestApp['db'], 'client'> }
type Ids = Record<string, unknown>
/** `ids`: one of everything, under the names by which calls of the API ask for them. */
export type World = MadeTimetable & { ids: Ids }
type Parts = MadeTimetable & { fund: MadeDelegation; first: MadeDelegation; second: MadeDelegation }

const newIds = createIds()
const made = new Date(Date.UTC(2026, 10, 30))

function done<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}

/** An event with one of everything. */
export async function makeWorld(house: House): Promise<World> {
  const timetable = await makeAcceptedRequests(house as unknown as TestApp, { funds: 1, startups: 2 })
  const [fund] = timetable.funds
  const [first, second] = timetable.startups
  if (!fund || !first || !second) throw new Error('the crowd is too small')
  const parts = { ...timetable, fund, first, second }
  const ids = { ...(await makeMeetingIds(house, parts)), ...(await makePitchIds(house, parts)), ...(await makeStageIds(house, parts)), ...(await makeGuestIds(house, parts)), ...(await makeMoneyIds(house, parts)) }
  return { ...timetable, ids: { ...ids, eventId: timetable.event.id, seriesId: timetable.event.seriesId, to: 'requests_open', slot: 1, version: 1, row: 2, column: 0, cursor: undefined } }
}

/** A release, a draft with a study, a repair, a request and a meeting; a claim and an imported roster. */
async function makeMeetingIds({ app, db }: House, parts: Parts): Promise<Ids> {
  const { event, organizer, fund, first, second } = parts
  const test = { app, db } as unknown as TestApp
  done(await app.timetable.release(organizer, { draftId: await computeDraft(test, parts), version: 2, name: 'First', notes: '' }))
  const { id: releaseId } = await db.client.timetableRelease.findFirstOrThrow({ where: { eventId: event.id } })
  const draftId = await computeDraft(test, parts)
  const request = await makeRequest(db, event.id, { from: first, to: fund, holds: [event.at('11:00')] })
  const meeting = await db.client.meeting.findFirstOrThrow({ where: { eventId: event.id, OR: [{ aDelegationId: fund.id }, { bDelegationId: fund.id }] } })
  const [claimId, studyId, absenceId] = [newIds.newId(), newIds.newId(), newIds.newId()]
  await db.client.claim.create({ data: { id: claimId, organizationId: second.organizationId, kind: 'label', value: 'specialized', createdAt: made } })
  await db.client.timetableStudy.create({ data: { id: studyId, eventId: event.id, draftId, draftVersion: 1, kind: 'rehearsal', state: 'ready', input: {}, createdById: '', createdAt: made, updatedAt: made } })
  await db.client.timetableRepair.create({ data: { id: absenceId, eventId: event.id, state: 'applied', question: { trouble: { kind: 'away', personId: second.people[0] ?? '', fromMs: event.at('11:00'), untilMs: event.at('11:20') } }, plan: {}, createdById: '', createdAt: made, updatedAt: made } })
  const { repairId } = done(await app.repairs.propose(organizer, { kind: 'fill', eventId: event.id, noticeMinutes: 0 }))
  const { batchId } = done(await app.imports.upload(organizer, { eventId: event.id, target: 'startups', fileName: 'roster.csv', bytes: Buffer.from('企业名称,行业\n甲公司,人工智能\n') }))
  const table = event.tables[0]?.id
  const role = await db.client.eventRole.findFirstOrThrow({ where: { eventId: event.id, role: 'founder' } })
  return {
    requestId: request.id, meetingId: meeting.id, draftId, studyId, repairId, absenceId, releaseId, claimId, batchId, roleId: role.id, tableId: table, table, meeting: parts.requests[0], a: draftId, b: draftId,
    delegationId: second.id, toDelegationId: second.id, otherDelegationId: second.id, organizationId: fund.organizationId, personId: fund.people[0], assigneeIds: [fund.people[0]], holds: [event.at('11:20')], startsAt: event.at('11:00'),
  }
}

/** Pitch slots of which each start-up has one; a deck, a place in line of the first, a time of the second for a tech check, and a proposal. */
async function makePitchIds({ app, db }: House, { event, first, second }: Parts): Promise<Ids> {
  const { sessionId, slots } = await makeRoadshow(db, event, { from: '07:00' })
  const [own, other, open] = slots.map((slot) => slot.itemId as string)
  const eventId: string = event.id
  done(await app.pitching.book(first.actor(), { eventId, itemId: own ?? '' }))
  done(await app.pitching.book(second.actor(), { eventId, itemId: other ?? '' }))
  const { swapId } = done(await app.pitching.proposeSwap(second.actor(), { eventId, fromItemId: other ?? '', toItemId: own ?? '', message: '' }))
  const { deckId } = done(await app.pitching.uploadDeck(second.actor(), { eventId, fileName: 'deck.pdf', bytes: smallPdf() }))
  const [techSlotId, waitingId] = [newIds.newId(), newIds.newId()]
  await db.client.techCheckSlot.create({ data: { id: techSlotId, eventId, sessionId, delegationId: second.id, startsAt: new Date(event.at('06:00')), endsAt: new Date(event.at('06:10')) } })
  await db.client.pitchWaiting.create({ data: { id: waitingId, eventId, sessionId, delegationId: first.id, state: 'waiting', openKey: `${sessionId}:${first.id}`, rank: 1, personIds: [], createdAt: made } })
  return { itemId: open, itemIds: [open], fromItemId: own, toItemId: open, sessionId, swapId, deckId, techSlotId, waitingId, lineId: own, withId: other, pitchOfAnother: own }
}

/** Rules by which a question may come without a name, a question, a poll, a round of judging with the fund's lead among its judges, interest under way, a schedule that waits. */
async function makeStageIds({ app, db }: House, { event, organizer, fund }: Parts): Promise<Ids> {
  const stageId: string = event.stages[0]?.id ?? ''
  const eventId: string = event.id
  const [questionId, pollId] = [newIds.newId(), newIds.newId()]
  done(await app.questions.setRules(organizer, { eventId, version: 0, areQuestionsOpen: true, isModerated: true, allowsAnonymous: true }))
  await db.client.question.create({ data: { id: questionId, eventId, stageId, authorId: fund.people[0] ?? '', onceKey: newIds.newId(), text: 'What is the margin?', state: 'shown', createdAt: made } })
  await db.client.poll.create({ data: { id: pollId, eventId, stageId, titleEn: 'Would you?', options: [{ id: 'o1', textZh: '', textEn: 'Yes' }, { id: 'o2', textZh: '', textEn: 'No' }], state: 'open', createdById: '', createdAt: made } })
  await db.client.eventRole.create({ data: { id: newIds.newId(), eventId, personId: fund.people[0] ?? '', role: 'judge', createdAt: made } })
  const criteria = [{ id: '', nameZh: '', nameEn: 'Team', hintZh: '', hintEn: '', weight: 1 }]
  done(await app.judging.setUp(organizer, { eventId, version: 0, scaleMax: 10, criteria, organizerSees: 'when_closed', openTo: 'own', winners: 3, metBefore: 'tell' }))
  done(await app.interest.act(organizer, { eventId, version: 0, act: 'start' }))
  const schedule = '<?xml version="1.0"?><schedule><conference><title>Small</title></conference><day index="1" date="2026-12-02"><room name="A"><event id="1"><start>10:00</start><duration>00:30</duration><title>Talk</title></event></room></day></schedule>'
  const { importId } = done(await app.programme.uploadSchedule(organizer, { eventId, fileName: 'schedule.xml', bytes: Buffer.from(schedule) }))
  return { stageId, questionId, pollId, judgeId: fund.people[0], importId }
}

/** Seats to which everybody is invited, and a clearing in which funds write their lists. */
async function makeGuestIds({ app, db }: House, { event, organizer, fund, second }: Parts): Promise<Ids> {
  const eventId: string = event.id
  done(await app.seats.savePlan(organizer, { eventId, version: 0, seats: 20, offerMinutes: 60, isOpen: false }))
  done(await app.seats.invite(organizer, { eventId, personIds: [], group: 'everybody' }))
  done(await app.clearing.step(organizer, { eventId, version: 0, step: 'open' }))
  const guest = await db.client.seatGuest.findFirstOrThrow({ where: { eventId, personId: fund.people[0] ?? '' } })
  const { formId, registrationId, poolId } = await makeRegistration({ db }, eventId, second.people[0] ?? '')
  const { listId, invitationId } = await makeInvitation({ db }, eventId, second.people[0] ?? '')
  await db.client.consentEntry.create({ data: { id: newIds.newId(), personId: second.people[0] ?? '', eventId, purpose: 'photos', isGiven: true, at: made } })
  const conflictId = newIds.newId()
  await db.client.doorConflict.create({ data: { id: conflictId, eventId, registrationId, reason: 'already_in', checkInId: newIds.newId(), createdAt: made } })
  return { conflictId, guestId: guest.id, personIds: fund.people, ranked: [second.id], unranked: [], formId, registrationId, poolId, listId, invitationId, sessionIds: [], registrations: [{ id: registrationId, version: 1 }] }
}

/** A ticket type, a code, and an order of the fund's lead that waits for its payment, with a 发票. */
async function makeMoneyIds({ app }: House, { event, organizer, fund }: Parts): Promise<Ids> {
  const eventId: string = event.id
  const type = { eventId, ticketTypeId: null, version: 0, kind: 'ticket' as const, nameZh: '嘉宾票', nameEn: 'Guest', noteZh: '', noteEn: '', currency: 'CNY' as const, price: 10_000, deposit: 0, tax: 600, capacity: 100, perOrder: 5, opensAt: null, closesAt: null, needsRegistration: false, registrationKind: '' as const, isOnSale: true }
  const { ticketTypeId } = done(await app.tickets.saveType(organizer, type))
  const { codeId } = done(await app.tickets.saveCode(organizer, { eventId, codeId: null, version: 0, code: 'FRIENDS', percent: 1_000, amount: 0, currency: 'CNY', ticketTypeIds: [], capacity: 10, opensAt: null, closesAt: null, isActive: true }))
  const fapiao = { holder: 'person' as const, title: 'Somebody', taxNumber: '', email: 'somebody@example.com' }
  const { orderId } = done(await app.orders.place(fund.actor(), { eventId, lines: [{ ticketTypeId, quantity: 1, registrationId: null }], code: '', wantsFapiao: true, fapiao, onceKey: 'one-of-everything' }))
  return { ticketTypeId, ticketTypeIds: [ticketTypeId], codeId, orderId }
}

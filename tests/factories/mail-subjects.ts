import type { Prisma } from '#prisma/generated/client.ts'
import type { Affected } from '#server/domain/programme/release.ts'
import type { GuestState } from '#server/domain/seats/guest.ts'
import type { ProgrammeSnapshot } from '#server/features/programme-releases/store.ts'
import type { Database } from '#server/platform/db.ts'
import { createIds } from '#server/platform/ids.ts'
import type { MadeEvent } from '#tests/factories/events.ts'
import type { MadeDelegation } from '#tests/factories/meetings.ts'
import { makePerson } from '#tests/factories/people.ts'
import { makeDeck, makeRoadshow, type Roadshow } from '#tests/factories/pitching.ts'
import { makeInvitation, makeRegistration } from '#tests/factories/registrations.ts'

type Db = Pick<Database, 'client'>
const ids = createIds()
const made = new Date(Date.UTC(2026, 0, 1))

/** A mail's subject as templates read it (`<id>@<version>` or an id) and who reads it. */
export type MailSubject = { subjectId: string; personId: string | null }
/** `name`: what everything with a text is called. The first party reads every mail; at least four parties. */
type World = { event: MadeEvent; name: string; parties: readonly MadeDelegation[] }

const partyOf = ({ parties }: World, at: number): MadeDelegation => {
  const party = parties[at]
  if (party === undefined) throw new Error(`no party ${at}`)
  return party
}
const readerOf = (world: World): string => partyOf(world, 0).people[0] as string
const slotOf = (roadshow: Roadshow, at: number): string => roadshow.slots[at]?.itemId as string

/** Slots, stages and the event itself under the given name: factories call them otherwise. */
async function rename(db: Db, { event, name }: World): Promise<void> {
  const texts = { nameZh: name, nameEn: name }
  await db.client.event.update({ where: { id: event.id }, data: { venueZh: name, venueEn: name, summaryZh: name, summaryEn: name } })
  await db.client.stage.updateMany({ where: { eventId: event.id }, data: { ...texts, placeZh: name, placeEn: name } })
  await db.client.eventSession.updateMany({ where: { eventId: event.id }, data: texts })
  for (const { id, released } of await db.client.programmeItem.findMany({ where: { eventId: event.id } })) {
    const titles = { titleZh: name, titleEn: name, summaryZh: name, summaryEn: name, track: name }
    await db.client.programmeItem.update({ where: { id }, data: { ...titles, released: { ...(released as Prisma.JsonObject), ...titles } } })
  }
}

/** Two booked slots with a swap proposed to the reader, a slot on offer, an offer that is over, and two reviewed decks. */
async function pitchSubjects(db: Db, world: World, roadshow: Roadshow): Promise<Record<string, MailSubject>> {
  const { event, name } = world
  const { sessionId } = roadshow
  const about = (subjectId: string): MailSubject => ({ subjectId, personId: readerOf(world) })
  const [own, other] = [partyOf(world, 0), partyOf(world, 1)]
  for (const [at, party] of [own, other].entries()) {
    await db.client.pitchBooking.create({ data: { itemId: slotOf(roadshow, at), eventId: event.id, sessionId, delegationId: party.id, place: 1, state: 'booked', origin: 'booked', personIds: party.people, bookedAt: made } })
    await db.client.programmeItem.update({ where: { id: slotOf(roadshow, at) }, data: { delegationId: party.id, bookedAt: made } })
  }
  const waiting = { eventId: event.id, sessionId, delegationId: own.id, personIds: own.people, createdAt: made }
  const [offerId, overId, swapId] = [ids.newId(), ids.newId(), ids.newId()]
  const offerEndsAt = new Date(event.at('08:30'))
  await db.client.pitchWaiting.create({ data: { ...waiting, id: offerId, state: 'offered', openKey: `${sessionId}:${own.id}`, itemId: slotOf(roadshow, 2), offerEndsAt, rank: 2 } })
  await db.client.pitchWaiting.create({ data: { ...waiting, id: overId, state: 'expired', rank: 1, endedAt: made } })
  await db.client.pitchSwap.create({
    data: { id: swapId, eventId: event.id, fromItemId: slotOf(roadshow, 1), toItemId: slotOf(roadshow, 0), fromDelegationId: other.id, toDelegationId: own.id, message: name, state: 'proposed', openKey: swapId, endsAt: offerEndsAt, createdAt: made },
  })
  const accepted = await makeDeck(db, event.id, own, 'accepted')
  const toMend = await makeDeck(db, event.id, other, 'to_mend')
  await db.client.pitchDeck.updateMany({ where: { eventId: event.id }, data: { fileName: name } })
  await db.client.pitchDeck.update({ where: { id: toMend }, data: { reason: name } })
  return {
    pitch_booked: about(`${slotOf(roadshow, 0)}@1`),
    pitch_moved: about(`${slotOf(roadshow, 0)}@1`),
    pitch_left: about(`${slotOf(roadshow, 3)}@1`),
    pitch_freed: about(`${slotOf(roadshow, 3)}@1`),
    pitch_offer: about(`${offerId}@1`),
    pitch_offer_over: about(`${overId}@1`),
    pitch_swap: about(`${swapId}@1`),
    deck_accepted: about(`${accepted}@1`),
    deck_to_mend: { subjectId: `${toMend}@1`, personId: other.people[0] as string },
  }
}

/** One release that brought the reader's booked pitch and took another appearance of hers away. */
async function programmeSubjects(db: Db, world: World, roadshow: Roadshow): Promise<Record<string, MailSubject>> {
  const { event, name } = world
  const personId = readerOf(world)
  const [itemId, goneId, id] = [slotOf(roadshow, 0), ids.newId(), ids.newId()]
  const place = { titleZh: name, titleEn: name, stageId: roadshow.stageId, startsAtMs: event.at('16:00'), endsAtMs: event.at('16:10') }
  const affected: Affected[] = [{ personId, itemId, kind: 'new' }, { personId, itemId: goneId, kind: 'gone' }]
  const snapshot: ProgrammeSnapshot = { items: [], affected, gone: [{ itemId: goneId, ...place, sequence: 1 }] }
  const changelog = { added: [], moved: [], changed: [], removed: [] }
  await db.client.programmeRelease.create({ data: { id, eventId: event.id, number: 1, name, notes: name, changelog, snapshot: snapshot as unknown as Prisma.InputJsonObject, createdById: personId, createdAt: made } })
  return { programme_released: { subjectId: id, personId }, programme_withdrawn: { subjectId: id, personId } }
}

/** A guest in each state that a mail tells of; nobody can be on one list twice, so each is somebody else. */
async function seatSubjects(db: Db, world: World): Promise<Record<string, MailSubject>> {
  const { event } = world
  await db.client.seatPlan.create({ data: { eventId: event.id, seats: 2, offerMinutes: 60, isOpen: true, updatedAt: made } })
  const guest = async (at: number, state: GuestState, seat?: number): Promise<MailSubject> => {
    const [id, personId] = [ids.newId(), partyOf(world, at).people[0] as string]
    const offeredUntil = state === 'offered' ? new Date(event.at('08:30')) : null
    await db.client.seatGuest.create({ data: { id, eventId: event.id, personId, state, offeredUntil, invitedAt: made } })
    if (seat !== undefined) await db.client.seatTaken.create({ data: { eventId: event.id, number: seat, guestId: id } })
    return { subjectId: `${id}@1`, personId }
  }
  return {
    seat_invited: await guest(0, 'invited'),
    seat_confirmed: await guest(1, 'going', 1),
    seat_offered: await guest(2, 'offered', 2),
    seat_lapsed: await guest(3, 'lapsed'),
  }
}

/** A registration in each state that a mail tells of, each of somebody else, and an invitation. */
async function guestSubjects(db: Db, { event, name, parties }: World): Promise<Record<string, MailSubject>> {
  const states = ['submitted', 'approved', 'declined', 'waitlisted', 'offered', 'lapsed', 'confirmed', 'cancelled']
  const people = await Promise.all(states.map(() => makePerson(db)))
  const subjects: Record<string, MailSubject> = {}
  for (const [at, state] of states.entries()) {
    const personId = people[at]?.id ?? ''
    const until = state === 'offered' || state === 'approved' ? new Date(event.at('08:30')) : undefined
    const { registrationId } = await makeRegistration({ db }, event.id, personId, { state, name, reasonText: name, ...(until ? { until } : {}) })
    subjects[`registration_${state}`] = { subjectId: `${registrationId}@1`, personId }
  }
  const personId = parties[0]?.people[0] ?? null
  const { invitationId } = await makeInvitation({ db }, event.id, personId ?? '', name)
  const { invitationId: accepted } = await makeInvitation({ db }, event.id, personId ?? '', name)
  await db.client.invitation.update({ where: { id: accepted }, data: { state: 'accepted' } })
  const invited: MailSubject = { subjectId: `${invitationId}@1`, personId }
  return { ...subjects, invitation_sent: invited, invitation_reminder: invited, invitation_promoted: { subjectId: `${accepted}@1`, personId } }
}

/** An order that was paid and given back whole, with a 发票, one whose payment failed, one to be paid and one that ended. */
async function orderSubjects(db: Db, world: World): Promise<Record<string, MailSubject>> {
  const { event, name } = world
  const personId = readerOf(world)
  const texts = { nameZh: name, nameEn: name }
  const ticketTypeId = ids.newId()
  await db.client.ticketType.create({ data: { id: ticketTypeId, eventId: event.id, kind: 'ticket', ...texts, currency: 'CNY', price: 10_000, capacity: 2, createdAt: made } })
  const order = async (number: number, more: Partial<Prisma.TicketOrderUncheckedCreateInput>): Promise<string> => {
    const id = ids.newId()
    const lines = { create: { id: ids.newId(), ticketTypeId, quantity: 1, ...texts, unitPrice: 10_000, unitDeposit: 0, taxBp: 600, discount: 0, amount: 10_000, deposit: 0 } }
    await db.client.ticketOrder.create({ data: { id, eventId: event.id, personId, number, currency: 'CNY', amount: 10_000, tax: 566, holdUntil: made, onceKey: id, createdAt: made, updatedAt: made, ...more, lines } })
    return id
  }
  const back = await order(1, { state: 'refunded', fulfilledAt: made, refunded: 10_000 })
  await db.client.fapiao.create({ data: { orderId: back, holder: 'person', title: name, email: 'somebody@example.com', updatedAt: made } })
  const failed = await order(2, { state: 'failed' })
  const open = await order(3, { state: 'held' })
  const ended = await order(4, { state: 'cancelled' })
  const about = (subjectId: string): MailSubject => ({ subjectId, personId })
  return { order_smaller: about(`${open}@1`), order_ended: about(`${ended}@0`), order_paid: about(`${back}@1`), order_refunded: about(`${back}@10000`), order_returned: about(`${back}@1`), order_failed: about(`${failed}@1`) }
}

/** What each mail about a pitch, a deck, the programme, a seat, a registration or an order is about, written straight into the database, past all rules. */
export async function makeMailSubjects(db: Db, world: World): Promise<Record<string, MailSubject>> {
  const roadshow = await makeRoadshow(db, world.event, { slots: 4 })
  await rename(db, world)
  return { ...(await pitchSubjects(db, world, roadshow)), ...(await programmeSubjects(db, world, roadshow)), ...(await seatSubjects(db, world)), ...(await guestSubjects(db, world)), ...(await orderSubjects(db, world)) }
}

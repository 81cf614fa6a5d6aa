import type { Prisma } from '#prisma/generated/client.ts'
import { presenterTicks } from '#server/domain/pitching/claims.ts'
import { defaultPitchRules, type PitchRules } from '#server/domain/pitching/rules.ts'
import { swapKey } from '#server/domain/pitching/swap.ts'
import { ticksBetween } from '#server/domain/shared/time.ts'

import type { SeedEvent } from './calendar.ts'
import type { SeedProgramme } from './programme.ts'
import type { Traffic } from './traffic.ts'
import type { WorldMeans } from './world.ts'

/** Slots being given away: rules, tech checks, some slots taken, some wishes, a line and a swap on the table. */
export type SeedPitching = {
  rules: Prisma.PitchRuleCreateManyInput[]
  techChecks: Prisma.TechCheckSlotCreateManyInput[]
  bookings: Prisma.PitchBookingCreateManyInput[]
  people: Prisma.ProgrammePersonCreateManyInput[]
  occupancy: Prisma.OccupancyCreateManyInput[]
  waiting: Prisma.PitchWaitingCreateManyInput[]
  rankings: Prisma.PitchRankingCreateManyInput[]
  swaps: Prisma.PitchSwapCreateManyInput[]
  jobs: Prisma.JobCreateManyInput[]
}

const hourMs = 3_600_000
type Founder = { delegationId: string; personId: string }
type Slot = SeedProgramme['items'][number]
type Ground = { place: SeedEvent; founders: readonly Founder[]; out: SeedPitching; means: WorldMeans }

/**
 * How the coming event's slots stand. The first roadshow is first come, first served: most slots are gone, two are kept for
 * integrated circuits, two companies wait because their decks are still being checked. A second one collects wishes, a
 * third opens tomorrow. Marks who has a slot in `programme` too.
 */
export function makePitching(place: SeedEvent, programme: SeedProgramme, traffic: Traffic, means: WorldMeans): SeedPitching {
  const leads = new Map(traffic.delegates.filter((one) => one.isLead).map((one) => [one.delegationId, one.personId]))
  const founders = traffic.delegations.filter((one) => one.side === 'startup').map((one) => ({ delegationId: one.id, personId: leads.get(one.id) ?? '' }))
  const out: SeedPitching = { rules: [], techChecks: [], bookings: [], people: [], occupancy: [], waiting: [], rankings: [], swaps: [], jobs: [] }
  const ground = { place, founders, out, means }
  const roadshows = place.sessions.filter((session) => session.kind === 'roadshow')
  roadshows.forEach((session, at) => {
    const slots = programme.items.filter((item) => item.kind === 'pitch' && item.sessionId === session.id)
    if (at === 0) firstCome(ground, session, slots)
    else if (at === 1) wishes(ground, session, slots)
    else addRule(ground, session, { method: 'first_come', opensAtMs: means.now + 20 * hourMs })
  })
  return out
}

type Session = SeedEvent['sessions'][number]
const idOf = (session: Session): string => session.id ?? ''

function addRule({ place, out, means }: Ground, session: Session, rules: Partial<PitchRules>): PitchRules {
  const body = { ...defaultPitchRules, ...rules }
  out.rules.push({ sessionId: idOf(session), eventId: place.event.id, body: body as unknown as Prisma.InputJsonObject, seed: `${means.newId()}${means.newId()}`, updatedAt: new Date(means.now) })
  return body
}

function firstCome(ground: Ground, session: Session, slots: readonly Slot[]): void {
  const { founders, out, means, place } = ground
  const last = slots.slice(-2).map((slot) => new Date(slot.startsAt).getTime())
  const kept = { startsAtMs: last[0] ?? 0, endsAtMs: (last[1] ?? 0) + 1, sectors: ['ic'] }
  const rules = addRule(ground, session, { method: 'first_come', sectorBlocks: [kept], opensAtMs: means.now - 2 * hourMs, blocksLapseAtMs: means.now + 48 * hourMs })
  const taken = slots.slice(0, -2)
  taken.forEach((slot, at) => book(ground, session, slot, founders[at], rules))
  addTechChecks(ground, session, founders.slice(0, taken.length + 1))
  const inLine = founders.slice(taken.length + 1, taken.length + 3)
  inLine.forEach((who, at) => out.waiting.push({
    id: means.newId(), eventId: place.event.id, sessionId: idOf(session), delegationId: who.delegationId, createdById: who.personId, state: 'waiting', openKey: `${idOf(session)}:${who.delegationId}`,
    rank: at + 1, personIds: [who.personId], createdAt: new Date(means.now - (2 - at) * hourMs),
  }))
  const [mine, theirs] = [taken[0], taken[1]]
  if (mine !== undefined && theirs !== undefined) proposeSwap(ground, theirs, mine)
}

function book({ place, out, means }: Ground, session: Session, slot: Slot, who: Founder | undefined, rules: PitchRules): void {
  if (who === undefined) return
  const at = new Date(means.now - 2 * hourMs)
  Object.assign(slot, { delegationId: who.delegationId, bookedById: who.personId, bookedAt: at })
  out.bookings.push({ itemId: slot.id, eventId: place.event.id, sessionId: idOf(session), delegationId: who.delegationId, place: 1, state: 'booked', origin: 'booked', personIds: [who.personId], bookedById: who.personId, bookedAt: at })
  out.people.push({ id: means.newId(), itemId: slot.id, personId: who.personId, role: 'speaker' })
  const ticks = presenterTicks({ startsAtMs: new Date(slot.startsAt).getTime(), endsAtMs: new Date(slot.endsAt).getTime() }, rules, place.settings.bufferMinutes)
  out.occupancy.push(...ticks.map((tick) => ({ resource: `person:${who.personId}`, tick, owner: `pitch:${slot.id}` })))
}

/** Ten minutes each, in two lanes, the afternoon before. */
function addTechChecks({ place, out, means }: Ground, session: Session, booked: readonly Founder[]): void {
  const from = new Date(session.startsAt).getTime() - 17 * hourMs
  for (let at = 0; at < 12; at++) {
    const who = booked[at]
    const [startsAt, endsAt] = [new Date(from + Math.floor(at / 2) * 600_000), new Date(from + (Math.floor(at / 2) + 1) * 600_000)]
    const id = means.newId()
    out.techChecks.push({
      id, eventId: place.event.id, sessionId: idOf(session), lane: (at % 2) + 1, startsAt, endsAt, placeZh: '后台控制间', placeEn: 'Backstage control room',
      ...(who === undefined ? {} : { delegationId: who.delegationId, personId: who.personId, state: 'booked', bookedAt: new Date(means.now - 3 * hourMs) }),
    })
    if (who !== undefined) out.occupancy.push(...ticksBetween(startsAt.getTime(), endsAt.getTime()).map((tick) => ({ resource: `person:${who.personId}`, tick, owner: `tech:${id}` })))
  }
}

function proposeSwap({ place, founders, out, means }: Ground, from: Slot, to: Slot): void {
  const [asked, proposer] = [founders[0], founders[1]]
  if (asked === undefined || proposer === undefined) return
  const id = means.newId()
  const endsAt = new Date(means.now + 24 * hourMs)
  out.swaps.push({
    id, eventId: place.event.id, fromItemId: from.id, toItemId: to.id, fromDelegationId: proposer.delegationId, toDelegationId: asked.delegationId, message: '我们的投资人要赶十点的高铁，能否换到您的时段？',
    state: 'proposed', openKey: swapKey(from.id, to.id), endsAt, proposedById: proposer.personId, createdAt: new Date(means.now - hourMs),
  })
  out.jobs.push({ id: means.newId(), name: 'pitch-swaps:end', payload: { swapId: id }, runAt: endsAt, dedupeKey: `pitch-swaps:end:${id}`, createdAt: new Date(means.now) })
}

/** A second roadshow: lists are being handed in, to be cleared in a day. */
function wishes(ground: Ground, session: Session, slots: readonly Slot[]): void {
  const { place, founders, out, means } = ground
  const closesAtMs = means.now + 30 * hourMs
  addRule(ground, session, { method: 'ranking', deck: 'uploaded', techCheck: 'none', closesAtMs })
  founders.slice(20, 32).forEach((who, nth) => {
    const list = slots.map((slot) => slot.id).filter((_, at) => (at + nth) % 3 !== 0)
    const turned = [...list.slice(nth % list.length), ...list.slice(0, nth % list.length)].slice(0, 4)
    out.rankings.push({ sessionId: idOf(session), delegationId: who.delegationId, eventId: place.event.id, itemIds: turned, personIds: [who.personId], updatedById: who.personId, updatedAt: new Date(means.now - nth * 600_000) })
  })
  out.jobs.push({ id: means.newId(), name: 'pitch-ranking:clear', payload: { sessionId: idOf(session) }, runAt: new Date(closesAtMs), dedupeKey: `pitch-ranking:clear:${idOf(session)}:${closesAtMs}`, createdAt: new Date(means.now) })
}

/** Writes it in the caller's transaction, after the programme. */
export async function writePitching(tables: Prisma.TransactionClient, made: SeedPitching): Promise<void> {
  await tables.pitchRule.createMany({ data: made.rules })
  await tables.techCheckSlot.createMany({ data: made.techChecks })
  await tables.pitchBooking.createMany({ data: made.bookings })
  await tables.programmePerson.createMany({ data: made.people })
  await tables.occupancy.createMany({ data: made.occupancy })
  await tables.pitchWaiting.createMany({ data: made.waiting })
  await tables.pitchRanking.createMany({ data: made.rankings })
  await tables.pitchSwap.createMany({ data: made.swaps })
  await tables.job.createMany({ data: made.jobs })
}

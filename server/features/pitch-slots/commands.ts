import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { whatIsMissing, whyNotAdmitted, whyNotBook, whyNotNow, whyNotSlot, type PitchReason } from '#server/domain/pitching/may-book.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Diary, Party } from '#server/features/diary/store.ts'
import type { FreeSlotsFor } from '#server/features/pitch-board/queries.ts'
import type { PitchNews } from '#server/features/pitch-board/socket.ts'
import type { PitchCase, PitchFacts, PitchSlot } from '#server/features/pitch-facts/store.ts'
import type { PitchLine } from '#server/features/pitch-line/store.ts'
import type { TellSlot } from '#server/features/pitch-notices/mail.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import type { BookingOrigin, SlotStore } from './store.ts'

export type BookInput = { eventId: string; itemId: string; personIds?: string[]; orNearest?: boolean }
export type MoveInput = { eventId: string; fromItemId: string; toItemId: string; personIds?: string[] }
export type AssignInput = { eventId: string; itemId: string; delegationId: string; personIds?: string[] }
export type Booked = { itemId: string; sessionId: string; startsAt: number; endsAt: number; personIds: string[] }
/** `detail` where another slot could help: three that are really free, nearest first. */
export type SlotAlternatives = { alternatives: { itemId: string; startsAt: number; endsAt: number }[] }

type Parts = {
  quick: RunQuickWork
  db: Database
  now: () => number
  diary: Diary
  slots: SlotStore
  facts: PitchFacts
  freeSlotsFor: FreeSlotsFor
  line: PitchLine
  /** Ends proposals about slots that have another owner now; answers with the delegations concerned. */
  voidSwaps(held: QuickWork, itemIds: readonly string[]): string[]
  news: PitchNews
  tellSlot: TellSlot
}

/** A retry of „this slot or the nearest“ within so long gets what the first one got. */
const retryWithinMs = 120_000
/** Slots at one time, one per stage, among which the wanted one is looked for. */
const mostAtOnce = 12
const helpedByAnother = new Set<string>(['pitch.slot_taken', 'pitch.people_busy', 'pitch.sector_reserved', 'pitch.too_late'])

export const refusal = (reasons: readonly PitchReason[]): Result<never> | null => {
  const [first] = reasons
  return first === undefined ? null : err(first.code, { params: first.params, detail: { reasons } })
}

/** Who presents: named colleagues, whoever books, or the lead. */
export function presenters(party: Party, actor: Actor, named: readonly string[] | undefined): Result<string[]> {
  const own = party.people.map((one) => one.personId)
  if (named !== undefined && named.length > 0) return named.every((id) => own.includes(id)) ? ok([...new Set(named)]) : err('request.not_a_colleague')
  const booker = actor.kind === 'person' && own.includes(actor.personId) ? actor.personId : own[0]
  return booker === undefined ? err('pitch.not_taking_part') : ok([booker])
}

/** Booking, moving and giving up pitch slots. Every race is decided by the keys of PitchBooking and Occupancy. */
export function createPitchSlotCommands(parts: Parts) {
  const { quick, db, diary, facts, slots, line, news } = parts

  const answer = (slot: PitchSlot, personIds: readonly string[]): Booked => ({ itemId: slot.itemId, sessionId: slot.sessionId, startsAt: slot.startsAtMs, endsAt: slot.endsAtMs, personIds: [...personIds] })

  /** The slot as somebody acting for a delegation may touch it. */
  function open(sql: SyncSql, actor: Actor, input: { eventId: string; itemId: string }, nowMs: number): Result<{ slot: PitchSlot; about: PitchCase }> {
    const own = delegationAt(actor, input.eventId as EventId)
    if (actor.kind !== 'person') return err('auth.required')
    if (own === null || !can(actor, 'pitch:book', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
    return openFor(sql, input, own.delegationId, nowMs)
  }

  function openFor(sql: SyncSql, input: { eventId: string; itemId: string }, delegationId: string, nowMs: number): Result<{ slot: PitchSlot; about: PitchCase }> {
    const slot = facts.findSlot(sql, input.itemId)
    if (slot === null || slot.eventId !== input.eventId) return err('record.not_found')
    const about = facts.openCase(sql, diary, { sessionId: slot.sessionId, delegationId, nowMs })
    return about === null ? err('record.not_found') : ok({ slot, about })
  }

  const isOwn = (slot: PitchSlot, about: PitchCase): boolean => slot.state === 'booked' && slot.delegationId === about.party.delegationId

  /** Follows every change of owner: line, proposals, facts, mails. */
  function tellTaken(held: QuickWork, { about, slot }: { about: PitchCase; slot: PitchSlot }, what: { origin: BookingOrigin; template: 'pitch_booked' | 'pitch_moved' }): void {
    const { event, session, party } = about
    line.stopWaiting(held, session.id, party.delegationId)
    held.audit(`pitch:${what.origin}`, `pitch:${slot.itemId}`, { eventId: event.id, delegationId: party.delegationId })
    news.tellSlots(held, event.id, [slot.itemId])
    news.tellOwn(held, event.id, [party.delegationId, ...parts.voidSwaps(held, [slot.itemId])])
    parts.tellSlot(held, { template: what.template, eventId: event.id, itemId: slot.itemId, personIds: party.people.map((one) => one.personId) })
  }

  function bookOnce(held: QuickWork, actor: Actor, input: BookInput): Result<Booked> {
    const opened = open(held.sql, actor, input, held.now)
    if (!opened.ok) return opened
    const { slot, about } = opened.value
    if (isOwn(slot, about)) return ok(answer(slot, slot.personIds))
    const earlier = input.orNearest ? facts.listSlotsOf(held.sql, about.party.delegationId).find((one) => one.sessionId === slot.sessionId && one.state === 'booked' && held.now - (one.bookedAtMs ?? 0) <= retryWithinMs) : undefined
    if (earlier !== undefined && about.facts.held >= about.session.rules.perDelegation) return ok(answer(earlier, earlier.personIds))
    const refused = refusal(whyNotBook(about.facts))
    if (refused !== null) return refused
    const people = presenters(about.party, actor, input.personIds)
    if (!people.ok) return people
    const chosen = input.orNearest ? nearest(held.sql, about, people.value, slot) : ok(slot)
    if (!chosen.ok) return chosen
    const against = whyNotSlot(about.facts, chosen.value)
    if (against !== null) return err(against.code, { params: against.params })
    const taken = slots.take(held, { ...about, slot: chosen.value, personIds: people.value, origin: 'booked', bookedById: actor.kind === 'person' ? actor.personId : null })
    if (!taken.ok) return taken
    tellTaken(held, { about, slot: chosen.value }, { origin: 'booked', template: 'pitch_booked' })
    return ok(answer(chosen.value, people.value))
  }

  /** The wanted slot while it is free, otherwise the free one nearest to it. Chosen inside the transaction that takes it. */
  function nearest(sql: SyncSql, about: PitchCase, personIds: readonly string[], wanted: PitchSlot): Result<PitchSlot> {
    const found = parts.freeSlotsFor(sql, about, personIds, wanted.startsAtMs, mostAtOnce)
    const chosen = found.find((one) => one.itemId === wanted.itemId) ?? found[0]
    return chosen === undefined ? err('pitch.none_left') : ok(chosen)
  }

  /** Looked up after the refused change has been undone, so that nothing of it is in the way. */
  function alternatives(actor: Actor, input: { eventId: string; itemId: string; personIds?: string[] }): SlotAlternatives {
    return db.read((sql) => {
      const opened = open(sql, actor, input, parts.now())
      const people = opened.ok ? presenters(opened.value.about.party, actor, input.personIds) : opened
      if (!opened.ok || !people.ok) return { alternatives: [] }
      const found = parts.freeSlotsFor(sql, opened.value.about, people.value, opened.value.slot.startsAtMs, 3)
      return { alternatives: found.map((one) => ({ itemId: one.itemId, startsAt: one.startsAtMs, endsAt: one.endsAtMs })) }
    })
  }

  function withAlternatives<T>(result: Result<T>, actor: Actor, input: { eventId: string; itemId: string; personIds?: string[] }): Result<T> {
    if (result.ok || !helpedByAnother.has(result.error.code)) return result
    return err(result.error.code, { params: result.error.params, detail: alternatives(actor, input) })
  }

  function moveOnce(held: QuickWork, actor: Actor, input: MoveInput): Result<Booked> {
    const from = open(held.sql, actor, { eventId: input.eventId, itemId: input.fromItemId }, held.now)
    const to = open(held.sql, actor, { eventId: input.eventId, itemId: input.toItemId }, held.now)
    if (!from.ok || !to.ok) return from.ok ? to as Result<never> : from
    if (isOwn(to.value.slot, to.value.about)) return ok(answer(to.value.slot, to.value.slot.personIds))
    const { slot, about } = from.value
    if (!isOwn(slot, about) || slot.sessionId !== to.value.slot.sessionId) return err('pitch.not_yours')
    const refused = refusal([...whyNotAdmitted(about.facts), ...whatIsMissing(about.facts), ...whyNotNow(about.facts)])
    if (refused !== null) return refused
    if (isLate(slot, about)) return err('pitch.too_late', { params: { minutes: about.session.rules.noticeMinutes } })
    const against = whyNotSlot(about.facts, to.value.slot)
    if (against !== null) return err(against.code, { params: against.params })
    const people = input.personIds === undefined ? ok(slot.personIds) : presenters(about.party, actor, input.personIds)
    if (!people.ok) return people
    slots.free(held, slot, about.party.delegationId)
    const taken = slots.take(held, { ...about, slot: to.value.slot, personIds: people.value, origin: 'moved', bookedById: actor.kind === 'person' ? actor.personId : null, place: slot.place ?? 1 })
    if (!taken.ok) return taken
    const concerned = parts.voidSwaps(held, [slot.itemId])
    line.passOn(held, slot)
    parts.tellSlot(held, { template: 'pitch_left', eventId: about.event.id, itemId: slot.itemId, personIds: about.party.people.map((one) => one.personId) })
    tellTaken(held, { about, slot: to.value.slot }, { origin: 'moved', template: 'pitch_moved' })
    news.tellOwn(held, about.event.id, concerned)
    return ok(answer(to.value.slot, people.value))
  }

  const isLate = (slot: PitchSlot, { facts: { rules, nowMs } }: PitchCase): boolean => slot.startsAtMs - rules.noticeMinutes * 60_000 <= nowMs

  /** Gives a slot up, whoever asks for it; the line moves up in the same transaction. */
  function giveUp(held: QuickWork, slot: PitchSlot, about: PitchCase): void {
    const { event, party } = about
    if (!slots.free(held, slot, party.delegationId)) return
    held.audit('pitch:freed', `pitch:${slot.itemId}`, { eventId: event.id, delegationId: party.delegationId })
    const concerned = parts.voidSwaps(held, [slot.itemId])
    line.passOn(held, slot)
    news.tellOwn(held, event.id, [party.delegationId, ...concerned])
    parts.tellSlot(held, { template: 'pitch_freed', eventId: event.id, itemId: slot.itemId, personIds: party.people.map((one) => one.personId) })
  }

  function releaseOnce(held: QuickWork, actor: Actor, input: { eventId: string; itemId: string }): Result<{ itemId: string }> {
    const slot = facts.findSlot(held.sql, input.itemId)
    if (slot === null || slot.eventId !== input.eventId || !can(actor, 'pitch:view', { eventId: input.eventId as EventId })) return err('record.not_found')
    const isOrganizer = can(actor, 'pitch:run', { eventId: input.eventId as EventId })
    const whose = isOrganizer ? slot.delegationId : (delegationAt(actor, input.eventId as EventId)?.delegationId ?? null)
    if (!isOrganizer && (whose === null || !can(actor, 'pitch:book', { eventId: input.eventId as EventId, delegationIds: [whose as DelegationId] }))) return err('auth.forbidden')
    // Pressed twice: what was asked for is so already.
    if (slot.state !== 'booked' || slot.delegationId !== whose || whose === null) return ok({ itemId: slot.itemId })
    const opened = openFor(held.sql, input, whose, held.now)
    if (!opened.ok) return opened
    if (!isOrganizer && isLate(slot, opened.value.about)) return err('pitch.too_late', { params: { minutes: opened.value.about.session.rules.noticeMinutes } })
    giveUp(held, slot, opened.value.about)
    return ok({ itemId: slot.itemId })
  }

  function assignOnce(held: QuickWork, actor: Actor, input: AssignInput): Result<Booked> {
    if (!can(actor, 'pitch:run', { eventId: input.eventId as EventId })) return err('auth.forbidden')
    const opened = openFor(held.sql, input, input.delegationId, held.now)
    if (!opened.ok) return opened
    const { slot, about } = opened.value
    if (isOwn(slot, about)) return ok(answer(slot, slot.personIds))
    const people = presenters(about.party, actor, input.personIds)
    if (!people.ok) return people
    const taken = slots.take(held, { ...about, slot, personIds: people.value, origin: 'assigned', bookedById: actor.kind === 'person' ? actor.personId : null })
    if (!taken.ok) return taken
    tellTaken(held, { about, slot }, { origin: 'assigned', template: 'pitch_booked' })
    return ok(answer(slot, people.value))
  }

  /** Other people present; the slot stays. */
  function presentOnce(held: QuickWork, actor: Actor, input: { eventId: string; itemId: string; personIds: string[] }): Result<Booked> {
    const opened = open(held.sql, actor, input, held.now)
    if (!opened.ok) return opened
    const { slot, about } = opened.value
    if (!isOwn(slot, about)) return err('pitch.not_yours')
    const people = presenters(about.party, actor, input.personIds)
    if (!people.ok) return people
    slots.free(held, slot, about.party.delegationId)
    const taken = slots.take(held, { ...about, slot, personIds: people.value, origin: 'booked', bookedById: actor.kind === 'person' ? actor.personId : null, place: slot.place ?? 1 })
    if (!taken.ok) return taken
    held.audit('pitch:presenters', `pitch:${slot.itemId}`, { eventId: about.event.id })
    news.tellOwn(held, about.event.id, [about.party.delegationId])
    return ok(answer(slot, people.value))
  }

  return {
    /** Books a slot, or with `orNearest` the free one nearest to it. Refused with the first reason; all of them, or three free slots, in `detail`. */
    book: async (actor: Actor, input: BookInput): Promise<Result<Booked>> => withAlternatives(await quick(actor, (held) => bookOnce(held, actor, input)), actor, input),
    /** Changes to another free slot of the session; the old one goes to the line. */
    move: async (actor: Actor, input: MoveInput): Promise<Result<Booked>> => withAlternatives(await quick(actor, (held) => moveOnce(held, actor, input)), actor, { ...input, itemId: input.toItemId }),
    /** Gives a slot up; by the organizer whoever has it. */
    release: (actor: Actor, input: { eventId: string; itemId: string }): Promise<Result<{ itemId: string }>> => quick(actor, (held) => releaseOnce(held, actor, input)),
    /** The organizer gives a free slot to somebody, past the gates. */
    assign: (actor: Actor, input: AssignInput): Promise<Result<Booked>> => quick(actor, (held) => assignOnce(held, actor, input)),
    present: (actor: Actor, input: { eventId: string; itemId: string; personIds: string[] }): Promise<Result<Booked>> => quick(actor, (held) => presentOnce(held, actor, input)),
  }
}

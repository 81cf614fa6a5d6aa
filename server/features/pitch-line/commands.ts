import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { whatIsMissing, whyNotAdmitted, whyNotNow } from '#server/domain/pitching/may-book.ts'
import { nextWaiting } from '#server/domain/pitching/waiting.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { FreeSlotsFor } from '#server/features/pitch-board/queries.ts'
import type { TellSlot } from '#server/features/pitch-notices/mail.ts'
import type { presenters } from '#server/features/pitch-slots/commands.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'

import { endWaiting, findOpenWaiting, findWaiting, insertWaiting, type LineParts, type PitchLine, type WaitingRow } from './store.ts'

export type JoinInput = { eventId: string; sessionId: string; personIds?: string[] }
export type OfferInput = { eventId: string; waitingId: string; version: number }
export type Waiting = { waitingId: string; state: WaitingRow['state']; version: number }

type Parts = LineParts & {
  quick: RunQuickWork
  line: PitchLine
  presenters: typeof presenters
  tellSlot: TellSlot
  freeSlotsFor: FreeSlotsFor
}

/** Standing in line for a slot, and answering what is offered. */
export function createPitchLineCommands(parts: Parts) {
  const { quick, diary, facts, slots, news, line } = parts

  function joinOnce(held: QuickWork, actor: Actor, input: JoinInput): Result<Waiting> {
    const own = delegationAt(actor, input.eventId as EventId)
    if (actor.kind !== 'person') return err('auth.required')
    if (own === null || !can(actor, 'pitch:book', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
    const about = facts.openCase(held.sql, diary, { sessionId: input.sessionId, delegationId: own.delegationId, nowMs: held.now })
    if (about === null || about.event.id !== input.eventId) return err('record.not_found')
    const there = findOpenWaiting(held.sql, input.sessionId, own.delegationId)
    if (there !== null) return ok({ waitingId: there.id, state: there.state, version: there.version })
    const [refused] = [...whyNotAdmitted(about.facts), ...whyNotNow(about.facts).filter((reason) => reason.code !== 'pitch.over')]
    if (refused !== undefined) return err(refused.code, { params: refused.params })
    if (about.facts.held >= about.session.rules.perDelegation) return err('pitch.has_slot')
    const people = parts.presenters(about.party, actor, input.personIds)
    if (!people.ok) return people
    const isReady = whatIsMissing(about.facts).length === 0 && whyNotNow(about.facts).length === 0
    const open = isReady ? parts.freeSlotsFor(held.sql, about, people.value, about.session.startsAtMs, 3) : []
    if (open.length > 0) return err('pitch.free_slots', { detail: { alternatives: open.map((one) => ({ itemId: one.itemId, startsAt: one.startsAtMs, endsAt: one.endsAtMs })) } })
    const waitingId = insertWaiting(held, { eventId: input.eventId, sessionId: input.sessionId, delegationId: own.delegationId, createdById: actor.personId, personIds: people.value })
    if (waitingId === null) return err('record.changed')
    held.audit('pitch:waiting', `pitch_waiting:${waitingId}`, { eventId: input.eventId, delegationId: own.delegationId })
    news.tellSession(held, input.eventId, input.sessionId)
    news.tellOwn(held, input.eventId, [own.delegationId])
    return ok({ waitingId, state: 'waiting', version: 1 })
  }

  /** A place in line as one of its people, or the organizer, may touch it. */
  function begin(held: QuickWork, actor: Actor, input: { eventId: string; waitingId: string }): Result<WaitingRow> {
    const row = findWaiting(held.sql, input.waitingId)
    if (row === null || row.eventId !== input.eventId) return err('record.not_found')
    const at = { eventId: row.eventId as EventId, delegationIds: [row.delegationId as DelegationId] }
    return can(actor, 'pitch:book', at) || can(actor, 'pitch:run', at) ? ok(row) : err('record.not_found')
  }

  function takeOnce(held: QuickWork, actor: Actor, input: OfferInput & { personIds?: string[] }): Result<{ itemId: string }> {
    const begun = begin(held, actor, input)
    if (!begun.ok) return begun
    const row = begun.value
    if (!can(actor, 'pitch:book', { eventId: row.eventId as EventId, delegationIds: [row.delegationId as DelegationId] })) return err('auth.forbidden')
    if (row.state === 'taken' && row.version === input.version + 1) {
      const slot = facts.listSlotsOf(held.sql, row.delegationId).find((one) => one.sessionId === row.sessionId && one.state === 'booked')
      return slot === undefined ? err('pitch.offer_over') : ok({ itemId: slot.itemId })
    }
    const step = nextWaiting(row.state, 'take')
    if (!step.ok) return step
    if (row.version !== input.version) return err('record.changed')
    if (row.offerEndsAt !== null && row.offerEndsAt <= held.now) return err('pitch.offer_over')
    const slot = row.itemId === null ? null : facts.findSlot(held.sql, row.itemId)
    const about = facts.openCase(held.sql, diary, { sessionId: row.sessionId, delegationId: row.delegationId, nowMs: held.now })
    if (slot === null || about === null) return err('pitch.offer_over')
    const [refused] = [...whyNotAdmitted(about.facts), ...whatIsMissing(about.facts)]
    if (refused !== undefined) return err(refused.code, { params: refused.params })
    const people = parts.presenters(about.party, actor, input.personIds ?? row.personIds)
    if (!people.ok) return people
    if (!endWaiting(held, row, 'taken')) return err('record.changed')
    const taken = slots.takeOffered(held, { ...about, slot, personIds: people.value, origin: 'offered', bookedById: actor.kind === 'person' ? actor.personId : null })
    if (!taken.ok) return taken
    held.audit('pitch:booked', `pitch:${slot.itemId}`, { eventId: row.eventId, delegationId: row.delegationId })
    news.tellSlots(held, row.eventId, [slot.itemId])
    news.tellSession(held, row.eventId, row.sessionId)
    news.tellOwn(held, row.eventId, [row.delegationId])
    parts.tellSlot(held, { template: 'pitch_booked', eventId: row.eventId, itemId: slot.itemId, personIds: about.party.people.map((one) => one.personId) })
    return ok({ itemId: slot.itemId })
  }

  /** Ends a place in line; a slot that was on offer goes to the next. */
  function end(held: QuickWork, row: WaitingRow, state: 'declined' | 'expired' | 'left'): Result<Waiting> {
    const slot = row.itemId === null ? null : facts.findSlot(held.sql, row.itemId)
    if (!endWaiting(held, row, state)) return err('record.changed')
    held.audit(`pitch:offer_${state}`, `pitch_waiting:${row.id}`, { eventId: row.eventId, delegationId: row.delegationId })
    if (slot !== null && slots.free(held, slot, row.delegationId)) line.passOn(held, slot)
    else news.tellSession(held, row.eventId, row.sessionId)
    news.tellOwn(held, row.eventId, [row.delegationId])
    return ok({ waitingId: row.id, state, version: row.version + 1 })
  }

  function endOnce(held: QuickWork, actor: Actor, input: OfferInput, act: 'decline' | 'leave'): Result<Waiting> {
    const begun = begin(held, actor, input)
    if (!begun.ok) return begun
    const row = begun.value
    const wanted = act === 'decline' ? 'declined' : 'left'
    if (row.state === wanted) return ok({ waitingId: row.id, state: row.state, version: row.version })
    const step = nextWaiting(row.state, act)
    if (!step.ok) return step
    return row.version === input.version || act === 'leave' ? end(held, row, wanted) : err('record.changed')
  }

  return {
    /** Stands in line for a session. Errors: `pitch.free_slots` with three of them where one can be had at once. */
    join: (actor: Actor, input: JoinInput): Promise<Result<Waiting>> => quick(actor, (held) => joinOnce(held, actor, input)),
    /** Takes what is on offer. */
    takeOffer: (actor: Actor, input: OfferInput & { personIds?: string[] }): Promise<Result<{ itemId: string }>> => quick(actor, (held) => takeOnce(held, actor, input)),
    declineOffer: (actor: Actor, input: OfferInput): Promise<Result<Waiting>> => quick(actor, (held) => endOnce(held, actor, input, 'decline')),
    leave: (actor: Actor, input: OfferInput): Promise<Result<Waiting>> => quick(actor, (held) => endOnce(held, actor, input, 'leave')),

    /** For the job at the end of an offer; an offer that was answered stays as it is. */
    expireOffer: (actor: Actor, input: { waitingId: string; version: number }): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const row = findWaiting(held.sql, input.waitingId)
        if (row === null || row.state !== 'offered' || row.version !== input.version || (row.offerEndsAt ?? 0) > held.now) return ok()
        const ended = end(held, row, 'expired')
        if (!ended.ok) return ended
        parts.tell(held, { template: 'pitch_offer_over', eventId: row.eventId, subjectId: row.id, revision: row.version + 1, personIds: diary.findParty(held.sql, row.delegationId)?.people.map((one) => one.personId) ?? [] })
        return ok()
      }),
  }
}

import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { whyNotAdmitted, whyNotSlot } from '#server/domain/pitching/may-book.ts'
import { nextSwap, swapEnds, type SwapState } from '#server/domain/pitching/swap.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { PitchNews } from '#server/features/pitch-board/socket.ts'
import type { PitchCase, PitchFacts, PitchSlot } from '#server/features/pitch-facts/store.ts'
import type { TellPitch, TellSlot } from '#server/features/pitch-notices/mail.ts'
import type { SlotStore } from '#server/features/pitch-slots/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'

import { swapEndsJob } from './jobs.ts'
import { endSwap, findDoneSwap, findOpenSwap, findSwap, insertSwap, voidSwaps, type SwapRow } from './store.ts'

export type ProposeInput = { eventId: string; fromItemId: string; toItemId: string; message?: string }
export type AnswerSwapInput = { eventId: string; swapId: string; version: number }
export type Swapped = { swapId: string; state: SwapState; version: number }

type Parts = { quick: RunQuickWork; diary: Diary; facts: PitchFacts; slots: SlotStore; news: PitchNews; tell: TellPitch; tellSlot: TellSlot }
type Pair = { from: { slot: PitchSlot; about: PitchCase }; to: { slot: PitchSlot; about: PitchCase } }

/** Two delegations exchange their slots, both agreeing. Owner and people's time of both change in one transaction. */
export function createPitchSwapCommands(parts: Parts) {
  const { quick, diary, facts, slots, news } = parts
  const peopleOf = (about: PitchCase): string[] => about.party.people.map((one) => one.personId)

  /** Both slots with their owners, if each may have the other's; the first thing in the way otherwise. */
  function openPair(held: QuickWork, about: { eventId: string; fromItemId: string; toItemId: string }): Result<Pair> {
    const load = (itemId: string): { slot: PitchSlot; about: PitchCase } | null => {
      const slot = facts.findSlot(held.sql, itemId)
      if (slot === null || slot.eventId !== about.eventId || slot.state !== 'booked' || slot.delegationId === null) return null
      const found = facts.openCase(held.sql, diary, { sessionId: slot.sessionId, delegationId: slot.delegationId, nowMs: held.now })
      return found === null ? null : { slot, about: found }
    }
    const [from, to] = [load(about.fromItemId), load(about.toItemId)]
    if (from === null || to === null) return err('pitch.swap_over')
    if (from.slot.sessionId !== to.slot.sessionId || from.slot.delegationId === to.slot.delegationId) return err('pitch.swap_same')
    for (const [one, other] of [[from, to], [to, from]] as const) {
      const [refused] = [...whyNotAdmitted(one.about.facts), ...[whyNotSlot(one.about.facts, other.slot)].flatMap((reason) => reason ?? [])]
      if (refused !== undefined) return err(refused.code, { params: refused.params })
    }
    return ok({ from, to })
  }

  /** Who gets what: frees both, takes both. Whatever clashes undoes all of it. */
  function exchange(held: QuickWork, { from, to }: Pair): Result<undefined> {
    for (const one of [from, to]) slots.free(held, one.slot, one.about.party.delegationId)
    for (const [one, other] of [[from, to], [to, from]] as const) {
      const taken = slots.take(held, { ...one.about, slot: other.slot, personIds: one.slot.personIds, origin: 'swapped', bookedById: one.about.party.people[0]?.personId ?? null, place: one.slot.place ?? 1 })
      if (!taken.ok) return taken
    }
    return ok()
  }

  function agree(held: QuickWork, row: SwapRow, actor: Actor): Result<Swapped> {
    const pair = openPair(held, row)
    if (!pair.ok) return pair
    const { from, to } = pair.value
    if (from.slot.delegationId !== row.fromDelegationId || to.slot.delegationId !== row.toDelegationId) return err('pitch.swap_over')
    if (!endSwap(held, row, 'accepted', actor.kind === 'person' ? actor.personId : null)) return err('pitch.swap_over')
    const exchanged = exchange(held, pair.value)
    if (!exchanged.ok) return exchanged
    const concerned = voidSwaps(held, [row.fromItemId, row.toItemId])
    held.audit('pitch:swapped', `pitch_swap:${row.id}`, { eventId: row.eventId, from: row.fromItemId, to: row.toItemId })
    news.tellSlots(held, row.eventId, [row.fromItemId, row.toItemId])
    news.tellOwn(held, row.eventId, [row.fromDelegationId, row.toDelegationId, ...concerned])
    for (const [one, other] of [[from, to], [to, from]] as const) {
      const about = { eventId: row.eventId, personIds: peopleOf(one.about) }
      parts.tellSlot(held, { ...about, template: 'pitch_moved', itemId: other.slot.itemId })
      parts.tellSlot(held, { ...about, template: 'pitch_left', itemId: one.slot.itemId })
    }
    return ok({ swapId: row.id, state: 'accepted', version: row.version + 1 })
  }

  function proposeOnce(held: QuickWork, actor: Actor, input: ProposeInput): Result<Swapped> {
    const own = delegationAt(actor, input.eventId as EventId)
    if (actor.kind !== 'person') return err('auth.required')
    if (own === null || !can(actor, 'pitch:book', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
    const mine = facts.findSlot(held.sql, input.fromItemId)
    const theirs = facts.findSlot(held.sql, input.toItemId)
    if (mine === null || theirs === null || mine.eventId !== input.eventId || theirs.eventId !== input.eventId) return err('record.not_found')
    // Agreed to in the meantime, as where both asked each other: what was wanted is so already.
    const done = theirs.delegationId === own.delegationId ? findDoneSwap(held.sql, { ...input, delegationId: own.delegationId }) : null
    if (done !== null) return ok({ swapId: done.id, state: done.state, version: done.version })
    if (mine.state !== 'booked' || mine.delegationId !== own.delegationId) return err('pitch.not_yours')
    const there = findStanding(held, input)
    if (there !== null && there.fromDelegationId === own.delegationId) return ok({ swapId: there.id, state: there.state, version: there.version })
    // Each wants what the other has: that is the consent of both.
    if (there !== null) return agree(held, there, actor)
    const pair = openPair(held, input)
    if (!pair.ok) return pair
    const { from, to } = pair.value
    const endsAt = swapEnds(held.now, [from.slot, to.slot], from.about.session.rules.noticeMinutes)
    const toDelegationId = to.about.party.delegationId
    const swapId = insertSwap(held, { eventId: input.eventId, fromItemId: input.fromItemId, toItemId: input.toItemId, fromDelegationId: own.delegationId, toDelegationId, message: input.message ?? '', endsAt, proposedById: actor.personId })
    if (swapId === null) return err('record.changed')
    held.job(swapEndsJob.request({ swapId }, { runAt: endsAt, dedupeKey: `pitch-swaps:end:${swapId}` }))
    held.audit('pitch:swap_proposed', `pitch_swap:${swapId}`, { eventId: input.eventId })
    news.tellOwn(held, input.eventId, [own.delegationId, toDelegationId])
    parts.tell(held, { template: 'pitch_swap', eventId: input.eventId, subjectId: swapId, revision: 1, personIds: peopleOf(to.about) })
    return ok({ swapId, state: 'proposed', version: 1 })
  }

  /** The open proposal about the two slots; one whose time is over ends here, should its job be late. */
  function findStanding(held: QuickWork, input: ProposeInput): SwapRow | null {
    const row = findOpenSwap(held.sql, input.fromItemId, input.toItemId)
    if (row === null || row.endsAt > held.now) return row
    endSwap(held, row, 'expired', null)
    return null
  }

  function answerOnce(held: QuickWork, actor: Actor, input: AnswerSwapInput, act: 'accept' | 'decline' | 'withdraw'): Result<Swapped> {
    const row = findSwap(held.sql, input.swapId)
    if (row === null || row.eventId !== input.eventId) return err('record.not_found')
    const may = (delegationId: string): boolean => can(actor, 'pitch:book', { eventId: row.eventId as EventId, delegationIds: [delegationId as DelegationId] })
    const by = may(row.toDelegationId) ? 'asked' : may(row.fromDelegationId) ? 'proposer' : null
    if (by === null) return err('record.not_found')
    const wanted = nextSwap('proposed', act, by)
    if (!wanted.ok) return wanted
    if (row.state === wanted.value) return ok({ swapId: row.id, state: row.state, version: row.version })
    const step = nextSwap(row.state, act, by)
    if (!step.ok) return step
    if (row.version !== input.version) return err('record.changed')
    if (row.endsAt <= held.now) return err('pitch.swap_over')
    if (act === 'accept') return agree(held, row, actor)
    return close(held, row, act === 'decline' ? 'declined' : 'withdrawn', actor)
  }

  function close(held: QuickWork, row: SwapRow, state: 'declined' | 'withdrawn' | 'expired', actor: Actor): Result<Swapped> {
    if (!endSwap(held, row, state, actor.kind === 'person' ? actor.personId : null)) return err('pitch.swap_over')
    held.audit(`pitch:swap_${state}`, `pitch_swap:${row.id}`, { eventId: row.eventId })
    news.tellOwn(held, row.eventId, [row.fromDelegationId, row.toDelegationId])
    return ok({ swapId: row.id, state, version: row.version + 1 })
  }

  return {
    /** Proposes an exchange; where the other side has proposed the same, both have agreed and it is done. */
    propose: (actor: Actor, input: ProposeInput): Promise<Result<Swapped>> => quick(actor, (held) => proposeOnce(held, actor, input)),
    accept: (actor: Actor, input: AnswerSwapInput): Promise<Result<Swapped>> => quick(actor, (held) => answerOnce(held, actor, input, 'accept')),
    decline: (actor: Actor, input: AnswerSwapInput): Promise<Result<Swapped>> => quick(actor, (held) => answerOnce(held, actor, input, 'decline')),
    withdraw: (actor: Actor, input: AnswerSwapInput): Promise<Result<Swapped>> => quick(actor, (held) => answerOnce(held, actor, input, 'withdraw')),
    expire: (actor: Actor, input: { swapId: string }): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const row = findSwap(held.sql, input.swapId)
        if (row === null || row.state !== 'proposed' || row.endsAt > held.now) return ok()
        const closed = close(held, row, 'expired', actor)
        return closed.ok ? ok() : closed
      }),
  }
}

import { delegationAt, type Actor, type PersonActor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passTurn, stepFrom } from '#server/domain/clearing/flow.ts'
import type { Wish } from '#server/domain/clearing/ranks.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { ClearingStepInput, SaveWishesInput } from '#server/protocol/inputs/clearing.ts'
import { eventRoom } from '#server/protocol/rooms.ts'

import { runJob } from './jobs.ts'
import { candidatesOf, type HiddenIn } from './queries.ts'
import { listOwnWishes, listVersion, readClearing, replaceWishes, saveClearing } from './store.ts'

type Parts = { quick: RunQuickWork; diary: Diary; hiddenIn: HiddenIn }

/** Wishes after the pitches, and the organizer's steps up to the press that clears them. */
export function createClearingCommands({ quick, diary, hiddenIn }: Parts) {
  /** The actor's own delegation, where she may speak for it. */
  function ownDelegation(actor: PersonActor, eventId: string) {
    const own = delegationAt(actor, eventId as EventId)
    return own !== null && can(actor, 'clearing:wish', { eventId: own.eventId, delegationIds: [own.delegationId] }) ? own : null
  }

  function wish(held: QuickWork, actor: PersonActor, input: SaveWishesInput): Result<{ version: number }> {
    const own = ownDelegation(actor, input.eventId)
    if (own === null) return err('auth.forbidden')
    const { eventId, version } = input
    const wishes: Wish[] = [...input.ranked.map((partnerId, at) => ({ partnerId, rank: at + 1 })), ...input.unranked.map((partnerId) => ({ partnerId, rank: null }))]
    // Sent again after a lost answer: it is what is there already.
    if (listVersion(held.sql, own.delegationId) === version + 1 && isSameList(listOwnWishes(held.sql, own.delegationId), wishes)) return ok({ version: version + 1 })
    const turn = passTurn(readClearing(held.sql, eventId).state, own.side)
    if (!turn.ok) return turn
    const open = new Set(candidatesOf(held.sql, input.eventId, own, hiddenIn).map((party) => party.delegationId))
    if (wishes.some(({ partnerId }) => !open.has(partnerId))) return err('clearing.partner_closed')
    if (!replaceWishes(held.sql, { eventId, delegationId: own.delegationId, version, wishes, personId: actor.personId }, held.now)) return err('record.changed')
    return ok({ version: version + 1 })
  }

  /** The press asks for a job in its own transaction: a server that stops in between goes on where it stopped. */
  function step(held: QuickWork, { eventId, version, step: wanted }: ClearingStepInput): Result<{ state: string; version: number }> {
    const event = diary.findEvent(held.sql, eventId)
    if (event === null) return err('record.not_found')
    const row = readClearing(held.sql, eventId)
    if (row.version !== version) return err('record.changed')
    const to = stepFrom(row.state, wanted, held.now - (row.pressedAt ?? held.now))
    if (!to.ok) return to
    // What can't come to a timetable is not begun; going back and closing is always possible.
    if (wanted !== 'back' && wanted !== 'close') {
      for (const gate of ['timetable:compute', 'timetable:release'] as const) {
        const open = passGate(gate, event.phase)
        if (!open.ok) return open
      }
    }
    if (wanted === 'clear') held.job(runJob.request({ eventId, version: version + 1 }))
    if (!saveClearing(held.sql, eventId, version, { state: to.value, pressedAt: wanted === 'clear' ? held.now : null, report: row.report }, held.now)) return err('record.changed')
    held.fact(eventRoom(eventId), 'clearing:changed', { state: to.value, version: version + 1 })
    held.audit(`clearing:${wanted}`, `event:${eventId}`, { eventId, state: to.value })
    return ok({ state: to.value, version: version + 1 })
  }

  return {
    /**
     * Replaces the own delegation's list. `clearing.not_your_turn` outside its turn, `clearing.partner_closed` for partners that
     * it may not choose, `record.changed` where a colleague saved meanwhile.
     */
    async saveWishes(actor: Actor, input: SaveWishesInput): Promise<Result<{ version: number }>> {
      if (actor.kind !== 'person') return err('auth.required')
      return quick(actor, (held) => wish(held, actor, input))
    },

    /** One step of the organizer; `clear` is the press. Two people pressing at once: one of them is told that it has changed. */
    async step(actor: Actor, input: ClearingStepInput): Promise<Result<{ state: string; version: number }>> {
      if (actor.kind === 'anonymous') return err('auth.required')
      if (!can(actor, 'clearing:run', { eventId: input.eventId as EventId })) return err('auth.forbidden')
      return quick(actor, (held) => step(held, input))
    },
  }
}

const isSameList = (stored: readonly Wish[], wished: readonly Wish[]): boolean => {
  const keys = (list: readonly Wish[]): string => list.map(({ partnerId, rank }) => `${rank ?? '-'} ${partnerId}`).sort().join()
  return keys(stored) === keys(wished)
}

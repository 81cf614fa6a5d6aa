import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { tickOf } from '#server/domain/shared/time.ts'
import { attendeesOf } from '#server/domain/timetable/build-problem.ts'
import { nextSteps, whyUnmet, type OpenStarts, type Unmet, type UnmetStep } from '#server/domain/timetable/unmet.ts'
import type { Diary, EventFacts, Party } from '#server/features/diary/store.ts'
import type { TimetableFactsStore } from '#server/features/timetable-facts/store.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'

import { hasRelease, openWishIds } from './store.ts'

/** Why one wish of the own delegation has no meeting, and what its people can do. */
export type UnmetWish = { requestId: string; code: Unmet['code']; params: Unmet['params']; steps: UnmetStep[] }

type Parts = { db: Database; now: () => number; diary: Diary; facts: Pick<TimetableFactsStore, 'listOpenRequests' | 'listStanding'> }
type Wish = ReturnType<TimetableFactsStore['listOpenRequests']>[number]

/** What people may know of wishes that did not come true: worked out from their own day alone. */
export function createUnmetQueries({ db, now, diary, facts }: Parts) {
  /** Starts still to come at which a meeting of this length could lie. */
  function openStarts(event: EventFacts, lengthMinutes: number, nowMs: number): OpenStarts {
    return { starts: diary.legalStarts(event, lengthMinutes).filter((start) => start.startsAtMs > nowMs), lengthMs: lengthMinutes * 60_000, bufferMs: event.settings.bufferMinutes * 60_000 }
  }

  function explain(sql: SyncSql, event: EventFacts, own: Party, wishes: readonly Wish[]): UnmetWish[] {
    const standing = facts.listStanding(sql, event.id).filter((one) => one.aDelegationId === own.delegationId || one.bDelegationId === own.delegationId)
    const last = event.slots.at(-1)
    const ticks = { from: tickOf(event.slots[0]?.startsAtMs ?? 0) - 1, to: tickOf((last?.endsAtMs ?? 0) + event.settings.bufferMinutes * 60_000) + 2 }
    const busy = diary.sideDiary(sql, own, ticks, null).people
    const busyOf = new Map(own.people.map(({ personId }, at) => [personId, busy[at]!]))
    return wishes.map((wish) => {
      const partner = wish.fromDelegationId === own.delegationId ? wish.toDelegationId : wish.fromDelegationId
      const met = standing.filter((one) => one.aDelegationId === partner || one.bDelegationId === partner).length
      const attendees = attendeesOf({ people: own.people }, wish.assigneeId).map((id) => busyOf.get(id)!)
      const { code, params } = whyUnmet(
        { isActive: own.status === 'active', attendees, unavailable: own.unavailable, received: standing.length, cap: own.inboundCap ?? event.settings.inboundCap[own.side] },
        { isReceived: wish.toDelegationId === own.delegationId, hasMet: met >= event.settings.meetingsPerPair },
        openStarts(event, wish.lengthMinutes, now()),
      )
      return { requestId: wish.id, code, params, steps: nextSteps(code, true) }
    })
  }

  return {
    /** Which wishes `list` would explain; none for people of no delegation. */
    async listIds(actor: Actor, eventId: string): Promise<string[]> {
      const mine = delegationAt(actor, eventId as EventId)
      return mine === null ? [] : db.read((sql) => openWishIds(sql, eventId, mine.delegationId))
    },

    /** Accepted wishes of the actor's delegation that no release has given a meeting, each with its reason. A fixed number of statements. */
    async list(actor: Actor, eventId: string): Promise<Result<UnmetWish[]>> {
      if (actor.kind !== 'person') return err('auth.required')
      const mine = delegationAt(actor, eventId as EventId)
      if (mine === null) return err('record.not_found')
      return db.read((sql) => {
        const event = diary.findEvent(sql, eventId)
        const own = diary.findParty(sql, mine.delegationId)
        if (event === null || own === null) return err('record.not_found')
        if (!hasRelease(sql, eventId)) return ok([])
        const wishes = facts.listOpenRequests(sql, eventId).filter((wish) => wish.fromDelegationId === own.delegationId || wish.toDelegationId === own.delegationId)
        return ok(explain(sql, event, own, wishes))
      })
    },
  }
}

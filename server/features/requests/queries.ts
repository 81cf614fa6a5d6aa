import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { pairLength } from '#server/domain/events/settings.ts'
import type { CommonTime } from '#server/domain/meetings/common-times.ts'
import { whyNot, type Reason } from '#server/domain/meetings/may-ask.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { RequestRow } from '#server/features/agenda/store.ts'
import type { Diary, EventFacts, Party } from '#server/features/diary/store.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { RequestCard } from '#server/protocol/agenda.ts'

import { loadAskFacts, openRequest } from './store.ts'

type Cards = {
  findRequest(sql: SyncSql, id: string): RequestRow | null
  listRequests(sql: SyncSql, delegationId: string): RequestRow[]
  requestCards(sql: SyncSql, rows: readonly RequestRow[], viewerDelegationId: string): RequestCard[]
}

export type Proposal = {
  reasons: Reason[]
  /** Best first; empty where there are reasons. */
  times: CommonTime[]
  lengthMinutes: number
  mostHolds: number
  zone: string
}

/** A member of one's own delegation, to hand a request to. */
export type Colleague = { personId: string; nameZh: string; nameEn: string; isLead: boolean }

/** What waits, and what could be asked: reads only. */
export function createRequestQueries({ db, clock, diary, cards }: { db: Database; clock: Clock; diary: Diary; cards: Cards }) {
  function askContext(sql: SyncSql, actor: Actor, eventId: string, toDelegationId: string): Result<{ event: EventFacts; from: Party; to: Party }> {
    if (actor.kind !== 'person') return err('auth.required')
    const own = delegationAt(actor, eventId as EventId)
    if (own === null || !can(actor, 'request:create', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
    const event = diary.findEvent(sql, eventId)
    const from = diary.findParty(sql, own.delegationId)
    const to = diary.findParty(sql, toDelegationId)
    return event === null || from === null || to === null || to.eventId !== event.id ? err('record.not_found') : ok({ event, from, to })
  }

  function timesBetween(sql: SyncSql, actor: Actor, { event, from, to }: { event: EventFacts; from: Party; to: Party }): CommonTime[] {
    const lengthMinutes = pairLength(event.settings, from.side, to.side)
    if (lengthMinutes === null) return []
    const sides = [{ party: from, personIds: actor.kind === 'person' ? [actor.personId as string] : null }, { party: to, personIds: null }]
    return diary.findCommonTimes(sql, { event, sides, lengthMinutes, nowMs: clock.now(), line: { delegationId: to.delegationId, exceptRequestId: null } })
  }

  function propose(sql: SyncSql, actor: Actor, eventId: string, toDelegationId: string): Result<Proposal> {
    const context = askContext(sql, actor, eventId, toDelegationId)
    if (!context.ok) return context
    const { event, from, to } = context.value
    const times = timesBetween(sql, actor, context.value)
    const reasons = whyNot({ ...loadAskFacts(sql, diary, { event, from, to, nowMs: clock.now() }), commonTimes: times.length })
    return ok({ reasons, times: reasons.length > 0 ? [] : times, lengthMinutes: pairLength(event.settings, from.side, to.side) ?? 0, mostHolds: event.settings.mostHolds, zone: event.zone })
  }

  return {
    /** Requests of the actor's delegation at an event, newest first; the organizer has none of her own. */
    async listFor(actor: Actor, eventId: string): Promise<Result<RequestCard[]>> {
      if (actor.kind !== 'person') return err('auth.required')
      const own = delegationAt(actor, eventId as EventId)
      if (own === null) return err('auth.forbidden')
      return db.read((sql) => ok(cards.requestCards(sql, cards.listRequests(sql, own.delegationId), own.delegationId)))
    },

    /** Every reason why the actor's delegation can't ask this one; none means it may. */
    async whyNot(actor: Actor, eventId: string, toDelegationId: string): Promise<Result<Reason[]>> {
      const proposal = db.read((sql) => propose(sql, actor, eventId, toDelegationId))
      return proposal.ok ? ok(proposal.value.reasons) : proposal
    },

    /** Times that suit the actor, somebody of the other delegation and a table, best first. */
    async commonTimes(actor: Actor, eventId: string, toDelegationId: string): Promise<Result<CommonTime[]>> {
      return db.read((sql) => {
        const context = askContext(sql, actor, eventId, toDelegationId)
        return context.ok ? ok(timesBetween(sql, actor, context.value)) : context
      })
    },

    /** Reasons and times at once, for the sheet that asks for a meeting. */
    async propose(actor: Actor, eventId: string, toDelegationId: string): Promise<Result<Proposal>> {
      return db.read((sql) => propose(sql, actor, eventId, toDelegationId))
    },

    /** Times at which a request that waits could be accepted by its assignee or the actor, best first. */
    async timesFor(actor: Actor, requestId: string): Promise<Result<CommonTime[]>> {
      return db.read((sql) => {
        const opened = openRequest(sql, { cards, diary }, actor, requestId)
        if (!opened.ok) return opened
        const { row, event, from, to } = opened.value
        const answers = row.assigneeId ?? (actor.kind === 'person' ? actor.personId : null)
        const personIds = answers !== null && to.people.some((one) => one.personId === answers) ? [answers as string] : null
        const sides = [{ party: from, personIds: null }, { party: to, personIds }]
        return ok(diary.findCommonTimes(sql, { event, sides, lengthMinutes: row.lengthMinutes, nowMs: clock.now(), line: { delegationId: to.delegationId, exceptRequestId: row.id } }))
      })
    },

    /** The people of the actor's own delegation at an event. */
    async listColleagues(actor: Actor, eventId: string): Promise<Colleague[]> {
      const own = delegationAt(actor, eventId as EventId)
      if (own === null) return []
      return db.read((sql) =>
        sql
          .all<{ personId: string; nameZh: string; nameEn: string; isLead: number }>(
            `SELECT p."id" AS "personId", p."nameZh", p."nameEn", d."isLead" FROM "Delegate" d JOIN "Person" p ON p."id" = d."personId" WHERE d."delegationId" = ? ORDER BY d."isLead" DESC, d."id"`,
            own.delegationId,
          )
          .map((row) => ({ ...row, isLead: Boolean(row.isLead) })),
      )
    },
  }
}

import { delegationAt, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { ripeMs } from '#server/domain/messages/request-news.ts'
import { passGate } from '#server/domain/events/phases.ts'
import { whyNot } from '#server/domain/meetings/may-ask.ts'
import { nextState, type DeclineReason, type RequestAct, type RequestState } from '#server/domain/meetings/request-state.ts'
import { pairLength } from '#server/domain/events/settings.ts'
import type { DelegationId, EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { AgendaNews } from '#server/features/agenda/socket.ts'
import type { RequestRow } from '#server/features/agenda/store.ts'
import type { Diary, EventFacts, Party } from '#server/features/diary/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'

import { expiryJob } from './jobs.ts'
import type { TellByMail } from './mail.ts'
import { answerRequest, assignRequest, findTwin, insertRequest, loadAskFacts, openRequest, type Answer, type OpenRequest } from './store.ts'

export type RequestParts = {
  quick: RunQuickWork
  diary: Diary
  cards: { findRequest(sql: SyncSql, id: string): RequestRow | null }
  news: AgendaNews
  tellByMail: TellByMail
}

export type CreateRequest = { eventId: string; toDelegationId: string; holds: number[]; message: string }
export type AnswerInput = { requestId: string; version: number }
export type Answered = { requestId: string; state: RequestState; version: number }

/** Asking for meetings and every answer but yes, which is in `acceptance`. */
export function createRequestCommands(parts: RequestParts) {
  const { quick, diary, news, tellByMail } = parts

  /** Proposed times must be on the grid, ahead of us and not too many. */
  function passTimes(event: EventFacts, holds: readonly number[], lengthMinutes: number, now: number): Result<number[]> {
    const times = [...new Set(holds)]
    if (times.length > event.settings.mostHolds) return err('request.too_many_times', { params: { max: event.settings.mostHolds } })
    const legal = new Set(diary.legalStarts(event, lengthMinutes).map((slot) => slot.startsAtMs))
    if (times.some((time) => !legal.has(time))) return err('request.bad_time')
    return times.some((time) => time <= now) ? err('request.times_passed') : ok(times)
  }

  function expiryOf(event: EventFacts, times: readonly number[], now: number): number {
    const byRule = now + event.settings.expiryHours * 3_600_000
    const latest = times.length === 0 ? event.endsAtMs : Math.max(...times)
    return Math.max(now + 60_000, Math.min(byRule, latest))
  }

  type Sending = { event: EventFacts; from: Party; to: Party; personId: string; message: string; holds: readonly number[]; lengthMinutes: number; counterOfId: string | null }

  /** Writes a request, its end, and tells both sides. */
  function send(held: QuickWork, sending: Sending): Result<Answered> {
    const { event, from, to } = sending
    const times = passTimes(event, sending.holds, sending.lengthMinutes, held.now)
    if (!times.ok) return times
    const expiresAt = expiryOf(event, times.value, held.now)
    const requestId = insertRequest(held, { ...sending, createdById: sending.personId, expiresAt, holds: times.value })
    if (requestId === null) return err('request.already_asked')
    held.job(expiryJob.request({ requestId }, { runAt: expiresAt, dedupeKey: `requests:expire:${requestId}` }))
    held.audit('request:created', `request:${requestId}`, { eventId: event.id, from: from.delegationId, to: to.delegationId })
    news.tellRequest(held, requestId, 'received')
    tellByMail(held, { template: 'request_received', eventId: event.id, subjectId: requestId, revision: 1, personIds: to.people.map((one) => one.personId) })
    return ok({ requestId, state: 'pending', version: 1 })
  }

  /** Loads a request for an act of one of its sides; an act done before by the same person answers as it did then. */
  function begin(held: QuickWork, actor: Actor, input: AnswerInput, act: RequestAct, party: 'receiver' | 'sender'): Result<OpenRequest & { done: boolean; next: RequestState }> {
    const opened = openRequest(held.sql, parts, actor, input.requestId)
    if (!opened.ok) return opened
    const { row, event } = opened.value
    const own = (party === 'receiver' ? row.toDelegationId : row.fromDelegationId) as DelegationId
    if (!can(actor, party === 'receiver' ? 'request:answer' : 'request:withdraw', { eventId: row.eventId as EventId, delegationIds: [own] })) return err('auth.forbidden')
    const next = nextState('pending', act, party)
    if (!next.ok) return next
    const mine = actor.kind === 'person' && row.answeredById === actor.personId
    if (mine && row.state === next.value && row.version === input.version + 1) return ok({ ...opened.value, done: true, next: next.value })
    const gate = passGate('request:answer', event.phase)
    if (!gate.ok) return gate
    const step = nextState(row.state, act, party)
    if (!step.ok) return step
    if (row.version !== input.version) return err('record.changed')
    return row.expiresAt <= held.now ? err('request.expired') : ok({ ...opened.value, done: false, next: step.value })
  }

  /** Ends a request, tells both sides and moves the line up. */
  function end(held: QuickWork, { row, event }: OpenRequest, answer: Answer): Result<Answered> {
    const before = news.rememberLines(held, [row.toDelegationId])
    if (!answerRequest(held, row, answer)) return err('record.changed')
    held.audit(`request:${answer.state}`, `request:${row.id}`, { eventId: row.eventId })
    news.tellRequest(held, row.id)
    tellPromoted(held, event.id, news.tellLines(held, [row.toDelegationId], before, row.id))
    return ok({ requestId: row.id, state: answer.state, version: row.version + 1 })
  }

  function tellPromoted(held: QuickWork, eventId: string, requestIds: readonly string[]): void {
    for (const requestId of requestIds) {
      const row = parts.cards.findRequest(held.sql, requestId)
      const sender = row === null ? null : diary.findParty(held.sql, row.fromDelegationId)
      if (row === null || sender === null) continue
      tellByMail(held, { template: 'request_promoted', eventId, subjectId: requestId, revision: row.version, personIds: sender.people.map((one) => one.personId) })
    }
  }

  const already = ({ row }: OpenRequest): Result<Answered> => ok({ requestId: row.id, state: row.state, version: row.version })

  return {
    tellPromoted,

    /** Asks another delegation for a meeting. Refused with the first reason; all of them are in `detail.reasons`. */
    create: (actor: Actor, input: CreateRequest): Promise<Result<Answered>> =>
      quick(actor, (held) => {
        const own = delegationAt(actor, input.eventId as EventId)
        if (actor.kind !== 'person') return err('auth.required')
        if (own === null || !can(actor, 'request:create', { eventId: own.eventId, delegationIds: [own.delegationId] })) return err('auth.forbidden')
        const event = diary.findEvent(held.sql, input.eventId)
        const from = diary.findParty(held.sql, own.delegationId)
        const to = diary.findParty(held.sql, input.toDelegationId)
        if (event === null || from === null || to === null || to.eventId !== event.id) return err('record.not_found')
        const twin = findTwin(held.sql, { ...input, fromDelegationId: from.delegationId, personId: actor.personId })
        if (twin !== null) return ok({ requestId: twin, state: 'pending', version: 1 })
        const reasons = whyNot({ ...loadAskFacts(held.sql, diary, { event, from, to, nowMs: held.now }), commonTimes: null })
        const [first] = reasons
        if (first !== undefined) return err(first.code, { params: first.params, detail: { reasons } })
        const lengthMinutes = pairLength(event.settings, from.side, to.side) ?? 0
        return send(held, { event, from, to, personId: actor.personId, message: input.message, holds: input.holds, lengthMinutes, counterOfId: null })
      }),

    decline: (actor: Actor, input: AnswerInput & { reason: DeclineReason; note: string }): Promise<Result<Answered>> =>
      quick(actor, (held) => {
        const begun = begin(held, actor, input, 'decline', 'receiver')
        if (!begun.ok || actor.kind !== 'person') return begun.ok ? err('auth.required') : begun
        if (begun.value.done) return already(begun.value)
        const ended = end(held, begun.value, { state: 'declined', personId: actor.personId, reason: input.reason, note: input.note })
        if (!ended.ok) return ended
        const { row, from, event } = begun.value
        tellByMail(held, { template: 'request_declined', eventId: event.id, subjectId: row.id, revision: ended.value.version, personIds: from.people.map((one) => one.personId), afterMs: ripeMs })
        return ended
      }),

    /** Answers with other times: the old request ends, and a new one goes the other way. */
    counter: (actor: Actor, input: AnswerInput & { holds: number[]; message: string }): Promise<Result<Answered>> =>
      quick(actor, (held) => {
        const begun = begin(held, actor, input, 'counter', 'receiver')
        if (!begun.ok || actor.kind !== 'person') return begun.ok ? err('auth.required') : begun
        if (begun.value.done) return already(begun.value)
        const ended = end(held, begun.value, { state: 'countered', personId: actor.personId })
        if (!ended.ok) return ended
        const { row, event, from, to } = begun.value
        return send(held, { event, from: to, to: from, personId: actor.personId, message: input.message, holds: input.holds, lengthMinutes: row.lengthMinutes, counterOfId: row.id })
      }),

    /** Hands the answer, and the meeting, to a colleague of the same delegation. */
    delegate: (actor: Actor, input: AnswerInput & { personId: string }): Promise<Result<Answered>> =>
      quick(actor, (held) => {
        const begun = begin(held, actor, input, 'delegate', 'receiver')
        if (!begun.ok) return begun
        const { row, to, event } = begun.value
        if (row.assigneeId === input.personId) return already(begun.value)
        if (!to.people.some((one) => one.personId === input.personId)) return err('request.not_a_colleague')
        if (!assignRequest(held, row, input.personId)) return err('record.changed')
        held.audit('request:delegated', `request:${row.id}`, { eventId: event.id, to: input.personId })
        news.tellRequest(held, row.id)
        tellByMail(held, { template: 'request_handed', eventId: event.id, subjectId: row.id, revision: row.version + 1, personIds: [input.personId] })
        return ok({ requestId: row.id, state: 'pending', version: row.version + 1 })
      }),

    withdraw: (actor: Actor, input: AnswerInput): Promise<Result<Answered>> =>
      quick(actor, (held) => {
        const begun = begin(held, actor, input, 'withdraw', 'sender')
        if (!begun.ok) return begun
        if (begun.value.done) return already(begun.value)
        return end(held, begun.value, { state: 'withdrawn', personId: actor.kind === 'person' ? actor.personId : null })
      }),

    /** Ends a request whose time has come; does nothing where it was answered or isn't due. For the job runner. */
    expire: (actor: Actor, input: { requestId: string }): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const opened = openRequest(held.sql, parts, actor, input.requestId)
        if (!opened.ok) return ok()
        const { row } = opened.value
        if (row.expiresAt > held.now || !nextState(row.state, 'expire', 'time').ok) return ok()
        const ended = end(held, opened.value, { state: 'expired', personId: null })
        return ended.ok ? ok() : ended
      }),
  }
}

export type RequestCommands = ReturnType<typeof createRequestCommands>

import { rolesAt, type Actor } from '#server/domain/access/actor.ts'
import { can, type Action } from '#server/domain/access/can.ts'
import { passCard } from '#server/domain/judging/scoring.ts'
import { nextJudgingState, passScoring, passSetUp } from '#server/domain/judging/sealing.ts'
import type { EventId, PersonId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { DeclareInput, JudgingActInput, JudgingSetUpInput, RecusalInput, ScoreInput } from '#server/protocol/inputs/judging.ts'
import { eventRoom } from '#server/protocol/rooms.ts'

import { rankBench, readBench, type Bench, type ListPitches, type Pitch } from './queries.ts'
import { findCard, moveRound, readRound, saveCard, saveSetUp, say, type CardRow } from './store.ts'

type Parts = { quick: RunQuickWork; listPitches: ListPitches }
type Scored = { itemId: string; state: string; version: number }

/** Judging: criteria set, points given, judges kept apart, results released. */
export function createJudgingCommands({ quick, listPitches }: Parts) {
  const staffMay = (actor: Actor, action: Action, eventId: string): Result<undefined> =>
    can(actor, action, { eventId: eventId as EventId }) ? ok() : err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')

  const eventOf = (sql: SyncSql, itemId: string): string | null => sql.get<{ eventId: string }>(`SELECT "eventId" FROM "ProgrammeItem" WHERE "id" = ?`, itemId)?.eventId ?? null

  /** The bench and the pitch, for one of its judges; for everybody else the pitch isn't there to be scored. */
  function sit(held: QuickWork, actor: Actor, itemId: string): Result<{ bench: Bench; pitch: Pitch; judgeId: PersonId }> {
    if (actor.kind !== 'person') return err('auth.required')
    const eventId = eventOf(held.sql, itemId)
    if (eventId === null) return err('record.not_found')
    // Held by the role itself: a platform administrator isn't a judge.
    if (!rolesAt(actor, eventId as EventId).includes('judge') || !can(actor, 'judging:score', { eventId: eventId as EventId })) return err('auth.forbidden')
    const bench = readBench(held.sql, listPitches, eventId, held.now)
    if (bench === null) return err('judging.not_set_up')
    const pitch = bench.pitches.find((one) => one.itemId === itemId)
    return pitch === undefined ? err('record.not_found') : ok({ bench, pitch, judgeId: actor.personId })
  }

  function score(held: QuickWork, actor: Actor, input: ScoreInput): Result<Scored> {
    const seat = sit(held, actor, input.itemId)
    if (!seat.ok) return seat
    const { bench: { round, recusal }, pitch, judgeId } = seat.value
    const open = passScoring(round.state, round.lateUntil, held.now)
    if (!open.ok) return open
    if (recusal(judgeId, pitch).isRecused) return err('judging.recused')
    const known = new Set(round.criteria.map((criterion) => criterion.id))
    const scores = Object.fromEntries(Object.entries(input.scores).filter(([id, points]) => known.has(id) && points <= round.scaleMax))
    const before = findCard(held.sql, pitch.itemId, judgeId)
    const state = input.submit || before?.state === 'submitted' ? 'submitted' : 'draft'
    const whole = state === 'submitted' ? passCard(round.criteria, round.scaleMax, scores) : ok()
    if (!whole.ok) return whole
    const card: CardRow = { itemId: pitch.itemId, judgeId, scores, note: input.note, state, isLate: open.value.isLate, version: input.version }
    if (before !== null && isRetry(before, card)) return ok({ itemId: pitch.itemId, state, version: before.version })
    if ((before?.version ?? 0) !== input.version || !saveCard(held, round.eventId, card)) return err('record.changed')
    // That a card came in is no secret; what is on it is in no trail.
    if (state === 'submitted') held.audit('judging:scored', `item:${pitch.itemId}`, { eventId: round.eventId, isLate: card.isLate })
    return ok({ itemId: pitch.itemId, state, version: input.version + 1 })
  }

  return {
    /** Criteria with weights, scale and who sees what. Errors: `judging.locked` once points are being given. */
    setUp: (actor: Actor, input: JudgingSetUpInput): Promise<Result<{ version: number }>> =>
      quick(actor, (held) => {
        const may = staffMay(actor, 'judging:set_up', input.eventId)
        if (!may.ok) return may
        if (held.sql.get(`SELECT "id" FROM "Event" WHERE "id" = ?`, input.eventId) === undefined) return err('record.not_found')
        const open = passSetUp(readRound(held.sql, input.eventId)?.state ?? 'draft')
        if (!open.ok) return open
        const { version, ...setUp } = input
        const criteria = input.criteria.map((criterion) => ({ ...criterion, id: criterion.id === '' ? held.newId() : criterion.id }))
        if (!saveSetUp(held, version, { ...setUp, criteria })) return err('record.changed')
        held.audit('judging:set_up', `event:${input.eventId}`, { eventId: input.eventId, criteria: criteria.length })
        return ok({ version: version + 1 })
      }),

    /** Opens, closes (with an hour for those who are late), reopens or releases. What is released never changes again. */
    act: (actor: Actor, input: JudgingActInput): Promise<Result<{ state: string; version: number }>> =>
      quick(actor, (held) => {
        const may = staffMay(actor, 'judging:set_up', input.eventId)
        if (!may.ok) return may
        const bench = readBench(held.sql, listPitches, input.eventId, held.now)
        if (bench === null) return err('judging.not_set_up')
        const next = nextJudgingState(bench.round.state, input.act)
        if (!next.ok) return next
        if (bench.round.version !== input.version) return err('record.changed')
        const released = next.value === 'released' ? rankBench(bench) : null
        if (!moveRound(held, input.eventId, { version: input.version, state: next.value, lateUntil: input.act === 'close' ? input.lateUntil : null, released })) return err('record.changed')
        held.audit(`judging:${input.act}`, `event:${input.eventId}`, { eventId: input.eventId, lateUntil: input.lateUntil })
        held.fact(eventRoom(input.eventId), 'judging:changed', { state: next.value })
        return ok({ state: next.value, version: input.version + 1 })
      }),

    /** Saves a judge's card; `submit` hands it in. Once handed in it stays so, and has to stay complete. */
    score: (actor: Actor, input: ScoreInput): Promise<Result<Scored>> => quick(actor, (held) => score(held, actor, input)),

    /** A judge steps aside from a pitch. Points given before no longer count. */
    declare: (actor: Actor, input: DeclareInput): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const seat = sit(held, actor, input.itemId)
        if (!seat.ok) return seat
        const { bench: { round }, pitch, judgeId } = seat.value
        if (round.state === 'released') return err('judging.over')
        say(held, { eventId: round.eventId, itemId: pitch.itemId, judgeId, byId: judgeId }, { kind: 'declared', reason: input.reason })
        held.audit('judging:recused', `item:${pitch.itemId}`, { eventId: round.eventId, judgeId, kind: 'declared' })
        return ok()
      }),

    /** The organizer keeps a judge and a pitch apart, lets a judge score in spite of what was found, or takes either back. What a judge declared stands. */
    recuse: (actor: Actor, input: RecusalInput): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const eventId = eventOf(held.sql, input.itemId)
        if (eventId === null) return err(actor.kind === 'anonymous' ? 'auth.required' : 'record.not_found')
        const may = staffMay(actor, 'judging:set_up', eventId)
        if (!may.ok || actor.kind !== 'person') return may.ok ? err('auth.required') : may
        const bench = readBench(held.sql, listPitches, eventId, held.now)
        const pitch = bench?.pitches.find((one) => one.itemId === input.itemId)
        if (bench === null || pitch === undefined || !bench.judges.some((judge) => judge.judgeId === input.judgeId)) return err('record.not_found')
        if (bench.round.state === 'released') return err('judging.over')
        if (bench.recusal(input.judgeId, pitch).reasons.includes('declared')) return err('judging.not_possible')
        say(held, { eventId, itemId: input.itemId, judgeId: input.judgeId, byId: actor.personId }, input.kind === 'none' ? null : { kind: input.kind, reason: input.reason })
        held.audit('judging:recused', `item:${input.itemId}`, { eventId, judgeId: input.judgeId, kind: input.kind })
        return ok()
      }),
  }
}

/** The same card sent again after its answer was lost. */
function isRetry(before: CardRow, card: CardRow): boolean {
  return before.version === card.version + 1 && before.state === card.state && before.note === card.note && JSON.stringify(Object.entries(before.scores).sort()) === JSON.stringify(Object.entries(card.scores).sort())
}

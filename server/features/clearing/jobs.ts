import { z } from 'zod'

import { system, type Actor } from '#server/domain/access/actor.ts'
import { clearingWeight, mutualPairs, type MutualPair } from '#server/domain/clearing/ranks.ts'
import { turnOf } from '#server/domain/clearing/flow.ts'
import type { ClearingReport } from '#server/domain/clearing/outcome.ts'
import { leftOutPairs } from '#server/domain/clearing/left-out.ts'
import { stability, type StabilityReport } from '#server/domain/clearing/stability.ts'
import { pairLength } from '#server/domain/events/settings.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { Diary, EventFacts } from '#server/features/diary/store.ts'
import type { Draft } from '#server/features/timetable/store.ts'
import { defineJob, handle, type JobHandler } from '#server/jobs/registry.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database, SyncSql } from '#server/platform/db.ts'
import type { ComputeInput, ReleaseInput } from '#server/protocol/inputs/timetable.ts'
import { eventRoom } from '#server/protocol/rooms.ts'

import { acceptWished, dropWished, insertWished, listMadeSince, listMet, listPairRequests, listParties, listPeople, listWishes, readClearing, saveClearing, undoWished, wishersOf } from './store.ts'

export const runJob = defineJob('clearing:run', z.object({ eventId: z.string(), version: z.number().int() }))

type Parts = {
  quick: RunQuickWork
  db: Database
  now: () => number
  diary: Diary
  findDraft: (sql: SyncSql, draftId: string) => Draft | null
  compute: (actor: Actor, input: ComputeInput) => Promise<Result<{ draftId: string }>>
  whenComputed: (draftId: string) => Promise<void>
  release: (actor: Actor, input: ReleaseInput) => Promise<Result<{ number: number }>>
  /** Everybody of both sides learns how a request stands. */
  tellRequests: (held: QuickWork, requestIds: readonly string[]) => void
  openKeyOf: (eventId: string, one: string, other: string) => string
}

/**
 * A hall waits ten seconds from the press to the phones; storing and telling takes one or two of them. A large hall's lists
 * are worth more search than a small one's, and whoever was overtaken while the engine thought is not made to wait again.
 */
const secondsFor = (pairs: number, attempt: number): number => (attempt > 1 ? 2 : pairs > 300 ? 4 : 3)
const tries = 3
/** What another attempt gets over. */
const again: readonly string[] = ['release.clash', 'release.outdated', 'release.name_taken']

/** From the press to the phones: wishes become accepted requests, the engine places them, the release tells everybody. */
export function createClearingJobs(parts: Parts): JobHandler[] {
  const { quick, db } = parts

  /**
   * Requests that both sides want, accepted and weighed; done before, it changes nothing. Nobody hears of them before there is
   * a timetable: who wants whom stays closed where the press comes to nothing.
   */
  function settle(held: QuickWork, event: EventFacts): Result<{ pairs: number }> {
    const pairs = pairsOf(held.sql, event.id)
    const requests = listPairRequests(held.sql, event.id)
    const open = new Map(requests.map((request) => [pairKey(request.fromDelegationId, request.toDelegationId), request]))
    const met = new Set(listMet(held.sql, event.id).map((row) => pairKey(row.aDelegationId, row.bDelegationId)))
    const sides = new Map(listParties(held.sql, event.id).map((party) => [party.delegationId, party.side]))
    const wishers = wishersOf(held.sql, event.id)
    for (const pair of pairs) {
      const key = pairKey(pair.fundId, pair.startupId)
      const request = open.get(key)
      const [fund, startup] = [sides.get(pair.fundId), sides.get(pair.startupId)]
      const lengthMinutes = fund && startup ? pairLength(event.settings, fund, startup) : null
      if (met.has(key) || lengthMinutes === null) continue
      const weight = clearingWeight(pair)
      if (request) acceptWished(held.sql, request, weight, held.now)
      else insertWished(held.sql, { id: held.newId(), eventId: event.id, fundId: pair.fundId, startupId: pair.startupId, lengthMinutes, weight, createdById: wishers.get(pair.fundId) ?? '' }, held.now)
    }
    const mutual = new Set(pairs.map((pair) => pairKey(pair.fundId, pair.startupId)))
    const dropped = requests.filter((request) => request.state === 'accepted' && request.weight !== null && !mutual.has(pairKey(request.fromDelegationId, request.toDelegationId)))
    for (const request of dropped) dropWished(held.sql, request)
    parts.tellRequests(held, dropped.map((request) => request.id))
    held.audit('clearing:settled', `event:${event.id}`, { eventId: event.id, pairs: pairs.length, dropped: dropped.length })
    return ok({ pairs: pairs.length })
  }

  /** Computes and releases; a time taken while the engine thought is thought about again. */
  async function place(eventId: string, number: number, pairs: number): Promise<Result<{ draftId: string | null }>> {
    let last: Result<never> = err('draft.not_ready')
    for (let attempt = 1; attempt <= tries; attempt += 1) {
      const started = await parts.compute(system, { eventId, name: '', seconds: secondsFor(pairs, attempt), seed: number + attempt, hold: true })
      if (!started.ok && started.error.code === 'draft.nothing_to_plan') return ok({ draftId: null })
      if (!started.ok) return started
      const { draftId } = started.value
      await parts.whenComputed(draftId)
      const draft = db.read((sql) => parts.findDraft(sql, draftId))
      if (draft === null || draft.state !== 'ready') return err(draft?.failure ?? 'draft.not_ready')
      const name = attempt === 1 ? `撮合 Clearing ${number}` : `撮合 Clearing ${number}.${attempt}`
      const released = await parts.release(system, { draftId, version: draft.version, name, notes: '' })
      if (released.ok) return ok({ draftId })
      last = released
      if (!again.includes(released.error.code)) break
    }
    return last
  }

  function report(sql: SyncSql, event: EventFacts, draftId: string | null): StabilityReport {
    const pairs = pairsOf(sql, event.id)
    const draft = draftId === null ? null : parts.findDraft(sql, draftId)
    const plan = draft?.plan ?? null
    const isFund = new Set(listParties(sql, event.id).flatMap((party) => (turnOf(party.side) === 'funds' ? [party.delegationId] : [])))
    const met = listMet(sql, event.id).map((row) => (isFund.has(row.aDelegationId) ? { fundId: row.aDelegationId, startupId: row.bDelegationId } : { fundId: row.bDelegationId, startupId: row.aDelegationId }))
    const peopleOf = new Map<string, string[]>()
    for (const { delegationId, personId } of listPeople(sql, event.id)) peopleOf.set(delegationId, [...(peopleOf.get(delegationId) ?? []), personId])
    const requests = new Map(listPairRequests(sql, event.id).map((request) => [request.id, request]))
    const computed = draft === null || plan === null ? null : { frame: draft.frame, problem: draft.problem, placed: plan.placed, unplaced: plan.unplaced }
    return stability({ pairs, met, reasons: leftOutPairs({ pairs, computed, requests, peopleOf }) })
  }

  /** Those who are left out hear that both sides want it; where the press came to nothing, it is as if it hadn't been. */
  function conclude(held: QuickWork, eventId: string, made: ReturnType<typeof listMadeSince>, isCleared: boolean): void {
    if (isCleared) return parts.tellRequests(held, made.map((request) => request.id))
    for (const request of made) undoWished(held.sql, request, parts.openKeyOf(eventId, request.fromDelegationId, request.toDelegationId), held.now)
  }

  async function finish(eventId: string, version: number, outcome: Pick<ClearingReport, 'number' | 'failure'>, draftId: string | null): Promise<void> {
    await quick(system, (held) => {
      const row = readClearing(held.sql, eventId)
      const event = parts.diary.findEvent(held.sql, eventId)
      if (event === null || row.version !== version || row.state !== 'running') return ok()
      const state = outcome.failure === null ? 'cleared' : 'ranking'
      const pressedAt = row.pressedAt ?? held.now
      conclude(held, eventId, listMadeSince(held.sql, eventId, pressedAt), outcome.failure === null)
      saveClearing(held.sql, eventId, version, { state, pressedAt: null, report: { ...outcome, tookMs: held.now - pressedAt, stability: outcome.failure === null ? report(held.sql, event, draftId) : null } }, held.now)
      held.fact(eventRoom(eventId), 'clearing:changed', { state, version: version + 1 })
      held.audit('clearing:ended', `event:${eventId}`, { eventId, state, failure: outcome.failure ?? '' })
      return ok()
    })
  }

  return [
    handle(runJob, async ({ eventId, version }) => {
      const event = db.read((sql) => parts.diary.findEvent(sql, eventId))
      const row = db.read((sql) => readClearing(sql, eventId))
      if (event === null || row.version !== version || row.state !== 'running') return
      const number = (row.report?.number ?? 0) + 1
      const settled = await quick(system, (held) => settle(held, event))
      const placed = await place(eventId, number, settled.ok ? settled.value.pairs : 0)
      await finish(eventId, version, { number, failure: placed.ok ? null : placed.error.code }, placed.ok ? placed.value.draftId : null)
    }),
  ]
}

const pairKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`)

function pairsOf(sql: SyncSql, eventId: string): MutualPair[] {
  const wishes = listWishes(sql, eventId)
  const of = (turn: 'funds' | 'startups') =>
    new Map(listParties(sql, eventId).flatMap((party) => (turnOf(party.side) === turn && wishes.has(party.delegationId) ? [[party.delegationId, wishes.get(party.delegationId) ?? []] as const] : [])))
  return mutualPairs(of('funds'), of('startups'))
}

import type { Actor } from '#server/domain/access/actor.ts'
import { system } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import type { SolveProgress } from '#server/domain/scheduling/solve.ts'
import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { buildProblem } from '#server/domain/timetable/build-problem.ts'
import { nextDraftNumber } from '#server/domain/timetable/draft-number.ts'
import { measures } from '#server/domain/timetable/measures.ts'
import { faultsOf } from '#server/domain/timetable/move.ts'
import { carryPins, withPins, type Pin } from '#server/domain/timetable/pins.ts'
import { longestSeconds, proofSecondsFor } from '#server/domain/timetable/proof-budget.ts'
import { withEnd, withPoint, type TracePoint } from '#server/domain/timetable/trace.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { ScoreOf, TimetableFactsStore } from '#server/features/timetable-facts/store.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database } from '#server/platform/db.ts'
import type { Logger } from '#server/platform/logger.ts'
import type { SolverRun } from '#server/platform/solver.ts'
import type { ComputeInput } from '#server/protocol/inputs/timetable.ts'
import { deskRoom } from '#server/protocol/rooms.ts'
import type { Publisher } from '#server/realtime/publish.ts'

import { deleteDraft, endComputing, findDraft, insertDraft, listComputing, listDrafts, renameDraft, type Draft, type DraftNumbers } from './store.ts'

export type StartSolve = (problem: TimetableProblem, options: { seconds: number; seed: number; background?: boolean; proofSeconds?: number }, onProgress: (progress: SolveProgress) => void) => SolverRun

type Parts = {
  quick: RunQuickWork
  db: Database
  now: () => number
  newId: () => string
  logger: Logger
  diary: Diary
  facts: TimetableFactsStore
  scoreOf: (eventId: string) => Promise<ScoreOf>
  startSolve: StartSolve
  notify: Publisher['notify']
}

const mostDrafts = 30
/** Another process's computation is given up so long after its limit. */
const graceMs = 60_000

/** What a computation under way is about. */
type Started = { id: string; eventId: string; seconds: number; seed: number; provedWith: string[] }

/** Computing drafts. Moving meetings in them is `draft-board`, releasing them is `releases`. */
export function createTimetableCommands(parts: Parts) {
  const { quick, db } = parts
  const running = new Map<string, { run: SolverRun; ended: Promise<void>; trace: TracePoint[] }>()

  /** Starts the search, and after it the proof, and returns at once; the draft becomes `ready` or `failed` when both have ended. */
  function start(draft: Started, problem: TimetableProblem, built: Pick<Draft, 'frame'>): void {
    const { seconds, seed } = draft
    const run = parts.startSolve(problem, { seconds, seed, proofSeconds: proofSecondsFor(seconds) }, (progress) => {
      const { phase, elapsedMs, value, bound, placed } = progress
      const limitMs = (phase === 'proof' ? longestSeconds(seconds) : seconds) * 1000
      const unplaced = problem.meetings.length - placed
      const held = running.get(draft.id)
      if (held) held.trace = withPoint(held.trace, { elapsedMs, weight: value.weight, weightBound: bound.weight, breaks: value.breaks, breaksBound: bound.breaks })
      parts.notify(deskRoom(draft.eventId), 'draft:progressed', {
        draftId: draft.id, elapsedMs, limitMs, weight: value.weight, weightBound: bound.weight, breaks: value.breaks, breaksBound: bound.breaks, placed, unplaced,
      })
    })
    const ended = run.result.then(
      (plan) => end(draft, problem, built, plan),
      (error: unknown) => {
        parts.logger.error({ err: error, draft: draft.id }, 'the solver failed')
        return fail(draft, 'draft.interrupted')
      },
    )
    running.set(draft.id, { run, trace: [], ended: ended.catch((error: unknown) => parts.logger.error({ err: error, draft: draft.id }, 'a computed draft could not be saved')).finally(() => running.delete(draft.id)) })
  }

  /** The plan is checked here once more: nothing is stored or shown that the independent check refuses. */
  async function end(draft: Started, problem: TimetableProblem, { frame }: Pick<Draft, 'frame'>, plan: TimetablePlan): Promise<void> {
    if (plan.status === 'infeasible') return fail(draft, 'draft.no_solution', plan)
    const faults = faultsOf(problem, plan)
    if (faults.length > 0) {
      parts.logger.error({ draft: draft.id, faults: faults.slice(0, 5) }, 'the plan was refused')
      return fail(draft, 'draft.unsound')
    }
    await settle(draft, plan, { ...runOf(draft), failure: null, status: plan.status, measures: measures(frame, problem, plan), core: null })
  }

  function fail(draft: Started, failure: ErrorCode, plan: TimetablePlan | null = null): Promise<void> {
    return settle(draft, plan, { ...runOf(draft), failure, status: plan?.status ?? null, measures: null, core: plan?.core ?? null })
  }

  async function settle(draft: { id: string; eventId: string }, plan: TimetablePlan | null, numbers: DraftNumbers): Promise<void> {
    const reported = running.get(draft.id)?.trace ?? []
    const trace = plan === null ? reported : withEnd(reported, plan)
    await quick(system, (held) => {
      const version = endComputing(held.sql, draft.id, { plan, numbers, trace }, held.now)
      if (version === null) return ok()
      const state = numbers.failure === null ? 'ready' : 'failed'
      held.fact(deskRoom(draft.eventId), 'draft:changed', { draftId: draft.id, state, version })
      held.audit('draft:computed', `draft:${draft.id}`, { eventId: draft.eventId, state, placed: numbers.measures?.placed ?? 0 })
      return ok()
    })
  }

  function ownDraft(actor: Actor, draftId: string): Result<Draft> {
    const draft = db.read((sql) => findDraft(sql, draftId))
    if (draft === null || !can(actor, 'timetable:view', { eventId: draft.eventId as EventId })) return err('record.not_found')
    if (!can(actor, 'timetable:compute', { eventId: draft.eventId as EventId })) return err('auth.forbidden')
    return ok(draft)
  }

  async function compute(actor: Actor, input: ComputeInput, keep: Pick<Draft, 'pins' | 'frame'> | null = null): Promise<Result<{ draftId: string }>> {
    const about = { eventId: input.eventId as EventId }
    if (actor.kind === 'anonymous') return err('auth.required')
    if (!can(actor, 'timetable:view', about)) return err('record.not_found')
    if (!can(actor, 'timetable:compute', about)) return err('auth.forbidden')
    const scoreOf = await parts.scoreOf(input.eventId)
    const loaded = db.read((sql) => parts.facts.loadFacts(sql, parts.diary, input.eventId, parts.now(), scoreOf))
    if (loaded === null) return err('record.not_found')
    const gate = passGate('timetable:compute', loaded.event.phase)
    if (!gate.ok) return gate
    const { frame, problem, pins: own } = buildProblem(loaded.facts, input.hold)
    if (problem.meetings.length === 0 || frame.slots.length === 0 || frame.tables.length === 0) return err('draft.nothing_to_plan')
    const pins = keep === null ? own : mergePins(own, carryPins(keep.pins, keep.frame, frame))
    const draftId = parts.newId()
    const { seconds, seed } = input
    const saved = await quick(actor, (held) => {
      // Not a race that could harm: two at once only share the processor.
      const others = listDrafts(held.sql, input.eventId)
      if (others.some((draft) => draft.state === 'computing')) return err('draft.busy')
      // Those that were released can't be thrown away; the event's own rhythm bounds them.
      if (others.filter((draft) => draft.state !== 'released').length >= mostDrafts) return err('draft.limit_reached', { params: { max: mostDrafts } })
      const name = input.name === '' ? `#${nextDraftNumber(others.map((draft) => draft.name))}` : input.name
      const createdById = actor.kind === 'person' ? actor.personId : ''
      insertDraft(held.sql, { id: draftId, eventId: input.eventId, name, createdById, frame, problem, pins, seconds, seed }, held.now)
      held.fact(deskRoom(input.eventId), 'draft:changed', { draftId, state: 'computing', version: 1 })
      held.audit('draft:started', `draft:${draftId}`, { eventId: input.eventId, meetings: problem.meetings.length, seconds, seed })
      return ok({ draftId })
    })
    if (saved.ok) start({ id: draftId, eventId: input.eventId, seconds, seed, provedWith: pins.map((pin) => pin.meeting) }, withPins(problem, pins), { frame })
    return saved
  }

  return {
    /** Builds the problem from what stands now and computes a draft in a thread of its own; progress goes to the desk. */
    compute: (actor: Actor, input: ComputeInput) => compute(actor, input),

    /** A new draft from fresh facts that keeps this one's pins. */
    async recompute(actor: Actor, input: { draftId: string; name: string; seconds: number; seed: number; hold: boolean }): Promise<Result<{ draftId: string }>> {
      const draft = ownDraft(actor, input.draftId)
      if (!draft.ok) return draft
      const { eventId, pins, frame } = draft.value
      return compute(actor, { eventId, name: input.name, seconds: input.seconds, seed: input.seed, hold: input.hold }, { pins, frame })
    },

    /** Ends search or proof now; the draft keeps the best plan found and what was proved. Done already: no error. */
    async stop(actor: Actor, draftId: string): Promise<Result<undefined>> {
      const draft = ownDraft(actor, draftId)
      if (!draft.ok) return draft
      running.get(draftId)?.run.stop()
      return ok()
    },

    /** How a computation of this process has come along so far; empty where there is none. */
    traceOf: (draftId: string): TracePoint[] => running.get(draftId)?.trace ?? [],

    /** Resolves when a draft that this process computes has been stored. */
    whenComputed: async (draftId: string): Promise<void> => running.get(draftId)?.ended,

    async rename(actor: Actor, input: { draftId: string; version: number; name: string }): Promise<Result<{ version: number }>> {
      const draft = ownDraft(actor, input.draftId)
      if (!draft.ok) return draft
      return quick(actor, (held) => {
        if (!renameDraft(held.sql, input.draftId, input.version, input.name, held.now)) return err('record.changed')
        held.fact(deskRoom(draft.value.eventId), 'draft:changed', { draftId: input.draftId, state: draft.value.state, version: input.version + 1 })
        return ok({ version: input.version + 1 })
      })
    },

    async discard(actor: Actor, draftId: string): Promise<Result<undefined>> {
      const draft = ownDraft(actor, draftId)
      if (!draft.ok) return draft
      return quick(actor, (held) => {
        if (!deleteDraft(held.sql, draftId)) return err('draft.not_ready')
        held.fact(deskRoom(draft.value.eventId), 'draft:changed', { draftId, state: 'discarded', version: draft.value.version + 1 })
        held.audit('draft:discarded', `draft:${draftId}`, { eventId: draft.value.eventId })
        return ok()
      })
    },

    /** At start: drafts that a stopped server left computing are marked as failed. `alone`: no other process computes any. */
    async recover(alone: boolean): Promise<number> {
      const isOver = (draft: { createdAt: number; seconds: number }): boolean => alone || parts.now() > draft.createdAt + longestSeconds(draft.seconds) * 1000 + graceMs
      const left = db.read((sql) => listComputing(sql)).filter((draft) => !running.has(draft.id) && isOver(draft))
      for (const draft of left) await fail(draft, 'draft.interrupted')
      return left.length
    },

    /** Ends all threads at once, when the server stops. */
    abandonAll(): void {
      for (const { run } of running.values()) run.abandon()
    },
  }
}

const runOf = ({ seconds, seed, provedWith }: Started) => ({ seconds, seed, provedWith })

/** Meetings that must stay win over pins that an organizer set in another draft. */
function mergePins(own: readonly Pin[], kept: readonly Pin[]): Pin[] {
  const taken = new Set(own.map((pin) => pin.meeting))
  return [...own, ...kept.filter((pin) => !taken.has(pin.meeting))]
}

import type { Actor } from '#server/domain/access/actor.ts'
import { system } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { repairQuestion, type Trouble } from '#server/domain/timetable/trouble.ts'
import type { Diary } from '#server/features/diary/store.ts'
import type { ScoreOf, TimetableFactsStore } from '#server/features/timetable-facts/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database } from '#server/platform/db.ts'
import type { Logger } from '#server/platform/logger.ts'
import type { RepairRun, RepairTask } from '#server/platform/repairer.ts'
import type { AnswerRepairInput, ProposeRepairInput } from '#server/protocol/inputs/repairs.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

import type { Applied, ApplyRepair } from '#server/features/repair-taking/commands.ts'

import { betterPlan, findRepair, insertRepair, outdateOthers, settleRepair, type Question, type RepairRow } from './store.ts'

type Parts = {
  quick: RunQuickWork
  db: Database
  now: () => number
  newId: () => string
  logger: Logger
  diary: Diary
  facts: TimetableFactsStore
  scoreOf: (eventId: string) => Promise<ScoreOf>
  startRepair: (task: RepairTask) => RepairRun
  apply: ApplyRepair
  /** How long a better answer is looked for after the first. */
  improveMs: number
}

export type Proposed = { repairId: string; version: number }

function troubleOf({ eventId: _event, noticeMinutes: _notice, ...trouble }: ProposeRepairInput): Trouble {
  return trouble
}

/** When the day goes wrong: the engine proposes the smallest change, a person approves it, those concerned hear of it. */
export function createRepairCommands(parts: Parts) {
  const { quick, db } = parts
  const running = new Map<string, { run: RepairRun; ended: Promise<void> }>()

  async function ask(actor: Actor, input: ProposeRepairInput): Promise<Result<{ question: Question; task: RepairTask }>> {
    const about = { eventId: input.eventId as EventId }
    if (!can(actor, 'timetable:view', about)) return err('record.not_found')
    if (!can(actor, 'timetable:compute', about)) return err('auth.forbidden')
    const scoreOf = await parts.scoreOf(input.eventId)
    return db.read((sql) => {
      const loaded = parts.facts.loadFacts(sql, parts.diary, input.eventId, parts.now(), scoreOf)
      if (loaded === null) return err('record.not_found')
      const gate = passGate('timetable:release', loaded.event.phase)
      if (!gate.ok) return gate
      const trouble = troubleOf(input)
      const asked = repairQuestion(loaded.facts, trouble, input.noticeMinutes)
      if (asked === null) return err('repair.not_in_timetable')
      const rows = new Map(parts.facts.listStanding(sql, input.eventId).map((row) => [row.requestId ?? row.id, { meetingId: row.id, version: row.version }]))
      const { frame, problem, standing, repair } = asked
      const question: Question = { trouble, noticeMinutes: input.noticeMinutes, frame, problem, standing, versions: Object.fromEntries(rows) }
      return ok({ question, task: { problem, standing, repair, seed: 1, improveMs: parts.improveMs } })
    })
  }

  function tell(held: QuickWork, eventId: string, repairId: string, state: string, version: number): void {
    held.fact(deskRoom(eventId), 'repair:changed', { repairId, state, version })
  }

  /** A better answer takes the place of the first as long as nobody has approved that. */
  async function followUp(run: RepairRun, repairId: string, eventId: string): Promise<void> {
    const better = await run.better
    if (better === null) return
    await quick(system, (held) => {
      const version = (findRepair(held.sql, repairId)?.version ?? 0) + 1
      if (betterPlan(held.sql, repairId, better.plan, held.now)) tell(held, eventId, repairId, 'ready', version)
      return ok()
    })
  }

  function own(repair: RepairRow | null, actor: Actor, version: number): Result<RepairRow> {
    if (repair === null || !can(actor, 'timetable:view', { eventId: repair.eventId as EventId })) return err('record.not_found')
    if (!can(actor, 'timetable:release', { eventId: repair.eventId as EventId })) return err('auth.forbidden')
    if (repair.state === 'outdated') return err('repair.outdated')
    return repair.state !== 'ready' || repair.version !== version ? err('record.changed') : ok(repair)
  }

  return {
    /** Works out the smallest change and stores it as a proposal; answers when the first answer is there. */
    async propose(actor: Actor, input: ProposeRepairInput): Promise<Result<Proposed>> {
      if (actor.kind === 'anonymous') return err('auth.required')
      const asked = await ask(actor, input)
      if (!asked.ok) return asked
      const { question, task } = asked.value
      const repairId = parts.newId()
      const run = parts.startRepair(task)
      const repaired = await run.first
      const saved = await quick(actor, (held) => {
        const createdById = actor.kind === 'person' ? actor.personId : ''
        insertRepair(held.sql, { id: repairId, eventId: input.eventId, question: { ...question, problem: repaired.problem }, plan: repaired.plan, createdById }, held.now)
        const { moved, dropped, added, retabled } = repaired.plan.diff
        held.audit('repair:proposed', `repair:${repairId}`, { eventId: input.eventId, kind: input.kind, moved: moved.length, dropped: dropped.length, added: added.length, retabled: retabled.length })
        tell(held, input.eventId, repairId, 'ready', 1)
        return ok({ repairId, version: 1 })
      })
      const ended = followUp(run, repairId, input.eventId).catch((error: unknown) => parts.logger.error({ err: error, repair: repairId }, 'a better repair could not be saved'))
      running.set(repairId, { run, ended: ended.finally(() => running.delete(repairId)) })
      return saved
    },

    /** Resolves when the search for a better answer has ended. */
    whenImproved: async (repairId: string): Promise<void> => running.get(repairId)?.ended,

    /**
     * Makes a proposal true in one transaction and tells the people concerned. `repair.outdated` where the timetable has
     * changed since, `repair.clash` where somebody was booked elsewhere meanwhile; nothing is changed then.
     */
    async approve(actor: Actor, input: AnswerRepairInput): Promise<Result<Applied>> {
      const done = await quick(actor, (held) => {
        const found = own(findRepair(held.sql, input.repairId), actor, input.version)
        if (!found.ok) return found
        const event = parts.diary.findEvent(held.sql, found.value.eventId)
        const gate = event === null ? err('record.not_found') : passGate('timetable:release', event.phase)
        if (event === null || !gate.ok) return gate.ok ? err('record.not_found') : gate
        if (!settleRepair(held.sql, found.value.id, input.version, 'applied', held.now)) return err('record.changed')
        const applied = parts.apply(held, event, found.value)
        if (!applied.ok) return applied
        outdateOthers(held.sql, event.id, held.now)
        held.audit('repair:applied', `repair:${found.value.id}`, { eventId: event.id, ...applied.value })
        tell(held, event.id, found.value.id, 'applied', input.version + 1)
        return applied
      })
      if (done.ok) running.get(input.repairId)?.run.abandon()
      return done
    },

    dismiss: (actor: Actor, input: AnswerRepairInput): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const found = own(findRepair(held.sql, input.repairId), actor, input.version)
        if (!found.ok && found.error.code !== 'repair.outdated') return found
        const eventId = findRepair(held.sql, input.repairId)?.eventId ?? ''
        settleRepair(held.sql, input.repairId, input.version, 'dismissed', held.now)
        tell(held, eventId, input.repairId, 'dismissed', input.version + 1)
        return ok()
      }),

    /** Ends all threads at once, when the server stops. */
    abandonRepairs(): void {
      for (const { run } of running.values()) run.abandon()
    },
  }
}

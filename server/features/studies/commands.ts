import { system, type Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { ErrorCode } from '#server/domain/shared/error-codes.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { withPins } from '#server/domain/timetable/pins.ts'
import { variantKinds, variantOf } from '#server/domain/timetable/variants.ts'
import { answerOf } from '#server/domain/timetable/what-if.ts'
import type { StartSolve } from '#server/features/timetable/commands.ts'
import type { Draft, Drafts } from '#server/features/timetable/store.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { Database } from '#server/platform/db.ts'
import type { Logger } from '#server/platform/logger.ts'
import type { startRehearsal } from '#server/platform/rehearsal.ts'
import type { RehearseInput, WhatIfInput } from '#server/protocol/inputs/studies.ts'
import { deskRoom } from '#server/protocol/rooms.ts'
import type { Publisher } from '#server/realtime/publish.ts'

import { endStudy, findStudy, forgetOld, insertStudy, requeueLost, saveResult, takeNext, type NewStudy, type RehearsalAsked, type Study, type WhatIfAsked, type WhatIfResult } from './store.ts'

type Parts = {
  quick: RunQuickWork
  db: Database
  now: () => number
  newId: () => string
  logger: Logger
  drafts: Pick<Drafts, 'findDraft'>
  startSolve: StartSolve
  startRehearsal: typeof startRehearsal
  notify: Publisher['notify']
}

type Run = { stop(): void; abandon(): void }
type Active = { id: string; run: Run | null; isStopped: boolean; isAbandoned: boolean }

const keptAnswers = 4
/** A study of another process that has not been heard of for so long is lost. */
const lostAfterMs = 180_000

/**
 * Questions about drafts that are worked out one after another, in a thread that lets others go first. Answers are saved as
 * they come; a server that stops leaves the study to be taken up again, without the answers it has.
 */
export function createStudyCommands(parts: Parts) {
  const { quick, db, drafts } = parts
  let active: Active | null = null
  let working: Promise<void> = Promise.resolve()
  let wanted = false
  let closed = false

  /** Works until nothing waits; a call while it works makes it look once more before it ends. */
  function pump(): void {
    wanted = true
    if (active !== null || closed) return
    const held: Active = { id: '', run: null, isStopped: false, isAbandoned: false }
    active = held
    working = workThrough(held)
      .catch((error: unknown) => parts.logger.error({ err: error }, 'studies could not be looked up'))
      .finally(() => {
        active = null
        if (wanted) pump()
      })
  }

  async function workThrough(held: Active): Promise<void> {
    while (wanted && !closed) {
      wanted = false
      const taken = await quick(system, (work) => {
        const study = takeNext(work.sql, work.now)
        if (study !== null) tell(work, study, study.state, study.version)
        return ok(study)
      })
      const study = taken.ok ? taken.value : null
      if (study === null) continue
      wanted = true
      Object.assign(held, { id: study.id, run: null, isStopped: false })
      await perform(held, study)
    }
  }

  async function perform(held: Active, study: Study): Promise<void> {
    try {
      const draft = db.read((sql) => drafts.findDraft(sql, study.draftId))
      if (draft === null || draft.plan === null) return await end(study, 'failed', 'draft.not_ready')
      if (study.kind === 'what_if') await askAll(held, study, draft)
      else await rehearse(held, study, draft)
      await end(study, held.isStopped ? 'stopped' : 'ready', '')
    } catch (error) {
      // At the end of the process it stays `running`, to be taken up again.
      if (held.isAbandoned) return
      parts.logger.error({ err: error, study: study.id }, 'a study failed')
      await end(study, 'failed', 'study.interrupted')
    }
  }

  /** A thread for the study under way; none any more once the server is stopping. */
  function begin<T extends Run>(held: Active, start: () => T): T {
    if (held.isAbandoned) throw new Error('the server is stopping')
    const run = start()
    held.run = run
    return run
  }

  async function askAll(held: Active, study: Study & WhatIfAsked, draft: Draft): Promise<void> {
    const { measures } = draft
    if (measures === null) return
    const result: WhatIfResult = study.result ?? { answers: [], skipped: [], total: variantKinds.length }
    for (const kind of variantKinds) {
      if (held.isStopped) return
      if (result.answers.some((answer) => answer.kind === kind) || result.skipped.includes(kind)) continue
      const variant = variantOf(kind, draft)
      if (variant === null) result.skipped.push(kind)
      else {
        const run = begin(held, () => parts.startSolve(variant.problem, { ...study.input, background: true }, () => undefined))
        const plan = await run.result
        // One that was cut short answers nothing that could be compared.
        if (held.isStopped) return
        result.answers.push(answerOf(variant, measures, plan))
      }
      if (!(await save(study, result))) return
      parts.notify(deskRoom(study.eventId), 'study:progressed', { studyId: study.id, done: result.answers.length + result.skipped.length, total: result.total })
    }
  }

  async function rehearse(held: Active, study: Study & RehearsalAsked, draft: Draft): Promise<void> {
    const { runs, seed, ...rates } = study.input
    const plan = { problem: withPins(draft.problem, draft.pins), placed: draft.plan?.placed ?? [] }
    let saving: Promise<unknown> = Promise.resolve()
    const run = begin(held, () => parts.startRehearsal(plan, { rates, runs, seed, slotMinutes: draft.frame.slotMinutes }, ({ done, total, report }) => {
      parts.notify(deskRoom(study.eventId), 'study:progressed', { studyId: study.id, done, total })
      if (report) saving = save(study, report).then((isWanted) => void (isWanted || run.stop()), (error: unknown) => parts.logger.warn({ err: error, study: study.id }, 'a part of a report could not be saved'))
    }))
    const report = await run.result
    await saving
    await save(study, report)
  }

  /** False where the study was stopped elsewhere or is gone with its draft. */
  async function save(study: Study, result: Study['result']): Promise<boolean> {
    const saved = await quick(system, (work) => {
      const version = saveResult(work.sql, study.id, result, work.now)
      if (version !== null) tell(work, study, 'running', version)
      return ok(version !== null)
    })
    return saved.ok && saved.value
  }

  async function end(study: Study, state: 'ready' | 'stopped' | 'failed', failure: ErrorCode | ''): Promise<void> {
    await quick(system, (work) => {
      const version = endStudy(work.sql, study.id, { state, failure }, work.now)
      if (version !== null) tell(work, study, state, version)
      return ok()
    })
  }

  function tell(work: Parameters<Parameters<RunQuickWork>[1]>[0], study: Pick<Study, 'id' | 'eventId' | 'draftId' | 'kind'>, state: string, version: number): void {
    work.fact(deskRoom(study.eventId), 'study:changed', { studyId: study.id, draftId: study.draftId, kind: study.kind, state, version })
  }

  async function ask(actor: Actor, draftId: string, question: Pick<NewStudy, 'kind' | 'input'>): Promise<Result<{ studyId: string }>> {
    const asked = await quick(actor, (work) => {
      const draft = drafts.findDraft(work.sql, draftId)
      const about = { eventId: (draft?.eventId ?? '') as EventId }
      if (draft === null || !can(actor, 'timetable:view', about)) return err('record.not_found')
      if (!can(actor, 'timetable:compute', about)) return err('auth.forbidden')
      if (draft.plan === null || draft.measures === null) return err('draft.not_ready')
      const study: NewStudy = { id: parts.newId(), eventId: draft.eventId, draftId, draftVersion: draft.version, createdById: actor.kind === 'person' ? actor.personId : '', ...question }
      if (!insertStudy(work.sql, study, work.now)) return err('study.busy')
      forgetOld(work.sql, draftId, study.kind, keptAnswers)
      tell(work, study, 'queued', 1)
      work.audit('study:asked', `draft:${draftId}`, { eventId: draft.eventId, study: study.id, kind: study.kind })
      return ok({ studyId: study.id })
    })
    if (asked.ok) pump()
    return asked
  }

  return {
    /** What one table, round or five minutes more or fewer would bring; answers come one by one. */
    askWhatIf: (actor: Actor, { draftId, ...input }: WhatIfInput) => ask(actor, draftId, { kind: 'what_if', input }),

    /** The draft's day, gone through many times with people who call off, come late or stay away. */
    rehearse: (actor: Actor, { draftId, ...input }: RehearseInput) => ask(actor, draftId, { kind: 'rehearsal', input }),

    /** Ends it now and keeps what was found. Ended already: no error. */
    async stop(actor: Actor, studyId: string): Promise<Result<undefined>> {
      const study = db.read((sql) => findStudy(sql, studyId))
      const about = { eventId: (study?.eventId ?? '') as EventId }
      if (study === null || !can(actor, 'timetable:view', about)) return err('record.not_found')
      if (!can(actor, 'timetable:compute', about)) return err('auth.forbidden')
      if (active?.id === studyId) {
        active.isStopped = true
        active.run?.stop()
        return ok()
      }
      await end(study, 'stopped', '')
      return ok()
    },

    /** At start: what a stopped server left running waits again. `alone`: no other process works on any. */
    async recover(alone: boolean): Promise<void> {
      const before = parts.now() - (alone ? -1 : lostAfterMs)
      await quick(system, (work) => ok(requeueLost(work.sql, before, work.now)))
      pump()
    },

    /** Resolves when nothing is being worked on by this process. */
    whenIdle: (): Promise<void> => working,

    /** Ends the thread at once, when the server stops. */
    abandonAll(): void {
      closed = true
      if (active !== null) active.isAbandoned = true
      active?.run?.abandon()
    },
  }
}

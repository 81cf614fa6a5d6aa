import { system, type Actor } from '#server/domain/access/actor.ts'
import { passGate } from '#server/domain/events/phases.ts'
import type { ReleasedItem } from '#server/domain/programme/item.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { planForDrift } from '#server/domain/stage/absorb.ts'
import { defaultStageSettings, type StageEvent, type StageRun, type StageState } from '#server/domain/stage/model.ts'
import { nextStep, stepAtAlarm } from '#server/domain/stage/next-step.ts'
import { patchOf } from '#server/domain/stage/patch.ts'
import { lineOf, rundownOf } from '#server/domain/stage/rundown.ts'
import { transition } from '#server/domain/stage/transition.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { OpenStageInput, StepInput } from '#server/protocol/inputs/stage.ts'
import { crewRoom, stageRoom } from '#server/protocol/rooms.ts'
import type { StageStepAnswer } from '#server/protocol/stage.ts'

import { alarmJob } from './jobs.ts'
import { mayRun } from './queries.ts'
import { cardsOf, findName, findPlace, findRun, logEntry, saveStep, type StagePlace } from './store.ts'

/** `released`: what is released on a stage, in order of time. */
export type StageParts = {
  quick: RunQuickWork
  released: (sql: SyncSql, stageId: string) => ReleasedItem[]
  /** Tells those who go on at another time than announced. */
  tellMoved: (held: QuickWork, eventId: string, run: StageRun) => void
}

type Taken = { place: StagePlace; before: StageRun | null; event: StageEvent; byId: string | null; /** Since when it counts; the present where missing. */ at?: number }

/** Opening a stage and every act at its desk; what happens is stored before anybody hears of it. */
export function createStageCommands({ quick, released, tellMoved }: StageParts) {
  /** Saves one event with the facts and jobs that follow from it. */
  function take(held: QuickWork, { place, before, event, byId, at = held.now }: Taken): Result<StageStepAnswer> {
    const step = transition(before, event, at)
    if (!step.ok) return step
    const { run, effects } = step.value
    if (!saveStep(held, place, before?.seq ?? 0, { run, event, byId })) return err('record.changed')
    const state = publicState(run)
    const isWhole = event.kind === 'open' || event.kind === 'reload' || before === null
    if (isWhole) held.fact(stageRoom(place.stageId), 'stage:opened', { state, cards: cardsFor(held.sql, place, state) })
    else held.fact(stageRoom(place.stageId), 'stage:changed', { kind: event.kind, patch: patchOf(before, state) })
    held.fact(crewRoom(place.stageId), 'stage:logged', { entry: logEntry(event, { seq: run.seq, at: run.at, ...findName(held.sql, byId) }) })
    if (['open', 'end', 'reopen'].includes(event.kind)) held.audit(`stage:${event.kind}`, `stage:${place.stageId}`, { eventId: place.eventId, seq: run.seq })
    if (event.kind === 'replan') tellMoved(held, place.eventId, run)
    for (const effect of effects) {
      if (effect.kind === 'alarm') held.job(alarmJob.request({ stageId: place.stageId, seq: effect.seq }, { runAt: effect.at, dedupeKey: `stage:alarm:${place.stageId}:${effect.seq}` }))
    }
    return ok({ applied: true, state })
  }

  function cardsFor(sql: SyncSql, place: StagePlace, state: StageState) {
    const ids = new Set(state.lines.map((line) => line.id))
    return cardsOf(sql, released(sql, place.stageId).filter((item) => ids.has(item.id)))
  }

  /** What an act at the desk means as things stand; null where nothing is left to do. */
  function eventOf(held: QuickWork, place: StagePlace, state: StageState, input: StepInput): StageEvent | null {
    switch (input.act) {
      case 'next': return nextStep(state)
      case 'finish': return { kind: 'finish', next: null }
      case 'reload': return { kind: 'reload', lines: freshLines(held, place, state) }
      case 'break': return { kind: 'break', lengthMs: input.ms }
      case 'adjust': return { kind: 'adjust', ms: input.ms }
      case 'swap': return { kind: 'swap', lineId: input.lineId, withId: input.withId }
      case 'call': case 'skip': case 'return': return { kind: input.act, lineId: input.lineId }
      case 'configure': return { kind: 'configure', settings: { warnMs: input.warnMs, dangerMs: input.dangerMs, endAction: input.endAction } }
      case 'drift': return { kind: 'replan', lines: planForDrift(state, input, held.now).lines }
      default: return { kind: input.act }
    }
  }

  function freshLines(held: QuickWork, place: StagePlace, state: StageState) {
    const { items } = rundownOf(released(held.sql, place.stageId), { now: held.now - state.shiftMs, zone: place.zone, shifted: 'never' })
    return items.map((item) => lineOf(item, state.shiftMs))
  }

  function begin(held: QuickWork, actor: Actor, stageId: string): Result<StagePlace> {
    const place = findPlace(held.sql, stageId)
    return place === null ? err('record.not_found') : mayRun(actor, place)
  }

  return {
    /**
     * Opens a stage with what is released for it: for a rehearsal before the day, for the audience when the event is live.
     * `seq` 0 or that of a stage that has ended or was rehearsed.
     */
    open: (actor: Actor, input: OpenStageInput): Promise<Result<StageStepAnswer>> =>
      quick(actor, (held) => {
        const place = begin(held, actor, input.stageId)
        if (!place.ok) return place
        const { phase, zone } = place.value
        const isRehearsal = phase !== 'live'
        const gate = passGate(isRehearsal ? 'stage:rehearse' : 'stage:run', phase)
        if (!gate.ok) return gate
        const before = findRun(held.sql, input.stageId)
        if (before !== null && before.seq !== input.seq) return ok({ applied: false, state: publicState(before) })
        if (before !== null && !before.isEnded && before.isRehearsal === isRehearsal && !isRehearsal) return err('stage.still_open')
        const { lines, shiftMs } = rundownOf(released(held.sql, input.stageId), { now: held.now, zone, shifted: isRehearsal ? 'always' : 'other_day' })
        if (lines.length === 0) return err('stage.no_rundown')
        return take(held, { place: place.value, before, event: { kind: 'open', lines, isRehearsal, shiftMs, settings: before?.settings ?? defaultStageSettings }, byId: personOf(actor) })
      }),

    /** One act at the desk. Who saw an older state than the present is answered with the present one, and nothing happens twice. */
    step: (actor: Actor, input: StepInput): Promise<Result<StageStepAnswer>> =>
      quick(actor, (held) => {
        const place = begin(held, actor, input.stageId)
        if (!place.ok) return place
        const before = findRun(held.sql, input.stageId)
        if (before === null) return err('stage.not_open')
        const { phase } = place.value
        const gate = passGate(before.isRehearsal ? 'stage:rehearse' : 'stage:run', phase)
        if (!gate.ok) return gate
        if (before.seq !== input.seq) return ok({ applied: false, state: publicState(before) })
        const event = eventOf(held, place.value, before, input)
        return event === null ? err('stage.ended') : take(held, { place: place.value, before, event, byId: personOf(actor) })
      }),

    /** A countdown has ended: what the stage does by itself then, dated to that instant. Nothing where something came before. */
    alarm: (input: { stageId: string; seq: number }): Promise<Result<undefined>> =>
      quick(system, (held) => {
        const place = findPlace(held.sql, input.stageId)
        const before = findRun(held.sql, input.stageId)
        if (place === null || before === null || before.seq !== input.seq) return ok()
        const event = stepAtAlarm(before)
        const countdown = before.current !== null && before.current.part !== 'called' ? before.current.countdown : null
        if (event === null || countdown === null || !countdown.runs || countdown.endsAt > held.now) return ok()
        const taken = take(held, { place, before, event, byId: null, at: countdown.endsAt })
        return taken.ok ? ok() : taken
      }),
  }
}

const personOf = (actor: Actor): string | null => (actor.kind === 'person' ? actor.personId : null)

/** What leaves the server: the state without the one that an undo would bring back. */
export function publicState({ before: _before, ...state }: StageRun): StageState {
  return state
}

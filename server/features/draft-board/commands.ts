import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { TimetablePlan } from '#server/domain/scheduling/problem.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { measures, type Measures } from '#server/domain/timetable/measures.ts'
import { faultsOf, moveInPlan, recount } from '#server/domain/timetable/move.ts'
import { withPins, type Pin } from '#server/domain/timetable/pins.ts'
import type { Draft, Drafts } from '#server/features/timetable/store.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { MoveInDraftInput, PinInDraftInput } from '#server/protocol/inputs/timetable.ts'
import { deskRoom } from '#server/protocol/rooms.ts'

export type DraftEdited = { draftId: string; version: number; measures: Measures }

/**
 * Edits of a draft by hand. Each takes the version that the editor saw and answers `record.changed` where somebody else
 * was faster; `draft.cannot_place` carries the engine's reasons in `detail.reasons`.
 */
export function createDraftBoardCommands({ quick, drafts }: { quick: RunQuickWork; drafts: Drafts }) {
  function edit(actor: Actor, input: { draftId: string; version: number; meeting: string }, make: (draft: Draft, plan: TimetablePlan) => Result<{ plan: TimetablePlan; pins: Pin[] }>): Promise<Result<DraftEdited>> {
    return quick(actor, (held) => {
      const draft = drafts.findDraft(held.sql, input.draftId)
      if (draft === null || !can(actor, 'timetable:view', { eventId: draft.eventId as EventId })) return err('record.not_found')
      if (!can(actor, 'timetable:compute', { eventId: draft.eventId as EventId })) return err('auth.forbidden')
      if (draft.state !== 'ready' || draft.plan === null) return err('draft.not_ready')
      if (draft.version !== input.version) return err('record.changed')
      const made = make(draft, draft.plan)
      return made.ok ? save(held, draft, made.value, input.meeting) : made
    })
  }

  function save(held: QuickWork, draft: Draft, next: { plan: TimetablePlan; pins: Pin[] }, meeting: string): Result<DraftEdited> {
    const problem = withPins(draft.problem, next.pins)
    if (faultsOf(problem, next.plan).length > 0) return err('draft.unsound')
    const numbers = measures(draft.frame, problem, next.plan)
    if (!drafts.saveDraft(held.sql, draft, { ...next, measures: numbers }, held.now)) return err('record.changed')
    const version = draft.version + 1
    const at = next.plan.placed.find((one) => one.meeting === meeting)
    const moved = { meeting, slot: at?.slot ?? null, table: at?.table ?? null, pinned: next.pins.some((pin) => pin.meeting === meeting) }
    held.fact(deskRoom(draft.eventId), 'draft:changed', { draftId: draft.id, state: draft.state, version, moved })
    held.audit('draft:edited', `draft:${draft.id}`, { eventId: draft.eventId, ...moved })
    return ok({ draftId: draft.id, version, measures: numbers })
  }

  return {
    /** Puts a meeting somewhere else, places one that was left out, or (without slot and table) takes one off the board. */
    moveInDraft: (actor: Actor, input: MoveInDraftInput) =>
      edit(actor, input, (draft, plan) => {
        const to = input.slot === null || input.table === null ? null : { slot: input.slot, table: input.table }
        const moved = moveInPlan(withPins(draft.problem, draft.pins), plan, input.meeting, to)
        return moved.ok ? ok({ plan: moved.plan, pins: draft.pins }) : err('draft.cannot_place', { detail: { reasons: moved.reasons } })
      }),

    /** Fixes a placed meeting where it is, or lets it go. */
    pin: (actor: Actor, input: PinInDraftInput) =>
      edit(actor, input, (draft, plan) => {
        const at = plan.placed.find((one) => one.meeting === input.meeting)
        if (at === undefined) return err('draft.cannot_place', { detail: { reasons: [{ code: 'meeting_unknown', params: {} }] } })
        const others = draft.pins.filter((pin) => pin.meeting !== input.meeting)
        const pins = input.pinned ? [...others, at] : others
        const { bound: _bound, ...unproved } = plan
        // A bound was proved for the pins of its time: with one of them gone there may be better plans.
        const known = !input.pinned && draft.provedWith.includes(input.meeting) ? unproved : plan
        return ok({ plan: recount(withPins(draft.problem, pins), known, plan.placed), pins })
      }),
  }
}

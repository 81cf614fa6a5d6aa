import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import type { EventHeader } from '#server/domain/events/setup.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { actorId, Edited, editedOf, openForEditing } from '#server/features/programme-edits/commands.ts'
import type { tellChanges } from '#server/features/programme-edits/socket.ts'
import type { bringsPitch, insertEdit, lastNumber, writeChanges } from '#server/features/programme-edits/store.ts'
import type { RunQuickWork } from '#server/jobs/quick-work.ts'
import type { readScheduleFile } from '#server/platform/schedule-file.ts'
import type { ApplyScheduleInput } from '#server/protocol/inputs/programme.ts'

import { previewOf, type PreviewGround } from './queries.ts'
import { deleteDraft, findDraft, insertDraft, insertStages, markApplied } from './store.ts'

/** What the edits of the programme lend. */
export type EditGround = PreviewGround & {
  open: typeof openForEditing
  bringsPitch: typeof bringsPitch
  actorId: typeof actorId
  write: typeof writeChanges
  insertEdit: typeof insertEdit
  lastNumber: typeof lastNumber
  editedOf: typeof editedOf
  tell: typeof tellChanges
}

type Parts = { quick: RunQuickWork; edits: EditGround; readFile: typeof readScheduleFile; findEvent: (actor: Actor, eventId: string) => Promise<Result<EventHeader>> }

type UploadScheduleInput = { eventId: string; fileName: string; bytes: Uint8Array }
export type TakenOver = Pick<Edited, 'number'> & { created: number; updated: number; stages: number; conflicts: number }

/** Schedules on their way in: read, looked at, taken over as a whole, undone like any edit. */
export function createProgrammeImportCommands({ quick, edits, readFile, findEvent }: Parts) {
  return {
    /** Reads a file into a draft that changes nothing yet. Errors: those of `readScheduleFile`. */
    async uploadSchedule(actor: Actor, { eventId, fileName, bytes }: UploadScheduleInput): Promise<Result<{ importId: string }>> {
      const event = await findEvent(actor, eventId)
      if (!event.ok) return event
      if (!can(actor, 'programme:edit', { eventId: eventId as EventId })) return err(actor.kind === 'anonymous' ? 'auth.required' : 'auth.forbidden')
      const read = await readFile(bytes, event.value.zone)
      if (!read.ok) return read
      return quick(actor, (held) => {
        const open = edits.open(held, actor, eventId)
        if (!open.ok) return open
        const id = held.newId()
        insertDraft(held.sql, { id, eventId, fileName, ...read.value, createdById: edits.actorId(actor), createdAt: held.now })
        held.audit('programme:uploaded', `schedule:${id}`, { eventId, talks: read.value.schedule.talks.length })
        return ok({ importId: id })
      })
    },

    /**
     * Takes a schedule over in one transaction: every talk becomes an item, every room a stage. Conflicts don't stop it, they
     * stop a release. `record.changed` where there were edits that the organizer hasn't seen.
     */
    applySchedule: (actor: Actor, input: ApplyScheduleInput): Promise<Result<TakenOver>> =>
      quick(actor, (held) => {
        const event = edits.open(held, actor, input.eventId)
        if (!event.ok) return event
        const draft = findDraft(held.sql, input.eventId, input.importId)
        if (draft === null) return err('record.not_found')
        if (draft.state !== 'draft') return err('programme.import_over')
        if (edits.lastNumber(held.sql, input.eventId) !== input.number) return err('record.changed')
        const { plan, conflicts } = previewOf(held.sql, edits, event.value, draft, { firstDay: input.firstDay, newId: held.newId })
        if (edits.bringsPitch(event.value, plan.changes)) return err('pitch.not_at_salon')
        if (plan.changes.some((change) => change.before?.delegationId && change.after?.stageId === null)) return err('programme.slot_booked')
        insertStages(held.sql, input.eventId, plan.stages)
        const written = edits.write(held, input.eventId, plan.changes)
        if (written === null) return err('record.changed')
        const { id, number } = edits.insertEdit(held, { eventId: input.eventId, kind: 'import', actorId: edits.actorId(actor), changes: written })
        if (!markApplied(held.sql, draft.id, id, plan.stages)) return err('programme.import_over')
        edits.tell(held, input.eventId, { number, by: edits.actorId(actor), written })
        held.audit('programme:imported', `schedule:${draft.id}`, { eventId: input.eventId, created: plan.created, updated: plan.updated, stages: plan.stages.length })
        return ok({ number, created: plan.created, updated: plan.updated, stages: plan.stages.length, conflicts: conflicts.length })
      }),

    /** Throws a draft away that was not taken over. */
    discardSchedule: (actor: Actor, input: { eventId: string; importId: string }): Promise<Result<undefined>> =>
      quick(actor, (held) => {
        const event = edits.open(held, actor, input.eventId)
        if (!event.ok) return event
        if (deleteDraft(held.sql, input.eventId, input.importId)) return ok()
        return err(findDraft(held.sql, input.eventId, input.importId) === null ? 'record.not_found' : 'programme.import_over')
      }),
  }
}

import type { Actor } from '#server/domain/access/actor.ts'
import { can } from '#server/domain/access/can.ts'
import { passGate } from '#server/domain/events/phases.ts'
import { conflictKey, findConflicts, levelOf, type Conflict } from '#server/domain/programme/conflicts.ts'
import { applyEdit, withChanges, type ItemChange } from '#server/domain/programme/edit.ts'
import type { WorkingItem } from '#server/domain/programme/item.ts'
import type { EventId } from '#server/domain/shared/ids.ts'
import { err, ok, type Result } from '#server/domain/shared/result.ts'
import type { QuickWork, RunQuickWork } from '#server/jobs/quick-work.ts'
import type { SyncSql } from '#server/platform/db.ts'
import type { EditProgrammeInput } from '#server/protocol/inputs/programme.ts'

import { tellChanges } from './socket.ts'
import { bringsPitch, findProgrammeEvent, insertEdit, lastEditOf, loadGround, loadWorking, markUndone, strangersOf, writeChanges, type EditKind, type PeopleOfItems, type ProgrammeEvent, type StoredEdit } from './store.ts'

/** `afterUndo`: what else an edit had made, imported stages for one. */
type Parts = { quick: RunQuickWork; peopleOf: PeopleOfItems; afterUndo: (sql: SyncSql, editId: string) => void }

/** What an edit did: its number, the items as they are now, and the conflicts that it brought. */
export type Edited = { number: number; items: WorkingItem[]; removed: string[]; conflicts: Conflict[] }

export const actorId = (actor: Actor): string => (actor.kind === 'person' ? actor.personId : '')

/** Who may edit, of an event that is not over. */
export function openForEditing(held: QuickWork, actor: Actor, eventId: string): Result<ProgrammeEvent> {
  const about = { eventId: eventId as EventId }
  const event = findProgrammeEvent(held.sql, eventId)
  if (event === null || !can(actor, 'programme:view', about)) return err('record.not_found')
  if (!can(actor, 'programme:edit', about)) return err('auth.forbidden')
  const gate = passGate('grid:edit', event.phase)
  return gate.ok ? ok(event) : gate
}

export function editedOf(number: number, written: readonly ItemChange[], conflicts: Conflict[]): Edited {
  return { number, items: written.flatMap(({ after }) => (after === null ? [] : [after])), removed: written.flatMap(({ id, after }) => (after === null ? [id] : [])), conflicts }
}

/**
 * Edits of the working copy, one transaction each. Every edit carries the version of the item that the editor saw and
 * answers `record.changed` where somebody was faster. `programme.conflict` (`detail.conflicts`) where it would bring a
 * conflict of a kind that the event blocks; conflicts that were there before don't stop an edit.
 */
export function createProgrammeEditCommands({ quick, peopleOf, afterUndo }: Parts) {
  function keep(held: QuickWork, actor: Actor, event: ProgrammeEvent, kind: EditKind, before: ReadonlyMap<string, WorkingItem>, changes: readonly ItemChange[]): Result<Edited> {
    if (bringsPitch(event, changes)) return err('pitch.not_at_salon')
    const after = withChanges(before, changes)
    const foreign = strangersOf(held.sql, event.id, changes.flatMap((change) => (change.after === null ? [] : [change.after])))
    if (foreign.stages) return err('programme.unknown_stage')
    if (foreign.people) return err('programme.unknown_person')
    const fresh = newConflicts(held, event, before, after)
    const blocking = fresh.filter((conflict) => levelOf(conflict, event.levels) === 'block')
    if (blocking.length > 0 && kind !== 'undo') return err('programme.conflict', { params: { what: whatOf(blocking[0] as Conflict, after) }, detail: { conflicts: blocking.slice(0, 20) } })
    const written = writeChanges(held, event.id, changes)
    if (written === null) return err('record.changed')
    const { number } = insertEdit(held, { eventId: event.id, kind, actorId: actorId(actor), changes: written })
    tellChanges(held, event.id, { number, by: actorId(actor), written })
    return ok(editedOf(number, written, fresh.filter((conflict) => levelOf(conflict, event.levels) !== 'ignore')))
  }

  function newConflicts(held: QuickWork, event: ProgrammeEvent, before: ReadonlyMap<string, WorkingItem>, after: ReadonlyMap<string, WorkingItem>): Conflict[] {
    const ground = loadGround(held.sql, event, after)
    const known = new Set(findConflicts(before.values(), ground).map(conflictKey))
    return findConflicts(after.values(), ground).filter((conflict) => !known.has(conflictKey(conflict)))
  }

  return {
    edit: (actor: Actor, { eventId, edit }: EditProgrammeInput): Promise<Result<Edited>> =>
      quick(actor, (held) => {
        const event = openForEditing(held, actor, eventId)
        if (!event.ok) return event
        const { items, released } = loadWorking(held.sql, eventId, peopleOf)
        const changes = applyEdit(items, edit, { newId: held.newId, isReleased: (id) => released.has(id) })
        if (!changes.ok) return changes
        if (changes.value.length === 0) return ok(editedOf(lastOf(held, eventId), [], []))
        return keep(held, actor, event.value, edit.kind, items, changes.value)
      }),

    /**
     * Takes back the actor's own last edit since the last release. `programme.undo_changed` where one of its items has been
     * changed since: nothing of somebody else's is lost.
     */
    undo: (actor: Actor, { eventId }: { eventId: string }): Promise<Result<Edited>> =>
      quick(actor, (held) => {
        const event = openForEditing(held, actor, eventId)
        if (!event.ok) return event
        const last = lastEditOf(held.sql, eventId, actorId(actor))
        if (last === null) return err('programme.nothing_to_undo')
        const { items } = loadWorking(held.sql, eventId, peopleOf)
        const changes = undoing(items, last)
        if (!changes.ok) return changes
        if (!markUndone(held.sql, last.id, held.now)) return err('record.changed')
        const undone = keep(held, actor, event.value, 'undo', items, changes.value)
        if (undone.ok) afterUndo(held.sql, last.id)
        return undone
      }),
  }

  function lastOf(held: QuickWork, eventId: string): number {
    return held.sql.get<{ last: number | null }>(`SELECT MAX("number") AS "last" FROM "ProgrammeEdit" WHERE "eventId" = ?`, eventId)?.last ?? 0
  }
}

/** The edit backwards, onto items that are still as it left them. */
function undoing(items: ReadonlyMap<string, WorkingItem>, { changes }: StoredEdit): Result<ItemChange[]> {
  const back: ItemChange[] = []
  for (const { id, before, after } of changes) {
    const now = items.get(id) ?? null
    if ((now?.version ?? 0) !== (after?.version ?? 0)) return err('programme.undo_changed')
    back.push({ id, before: now, after: before === null ? null : { ...before, delegationId: now?.delegationId ?? before.delegationId } })
  }
  return ok(back)
}

/** Names for the sentence of a refusal: the item and what it meets. */
function whatOf({ itemId, otherId, name }: Conflict, items: ReadonlyMap<string, WorkingItem>): string {
  const titleOf = (id: string | null): string => {
    const item = items.get(id ?? '')
    return item === undefined ? '' : item.titleZh || item.titleEn
  }
  return [name, titleOf(itemId), titleOf(otherId)].filter((text) => text !== '').join(' · ')
}

import { err, ok, type FieldIssue, type Result } from '../shared/result.ts'
import { tickMs } from '../shared/time.ts'
import type { ItemFace, ItemPlace, WorkingItem } from './item.ts'
import { byStart, freeAfter, itemBefore, onStage, startingAt, withFollowers } from './links.ts'

/** An item as an edit brings it: a face and a place. `startsAtMs` of a linked item is found from what is before it. */
export type NewItem = ItemFace & ItemPlace & { externalId?: string | null }

/** Something an organizer does to the working copy. `version` is that of the item as she saw it. */
export type ProgrammeEdit =
  | { kind: 'create'; items: readonly NewItem[] }
  /** Many pitches in a row: `count` of `lengthMinutes` each (questions included), with a buffer after each. */
  | { kind: 'slots'; count: number; lengthMinutes: number; qaMinutes: number; bufferMinutes: number; startsAtMs: number; stageId: string; sessionId: string | null; track: string; isLinked: boolean }
  | { kind: 'move'; itemId: string; version: number; stageId: string | null; startsAtMs: number }
  | { kind: 'resize'; itemId: string; version: number; startsAtMs: number; endsAtMs: number }
  /** `place` where it is changed as well; the start of a linked item is found from what is before it. */
  | { kind: 'change'; itemId: string; version: number; face: ItemFace; place?: ItemPlace | null | undefined }
  | { kind: 'remove'; itemId: string; version: number }

/** One item as it was and as it becomes; null where it isn't there. */
export type ItemChange = { id: string; before: WorkingItem | null; after: WorkingItem | null }

export type EditContext = {
  newId: () => string
  /** Released items are kept as removed until the next release; others vanish. */
  isReleased: (itemId: string) => boolean
}

const longestMs = 24 * 3_600_000

/**
 * What an edit makes of the working copy, linked items included. Errors: `record.not_found`; `record.changed` where the
 * item has another version; `programme.slot_booked` where a booked pitch would lose its place; `programme.nothing_before`
 * where a link has nothing to follow; `input.invalid` with `startsAt`, `endsAt` or `qaMinutes`.
 */
export function applyEdit(items: ReadonlyMap<string, WorkingItem>, edit: ProgrammeEdit, context: EditContext): Result<ItemChange[]> {
  switch (edit.kind) {
    case 'create':
      return created(items, edit.items, context)
    case 'slots':
      return created(items, slotsOf(edit), context)
    case 'move':
      return onItem(items, edit, (item) => moved(items, item, edit))
    case 'resize':
      return onItem(items, edit, (item) => resized(item, edit))
    case 'change':
      return onItem(items, edit, (item) => changedFace(items, item, edit, context))
    case 'remove':
      return onItem(items, edit, (item) => removed(item, context))
  }
}

type Named = { itemId: string; version: number }

function onItem(items: ReadonlyMap<string, WorkingItem>, { itemId, version }: Named, make: (item: WorkingItem) => Result<WorkingItem | null>): Result<ItemChange[]> {
  const item = items.get(itemId)
  if (item === undefined || item.isRemoved) return err('record.not_found')
  if (item.version !== version) return err('record.changed')
  const made = make(item)
  if (!made.ok) return made
  const after = new Map(items)
  if (made.value === null) after.delete(itemId)
  else after.set(itemId, made.value)
  return ok(changesOf(items, withFollowers(items, after, [itemId])))
}

function moved(items: ReadonlyMap<string, WorkingItem>, item: WorkingItem, { stageId, startsAtMs }: { stageId: string | null; startsAtMs: number }): Result<WorkingItem> {
  if (stageId === null && item.delegationId !== null) return err('programme.slot_booked')
  const to = { ...startingAt(item, startsAtMs), stageId }
  const before = stageId === null ? null : itemBefore(items.values(), to)
  // Whoever moves a linked item away from what it follows gives it a start of its own.
  const isLinked = item.isLinked && item.stageId === stageId && before !== null && freeAfter(before) === startsAtMs
  const made = { ...to, isLinked }
  return checked(made)
}

function resized(item: WorkingItem, { startsAtMs, endsAtMs }: { startsAtMs: number; endsAtMs: number }): Result<WorkingItem> {
  return checked({ ...item, startsAtMs, endsAtMs, isLinked: item.isLinked && startsAtMs === item.startsAtMs })
}

function changedFace(items: ReadonlyMap<string, WorkingItem>, item: WorkingItem, { face, place }: { face: ItemFace; place?: ItemPlace | null | undefined }, { isReleased }: EditContext): Result<WorkingItem> {
  // A booking and its claims are made under the name of a pitch.
  if ((face.kind === 'pitch') !== (item.kind === 'pitch') && isReleased(item.id)) return err('programme.kind_fixed')
  // Rules, line and tech check of a booked slot are those of its session.
  if (item.delegationId !== null && face.sessionId !== item.sessionId) return err('programme.slot_booked')
  const people = item.kind === 'pitch' && isReleased(item.id) ? item.people : face.people
  const made = { ...item, ...face, people, ...place }
  if (made.stageId === null && item.delegationId !== null) return err('programme.slot_booked')
  if (made.stageId === null) return checked({ ...made, isLinked: false })
  if (!made.isLinked) return checked(made)
  const before = itemBefore(items.values(), made)
  return before === null ? err('programme.nothing_before') : checked(startingAt(made, freeAfter(before)))
}

function removed(item: WorkingItem, { isReleased }: EditContext): Result<WorkingItem | null> {
  if (item.delegationId !== null) return err('programme.slot_booked')
  return ok(isReleased(item.id) ? { ...item, isRemoved: true } : null)
}

function slotsOf(edit: Extract<ProgrammeEdit, { kind: 'slots' }>): NewItem[] {
  const { count, lengthMinutes, qaMinutes, bufferMinutes, startsAtMs, stageId, sessionId, track, isLinked } = edit
  const face = { kind: 'pitch' as const, sessionId, titleZh: '', titleEn: '', summaryZh: '', summaryEn: '', track, qaMinutes, bufferMinutes, people: [] }
  return Array.from({ length: count }, (_, n) => {
    const from = startsAtMs + n * (lengthMinutes + bufferMinutes) * 60_000
    return { ...face, isLinked: isLinked && n > 0, stageId, startsAtMs: from, endsAtMs: from + lengthMinutes * 60_000 }
  })
}

function created(items: ReadonlyMap<string, WorkingItem>, rows: readonly NewItem[], { newId }: EditContext): Result<ItemChange[]> {
  const after = new Map(items)
  for (const { externalId = null, ...row } of rows) {
    const made: WorkingItem = { ...row, externalId, id: newId(), isRemoved: false, delegationId: null, version: 1 }
    const before = made.isLinked && made.stageId !== null ? itemBefore(after.values(), made) : null
    if (made.isLinked && before === null) return err('programme.nothing_before')
    const sound = checked(before === null ? made : startingAt(made, freeAfter(before)))
    if (!sound.ok) return sound
    after.set(made.id, sound.value)
  }
  return ok(changesOf(items, after))
}

/** On five minutes, as long as that and at most a day; questions within the item. */
function checked(item: WorkingItem): Result<WorkingItem> {
  const lengthMs = item.endsAtMs - item.startsAtMs
  const fields: FieldIssue[] = []
  if (item.startsAtMs % tickMs !== 0) fields.push({ path: 'startsAt', code: 'setup.not_on_tick' })
  if (lengthMs % tickMs !== 0 || lengthMs < tickMs || lengthMs > longestMs) fields.push({ path: 'endsAt', code: 'programme.bad_length' })
  if (item.qaMinutes * 60_000 >= lengthMs) fields.push({ path: 'qaMinutes', code: 'programme.questions_too_long' })
  return fields.length === 0 ? ok(item) : err('input.invalid', { fields })
}

/** What differs, in the order of the programme. */
export function changesOf(before: ReadonlyMap<string, WorkingItem>, after: ReadonlyMap<string, WorkingItem>): ItemChange[] {
  const changes: ItemChange[] = []
  for (const [id, item] of after) {
    const was = before.get(id) ?? null
    if (was !== item) changes.push({ id, before: was, after: item })
  }
  for (const [id, item] of before) if (!after.has(id)) changes.push({ id, before: item, after: null })
  return changes.sort((a, b) => byStart((a.after ?? a.before) as WorkingItem, (b.after ?? b.before) as WorkingItem))
}

/** The working copy after changes. */
export function withChanges(items: ReadonlyMap<string, WorkingItem>, changes: readonly ItemChange[]): Map<string, WorkingItem> {
  const next = new Map(items)
  for (const { id, after } of changes) {
    if (after === null) next.delete(id)
    else next.set(id, after)
  }
  return next
}

/** Everything placed and not removed. */
export const placedItems = (items: Iterable<WorkingItem>): WorkingItem[] => [...items].filter(onStage).sort(byStart)

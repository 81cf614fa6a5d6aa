import type { Appearance, ItemFace, ReleasedItem, WorkingItem } from './item.ts'
import { byStart, onStage } from './links.ts'

/** An item as a release fixed it. */
export type SnapshotItem = ItemFace & { id: string; stageId: string; startsAtMs: number; endsAtMs: number; delegationId: string | null }

export type StepKind = 'new' | 'moved' | 'changed' | 'same'
/** `holds`: its stage or its people are others than before, so that what it occupies changes. */
export type ReleaseStep = { kind: StepKind; item: SnapshotItem; before: ReleasedItem | null; holds: boolean }
export type ReleasePlan = { steps: ReleaseStep[]; withdrawn: ReleasedItem[] }

export const snapshotOf = (item: WorkingItem): SnapshotItem => {
  const { kind, sessionId, titleZh, titleEn, summaryZh, summaryEn, track, qaMinutes, bufferMinutes, isLinked, people, id, startsAtMs, endsAtMs, delegationId } = item
  return { kind, sessionId, titleZh, titleEn, summaryZh, summaryEn, track, qaMinutes, bufferMinutes, isLinked, people, id, stageId: item.stageId ?? '', startsAtMs, endsAtMs, delegationId }
}

/** The face alone, as the column `released` keeps it. */
export function faceOf({ kind, sessionId, titleZh, titleEn, summaryZh, summaryEn, track, qaMinutes, bufferMinutes, isLinked, people }: ItemFace): ItemFace {
  return { kind, sessionId, titleZh, titleEn, summaryZh, summaryEn, track, qaMinutes, bufferMinutes, isLinked, people }
}

const accounts = (people: readonly Appearance[]): string[] => [...new Set(people.flatMap(({ personId }) => (personId === null ? [] : [personId])))].sort()
const samePlace = (a: SnapshotItem, b: ReleasedItem): boolean => a.stageId === b.stageId && a.startsAtMs === b.startsAtMs && a.endsAtMs === b.endsAtMs

/** What a release of the working copy would do to what is released. Items without a stage are not part of it. */
export function releasePlan(items: Iterable<WorkingItem>, released: readonly ReleasedItem[]): ReleasePlan {
  const known = new Map(released.map((item) => [item.id, item]))
  const steps = [...items].filter(onStage).sort(byStart).map((working): ReleaseStep => {
    const item = snapshotOf(working)
    const before = known.get(item.id) ?? null
    if (before === null) return { kind: 'new', item, before, holds: true }
    const people = accounts(item.people).join() === accounts(before.people).join()
    if (!samePlace(item, before)) return { kind: 'moved', item, before, holds: true }
    const face = JSON.stringify(faceOf(item)) === JSON.stringify(faceOf(before))
    return { kind: face ? 'same' : 'changed', item, before, holds: !people || before.kind !== item.kind }
  })
  const kept = new Set(steps.map((step) => step.item.id))
  return { steps, withdrawn: released.filter((item) => !kept.has(item.id)) }
}

export const changesNothing = ({ steps, withdrawn }: ReleasePlan): boolean => withdrawn.length === 0 && steps.every((step) => step.kind === 'same')

export type LogPlace = { stageId: string; startsAtMs: number; endsAtMs: number }
export type LogLine = { id: string; titleZh: string; titleEn: string; place: LogPlace; was: LogPlace | null }
/** What the public reads of a release: what came, moved, was worded anew and went. */
export type ProgrammeChangelog = { added: LogLine[]; moved: LogLine[]; changed: LogLine[]; removed: LogLine[] }

const placeOf = ({ stageId, startsAtMs, endsAtMs }: LogPlace): LogPlace => ({ stageId, startsAtMs, endsAtMs })

export function changelogOf({ steps, withdrawn }: ReleasePlan): ProgrammeChangelog {
  const lines = (kind: StepKind): LogLine[] =>
    steps.filter((step) => step.kind === kind).map(({ item, before }) => ({ id: item.id, titleZh: item.titleZh, titleEn: item.titleEn, place: placeOf(item), was: kind === 'moved' && before ? placeOf(before) : null }))
  return { added: lines('new'), moved: lines('moved'), changed: lines('changed'), removed: withdrawn.map((item) => ({ id: item.id, titleZh: item.titleZh, titleEn: item.titleEn, place: placeOf(item), was: null })) }
}

/** One person's appearance that came, moved or went with a release. */
export type Affected = { personId: string; itemId: string; kind: 'new' | 'moved' | 'gone' }

/** Exactly the people whose appearance changed, each item once. */
export function affectedBy({ steps, withdrawn }: ReleasePlan): Affected[] {
  const found: Affected[] = []
  for (const { kind, item, before } of steps) {
    const [now, was] = [accounts(item.people), new Set(accounts(before?.people ?? []))]
    for (const personId of now) {
      if (!was.has(personId)) found.push({ personId, itemId: item.id, kind: 'new' })
      else if (kind === 'moved') found.push({ personId, itemId: item.id, kind: 'moved' })
    }
    for (const personId of was) if (!now.includes(personId)) found.push({ personId, itemId: item.id, kind: 'gone' })
  }
  for (const item of withdrawn) for (const personId of accounts(item.people)) found.push({ personId, itemId: item.id, kind: 'gone' })
  return found
}

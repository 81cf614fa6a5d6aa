import { tickMs } from '../shared/time.ts'
import type { WorkingItem } from './item.ts'
import { byStart, freeAfter, onStage } from './links.ts'

export const conflictKinds = ['person', 'stage', 'firm', 'recusal', 'competitors'] as const
export type ConflictKind = (typeof conflictKinds)[number]
export const conflictLevels = ['block', 'warn', 'ignore'] as const
export type ConflictLevel = (typeof conflictLevels)[number]
/** What each kind of conflict does: stop, be said, or nothing. */
export type ConflictLevels = Record<ConflictKind, ConflictLevel>

export const defaultConflictLevels: ConflictLevels = { person: 'block', stage: 'block', firm: 'warn', recusal: 'warn', competitors: 'warn' }

/**
 * `isHard`: the occupancy of stages and people would refuse it at a release, whatever the level. `subject`: the person's
 * id or name, or the organization; `otherId` null for a meeting.
 */
export type Conflict = {
  kind: ConflictKind
  reason: 'overlap' | 'buffer' | 'meeting' | 'recused' | 'adjacent'
  itemId: string
  otherId: string | null
  subject: string
  /** The person's name, where it is only a name. */
  name: string
  atMs: number
  isHard: boolean
}

/** What conflicts depend on besides the programme itself. */
export type ConflictGround = {
  /** Free time that a person keeps after an appearance. */
  bufferMinutes: number
  /** When people of the event are taken elsewhere: meetings, here or at other events. */
  busy: readonly { personId: string; startsAtMs: number; endsAtMs: number }[]
  /** Organization of each person of the event. */
  firms: Readonly<Record<string, string>>
  /** Organization of each delegation. */
  delegations: Readonly<Record<string, string>>
  /** Pairs of organizations that compete. */
  competitors: readonly (readonly [string, string])[]
  /** Judges who recused themselves from an item. */
  recusals: readonly { personId: string; itemId: string }[]
}

export const emptyGround: ConflictGround = { bufferMinutes: 0, busy: [], firms: {}, delegations: {}, competitors: [], recusals: [] }

/** Competitors this far apart on a stage are not back to back any more. */
const backToBackMs = 15 * 60_000

type Span = { from: number; to: number }
const floor = (ms: number): number => Math.floor(ms / tickMs) * tickMs
const ceil = (ms: number): number => Math.ceil(ms / tickMs) * tickMs
/** The ticks that an item takes of its stage: a started one counts whole, as it does in the occupancy. */
const stageSpan = (item: WorkingItem): Span => ({ from: floor(item.startsAtMs), to: ceil(item.endsAtMs) })
const personSpan = (item: WorkingItem, bufferMinutes: number): Span => ({ from: floor(item.startsAtMs), to: ceil(item.endsAtMs + bufferMinutes * 60_000) })
const touches = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to

/** A name without an account, told apart from ids. */
const nameKey = (name: string): string => `name:${name.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')}`

/** All conflicts of the placed items, in order of time. */
export function findConflicts(items: Iterable<WorkingItem>, ground: ConflictGround): Conflict[] {
  const placed = [...items].filter(onStage).sort(byStart)
  const found = [...stageConflicts(placed), ...personConflicts(placed, ground), ...firmConflicts(placed, ground), ...recusalConflicts(placed, ground), ...competitorConflicts(placed, ground)]
  return found.sort((a, b) => a.atMs - b.atMs)
}

export const levelOf = (conflict: Conflict, levels: ConflictLevels): ConflictLevel => levels[conflict.kind]

/** Told apart across edits: the same two items for the same reason. */
export const conflictKey = ({ kind, reason, itemId, otherId, subject }: Conflict): string => [kind, reason, ...[itemId, otherId ?? ''].sort(), subject].join('|')

/** Pairs in each group that stand at the same time; groups are in order of time. */
function pairsWithin<T extends { item: WorkingItem; span: Span }>(groups: ReadonlyMap<string, T[]>, tell: (key: string, a: T, b: T) => void): void {
  for (const [key, list] of groups) {
    list.sort((a, b) => a.span.from - b.span.from)
    list.forEach((a, at) => {
      for (let n = at + 1; n < list.length; n++) {
        const b = list[n] as T
        if (b.span.from >= a.span.to) break
        if (a.item.id !== b.item.id && touches(a.span, b.span)) tell(key, a, b)
      }
    })
  }
}

function group<T>(entries: Iterable<readonly [string, T]>): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const [key, value] of entries) {
    const list = groups.get(key)
    if (list) list.push(value)
    else groups.set(key, [value])
  }
  return groups
}

const base = (kind: ConflictKind, reason: Conflict['reason'], item: WorkingItem, other: WorkingItem | null, subject: string, isHard: boolean, name = ''): Conflict => ({ kind, reason, itemId: item.id, otherId: other?.id ?? null, subject, name, atMs: Math.max(item.startsAtMs, other?.startsAtMs ?? 0), isHard })

function stageConflicts(placed: readonly WorkingItem[]): Conflict[] {
  const found: Conflict[] = []
  const stages = group(placed.map((item) => [item.stageId ?? '', { item, span: stageSpan(item) }] as const))
  pairsWithin(stages, (stage, a, b) => found.push(base('stage', 'overlap', a.item, b.item, stage, true)))
  for (const [stage, list] of stages) {
    list.forEach(({ item }, at) => {
      const next = list[at + 1]?.item
      if (next && item.bufferMinutes > 0 && next.startsAtMs >= item.endsAtMs && next.startsAtMs < freeAfter(item)) found.push(base('stage', 'buffer', item, next, stage, false))
    })
  }
  return found
}

function personConflicts(placed: readonly WorkingItem[], { bufferMinutes, busy }: ConflictGround): Conflict[] {
  const found: Conflict[] = []
  const entries = placed.flatMap((item) =>
    item.people.flatMap(({ personId, name }) => (personId === null && name.trim() === '' ? [] : [[personId ?? nameKey(name), { item, name, isHard: personId !== null, span: personSpan(item, personId === null ? 0 : bufferMinutes) }] as const])),
  )
  const people = group(entries)
  pairsWithin(people, (subject, a, b) => found.push(base('person', 'overlap', a.item, b.item, subject, a.isHard, a.name)))
  for (const { personId, startsAtMs, endsAtMs } of busy) {
    for (const { item, span, name } of people.get(personId) ?? []) if (touches(span, { from: startsAtMs, to: endsAtMs })) found.push({ ...base('person', 'meeting', item, null, personId, true, name), atMs: Math.max(item.startsAtMs, startsAtMs) })
  }
  return once(found)
}

/** The same firm in two places with different people; with one person it is that person's conflict. */
function firmConflicts(placed: readonly WorkingItem[], { firms, delegations }: ConflictGround): Conflict[] {
  const found: Conflict[] = []
  const entries = placed.flatMap((item) => {
    const own = new Set([delegations[item.delegationId ?? ''] ?? '', ...item.people.map(({ personId }) => firms[personId ?? ''] ?? '')])
    own.delete('')
    return [...own].map((firm) => [firm, { item, span: stageSpan(item) }] as const)
  })
  pairsWithin(group(entries), (firm, a, b) => {
    const people = new Set(a.item.people.map((one) => one.personId))
    if (!b.item.people.some((one) => one.personId !== null && people.has(one.personId))) found.push(base('firm', 'overlap', a.item, b.item, firm, false))
  })
  return once(found)
}

/** A judge who recused herself from a pitch, and yet stands on the stage in its session. */
function recusalConflicts(placed: readonly WorkingItem[], { recusals }: ConflictGround): Conflict[] {
  const byId = new Map(placed.map((item) => [item.id, item]))
  return recusals.flatMap(({ personId, itemId }) => {
    const pitch = byId.get(itemId)
    if (pitch === undefined) return []
    const sits = placed.filter((item) => item.people.some((one) => one.personId === personId) && (item.id === itemId || (item.sessionId !== null && item.sessionId === pitch.sessionId)))
    return sits.map((item) => base('recusal', 'recused', pitch, item.id === itemId ? null : item, personId, false))
  })
}

function competitorConflicts(placed: readonly WorkingItem[], { delegations, competitors }: ConflictGround): Conflict[] {
  if (competitors.length === 0) return []
  const pairs = new Set(competitors.flatMap(([a, b]) => [`${a}|${b}`, `${b}|${a}`]))
  const found: Conflict[] = []
  for (const [, list] of group(placed.map((item) => [item.stageId ?? '', item] as const))) {
    list.forEach((item, at) => {
      const next = list[at + 1]
      if (!next || next.startsAtMs - item.endsAtMs > backToBackMs) return
      const [a, b] = [delegations[item.delegationId ?? ''], delegations[next.delegationId ?? '']]
      if (a !== undefined && b !== undefined && pairs.has(`${a}|${b}`)) found.push(base('competitors', 'adjacent', item, next, b, false))
    })
  }
  return found
}

function once(conflicts: readonly Conflict[]): Conflict[] {
  return [...new Map(conflicts.map((conflict) => [conflictKey(conflict), conflict])).values()]
}

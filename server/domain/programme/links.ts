import type { WorkingItem } from './item.ts'

type Items = ReadonlyMap<string, WorkingItem>

/** Further apart than this, two items of a stage are not one sequence: an evening and the next morning, say. */
const mostGapMs = 6 * 3_600_000

export const onStage = (item: WorkingItem): boolean => item.stageId !== null && !item.isRemoved

/** Order of a stage: by start, then id. */
export const byStart = (a: WorkingItem, b: WorkingItem): number => a.startsAtMs - b.startsAtMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** Where something that follows `item` directly starts. */
export const freeAfter = (item: WorkingItem): number => item.endsAtMs + item.bufferMinutes * 60_000

/** The item before another on its stage; null where there is none within six hours. */
export function itemBefore(items: Iterable<WorkingItem>, item: WorkingItem): WorkingItem | null {
  let found: WorkingItem | null = null
  for (const other of items) {
    if (other.id === item.id || other.stageId !== item.stageId || !onStage(other) || byStart(other, item) >= 0) continue
    if (found === null || byStart(found, other) < 0) found = other
  }
  return found !== null && item.startsAtMs - found.endsAtMs <= mostGapMs ? found : null
}

/** Each linked item by the item that it follows. */
function followers(items: Items): Map<string, WorkingItem> {
  const stages = new Map<string, WorkingItem[]>()
  for (const item of items.values()) if (onStage(item)) stages.set(item.stageId ?? '', [...(stages.get(item.stageId ?? '') ?? []), item])
  const found = new Map<string, WorkingItem>()
  for (const list of stages.values()) {
    list.sort(byStart).forEach((item, at) => {
      const before = list[at - 1]
      if (item.isLinked && before) found.set(before.id, item)
    })
  }
  return found
}

/**
 * What follows of an edit: items that are linked to one that moved or changed its length move along, with their own
 * lengths kept. Where an item leaves its stage, the one linked to it closes up to what was before it; at the head of a
 * chain it stays where it is and its link ends. `changed` are the ids that the edit itself touched; `after` is not altered.
 */
export function withFollowers(before: Items, after: Items, changed: readonly string[]): Map<string, WorkingItem> {
  const next = new Map(after)
  const follows = followers(before)
  const leads = new Map([...follows].map(([lead, item]) => [item.id, lead]))
  const queue = [...changed]
  const seen = new Set<string>()
  while (queue.length > 0) {
    const id = queue.shift() ?? ''
    const follower = next.get(follows.get(id)?.id ?? '')
    if (follower === undefined || !follower.isLinked || seen.has(follower.id) || changed.includes(follower.id)) continue
    const lead = leadOf(before, next, leads, id)
    const moved = lead === null ? { ...follower, isLinked: false } : startingAt(follower, freeAfter(lead))
    if (moved.startsAtMs === follower.startsAtMs && moved.isLinked === follower.isLinked) continue
    seen.add(follower.id)
    next.set(follower.id, moved)
    queue.push(follower.id)
  }
  return next
}

/** What a follower of `id` is to follow now: the item itself while it is on that stage, else what it was linked to. */
function leadOf(before: Items, next: Items, leads: ReadonlyMap<string, string>, id: string): WorkingItem | null {
  const stage = before.get(id)?.stageId
  for (let at: string | undefined = id; at !== undefined; at = leads.get(at)) {
    const item = next.get(at)
    if (item && onStage(item) && item.stageId === stage) return item
  }
  return null
}

/** The same item at another time. */
export function startingAt<Item extends { startsAtMs: number; endsAtMs: number }>(item: Item, startsAtMs: number): Item {
  return { ...item, startsAtMs, endsAtMs: startsAtMs + (item.endsAtMs - item.startsAtMs) }
}

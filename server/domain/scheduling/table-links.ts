import type { Model } from './model.ts'

/** Two meetings that somebody has one after the other, without another between: a table kept, or a change of table. */
export type Link = { from: number; to: number; contiguous: boolean }

/** Placed meetings of every participant in order of time. */
function daysOf(model: Model, slotOf: Int32Array): number[][] {
  return Array.from({ length: model.participants }, (_, participant) => {
    const own: number[] = []
    for (let i = model.meetingsOf.start[participant]!; i < model.meetingsOf.start[participant + 1]!; i++) {
      const meeting = model.meetingsOf.items[i]!
      if (slotOf[meeting]! >= 0) own.push(meeting)
    }
    return own.sort((a, b) => slotOf[a]! - slotOf[b]!)
  })
}

export function linksOf(model: Model, slotOf: Int32Array): Link[] {
  return daysOf(model, slotOf).flatMap((day) =>
    day.slice(1).map((to, index) => {
      const from = day[index]!
      return { from, to, contiguous: slotOf[from]! + model.length[from]! === slotOf[to]! }
    }),
  )
}

export function isBoundApart(model: Model, link: Link): boolean {
  const [a, b] = [model.boundTable[link.from]!, model.boundTable[link.to]!]
  return a >= 0 && b >= 0 && a !== b
}

/** For each link those it rules out: two at once can't both come from, or go to, the table of the same meeting. */
function conflictsOf(model: Model, slotOf: Int32Array, links: readonly Link[]): number[][] {
  const overlap = (a: number, b: number): boolean => a !== b && slotOf[a]! < slotOf[b]! + model.length[b]! && slotOf[b]! < slotOf[a]! + model.length[a]!
  const conflicts: number[][] = links.map(() => [])
  const clash = (ends: (link: Link) => number, others: (link: Link) => number): void => {
    const at = new Map<number, number[]>()
    links.forEach((link, index) => {
      const known = at.get(ends(link)) ?? []
      for (const other of known) {
        if (!overlap(others(links[other]!), others(link))) continue
        conflicts[other]!.push(index)
        conflicts[index]!.push(other)
      }
      at.set(ends(link), [...known, index])
    })
  }
  clash((link) => link.from, (link) => link.to)
  clash((link) => link.to, (link) => link.from)
  return conflicts
}

export type KeptLinks = {
  /** A largest set of links that don't rule each other out, where meetings have two participants. */
  kept: Link[]
  /** Changes of table that no choice of tables can avoid as long as the slots stay as they are. Proved. */
  leastMoves: number
}

/**
 * Where meetings have two participants a link conflicts with at most one other at either end, so that conflicts form paths
 * and cycles of even length: taking the ends of paths first gives a largest independent set. Otherwise it is only a good one,
 * and each of a set of disjoint conflicts costs a change of table.
 */
export function keepLinks(model: Model, slotOf: Int32Array): KeptLinks {
  const all = linksOf(model, slotOf)
  const links = all.filter((link) => !isBoundApart(model, link))
  const conflicts = conflictsOf(model, slotOf, links)
  const degree = conflicts.map((list) => list.length)
  const simple = degree.every((count) => count <= 2)
  const decided = new Uint8Array(links.length)
  const kept: Link[] = []
  let lost = 0
  let disjoint = 0
  const ends: number[] = []
  const keep = (index: number): void => {
    if (decided[index] === 1) return
    decided[index] = 1
    kept.push(links[index]!)
    const against = conflicts[index]!.filter((other) => decided[other] === 0)
    if (against.length > 0) disjoint++
    lost += against.length
    for (const other of against) decided[other] = 1
    for (const other of against) for (const next of conflicts[other]!) if (decided[next] === 0 && --degree[next]! <= 1) ends.push(next)
  }
  const order = [...links.keys()].sort((a, b) => Number(links[b]!.contiguous) - Number(links[a]!.contiguous))
  for (const index of order) if (degree[index]! <= 1) ends.push(index)
  ends.reverse()
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) keep(end)
  for (const index of order) {
    keep(index)
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) keep(end)
  }
  return { kept, leastMoves: all.length - links.length + (simple ? lost : disjoint) }
}

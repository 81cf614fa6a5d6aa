/** At least one participant of these has at least the number given with it (of breaks more than its fewest). */
export type Demand = ReadonlyMap<number, number>

/** The fewest breaks that meet all demands, or a proved number that they can't be below; and a way to meet them. */
export type Cover = { least: number; extra: Int32Array; isExact: boolean }

const nodesPerPart = 20_000

const unmetBy = (demands: readonly Demand[], extra: Int32Array): Demand[] => demands.filter((demand) => ![...demand].some(([participant, count]) => extra[participant]! >= count))

/** Demands no two of which share a participant add up. */
function packing(unmet: readonly Demand[], extra: Int32Array): number {
  const used = new Set<number>()
  let sum = 0
  for (const demand of [...unmet].sort((a, b) => a.size - b.size)) {
    let dearest = Infinity
    let isFree = true
    for (const [participant, count] of demand) {
      if (used.has(participant)) isFree = false
      dearest = Math.min(dearest, count - extra[participant]!)
    }
    if (!isFree) continue
    for (const participant of demand.keys()) used.add(participant)
    sum += dearest
  }
  return sum
}

/** Branch and bound on the demands of participants that have to do with one another. */
class PartCover {
  best = Infinity
  bestExtra: [number, number][] = []
  nodes = 0
  private readonly demands: readonly Demand[]
  private readonly extra: Int32Array
  private readonly refused = new Set<string>()

  constructor(demands: readonly Demand[], extra: Int32Array) {
    this.demands = demands
    this.extra = extra
  }

  /** Smallest demand first, whoever is asked for most often first; who was tried before a sibling needn't be tried within it. */
  search(spent: number): void {
    const unmet = unmetBy(this.demands, this.extra)
    if (unmet.length === 0 && spent < this.best) {
      this.best = spent
      this.bestExtra = [...new Set(this.demands.flatMap((demand) => [...demand.keys()]))].map((participant) => [participant, this.extra[participant]!])
    }
    if (unmet.length === 0 || ++this.nodes > nodesPerPart || spent + packing(unmet, this.extra) >= this.best) return
    const demand = unmet.reduce((smallest, other) => (other.size < smallest.size ? other : smallest))
    const asked = (participant: number): number => unmet.reduce((sum, other) => (other.has(participant) ? sum + 1 : sum), 0)
    const choices = [...demand].filter(([participant, count]) => !this.refused.has(`${participant} ${count}`))
    const ordered = choices.map((choice) => ({ choice, often: asked(choice[0]) })).sort((a, b) => b.often - a.often || a.choice[0] - b.choice[0])
    for (const { choice: [participant, count] } of ordered) {
      const before = this.extra[participant]!
      this.extra[participant] = count
      this.search(spent + count - before)
      this.extra[participant] = before
      this.refused.add(`${participant} ${count}`)
    }
    for (const [participant, count] of choices) this.refused.delete(`${participant} ${count}`)
  }
}

/** Demands in groups that share no participant. */
function parts(demands: readonly Demand[]): Demand[][] {
  const groupOf = new Map<number, Set<Demand>>()
  for (const demand of demands) {
    const joined = new Set<Demand>([demand])
    for (const participant of demand.keys()) for (const other of groupOf.get(participant) ?? []) joined.add(other)
    for (const other of joined) for (const participant of other.keys()) groupOf.set(participant, joined)
  }
  return [...new Set(groupOf.values())].map((group) => [...group])
}

/**
 * Fewest extra breaks in all that meet every demand: a least weighted hitting set, exact by branch and bound (what implicit
 * hitting sets call the minimum-cost step: Davies and Bacchus, MaxHS, 2011). Parts that are too hard count with what is
 * proved of them, the demands of different participants.
 */
export function leastCover(demands: readonly Demand[], participants: number): Cover {
  const cover: Cover = { least: 0, extra: new Int32Array(participants), isExact: true }
  for (const part of parts(demands)) {
    const none = new Int32Array(participants)
    const search = new PartCover(part, none)
    search.search(0)
    const isExact = search.nodes <= nodesPerPart
    cover.isExact &&= isExact
    cover.least += isExact ? search.best : packing(part, none)
    for (const [participant, count] of search.bestExtra) cover.extra[participant] = Math.max(cover.extra[participant]!, count)
  }
  return cover
}

import { hasBit, popcount } from './bits.ts'
import { FlowNetwork } from './min-cost-flow.ts'
import type { Model } from './model.ts'

const largestScale = 5040

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

function isPlaceable(model: Model, meeting: number): boolean {
  for (let w = 0; w < model.words; w++) if (model.starts[meeting * model.words + w] !== 0) return true
  return false
}

/** Slots that some meeting of the resource could cover, but no more than its maximum of meetings could fill. */
function roomOf(model: Model, resource: number): number {
  const row = new Int32Array(model.words)
  let longest = 0
  for (let i = model.meetingsOf.start[resource]!; i < model.meetingsOf.start[resource + 1]!; i++) {
    const meeting = model.meetingsOf.items[i]!
    const length = model.length[meeting]!
    longest = Math.max(longest, length)
    for (let slot = 0; slot < model.slots; slot++) {
      if (!hasBit(model.starts, meeting, model.words, slot)) continue
      for (let s = slot; s < slot + length; s++) row[s >> 5]! |= 1 << (s & 31)
    }
  }
  return Math.min(row.reduce((sum, word) => sum + popcount(word), 0), model.max[resource]! * longest)
}

/** 0 or 1 for every participant so that the first two participants of each meeting differ, or null where that can't be. */
function twoSides(model: Model, pairs: readonly (readonly [number, number])[]): Int8Array | null {
  const side = new Int8Array(model.resources).fill(-1)
  const neighbours: number[][] = Array.from({ length: model.resources }, () => [])
  for (const [u, v] of pairs) {
    neighbours[u]!.push(v)
    neighbours[v]!.push(u)
  }
  for (let root = 0; root < model.resources; root++) {
    if (side[root] !== -1) continue
    side[root] = 0
    const open = [root]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (const other of neighbours[node]!) {
        if (side[other] === side[node]) return null
        if (side[other] !== -1) continue
        side[other] = (1 - side[node]!) as 0 | 1
        open.push(other)
      }
    }
  }
  return side
}

/** Common multiple of all lengths, by which weights are scaled so that one slot of a long meeting has a whole price. */
function scaleOf(model: Model): number {
  let scale = 1
  for (const length of new Set(model.length)) scale = (scale * length) / greatestCommonDivisor(scale, length)
  return Math.min(scale, largestScale)
}

/**
 * Upper bound on the weight of any plan: a b-matching relaxation. Each participant can fill its free slots, all tables
 * together theirs; *when* is left out, as are third participants, order, minima and fairness, and a long meeting may be held
 * in part. Solved as a flow; where participants don't fall into two sides, each is split in two and the value halved
 * (the fractional b-matching of the same graph). Dropping rules can only raise the maximum, so the bound is proved.
 */
export function boundWeight(model: Model): number {
  return relaxWeight(model).bound
}

/** As `boundWeight`, and which meetings are held (at least in part) in the relaxation: a good guess at which to hold. */
export function relaxWeight(model: Model): { bound: number; held: Uint8Array } {
  const { network, arcs, copies, scale, cost } = weightFlow(model)
  const held = new Uint8Array(model.meetings)
  for (const { meeting, arc } of arcs) if (network.flowOn(arc) > 0) held[meeting] = 1
  return { bound: Math.floor(-cost / copies / scale + 1e-9), held }
}

/** A cheapest flow: every plan is a flow in this network as well, of cost at most −weight · scale · copies. */
export type WeightFlow = {
  network: FlowNetwork
  /** One arc, or two where participants don't fall into two sides, for each meeting that fits anywhere, with both its ends. */
  arcs: { meeting: number; arc: number; from: number; to: number }[]
  /** Per resource an arc that carries as many units as it fills slots with meetings of which it is first or second. */
  rooms: Int32Array
  copies: number
  scale: number
  cost: number
}

export function weightFlow(model: Model): WeightFlow {
  const meetings = Array.from({ length: model.meetings }, (_, index) => index).filter((meeting) => isPlaceable(model, meeting))
  const pairs = meetings.map((meeting) => {
    const first = model.resourcesOf.start[meeting]!
    return [model.resourcesOf.items[first]!, model.resourcesOf.items[first + 1]!] as const
  })
  const side = twoSides(model, pairs)
  const scale = scaleOf(model)
  const count = model.resources
  const [entry, source, sink] = [2 * count, 2 * count + 1, 2 * count + 2]
  const network = new FlowNetwork(2 * count + 3)
  const copies = side === null ? 2 : 1
  network.arc(entry, source, copies * model.capacity.reduce((sum, tables) => sum + tables, 0), 0)
  const rooms = new Int32Array(count)
  for (let resource = 0; resource < count; resource++) {
    const room = roomOf(model, resource)
    if (side === null || side[resource] === 1) rooms[resource] = network.arc(count + resource, sink, room, 0)
    if (side === null || side[resource] === 0) rooms[resource] = network.arc(source, resource, room, 0)
  }
  const arcs: WeightFlow['arcs'] = []
  const addArc = (meeting: number, from: number, to: number) => {
    const length = model.length[meeting]!
    const price = -Math.ceil((model.weight[meeting]! * scale) / length)
    arcs.push({ meeting, from, to, arc: network.arc(from, to, length, price) })
  }
  meetings.forEach((meeting, index) => {
    const [u, v] = pairs[index]!
    if (side === null || side[u] === 0) addArc(meeting, u, count + v)
    if (side === null || side[u] === 1) addArc(meeting, v, count + u)
  })
  const { flow, cost } = network.run(entry, sink, false)
  network.joinEnds(entry, sink, flow)
  return { network, arcs, rooms, copies, scale, cost }
}

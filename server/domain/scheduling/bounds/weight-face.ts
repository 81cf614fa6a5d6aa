import { hasBit } from '../bits.ts'
import type { Model } from '../model.ts'
import { weightFlow, type WeightFlow } from '../weight-bound.ts'

/** What all plans of a weight have in common. */
export type WeightFace = {
  /** Per meeting: 1 held in all of them, −1 in none, 0 not known. */
  surely: Int8Array
  /** Per participant: fewest and most slots that it fills in any of them. */
  least: Int32Array
  most: Int32Array
}

function fitsAnywhere(model: Model, meeting: number): boolean {
  for (let slot = 0; slot < model.slots; slot++) if (hasBit(model.starts, meeting, model.words, slot)) return true
  return false
}

/** Meetings whose arc must be full, or empty, in every flow that costs at most `slack` more than the cheapest. */
function settled(model: Model, flow: WeightFlow, slack: number): Int8Array {
  const { network } = flow
  const surely = new Int8Array(model.meetings)
  for (let meeting = 0; meeting < model.meetings; meeting++) {
    if (model.must[meeting]) surely[meeting] = 1
    else if (!fitsAnywhere(model, meeting)) surely[meeting] = -1
  }
  const byStart = new Map<number, { meeting: number; full: boolean; end: number; price: number }[]>()
  for (const { meeting, arc, from, to } of flow.arcs) {
    if (surely[meeting] !== 0) continue
    const units = network.flowOn(arc)
    const price = Math.ceil((model.weight[meeting]! * flow.scale) / model.length[meeting]!)
    const full = units === model.length[meeting]
    if (!full && units > 0) continue
    // One unit less on a full arc goes from its start to its end some other way; one more on an empty one, back.
    const [start, end] = full ? [from, to] : [to, from]
    byStart.set(start, [...(byStart.get(start) ?? []), { meeting, full, end, price: full ? price : -price }])
  }
  for (const [start, list] of byStart) {
    const costs = network.costsFrom(start)
    for (const { meeting, full, end, price } of list) if (costs[end]! + price > slack) surely[meeting] = full ? 1 : -1
  }
  return surely
}

/** Units on an arc at least or at most, over all flows that cost at most `slack` more than the cheapest. */
function extreme(flow: WeightFlow, arc: number, more: boolean, slack: number, enough: number): number {
  const { network } = flow
  const saved = network.save()
  let units = network.flowOn(arc)
  for (let spent = 0; units !== enough; units += more ? 1 : -1) {
    spent += network.reroute(arc, more)
    if (!(spent <= slack)) break
  }
  network.restore(saved)
  return units
}

/**
 * What is certain about every plan of at least this weight: which meetings it holds, which not, and how many slots each
 * participant fills. Every plan is a flow in the network that bounds the weight, so whatever would cost that flow more than
 * the weight allows (the cheapest way round in the residual network; costs are whole numbers, hence exact) is ruled out. Null
 * where no plan can weigh so much.
 */
export function weightFace(model: Model, weight: number): WeightFace | null {
  const flow = weightFlow(model)
  const slack = -flow.cost - flow.copies * flow.scale * weight
  if (slack < 0) return null
  const surely = settled(model, flow, slack)
  const least = new Int32Array(model.participants)
  const most = new Int32Array(model.participants)
  const isThird = new Uint8Array(model.resources)
  for (let meeting = 0; meeting < model.meetings; meeting++) {
    for (let i = model.resourcesOf.start[meeting]! + 2; i < model.resourcesOf.start[meeting + 1]!; i++) isThird[model.resourcesOf.items[i]!] = 1
  }
  for (let participant = 0; participant < model.participants; participant++) {
    let fewest = 0
    let all = 0
    for (let i = model.meetingsOf.start[participant]!; i < model.meetingsOf.start[participant + 1]!; i++) {
      const meeting = model.meetingsOf.items[i]!
      if (surely[meeting] === 1) fewest += model.length[meeting]!
      if (surely[meeting] !== -1) all += model.length[meeting]!
    }
    fewest = Math.max(fewest, model.min[participant]!)
    const arc = flow.rooms[participant]!
    // As third of a meeting a participant fills slots that its arc knows nothing of.
    least[participant] = isThird[participant] || fewest === all ? fewest : Math.max(fewest, extreme(flow, arc, false, slack, fewest))
    most[participant] = isThird[participant] || fewest === all ? all : Math.min(all, extreme(flow, arc, true, slack, all))
  }
  return { surely, least, most }
}

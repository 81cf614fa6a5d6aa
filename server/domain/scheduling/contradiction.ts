import { listBits } from './bits.ts'
import { FlowNetwork } from './min-cost-flow.ts'
import { compile, type Model } from './model.ts'
import { orderedStarts, ordersOfMusts, smallestOrders } from './ordered-starts.ts'
import type { Reason, TimetableProblem } from './problem.ts'
import { indexProblem, whyNowhere } from './static-reasons.ts'

/** Meetings that need `length` slots each and the slots they could cover. */
type Demand = { meeting: number; slots: number[]; length: number }

function coveredSlots(model: Model, starts: Int32Array, meeting: number): number[] {
  const covered = new Set<number>()
  for (const start of listBits(starts, meeting, model.words)) {
    for (let s = start; s < start + model.length[meeting]!; s++) covered.add(s)
  }
  return [...covered]
}

/** How many slots of the demand find a place when slot s takes `room(s)` of them, and which meetings share the tightest slots. */
function fill(demands: readonly Demand[], slots: number, room: (slot: number) => number): { filled: number; tight: Demand[] } {
  const [source, sink] = [demands.length + slots, demands.length + slots + 1]
  const network = new FlowNetwork(demands.length + slots + 2)
  for (let slot = 0; slot < slots; slot++) network.arc(demands.length + slot, sink, room(slot), 0)
  demands.forEach((demand, index) => {
    network.arc(source, index, demand.length, 0)
    for (const slot of demand.slots) network.arc(index, demands.length + slot, 1, 0)
  })
  const { flow } = network.run(source, sink, true)
  return { filled: flow, tight: demands.filter((_, index) => network.reachable(index)) }
}

function needOf(demands: readonly Demand[]): number {
  return demands.reduce((sum, demand) => sum + demand.length, 0)
}

/** A smallest set (no member can be spared) of demands that don't fit, or null where all of them do. */
function core(demands: readonly Demand[], slots: number, room: (slot: number) => number): Demand[] | null {
  if (demands.length === 0) return null
  const { filled, tight } = fill(demands, slots, room)
  if (filled >= needOf(demands)) return null
  let kept = tight
  for (const demand of tight) {
    const fewer = kept.filter((other) => other !== demand)
    if (fill(fewer, slots, room).filled < needOf(fewer)) kept = fewer
  }
  return kept
}

function nameOf(model: Model, problem: TimetableProblem, resource: number): { participant: string } | { table: string } {
  if (resource < model.participants) return { participant: problem.participants[resource]!.id }
  const first = model.meetingsOf.items[model.meetingsOf.start[resource]!]!
  return { table: model.tableIds[model.boundTable[first]!]! }
}

function resourceContradiction(problem: TimetableProblem, model: Model, demands: readonly (Demand | null)[], resource: number): Reason | null {
  const own: Demand[] = []
  const all: number[] = []
  for (let i = model.meetingsOf.start[resource]!; i < model.meetingsOf.start[resource + 1]!; i++) {
    const meeting = model.meetingsOf.items[i]!
    const demand = demands[meeting]
    if (demand) own.push(demand)
    if (model.min[resource]! > 0 && listBits(model.starts, meeting, model.words).length > 0) all.push(meeting)
  }
  const name = nameOf(model, problem, resource)
  if (own.length > model.max[resource]!) return { code: 'participant_max', params: { ...name, musts: own.length, max: model.max[resource]! } }
  const stuck = core(own, model.slots, () => 1)
  if (stuck) {
    const slots = [...new Set(stuck.flatMap((demand) => demand.slots))].sort((a, b) => a - b)
    const meetings = stuck.map((demand) => model.meetingIds[demand.meeting]!)
    return { code: 'musts_exceed_slots', params: { ...name, needed: needOf(stuck), free: slots.length, meetings, slots } }
  }
  const min = model.min[resource]!
  if (min === 0) return null
  const pieces = all.map((meeting) => ({ meeting, slots: coveredSlots(model, model.starts, meeting), length: 1 }))
  const reachable = Math.min(fill(pieces, model.slots, () => 1).filled, model.max[resource]!)
  return reachable < min ? { code: 'minimum_out_of_reach', params: { ...name, min, reachable } } : null
}

/** Of musts of which some have no start of their own, one such; of musts that can't all keep their order: the meetings of a smallest set of orders that leaves one without a start. */
function orderContradiction(problem: TimetableProblem, model: Model): Reason {
  const hopeless = problem.meetings.findIndex((_, index) => model.must[index] && listBits(model.starts, index, model.words).length === 0)
  if (hopeless >= 0) {
    const why = whyNowhere(indexProblem(problem), problem.meetings[hopeless]!)
    return { code: why.code, params: { ...why.params, meeting: model.meetingIds[hopeless]! } }
  }
  const orders = smallestOrders(model, ordersOfMusts(model))
  return { code: 'precedence', params: { meetings: [...new Set(orders.flat())].map((index) => model.meetingIds[index]!) } }
}

function crowdContradiction(model: Model, demands: readonly (Demand | null)[]): Reason | null {
  const crowd = core(demands.filter((demand) => demand !== null), model.slots, (slot) => model.capacity[slot]!)
  if (!crowd) return null
  const slots = [...new Set(crowd.flatMap((demand) => demand.slots))].sort((a, b) => a - b)
  const free = slots.reduce((sum, slot) => sum + model.capacity[slot]!, 0)
  const meetings = crowd.map((demand) => model.meetingIds[demand.meeting]!)
  return { code: 'musts_exceed_tables', params: { needed: needOf(crowd), free, meetings, slots } }
}

/**
 * A proof that no plan keeps every hard rule, or null where none was found (which proves nothing). Looked for: a must
 * without any slot, also once order is respected; a participant or bound table whose musts don't fit into the slots they
 * may use (Hall's condition, by flow); a minimum out of reach; more musts than tables.
 */
export function findContradiction(problem: TimetableProblem, model: Model = compile(problem)): Reason | null {
  const starts = model.ordered ? orderedStarts(model, ordersOfMusts(model)) : model.starts
  const demands: (Demand | null)[] = []
  for (let meeting = 0; meeting < model.meetings; meeting++) {
    const slots = model.must[meeting] ? coveredSlots(model, starts, meeting) : []
    demands.push(model.must[meeting] ? { meeting, slots, length: model.length[meeting]! } : null)
    if (model.must[meeting] && slots.length === 0) return orderContradiction(problem, model)
  }
  for (let resource = 0; resource < model.resources; resource++) {
    const found = resourceContradiction(problem, model, demands, resource)
    if (found) return found
  }
  return crowdContradiction(model, demands)
}

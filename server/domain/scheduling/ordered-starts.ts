import { listBits } from './bits.ts'
import type { Model } from './model.ts'

/** The first meeting must have ended before the second starts. */
export type Order = readonly [first: number, second: number]

/** Pairs in which both meetings must be held: only these prove anything. */
export function ordersOfMusts(model: Model): Order[] {
  const orders: Order[] = []
  for (let second = 0; second < model.meetings; second++) {
    for (let i = model.predecessors.start[second]!; i < model.predecessors.start[second + 1]!; i++) {
      const first = model.predecessors.items[i]!
      if (model.must[first] && model.must[second]) orders.push([first, second])
    }
  }
  return orders
}

/** Permitted starts once every meeting leaves time for those that it follows and that follow it. */
export function orderedStarts(model: Model, orders: readonly Order[]): Int32Array {
  const starts = model.starts.slice()
  const restrict = (meeting: number, from: number, to: number): boolean => {
    let changed = false
    for (const slot of listBits(starts, meeting, model.words)) {
      if (slot >= from && slot <= to) continue
      starts[meeting * model.words + (slot >> 5)]! &= ~(1 << (slot & 31))
      changed = true
    }
    return changed
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const [first, second] of orders) {
      const earliest = (listBits(starts, first, model.words)[0] ?? model.slots) + model.length[first]!
      const latest = (listBits(starts, second, model.words).at(-1) ?? -1) - model.length[first]!
      if (restrict(second, earliest, model.slots)) changed = true
      if (restrict(first, 0, latest)) changed = true
    }
  }
  return starts
}

function leavesNoStart(model: Model, orders: readonly Order[], meetings: readonly number[]): boolean {
  const starts = orderedStarts(model, orders)
  return meetings.some((meeting) => listBits(starts, meeting, model.words).length === 0)
}

/** Given orders that leave some meeting without a start: as few of them as still do (none can be spared). */
export function smallestOrders(model: Model, orders: readonly Order[]): Order[] {
  const musts = Array.from({ length: model.meetings }, (_, index) => index).filter((meeting) => model.must[meeting])
  let kept = [...orders]
  for (const order of orders) {
    const fewer = kept.filter((other) => other !== order)
    if (leavesNoStart(model, fewer, musts)) kept = fewer
  }
  return kept
}

import type { Model } from './model.ts'
import type { State } from './state.ts'

/** How many meetings have to be held one after another before this one. */
function depths(model: Model): Int32Array {
  const depth = new Int32Array(model.meetings)
  for (let changed = model.ordered; changed; ) {
    changed = false
    for (let m = 0; m < model.meetings; m++) {
      for (let i = model.predecessors.start[m]!; i < model.predecessors.start[m + 1]!; i++) {
        const least = depth[model.predecessors.items[i]!]! + 1
        if (depth[m]! >= least) continue
        depth[m] = least
        changed = true
      }
    }
  }
  return depth
}

/** First slot after everything the meeting follows; beyond the last slot where one of those is not placed. */
function endOfPredecessors(state: State, meeting: number): number {
  const { slotOf, model } = state
  let end = 0
  for (let i = model.predecessors.start[meeting]!; i < model.predecessors.start[meeting + 1]!; i++) {
    const other = model.predecessors.items[i]!
    end = Math.max(end, slotOf[other]! < 0 ? model.slots : slotOf[other]! + model.length[other]!)
  }
  return end
}

/**
 * The first timetable: one meeting after another at the first slot that is free for it. Musts first, then those that
 * `wanted` marks, in order of what they follow, long before short, heavy before light.
 */
export function fill(state: State, wanted: Uint8Array): void {
  const { model } = state
  const depth = depths(model)
  const order = Array.from({ length: model.meetings }, (_, index) => index)
  order.sort((a, b) => model.must[b]! - model.must[a]! || wanted[b]! - wanted[a]! || depth[a]! - depth[b]! || model.length[b]! - model.length[a]! || model.weight[b]! - model.weight[a]!)
  for (const meeting of order) {
    for (let slot = endOfPredecessors(state, meeting); slot < model.slots; slot++) {
      if (!state.fits(meeting, slot)) continue
      state.place(meeting, slot)
      break
    }
  }
  state.keep()
}

import { lowestBit } from './bits.ts'
import { depths } from './depths.ts'
import type { State } from './state.ts'

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

/** First slot that is free for the meeting and all that it needs, −1 where there is none. */
function firstFree(state: State, meeting: number): number {
  const { model, mask, full } = state
  const { words, resourcesOf } = model
  const end = endOfPredecessors(state, meeting)
  for (let w = end >> 5; w < words; w++) {
    let open = model.starts[meeting * words + w]! & ~full[w]!
    if (w === end >> 5) open &= -1 << (end & 31)
    for (let i = resourcesOf.start[meeting]!; i < resourcesOf.start[meeting + 1]!; i++) open &= ~mask[resourcesOf.items[i]! * words + w]!
    for (; open !== 0; open &= open - 1) {
      const slot = w * 32 + lowestBit(open)
      if (state.fits(meeting, slot)) return slot
    }
  }
  return -1
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
    const slot = firstFree(state, meeting)
    if (slot >= 0) state.place(meeting, slot)
  }
  state.keep()
}

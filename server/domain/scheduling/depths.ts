import type { Model } from './model.ts'

/** How many meetings have to be held one after another before each. */
export function depths(model: Model): Int32Array {
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

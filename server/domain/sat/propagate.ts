import { binaryWatch, headerSize, type SatState } from './sat-state.ts'

/** No clause is violated. Other answers: the violated clause, or −1 for a clause of two (`conflictPair`). */
export const noConflict = -2
export const pairConflict = -1

/** Draws all conclusions of the trail by unit propagation (two watched literals with blockers, as in MiniSat). */
export function propagate(state: SatState): number {
  const { value, trail, watches } = state
  while (state.propagated < state.trailSize) {
    const literal = trail[state.propagated++]!
    state.propagations++
    const conflict = visit(state, watches[literal]!, literal ^ 1, value)
    if (conflict !== noConflict) return conflict
  }
  return noConflict
}

/** Visits the clauses that wait for a literal which has just become false. */
function visit(state: SatState, list: { items: Int32Array; length: number }, falsified: number, value: Int8Array): number {
  const { arena } = state
  const { items, length } = list
  let kept = 0
  for (let i = 0; i < length; ) {
    const blocker = items[i++]!
    const clause = items[i++]!
    const known = value[blocker]!
    if (known === 1) {
      items[kept++] = blocker
      items[kept++] = clause
      continue
    }
    if (clause === binaryWatch) {
      items[kept++] = blocker
      items[kept++] = clause
      if (known === 0) {
        state.assign(blocker, ~falsified)
        continue
      }
      state.conflictPair[0] = blocker
      state.conflictPair[1] = falsified
      closeGap(list, i, kept)
      return pairConflict
    }
    const first = clause + headerSize
    const second = first + 1
    // The sum of the two watched literals minus the falsified one is the other, whichever stands first.
    const other = arena[first]! ^ arena[second]! ^ falsified
    const end = first + arena[clause]!
    if (other !== blocker && value[other]! === 1) {
      items[kept++] = other
      items[kept++] = clause
      continue
    }
    let next = second + 1
    while (next < end && value[arena[next]!]! === -1) next++
    if (next < end) {
      const free = arena[next]!
      arena[first] = other
      arena[second] = free
      arena[next] = falsified
      state.watches[free ^ 1]!.push(other, clause)
      continue
    }
    items[kept++] = other
    items[kept++] = clause
    if (value[other]! === 0) {
      arena[first] = other
      arena[second] = falsified
      state.assign(other, clause)
      continue
    }
    closeGap(list, i, kept)
    return clause
  }
  list.length = kept
  return noConflict
}

function closeGap(list: { items: Int32Array; length: number }, from: number, to: number): void {
  if (from !== to) list.items.copyWithin(to, from, list.length)
  list.length -= from - to
}

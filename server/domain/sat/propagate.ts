import { headerSize, type SatState } from './sat-state.ts'

/** No clause is violated. Other answers: the violated clause, or −1 for a clause of two (`conflictPair`). */
export const noConflict = -2
export const pairConflict = -1

/** Draws all conclusions of the trail by unit propagation (two watched literals with blockers, as in MiniSat). */
export function propagate(state: SatState): number {
  const { trail } = state
  while (state.propagated < state.trailSize) {
    const literal = trail[state.propagated++]!
    state.propagations++
    if (!visitPairs(state, literal)) return pairConflict
    const conflict = visitClauses(state, literal)
    if (conflict !== noConflict) return conflict
  }
  return noConflict
}

/** What clauses of two say once a literal is true; false where one of them is violated. */
function visitPairs(state: SatState, literal: number): boolean {
  const { value } = state
  const { items, start, length } = state.pairs
  const from = start[literal]!
  const end = from + length[literal]!
  const falsified = literal ^ 1
  for (let i = from; i < end; i++) {
    const other = items[i]!
    const known = value[other]!
    if (known === 1) continue
    if (known === 0) state.assign(other, ~falsified)
    else {
      state.conflictPair[0] = other
      state.conflictPair[1] = falsified
      return false
    }
  }
  return true
}

/** Visits the longer clauses that wait for a literal which has just become false; answers the one that is violated. */
function visitClauses(state: SatState, literal: number): number {
  const { arena, value, watches } = state
  let { items } = watches
  const falsified = literal ^ 1
  const from = watches.start[literal]!
  const end = from + watches.length[literal]!
  let kept = from
  let conflict = noConflict
  for (let i = from; i < end; i += 2) {
    const blocker = items[i]!
    const clause = items[i + 1]!
    if (conflict !== noConflict || value[blocker] === 1) {
      items[kept] = blocker
      items[kept + 1] = clause
      kept += 2
      continue
    }
    const first = clause + headerSize
    // The sum of the two watched literals minus the falsified one is the other, whichever stands first.
    const other = arena[first]! ^ arena[first + 1]! ^ falsified
    const known = value[other]!
    let next = first + 2
    if (known !== 1) {
      const last = first + arena[clause]!
      while (next < last && value[arena[next]!] === -1) next++
      if (next < last) {
        const free = arena[next]!
        arena[first] = other
        arena[first + 1] = free
        arena[next] = falsified
        watches.pushPair(free ^ 1, other, clause)
        items = watches.items
        continue
      }
    }
    items[kept] = other
    items[kept + 1] = clause
    kept += 2
    if (known === 1) continue
    if (known === -1) conflict = clause
    else {
      arena[first] = other
      arena[first + 1] = falsified
      state.assign(other, clause)
    }
  }
  watches.length[literal] = kept - from
  return conflict
}

import { headerSize, noReason, type SatState } from './sat-state.ts'

/** Learnt clauses up to this LBD are kept for ever, up to the next one while they are of use. */
const keptLbd = 2
const usefulLbd = 6

/** Forgets the less useful half of the learnt clauses and all clauses that facts satisfy. Only at level 0. */
export function reduceClauses(state: SatState): void {
  for (let i = 0; i < state.trailSize; i++) state.reason[state.trail[i]! >> 1] = noReason
  const { arena } = state
  const candidates: number[] = []
  const kept = new Set<number>()
  for (const clause of state.learnt) {
    const lbd = arena[clause + 1]!
    const used = arena[clause + 2]!
    if (used > 0) arena[clause + 2] = used - 1
    if (lbd <= keptLbd || (lbd <= usefulLbd && used > 0) || used > 1) kept.add(clause)
    else candidates.push(clause)
  }
  candidates.sort((a, b) => arena[a + 1]! - arena[b + 1]! || arena[a]! - arena[b]! || a - b)
  for (let i = 0; i < candidates.length >> 1; i++) kept.add(candidates[i]!)
  rebuild(state, (clause) => kept.has(clause))
}

/** Clauses of two with a literal that is decided by now say nothing any more. */
function keepOpenPairs({ pairs, value, variables }: SatState): void {
  const { items, start, length } = pairs
  for (let literal = 0; literal < 2 * variables; literal++) {
    const from = start[literal]!
    let kept = from
    for (let i = from; i < from + length[literal]!; i++) if (value[literal] === 0 && value[items[i]!] === 0) items[kept++] = items[i]!
    length[literal] = kept - from
  }
}

/** Writes the clauses that stay anew, without literals that facts falsify, and builds all watch lists again. */
function rebuild(state: SatState, stays: (learnt: number) => boolean): void {
  const { arena: old, given, learnt, value } = state
  keepOpenPairs(state)
  state.watches.clear()
  state.arena = new Int32Array(old.length)
  state.arenaSize = 0
  state.given = []
  state.learnt = []
  const copy = (clause: number) => {
    const literals: number[] = []
    for (let i = clause + headerSize; i < clause + headerSize + old[clause]!; i++) {
      if (value[old[i]!] === 1) return
      if (value[old[i]!] === 0) literals.push(old[i]!)
    }
    if (literals.length === 2) state.storePair(literals[0]!, literals[1]!)
    else {
      const place = state.store(literals, Math.min(old[clause + 1]!, literals.length))
      state.arena[place + 2] = old[clause + 2]!
    }
  }
  for (const clause of given) copy(clause)
  for (const clause of learnt) if (stays(clause)) copy(clause)
}

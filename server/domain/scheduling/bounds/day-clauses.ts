import type { ClauseSink } from '../../sat/cardinality.ts'

/** What a participant's day may be like: which slots it could fill, how many of them it fills, and how many breaks it is allowed. */
export type DayRule = { open: Uint8Array; least: number; most: number; breaks: number }

/** State of a day after some slots: busy slots so far, runs so far, whether the last slot was busy; as one number. */
const stateOf = (filled: number, runs: number, busy: number): number => (filled * 64 + runs) * 2 + busy

function follow(state: number, busy: number): number {
  const runs = (state >> 1) & 63
  const filled = state >> 7
  if (busy === 0) return stateOf(filled, runs, 0)
  return stateOf(filled + 1, (state & 1) === 1 ? runs : runs + 1, 1)
}

/** States that can be reached after each slot and from which the day can still end well. */
function usefulStates(rule: DayRule): Set<number>[] {
  const { open, least, most, breaks } = rule
  const layers: Set<number>[] = [new Set([0])]
  for (let slot = 0; slot < open.length; slot++) {
    const next = new Set<number>()
    for (const state of layers[slot]!) {
      next.add(follow(state, 0))
      if (open[slot] === 1 && state >> 7 < most) {
        const busy = follow(state, 1)
        if (((busy >> 1) & 63) <= breaks + 1) next.add(busy)
      }
    }
    layers.push(next)
  }
  const last = layers[open.length]!
  for (const state of last) if (state >> 7 < least) last.delete(state)
  for (let slot = open.length - 1; slot >= 0; slot--) {
    for (const state of layers[slot]!) {
      const goesOn = layers[slot + 1]!.has(follow(state, 0)) || (open[slot] === 1 && layers[slot + 1]!.has(follow(state, 1)))
      if (!goesOn) layers[slot]!.delete(state)
    }
  }
  return layers
}

/**
 * If `guard` is true, the slots of `busy` (variables, 0 for a slot that can't be filled) make a day that keeps the rule. One
 * variable for every state of the day's automaton (slots filled, runs, busy or not), so that unit propagation closes every
 * slot that no permitted day fills and fills those that all of them do (the encoding of Quimper and Walsh, 2006).
 * Returns false where no day keeps the rule at all; the guard is then false.
 */
export function dayClauses(sink: ClauseSink, busy: readonly number[], rule: DayRule, guard: number): boolean {
  const layers = usefulStates(rule)
  if (layers[0]!.size === 0) {
    sink.clause([-guard])
    return false
  }
  let before = new Map([[0, guard]])
  for (let slot = 0; slot < busy.length; slot++) {
    const here = new Map<number, number>()
    for (const state of layers[slot + 1]!) here.set(state, sink.newVariable())
    const parents = new Map<number, number[]>()
    for (const [state, variable] of before) {
      const idleNext = here.get(follow(state, 0))
      const busyNext = busy[slot] === 0 ? undefined : here.get(follow(state, 1))
      if (idleNext !== undefined) {
        parents.set(idleNext, [...(parents.get(idleNext) ?? []), variable])
        if (busy[slot] !== 0) sink.clause([-variable, busy[slot]!, idleNext])
        else sink.clause([-variable, idleNext])
      } else sink.clause([-variable, ...(busy[slot] === 0 ? [] : [busy[slot]!])])
      if (busyNext !== undefined) {
        parents.set(busyNext, [...(parents.get(busyNext) ?? []), variable])
        sink.clause([-variable, -busy[slot]!, busyNext])
      } else if (busy[slot] !== 0) sink.clause([-variable, -busy[slot]!])
      if (idleNext !== undefined && busyNext !== undefined) sink.clause([-variable, idleNext, busyNext])
    }
    const filling: number[] = []
    const resting: number[] = []
    for (const [state, variable] of here) {
      sink.clause([-variable, ...(parents.get(variable) ?? [])])
      ;((state & 1) === 1 ? filling : resting).push(variable)
      if (busy[slot] !== 0) sink.clause([-variable, (state & 1) === 1 ? busy[slot]! : -busy[slot]!])
    }
    if (busy[slot] !== 0) {
      sink.clause([-guard, -busy[slot]!, ...filling])
      sink.clause([-guard, busy[slot]!, ...resting])
    }
    before = here
  }
  return true
}

/** A state and the number of the last fact that is in it. */
export type Numbered<State> = { snapshot: State; seq: number }

/**
 * The state after more facts, each once and in the order of their `seq`: those already in it are passed over. Null where
 * one is missing between what is held and what came; nothing of the frame is taken then, and the sender must be asked.
 */
export function applyInOrder<State, Fact extends { seq: number }>(held: Numbered<State>, facts: readonly Fact[], step: (state: State, fact: Fact) => State): Numbered<State> | null {
  let { snapshot, seq } = held
  for (const fact of [...facts].sort((a, b) => a.seq - b.seq)) {
    if (fact.seq <= seq) continue
    if (fact.seq !== seq + 1) return null
    snapshot = step(snapshot, fact)
    seq = fact.seq
  }
  return { snapshot, seq }
}

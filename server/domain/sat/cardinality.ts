/** Where clauses go: variables count from 1, a literal is a variable or its negation with a minus. */
export type ClauseSink = { newVariable(): number; clause(literals: readonly number[]): void }

/** Literal i (from 0) of a count is true where more than i of the counted literals are. */
export type Count = readonly number[]

export type CountOptions = {
  /** Longest count kept; whoever counts must forbid or not care for more. */
  most: number
  /** Counted literals that are true raise the count (needed for upper limits). */
  atLeast: boolean
  /** Counted literals that are false keep the count down (needed for lower limits and parity). */
  atMost: boolean
}

function merge(sink: ClauseSink, left: Count, right: Count, options: CountOptions): Count {
  const size = Math.min(left.length + right.length, options.most)
  const sum = Array.from({ length: size }, () => sink.newVariable())
  for (let i = 0; i <= left.length; i++) {
    for (let j = 0; j <= right.length; j++) {
      if (options.atLeast && i + j > 0 && i + j <= size) {
        const clause = [sum[i + j - 1]!]
        if (i > 0) clause.push(-left[i - 1]!)
        if (j > 0) clause.push(-right[j - 1]!)
        sink.clause(clause)
      }
      if (options.atMost && i + j < size) {
        const clause = [-sum[i + j]!]
        if (i < left.length) clause.push(left[i]!)
        if (j < right.length) clause.push(right[j]!)
        sink.clause(clause)
      }
    }
  }
  for (let i = 1; i < size; i++) sink.clause([-sum[i]!, sum[i - 1]!])
  return sum
}

/**
 * Unary count of true literals by a balanced tree of unary adders (the totalizer of Bailleux and Boufkhad, 2003), cut off
 * at `most`. The tree follows the order of the literals: counts over the same order have the same shape, which keeps
 * proofs that compare them short.
 */
export function countOf(sink: ClauseSink, literals: readonly number[], options: CountOptions): Count {
  if (literals.length <= 1) return literals
  const middle = literals.length >> 1
  return merge(sink, countOf(sink, literals.slice(0, middle), options), countOf(sink, literals.slice(middle), options), options)
}

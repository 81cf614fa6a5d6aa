import { describe, expect, it } from 'vitest'

import { Prng } from '../scheduling/prng.ts'
import { countOf } from './cardinality.ts'
import { SatSolver } from './solver.ts'

type Clauses = number[][]

function satisfies(clauses: Clauses, isTrue: (literal: number) => boolean): boolean {
  return clauses.every((clause) => clause.some(isTrue))
}

function bruteForce(variables: number, clauses: Clauses): boolean {
  for (let world = 0; world < 2 ** variables; world++) {
    if (satisfies(clauses, (literal) => ((world >> (Math.abs(literal) - 1)) & 1) === (literal > 0 ? 1 : 0))) return true
  }
  return false
}

function randomClauses(random: Prng, variables: number, count: number): Clauses {
  return Array.from({ length: count }, () => Array.from({ length: 1 + random.below(4) }, () => (1 + random.below(variables)) * (random.below(2) === 0 ? 1 : -1)))
}

function solverWith(variables: number, clauses: Clauses): SatSolver {
  const solver = new SatSolver()
  for (let i = 0; i < variables; i++) solver.newVariable()
  clauses.forEach((clause) => solver.clause(clause))
  return solver
}

/** `pigeons` into one hole fewer: short to say, long to refute. */
function pigeonHoles(pigeons: number): { variables: number; clauses: Clauses } {
  const at = (pigeon: number, hole: number) => pigeon * (pigeons - 1) + hole + 1
  const clauses: Clauses = []
  for (let p = 0; p < pigeons; p++) {
    clauses.push(Array.from({ length: pigeons - 1 }, (_, hole) => at(p, hole)))
    for (let q = 0; q < p; q++) for (let hole = 0; hole < pigeons - 1; hole++) clauses.push([-at(p, hole), -at(q, hole)])
  }
  return { variables: pigeons * (pigeons - 1), clauses }
}

describe('the SAT solver', () => {
  it('agrees with brute force on 600 random formulas, and its models satisfy them', () => {
    const random = new Prng(7)
    for (let round = 0; round < 600; round++) {
      const variables = 3 + random.below(8)
      const clauses = randomClauses(random, variables, 5 + random.below(variables * 5))
      const solver = solverWith(variables, clauses)
      const answer = solver.solve()
      expect([round, answer]).toEqual([round, bruteForce(variables, clauses) ? 'sat' : 'unsat'])
      if (answer === 'sat') expect(satisfies(clauses, (literal) => solver.isTrue(literal))).toBe(true)
    }
  })

  it('names assumptions that can not hold together, and goes on without them', () => {
    const random = new Prng(11)
    let refuted = 0
    for (let round = 0; round < 300; round++) {
      const clauses = randomClauses(random, 9, 22)
      if (!bruteForce(9, clauses)) continue
      const solver = solverWith(9, clauses)
      const assumptions = [1, 2, 3, 4, 5].map((variable) => variable * (random.below(2) === 0 ? 1 : -1))
      const answer = solver.solve(assumptions)
      expect(answer).toBe(bruteForce(9, [...clauses, ...assumptions.map((literal) => [literal])]) ? 'sat' : 'unsat')
      if (answer === 'unsat') {
        refuted++
        expect(solver.core.every((literal) => assumptions.includes(literal))).toBe(true)
        expect(bruteForce(9, [...clauses, ...solver.core.map((literal) => [literal])])).toBe(false)
      }
      expect(solver.solve()).toBe('sat')
    }
    expect(refuted).toBeGreaterThan(50)
  })

  it('refutes pigeon holes through restarts and forgetting, the same way each time', () => {
    const { variables, clauses } = pigeonHoles(8)
    const runs = [1, 2].map(() => {
      const solver = solverWith(variables, clauses)
      return [solver.solve(), solver.conflicts, solver.decisions]
    })
    expect(runs[0]![0]).toBe('unsat')
    expect(runs[1]).toEqual(runs[0])
  })

  it('stops at the limit of conflicts and can go on later', () => {
    const { variables, clauses } = pigeonHoles(8)
    const solver = solverWith(variables, clauses)
    expect(solver.solve([], { conflicts: 50 })).toBe('unknown')
    expect(solver.conflicts).toBe(50)
    expect(solver.solve([], { shouldStop: () => true })).toBe('unknown')
    expect(solver.solve()).toBe('unsat')
  })
})

describe('a unary count', () => {
  it('is true just as far as there are true literals', () => {
    for (let world = 0; world < 32; world++) {
      const solver = new SatSolver()
      const literals = Array.from({ length: 5 }, () => solver.newVariable())
      const count = countOf(solver, literals, { most: 4, atLeast: true, atMost: true })
      literals.forEach((literal, i) => solver.clause([(world >> i) & 1 ? literal : -literal]))
      expect(solver.solve()).toBe('sat')
      const ones = [...world.toString(2)].filter((digit) => digit === '1').length
      expect(count.map((literal) => solver.isTrue(literal))).toEqual([1, 2, 3, 4].map((least) => ones >= least))
    }
  })
})

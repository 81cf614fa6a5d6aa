import type { TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { provableProblem, standsAtBreakBound } from '#server/domain/scheduling/proof/provable.ts'
import type { SolveProgress } from '#server/domain/scheduling/solve.ts'

import { startProof, type ProofProgress } from './prover.ts'
import { startSolve, type SolverRun, type StartOptions } from './solver.ts'

export type ProvedSolveOptions = StartOptions & { /** For the proof, after the search; 0 for none. */ proofSeconds: number }

/** What the search came to, with the bounds as they now stand. */
function withBounds(plan: TimetablePlan, { elapsedMs, lower, upper }: ProofProgress, limitMs: number): SolveProgress {
  return {
    phase: 'proof',
    fraction: Math.min(1, elapsedMs / limitMs),
    steps: 0,
    value: { ...plan.value, breaks: upper ?? plan.value.breaks },
    bound: { weight: plan.bound?.weight ?? plan.value.weight, breaks: lower },
    placed: plan.placed.length,
    complete: upper !== null,
    elapsedMs: plan.seconds * 1000 + elapsedMs,
  }
}

/**
 * A search, then, where breaks decide and are not at their bound yet, the exact search for the fewest, in threads that let
 * others go first. A proof that fails costs nothing but itself: the plan that the search found stands.
 */
export function startProvedSolve(problem: TimetableProblem, options: ProvedSolveOptions, onProgress: (progress: SolveProgress) => void, onProofFailed: (error: unknown) => void): SolverRun {
  const search = startSolve(problem, options, onProgress)
  const held = { run: search, isStopped: false, isAbandoned: false }

  async function prove(plan: TimetablePlan): Promise<TimetablePlan> {
    const { proofSeconds, seed } = options
    const provable = held.isStopped || held.isAbandoned || proofSeconds <= 0 || standsAtBreakBound(plan) ? null : provableProblem(problem, plan)
    if (provable === null) return plan
    held.run = startProof(provable, plan, { seconds: proofSeconds, seed, background: true }, (progress) => onProgress(withBounds(plan, progress, proofSeconds * 1000)))
    try {
      return await held.run.result
    } catch (error) {
      if (held.isAbandoned) throw error
      onProofFailed(error)
      return plan
    }
  }

  return {
    result: search.result.then(prove),
    stop: () => {
      held.isStopped = true
      held.run.stop()
    },
    abandon: () => {
      held.isAbandoned = true
      held.run.abandon()
    },
  }
}

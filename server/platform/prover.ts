import type { Worker } from 'node:worker_threads'
import { performance } from 'node:perf_hooks'

import { compile } from '#server/domain/scheduling/model.ts'
import type { Reason, TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { canProveBreaks, type ProofRole } from '#server/domain/scheduling/proof/break-prover.ts'
import { provedPlan, slotsOf } from '#server/domain/scheduling/proof/proved-plan.ts'

import { startThread } from './thread.ts'

/** Places in the memory that all threads share: 1 to stop, the proved bound, the breaks of the best plan known. */
export const boardStop = 0
export const boardLower = 1
export const boardUpper = 2
export const unknownUpper = 0x7fffffff

export type ProverTask = {
  problem: TimetableProblem
  seed: number
  role: ProofRole
  incumbent?: { slots: Int32Array; breaks: number }
  background?: boolean
  shared: SharedArrayBuffer
}

export type ProverAnswer =
  | { kind: 'found'; slots: Int32Array; breaks: number }
  | { kind: 'infeasible'; reason: Reason }
  | { kind: 'ended'; isDone: boolean }

export type ProveOptions = { seconds: number; seed: number; background?: boolean; stop?: AbortSignal }

/** One thread looks for better plans, the other refutes that there are any: neither can be told in advance to be the quicker. */
const roles: readonly ProofRole[] = ['improve', 'refute']
/** Threads answer a stop within a hundred conflicts; one that does not is ended. */
const graceMs = 2000

type Found = { slots: Int32Array | null; breaks: number; infeasible: Reason | null }

/** Follows one thread to its end; the first that is done stops the others. */
function follow(thread: Worker, board: Int32Array, found: Found): Promise<void> {
  return new Promise((resolve, reject) => {
    thread.on('message', (answer: ProverAnswer) => {
      if (answer.kind === 'found' && answer.breaks < found.breaks) Object.assign(found, { slots: answer.slots, breaks: answer.breaks })
      if (answer.kind === 'infeasible') found.infeasible ??= answer.reason
      if (answer.kind !== 'ended') return
      if (answer.isDone) Atomics.store(board, boardStop, 1)
      resolve()
    })
    thread.on('error', reject)
    thread.on('exit', () => resolve())
  })
}

/** Whether a proof could add anything to a plan: breaks decide, and neither optimality nor impossibility is known yet. */
export function wantsProof(problem: TimetableProblem, plan: TimetablePlan): boolean {
  return (plan.status === 'feasible' || plan.status === 'unknown') && canProveBreaks(compile(problem))
}

/**
 * Goes on from a plan with an exact search for the fewest breaks, in two threads, until that is proved or the time is up.
 * Answers the best plan with the bound that was proved; the bound and the verdict come from refutations alone.
 */
export async function provePlan(problem: TimetableProblem, plan: TimetablePlan, options: ProveOptions): Promise<TimetablePlan> {
  const startedMs = performance.now()
  const model = compile(problem)
  const shared = new SharedArrayBuffer(12)
  const board = new Int32Array(shared)
  const incumbent = plan.status === 'feasible' ? { slots: slotsOf(model, plan), breaks: plan.value.breaks } : undefined
  board[boardLower] = plan.bound?.breaks ?? 0
  board[boardUpper] = incumbent?.breaks ?? unknownUpper
  const found: Found = { slots: null, breaks: incumbent?.breaks ?? Infinity, infeasible: null }
  const threads = roles.map((role, index) => {
    const workerData: ProverTask = { problem, seed: options.seed + index, role, incumbent, background: options.background, shared }
    return startThread('prover-worker', { workerData, name: `prover ${role}`, resourceLimits: { maxOldGenerationSizeMb: 1024 } })
  })
  const stop = () => void Atomics.store(board, boardStop, 1)
  options.stop?.addEventListener('abort', stop)
  const timer = setTimeout(stop, options.seconds * 1000)
  const enforcer = setTimeout(() => threads.forEach((thread) => void thread.terminate()), options.seconds * 1000 + graceMs)
  try {
    await Promise.all(threads.map((thread) => follow(thread, board, found)))
  } finally {
    clearTimeout(timer)
    clearTimeout(enforcer)
    options.stop?.removeEventListener('abort', stop)
    await Promise.all(threads.map((thread) => thread.terminate()))
  }
  const seconds = Math.round(performance.now() - startedMs + plan.seconds * 1000) / 1000
  return provedPlan(problem, model, plan, { lower: board[boardLower]!, slots: found.slots, infeasible: found.infeasible }, seconds)
}

import type { Worker } from 'node:worker_threads'
import { performance } from 'node:perf_hooks'

import { compile } from '#server/domain/scheduling/model.ts'
import type { Reason, TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import type { ProofRole } from '#server/domain/scheduling/proof/break-prover.ts'
import { provedPlan, slotsOf } from '#server/domain/scheduling/proof/proved-plan.ts'

import type { SolverRun } from './solver.ts'
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

export type ProveOptions = { seconds: number; seed: number; background?: boolean }

/** How far a proof has come: what is proved, and the breaks of the best plan known (null while there is none). */
export type ProofProgress = { elapsedMs: number; lower: number; upper: number | null }

/** One thread looks for better plans, the other refutes that there are any: neither can be told in advance to be the quicker. */
const roles: readonly ProofRole[] = ['improve', 'refute']
/** Threads answer a stop within a hundred conflicts; one that does not is ended. */
const graceMs = 2000
const reportEveryMs = 200

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

/** Tells of every change of either bound, until it is called off. */
function watch(board: Int32Array, startedMs: number, onProgress: (progress: ProofProgress) => void): () => void {
  let told = ''
  const timer = setInterval(() => {
    const [lower, upper] = [Atomics.load(board, boardLower), Atomics.load(board, boardUpper)]
    const now = `${lower} ${upper}`
    if (now === told) return
    told = now
    onProgress({ elapsedMs: performance.now() - startedMs, lower, upper: upper === unknownUpper ? null : upper })
  }, reportEveryMs)
  return () => clearInterval(timer)
}

/**
 * Goes on from a plan with an exact search for the fewest breaks, in two threads, until that is proved, the time is up or
 * it is stopped. Answers the best plan with the bound that was proved; bound and verdict come from refutations alone.
 */
export function startProof(problem: TimetableProblem, plan: TimetablePlan, options: ProveOptions, onProgress: (progress: ProofProgress) => void): SolverRun {
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
  let isAbandoned = false
  const end = (): void => threads.forEach((thread) => void thread.terminate())
  const stop = (): void => {
    Atomics.store(board, boardStop, 1)
    enforcer ??= setTimeout(end, graceMs)
  }
  let enforcer: NodeJS.Timeout | undefined
  const timer = setTimeout(stop, options.seconds * 1000)
  const unwatch = watch(board, startedMs, onProgress)
  const finish = async (): Promise<TimetablePlan> => {
    try {
      await Promise.all(threads.map((thread) => follow(thread, board, found)))
    } finally {
      clearTimeout(timer)
      clearTimeout(enforcer)
      unwatch()
      await Promise.all(threads.map((thread) => thread.terminate()))
    }
    if (isAbandoned) throw new Error('The proof was abandoned.')
    const seconds = Math.round(performance.now() - startedMs + plan.seconds * 1000) / 1000
    return provedPlan(problem, model, plan, { lower: board[boardLower]!, slots: found.slots, infeasible: found.infeasible }, seconds)
  }
  return {
    result: finish(),
    stop,
    abandon: () => {
      isAbandoned = true
      end()
    },
  }
}

/** As `startProof`, for whoever only waits for the end. */
export function provePlan(problem: TimetableProblem, plan: TimetablePlan, options: ProveOptions): Promise<TimetablePlan> {
  return startProof(problem, plan, options, () => undefined).result
}

import { parentPort, workerData } from 'node:worker_threads'

import { boundedPlan } from '#server/domain/scheduling/bounds/bounded-plan.ts'

import type { BounderTask } from './bounder.ts'

const { problem, plan, shared } = workerData as BounderTask
const board = new Int32Array(shared)
parentPort?.postMessage(boundedPlan(problem, plan, { circles: true, shouldStop: () => Atomics.load(board, 0) === 1 }))

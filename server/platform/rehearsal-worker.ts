import { performance } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'

import { Rehearsal } from '#server/domain/timetable/rehearsal.ts'

import type { RehearsalAnswer, RehearsalTask } from './rehearsal.ts'
import { stepBack } from './thread.ts'

const progressEveryMs = 250
const reportEveryMs = 3000

const { plan, options, stop } = workerData as RehearsalTask
stepBack('far')
const stopFlag = new Int32Array(stop)
const post = (answer: RehearsalAnswer) => parentPort?.postMessage(answer)

const rehearsal = new Rehearsal(plan, options)
let toldMs = -Infinity
let reportedMs = performance.now()
while (Atomics.load(stopFlag, 0) === 0 && rehearsal.advance()) {
  const nowMs = performance.now()
  if (nowMs - toldMs < progressEveryMs) continue
  toldMs = nowMs
  const { done, total } = rehearsal
  const withReport = nowMs - reportedMs >= reportEveryMs
  if (withReport) reportedMs = nowMs
  post({ kind: 'progress', done, total, ...(withReport ? { report: rehearsal.report() } : {}) })
}
post({ kind: 'report', report: rehearsal.report() })

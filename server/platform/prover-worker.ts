import { performance } from 'node:perf_hooks'
import { parentPort, workerData } from 'node:worker_threads'

import { compile } from '#server/domain/scheduling/model.ts'
import { BreakProver } from '#server/domain/scheduling/proof/break-prover.ts'
import { explainClash } from '#server/domain/scheduling/proof/clash.ts'
import { boardLower, boardStop, boardUpper, unknownUpper, type ProverAnswer, type ProverTask } from './prover.ts'
import { stepBack } from './thread.ts'

/** Naming the meetings to blame may take so long; that nothing is possible is known by then. */
const explainMs = 5000
const explainConflicts = 20_000

const { problem, seed, role, incumbent, background, shared } = workerData as ProverTask
if (background) stepBack('far')
const board = new Int32Array(shared)
const post = (answer: ProverAnswer) => parentPort?.postMessage(answer)
const isStopped = () => Atomics.load(board, boardStop) === 1

const model = compile(problem)
let asked = { lower: 0, upper: Infinity }
/** The question at hand is settled once the other thread has moved either bound. */
const shouldStop = () => isStopped() || Atomics.load(board, boardLower) > asked.lower || Atomics.load(board, boardUpper) < asked.upper
const prover = new BreakProver(model, { seed, role, incumbent, shouldStop })

function publish(at: number, value: number, isBetter: (other: number) => boolean): void {
  for (let other = Atomics.load(board, at); isBetter(other); other = Atomics.load(board, at)) {
    if (Atomics.compareExchange(board, at, other, value) === other) return
  }
}

let told = prover.best
for (let isOpen = true; isOpen && !isStopped(); ) {
  const upper = Atomics.load(board, boardUpper)
  prover.learn(Atomics.load(board, boardLower), upper === unknownUpper ? Infinity : upper)
  asked = { lower: prover.lower, upper: prover.upper }
  isOpen = prover.advance()
  if (prover.best && prover.best !== told) {
    told = prover.best
    post({ kind: 'found', slots: told, breaks: prover.upper })
    publish(boardUpper, prover.upper, (other) => prover.upper < other)
  }
  publish(boardLower, prover.lower, (other) => prover.lower > other)
}
if (prover.isDefective) throw new Error(`All timetables were refuted although one with ${prover.upper} breaks is known.`)
if (prover.infeasible) {
  const untilMs = performance.now() + explainMs
  const isLate = () => isStopped() || performance.now() > untilMs
  const reason = explainClash(model, { seed, conflicts: explainConflicts, shouldStop: isLate })
  post({ kind: 'infeasible', reason: reason ?? { code: 'musts_clash', params: { meetings: model.meetingIds, needed: model.meetings } } })
}
post({ kind: 'ended', isDone: prover.isDone })

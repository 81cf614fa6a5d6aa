import { performance } from 'node:perf_hooks'
import type { Worker } from 'node:worker_threads'

import type { TimetablePlan, TimetableProblem } from '#server/domain/scheduling/problem.ts'
import { Search, type SolveProgress } from '#server/domain/scheduling/solve.ts'
import { unfinishedCodes, verify, type Violation } from '#server/domain/scheduling/verify.ts'

import { LaneBoard } from './lane-board.ts'
import { startThread } from './thread.ts'

/** What ends a search: so many changes tried, counted over both lanes, or so much time. */
export type SolveLimit = { steps: number } | { seconds: number }

/** What the second lane is started with. `endsAtMs` is on the clock that counts from 1970 (`null` where steps are counted). */
export type LaneTask = { problem: TimetableProblem; seed: number; steps: number | null; endsAtMs: number | null; board: SharedArrayBuffer; background: boolean }

const exchanges = 24
const leastStepsBetween = 10_000
const stepsBetween = 50_000
/** How long the leader waits at the end for what the other lane found last. */
const lastWordMs = 250

const clock = (): number => performance.timeOrigin + performance.now()

/** Keeps one search in touch with that of the other lane. */
class Exchange {
  private readonly board: LaneBoard
  private readonly counted: boolean
  private readonly between: number
  private next: number

  constructor(board: LaneBoard, steps: number | null) {
    this.board = board
    this.counted = steps !== null
    this.between = steps === null ? stepsBetween : Math.max(leastStepsBetween, Math.ceil(steps / exchanges))
    this.next = this.between
  }

  /** Called after every piece of work. */
  tick(search: Search): void {
    if (this.board.isStopped()) search.stop()
    if (search.phase !== 'times' || search.steps < this.next) return
    this.next += this.between
    this.swap(search)
  }

  last(search: Search, leads: boolean): void {
    this.swap(search)
    this.board.leave()
    if (!leads || this.counted || !this.board.awaitLeaving(lastWordMs)) return
    this.read(search)
  }

  private swap(search: Search): void {
    this.board.publish(search.incumbent())
    if (this.counted) this.board.meet()
    this.read(search)
  }

  private read(search: Search): void {
    const news = this.board.news()
    if (news) search.adopt(news)
  }
}

/** The work of the second lane: nobody sees its plan, only the timetables it publishes. */
export function runSecondLane(task: LaneTask): void {
  const board = new LaneBoard(task.board, 1)
  const exchange = new Exchange(board, task.steps)
  const budget = task.steps === null ? { deadlineMs: Math.max(1, task.endsAtMs! - clock()) } : { stepBudget: task.steps }
  let over = false
  const search = new Search(task.problem, {
    seed: task.seed,
    lane: 1,
    now: clock,
    ...budget,
    onTimesOver: (ended) => {
      over = true
      exchange.last(ended, false)
    },
  })
  while (!over && search.advance()) exchange.tick(search)
  if (!over) board.leave()
}

export type LeadOptions = {
  seed: number
  limit: SolveLimit
  /** Search with a second thread beside this one. */
  two: boolean
  /** The second thread lets others go first. */
  background?: boolean
  onProgress?: (progress: SolveProgress) => void
  shouldStop?: () => boolean
}

/** What the independent check has against a plan; rules that an unfinished plan may break are let pass. */
export function seriousFaults(problem: TimetableProblem, plan: TimetablePlan): Violation[] {
  const unfinished = plan.status === 'unknown' || plan.status === 'infeasible'
  return verify(problem, plan).violations.filter(({ code }) => !(unfinished && unfinishedCodes.includes(code)))
}

/**
 * Solves a checked problem in this thread, which is kept busy until the end, and if wished in a second one beside it. The
 * same problem, seed and number of steps give the same plan, also with two threads.
 */
export function lead(problem: TimetableProblem, options: LeadOptions): TimetablePlan {
  const { seed, limit, background = false } = options
  const lanes = options.two ? 2 : 1
  const steps = 'steps' in limit ? Math.ceil(limit.steps / lanes) : null
  const endsAtMs = 'seconds' in limit ? clock() + limit.seconds * 1000 : null
  const memory = LaneBoard.allocate(problem.meetings.length)
  const board = new LaneBoard(memory, 0)
  const exchange = options.two ? new Exchange(board, steps) : null
  const task: LaneTask = { problem, seed, steps, endsAtMs, board: memory, background }
  const second: Worker | null = options.two ? startThread('lane-worker', { workerData: task, name: 'second lane' }) : null
  // A second thread that dies is missed, not mourned: what it published stays, and this one goes on alone.
  second?.on('error', () => undefined)
  second?.unref()
  const search = new Search(problem, {
    seed,
    now: clock,
    ...(steps === null ? { deadlineMs: endsAtMs! - clock() } : { stepBudget: steps }),
    ...(options.onProgress && { onProgress: options.onProgress }),
    onTimesOver: (ended) => exchange?.last(ended, true),
  })
  while (search.advance()) {
    if (options.shouldStop?.()) {
      board.stop()
      search.stop()
    }
    exchange?.tick(search)
  }
  board.stop()
  return search.plan()
}

import { performance } from 'node:perf_hooks'

import { solve } from '#server/domain/scheduling/solve.ts'
import { startProof } from '#server/platform/prover.ts'
import { startSolve, type SolverRun } from '#server/platform/solver.ts'
import { startTestServer } from '#tests/setup/server.ts'

import { loadInstance, median, percentile95, solveByCommand, type Row } from './instances.ts'

const asks = 1000

/** Largest memory of the whole process that solves the big instance. */
export async function memory(): Promise<Row[]> {
  const { peakMb } = await solveByCommand('investor-big', { seconds: 20, seed: 1 })
  return peakMb === null ? [] : [{ name: 'engine/investor-big/peak-memory', value: peakMb, unit: 'MB', ratio: peakMb / 1024, against: 'limit-1-GB' }]
}

/** Something of the engine that keeps both cores busy until it is abandoned; resolves once it has begun. */
async function begun(start: (tell: () => void) => SolverRun): Promise<SolverRun> {
  let tell: () => void = () => undefined
  const hasBegun = new Promise<void>((resolve) => (tell = resolve))
  const run = start(() => tell())
  run.result.catch(() => null)
  await hasBegun
  return run
}

/** The search in two lanes, as a draft has it. */
const searching = () => begun((tell) => startSolve(loadInstance('investor-big'), { seconds: 120, seed: 1 }, tell))

/** The proof that follows it, in two threads. */
function proving(): Promise<SolverRun> {
  const problem = loadInstance('forum-13crafb.original')
  const plan = solve(problem, { seed: 1, stepBudget: 500_000 })
  return begun((tell) => startProof(problem, plan, { seconds: 120, seed: 1, background: true }, tell))
}

/**
 * How long `/healthz` takes over HTTP while the engine works in threads of the same server process: against what is asked for,
 * and beside the same server with nothing to do, since other processes on the machine slow both.
 */
export async function health(): Promise<Row[]> {
  const server = await startTestServer({ pages: 'none' })
  const ask = async (): Promise<number> => {
    const from = performance.now()
    const response = await fetch(`${server.url}/healthz`)
    await response.text()
    if (response.status !== 200) throw new Error(`/healthz answered ${response.status}`)
    return performance.now() - from
  }
  const round = async (): Promise<number[]> => {
    const times: number[] = []
    for (let i = 0; i < asks; i++) times.push(await ask())
    return times
  }
  await round()
  const idle = await round()
  const rows = (during: string, times: readonly number[], base: { name: string; of: (which: number) => number }): Row[] =>
    [median(times), percentile95(times), Math.max(...times)].map((value, which) => ({ name: `engine/healthz-while-${during}/${['median', 'p95', 'worst'][which]}`, value, unit: 'ms', ratio: value / base.of(which), against: base.name }))
  const limit = { name: 'limit-50-ms', of: () => 50 }
  const besideIdle = { name: 'idle', of: (which: number) => [median(idle), percentile95(idle), Math.max(...idle)][which]! }
  const found = rows('idle', idle, limit)
  for (const [during, start] of [['solving', searching], ['proving', proving]] as const) {
    const run = await start()
    const times = await round()
    run.abandon()
    await run.result.catch(() => null)
    found.push(...rows(during, times, limit), ...rows(`${during}-beside-idle`, times, besideIdle))
  }
  await server.dispose()
  return found
}
